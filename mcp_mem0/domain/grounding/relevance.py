"""Deciding whether quoted words are about a fact: whether they name its subject or its value.

Words are compared by their beginnings, because languages inflect the ends; in a script without
spaces, by pairs of characters. Words that are neither a subject nor a value do not count.
"""

import re
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.grounding.agreement import has_answer_opening
from mcp_mem0.domain.grounding.first_person import (
    has_speaker_word,
    is_said_by_oneself,
    may_omit_speaker,
)
from mcp_mem0.domain.grounding.origins import Origin
from mcp_mem0.domain.grounding.quotes import find_sentence, split_sentences
from mcp_mem0.domain.model.rows import Fact, Message
from mcp_mem0.domain.text.entity_matching import find_names
from mcp_mem0.domain.text.normalise import (
    normalise_name,
    normalise_statement,
    split_plain_words,
    word_set,
)
from mcp_mem0.domain.text.search_text import label_speaker
from mcp_mem0.domain.text.word_lists import (
    COMMON_PAIRS,
    COMMON_VERBS,
    FUNCTION_WORDS,
    MANY_VALUED,
    NEGATIONS,
    NEVER_ALONE,
    SMALL_WORDS,
    TIME_WORDS,
)

REPLY_WORDS_MAX: Final = 12
"""Longest reply, in words, that is read together with the message it replies to."""

COMPARED_WORDS_MAX: Final = 200
"""How many words of a text are compared by their beginnings; shared words always count."""

_STEM_CHARS: Final = 4
_ENDING_CHARS: Final = 3
"""Two words are the same if they share this many letters and differ in this many at the end."""

_LONG_STEM_CHARS: Final = 6
_LONG_ENDING_CHARS: Final = 5
_SHORT_CHARS: Final = 2
"""Words this short do not count in a script with spaces, unless they are numbers."""

_COMPOUND_CHARS: Final = 5
"""A word of this length is recognised at the beginning of a compound of any length."""

_ALIKE_WORDS: Final = 2
"""A subject and its verb: "Ana lives in Oslo" restates "Ana lives in Rome"."""

