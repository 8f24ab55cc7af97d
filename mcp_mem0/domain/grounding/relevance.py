"""Deciding whether quoted words are about a fact: whether they name its subject or its value.

An answer or a pronoun is read with what explains it.
"""

from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.grounding.agreement import has_answer_opening, is_denial
from mcp_mem0.domain.grounding.common_words import has_common_words
from mcp_mem0.domain.grounding.content_words import list_content_words
from mcp_mem0.domain.grounding.first_person import (
    has_owner_only,
    has_speaker_word,
    is_said_by_oneself,
    may_omit_speaker,
)
from mcp_mem0.domain.grounding.origins import Origin
from mcp_mem0.domain.grounding.quotes import find_sentence, split_sentences
from mcp_mem0.domain.grounding.specifics import has_other_names, has_other_number
from mcp_mem0.domain.model.rows import Fact, Message
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.entity_matching import find_names
from mcp_mem0.domain.text.normalise import (
    normalise_name,
    normalise_statement,
    split_plain_words,
    word_set,
)
from mcp_mem0.domain.text.search_text import label_speaker
from mcp_mem0.domain.text.word_lists import SMALL_WORDS

REPLY_WORDS_MAX: Final = 12
"""Longest reply, in words, that is read together with the message it replies to."""

_ALIKE_WORDS: Final = 2
"""A subject and its verb: "Ana lives in Oslo" restates "Ana lives in Rome"."""

_THIRD_PERSON: Final = word_set(
    "she he it they her him them hers its their that sie er ihn ihm elle il ils elles lui ella",
    "ello él ele lei hon han hij zij она оно они её его ona ono oni jej",
    "jego onu ő azt hän αυτή",
    "αυτό هي هو היא הוא",
)
_THINGS: Final = word_set("it its that оно ono")
"""Words of `_THIRD_PERSON` that stand for no person."""

USER_WORDS: Final = word_set(
    "user users benutzer benutzerin nutzer nutzerin utilisateur utilisatrice usuario usuaria",
    "utente usuário usuária utilizador gebruiker användaren användare brugeren bruger brukeren",
    "użytkownik użytkowniczka uživatel uživatelka používateľ пользователь пользовательница",
    "користувач потребител корисник korisnik kullanıcı felhasználó käyttäjä utilizatorul",
    "utilizator χρήστης المستخدم المستخدمة משתמש המשתמש کاربر उपयोगकर्ता người dùng pengguna",
)
_USER_SIGNS: Final = ("用户", "用戶", "使用者", "ユーザー", "사용자", "ผู้ใช้")


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

    @property
    def says_something(self) -> bool:
        """Whether the quote carries content, is a plain answer, or is all that was said."""
        whole = normalise_statement(self.message.content) == normalise_statement(self.quote)
        is_plain = has_answer_opening(self.quote) or is_denial(self.quote)
        is_answer = is_plain and self.before is not None and self._is_reply(self.before)
        return whole or is_answer or bool(list_content_words(self.quote))

    @property
    def sentence(self) -> str:
        """The sentence that the quote is from."""
        sentences = split_sentences(self.message.content)
        return sentences[find_sentence(self.quote, self.message.content)] if sentences else ""

    @property
    def sentence_before(self) -> str:
        """The sentence before that in the same message, or ""."""
        place = find_sentence(self.quote, self.message.content)
        return split_sentences(self.message.content)[place - 1] if place else ""

    @property
    def question(self) -> str:
        """What the message replies to, or ""."""
        if self.before is None or not self._is_reply(self.before):
            return ""
        return "".join(split_sentences(self.before.content)[-1:])

    def _select_context(self) -> list[str]:
        before = self.sentence_before
        if before and not _THIRD_PERSON.isdisjoint(split_plain_words(self.quote)):
            return [before]
        return [self.question] if self.question else []

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
    if not said.says_something:
        return False
    words = said.words
    if _is_said_anew(said, fact, text):
        return True
    if has_other_number(words, fact.text, is_subject_only=bool(text)):
        return False
    names = {normalise_name(name) for name in fact.entities}
    return (
        bool(find_names(words, names))
        or (
            has_common_words(words, "\n".join([fact.text, *fact.entities]))
            and not _is_of_others(said, fact, origin)
        )
        or _is_own(said, fact, origin, text)
        or _is_continued(said, fact, origin, text)
    )


def _is_of_others(said: Quotation, fact: Fact, origin: Origin) -> bool:
    """Whether words of somebody else share with a fact only what kind of thing it is about.

    In an answer of the fact's own subject the names are values; those asked about are not.
    """
    if is_said_by_oneself(said.quote, said.message.content):
        return False
    is_own_answer = bool(said.question) and _is_of_speaker(said.message, fact, origin)
    words = said.question if is_own_answer else said.words
    return has_other_names(words, fact.text, fact.entities)


def _is_own(said: Quotation, fact: Fact, origin: Origin, text: str) -> bool:
    """Whether a speaker corrects a fact about themselves."""
    message, quote = said.message, said.quote
    if message.role not in {"user", "assistant"}:
        return False
    if not has_speaker_word(quote, message.content):
        # A quote may be very short; then both must say the same kind of thing.
        is_alike = is_said_by_oneself(quote, message.content) and _is_similar_text(text, fact.text)
        may_be = message.role == "user" and message.name is None
        return (is_alike and (may_be or _is_subject(message, fact))) or (
            may_omit_speaker(quote) and _is_subject(message, fact)
        )
    if not _speaks_of_speaker(said, fact, text):
        return False
    if _is_subject(message, fact) or has_speaker_word(fact.text, fact.text):
        return True
    if message.role == "assistant":
        return False
    # Who an unnamed "I" is follows from the fact's own words, or from the fact being restated.
    return origin.own == label_speaker(message) or (
        message.name is None and _is_similar_text(text, fact.text)
    )


def _is_continued(said: Quotation, fact: Fact, origin: Origin, text: str) -> bool:
    """Whether a speaker gives another value to what they said of themselves the sentence before.

    "You think I have two children? It's three since Aras was born." The text must be of the kind of
    the fact and name all that the quote names; words about another person continue nothing.
    """
    before, quoted = said.sentence_before, split_plain_words(said.quote)
    return (
        bool(text)
        and _is_similar_text(text, fact.text)
        and _is_of_speaker(said.message, fact, origin)
        and has_speaker_word(before, before)
        and has_common_words(before, fact.text)
        and has_common_words(said.quote, text)
        and (_THIRD_PERSON - _THINGS).isdisjoint(quoted)
        and _list_name_words(said.sentence) <= set(split_plain_words(text))
    )


def _is_of_speaker(message: Message, fact: Fact, origin: Origin) -> bool:
    """Whether a user's message is by the subject of a fact, or by who said it of themselves."""
    return message.role == "user" and (
        _is_subject(message, fact) or origin.own == label_speaker(message)
    )


def _list_name_words(text: str) -> set[str]:
    return {word for name in extract_entities(text) for word in split_plain_words(name)}


def _speaks_of_speaker(said: Quotation, fact: Fact, text: str) -> bool:
    """Whether words with an "I" or a "my" are about the speaker, and not about their friend."""
    known = "\n".join([fact.text, *fact.entities])
    told = text or said.quote
    if _list_name_words(told) <= set(split_plain_words(known)):
        return True
    if not text:
        return not has_owner_only(said.quote)
    is_own = is_speaker_named(said.message, text) or has_speaker_word(text, text)
    # A name of two letters is no common word.
    return is_own or has_common_words(text, known) or _is_similar_text(text, fact.text)


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


def _is_subject(message: Message, fact: Fact) -> bool:
    return is_speaker_named(message, "\n".join([fact.text, *fact.entities]))


def is_speaker_named(message: Message, text: str) -> bool:
    """Return whether a text names the speaker of a message."""
    if message.name is not None:
        return has_common_words(message.name, text) or bool(
            find_names(text, {normalise_name(message.name)})
        )
    if message.role == "assistant":
        return "assistant" in split_plain_words(text)
    return not USER_WORDS.isdisjoint(split_plain_words(text)) or any(
        sign in text for sign in _USER_SIGNS
    )