_THAI_RUN: Final = 4
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+|[\u30a1-\u30fa\u30fc]+")
_THAI: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_KANA: Final = re.compile("[\u3041-\u309f]")
_HANGUL: Final = re.compile("[\uac00-\ud7af]")
_ARTICLE: Final = re.compile("^(?:[وبفكل]?ال|لل)(?=\\w{2})|^[והבלמש](?=[\u05d0-\u05ea]{3})")
_THIRD_PERSON: Final = word_set(
    "she he it they her him them hers its their that sie er ihn ihm elle il ils elles lui ella",
    "ello él ele lei hon han hij zij она оно они её его ona ono oni jej",
    "jego onu ő azt hän αυτή",
    "αυτό هي هو היא הוא",
)
_USER: Final = word_set(
    "user users benutzer benutzerin nutzer nutzerin utilisateur utilisatrice usuario usuaria",
    "utente usuário usuária utilizador gebruiker användaren användare brugeren bruger brukeren",
    "użytkownik użytkowniczka uživatel uživatelka používateľ пользователь пользовательница",
    "користувач потребител корисник korisnik kullanıcı felhasználó käyttäjä utilizatorul",
    "utilizator χρήστης المستخدم المستخدمة משתמש המשתמש کاربر उपयोगकर्ता người dùng pengguna",
)
_USER_SIGNS: Final = ("用户", "用戶", "使用者", "ユーザー", "사용자", "ผู้ใช้")
_NUMBERS: Final = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)
_NOTHING: Final = word_set(
    *(SMALL_WORDS | NEGATIONS | TIME_WORDS | MANY_VALUED | FUNCTION_WORDS | COMMON_VERBS),
    *(NEVER_ALONE - _NUMBERS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quote, its message, and the message before that."""

    quote: str
    message: Message
    before: Message | None = None

    @property
    def words(self) -> str:
        """The quote, with the context that an answer or a pronoun needs to be understood."""
        return "\n".join([self.quote, *self._select_context()])

    def _select_context(self) -> list[str]:
        sentences = split_sentences(self.message.content)
        place = find_sentence(self.quote, self.message.content)
        if place and not _THIRD_PERSON.isdisjoint(split_plain_words(self.quote)):
            return [sentences[place - 1]]
        return (
            []
            if self.before is None or not self._is_reply(self.before)
            else [*split_sentences(self.before.content)[-1:]]
        )

    def _is_reply(self, before: Message) -> bool:
        content = self.message.content
        return (
            self.message.role == "user"
            and before.role != "user"
            and len(split_plain_words(content)) <= REPLY_WORDS_MAX
            and (has_answer_opening(content) or before.content.rstrip().endswith(("?", "？", "؟")))
        )


def is_relevant(said: Quotation, fact: Fact, origin: Origin, *, text: str = "") -> bool:
    """Return whether quoted words name a fact's subject or value, or are its subject's own.

    Args:
        said: The quote and its context.
        fact: The fact to be closed.
        origin: Where the fact comes from.
        text: What would replace it, if anything.
    """
    if normalise_statement(said.quote) == normalise_statement(fact.text):
        return True
    words = said.words
    names = {normalise_name(name) for name in fact.entities}
    return (
        bool(find_names(words, names))
        or has_common_words(words, "\n".join([fact.text, *fact.entities]))
        or _is_own(said, fact, origin, text)
        or _is_said_anew(said, fact, text)
    )


def has_common_words(one: str, other: str) -> bool:
    """Return whether two texts share a word that carries meaning."""
    ours, theirs = _extract_word_parts(one), _extract_word_parts(other)
    if not ours.isdisjoint(theirs):
        return True
    few, others = (sorted(parts)[:COMPARED_WORDS_MAX] for parts in (ours, theirs))
    return any(_is_same(our, their) for our in few for their in others)


def _is_own(said: Quotation, fact: Fact, origin: Origin, text: str) -> bool:
    """Whether a speaker corrects a fact about themselves."""
    message, quote = said.message, said.quote
    if message.role not in {"user", "assistant"}:
        return False
    if not has_speaker_word(quote, message.content):
        # A quote may be very short; then both must say the same kind of thing.
        is_alike = is_said_by_oneself(quote, message.content) and _is_similar_text(text, fact.text)
        may_be = message.role == "user" and message.name is None
        return (is_alike and (may_be or _is_speaker_named(message, fact))) or (
            may_omit_speaker(quote) and _is_speaker_named(message, fact)
        )
    if _is_speaker_named(message, fact) or has_speaker_word(fact.text, fact.text):
        return True
    if message.role == "assistant":
        return False
    # Who an unnamed "I" is follows from the fact's own words, or from the fact being restated.
    return origin.own == label_speaker(message) or (
        message.name is None and _is_similar_text(text, fact.text)
    )


def _is_said_anew(said: Quotation, fact: Fact, text: str) -> bool:
    """Whether a sentence restates a fact with another value, which contains the quote."""
    content = said.message.content
    sentences = split_sentences(content)
    if not text or not sentences or not has_common_words(said.quote, text):
        return False
    sentence = sentences[find_sentence(said.quote, content)]
    return has_common_words(sentence, fact.text) and _begins_alike(text, fact.text)


def _begins_alike(text: str, known: str) -> bool:
    """Whether two texts differ only in how they end."""
    ours, theirs = split_plain_words(text), split_plain_words(known)
    alike = next(
        (n for n, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other),
        min(len(ours), len(theirs)),
    )
    return alike > _ALIKE_WORDS


def _is_similar_text(text: str, known: str) -> bool:
    """Whether two texts say the same kind of thing of the same subject."""
    ours, theirs = split_plain_words(text), split_plain_words(known)
    shared = {word for word in ours if word in theirs and word not in SMALL_WORDS}
    return bool(ours) and ours[:1] == theirs[:1] and len(shared) >= _ALIKE_WORDS


def _is_speaker_named(message: Message, fact: Fact) -> bool:
    """Whether a fact names the speaker of a message."""
    text = "\n".join([fact.text, *fact.entities])
    if message.name is not None:
        return has_common_words(message.name, text) or bool(
            find_names(text, {normalise_name(message.name)})
        )
    if message.role == "assistant":
        return "assistant" in split_plain_words(text)
    return not _USER.isdisjoint(split_plain_words(text)) or any(
        sign in text for sign in _USER_SIGNS
    )


def _extract_word_parts(text: str) -> set[str]:
    """Return the meaningful words of a text; in a script without spaces, pairs of characters."""
    parts: set[str] = set()
    for word in split_plain_words(text):
        if _HAN.search(word) or _KANA.search(word):
            for run in _HAN.findall(word):
                parts |= {run[n : n + 2] for n in range(max(1, len(run) - 1))}
        elif _THAI.search(word):
            parts |= {word[n : n + _THAI_RUN] for n in range(len(word) - _THAI_RUN + 1)}
        elif _is_meaningful(word):
            parts.add(_ARTICLE.sub("", word))
    return parts - COMMON_PAIRS


def _is_meaningful(word: str) -> bool:
    """Whether a word may name something; a short one only as a number or as Hangul syllables."""
    if not _NOTHING.isdisjoint({word, word.removesuffix("s")}):
        return False
    is_syllables = _HANGUL.search(word) is not None and len(word) == _SHORT_CHARS
    return len(word) > _SHORT_CHARS or word.isdigit() or is_syllables


def _is_same(one: str, other: str) -> bool:
    """Whether two words are the same except for their endings."""
    if one.isdigit() or other.isdigit():
        return False
    short, long = sorted((one, other), key=len)
    alike = next((n for n, char in enumerate(short) if char != long[n]), len(short))
    if _HANGUL.search(short):
        return alike >= _SHORT_CHARS
    ending = len(long) - alike
    if alike == len(short):
        return alike >= _COMPOUND_CHARS or ending <= (1 if alike < _STEM_CHARS else _ENDING_CHARS)
    return (alike >= _STEM_CHARS and ending <= _ENDING_CHARS) or (
        alike >= _LONG_STEM_CHARS and ending <= _LONG_ENDING_CHARS
    )
