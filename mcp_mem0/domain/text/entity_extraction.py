"""Finding the names that a text mentions, by rule and without a model.

The rule, in the order in which a part of the text is claimed:

1. an e-mail address; the host of a web address; an @handle;
2. a title in quotation marks: up to `NAME_WORDS_MAX` words, of which those with four letters
   or more are capitalised, without a full stop or question mark at its end;
3. a run of capitalised words, which small joining words may connect ("University of Vienna",
   "Ludwig van Beethoven"), a possessive ending left off. Small words, weekdays and months are
   cut off its ends, and so are words that often open a sentence where they do, such as
   prepositions. A lone word that opens a sentence is a name only if it is one that is known, or
   if what follows shows it (`names.sentence_openings`), it does not end in -ing or -ly, and it
   stands nowhere in the text in lower case;
4. a word that is spelled like code: LanceDB, iPhone, write_lock, C++, GPT-4;
5. in a script without capitals, what the grammar of its language shows (`names.unmarked`).

A text in capitals throughout says nothing about names, so only 1 and 5 count there. No name is
better than rubbish. What stays wrong is an uncommon noun
that opens a sentence, and the nouns of German that have no article.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from mcp_mem0.domain.text.names.name_words import (
    DATES_WITH_CAPITALS,
    FIRST_WORDS,
    LONE_FIRST_WORDS,
    NEVER_NAMES_ALONE,
    NOUN_MARKERS,
    OTHER_DATES,
)
from mcp_mem0.domain.text.names.sentence_openings import is_subject
from mcp_mem0.domain.text.names.unmarked import (
    SEPARATOR,
    UNMARKED,
    erase_borrowed_words,
    find_unmarked_names,
)
from mcp_mem0.domain.text.normalise import (
    SPACELESS,
    normalise_name,
    replace_marks,
    strip_hidden_marks,
)
from mcp_mem0.domain.text.word_lists import DATES, JOINING, NEVER_ALONE, OPENERS, SMALL_WORDS

NAMES_MAX = 20
"""Most names extracted from one text, the first ones."""

NAME_WORDS_MAX = 6
NAME_CHARS_MAX = 80

_ADDRESS = re.compile(
    r"(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)"
    r"|https?://(?:www\.)?(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63})+)[^\s<>\"']*"
    r"|(?<![\w@./])(?P<handle>@[A-Za-z0-9_](?:[\w.-]{0,38}\w)?)"
)
_QUOTED = re.compile(
    r"[\"“„«](?P<title>[^\"“”„«»\n]{2,80})[\"”“»]|(?<!\w)‘(?P<single>[^‘’\n]{2,80})’"
)
_SENTENCE_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bMrs)(?<!\bProf)(?<!\b[A-Z])\.\s"
    r"|[!?…:;]\s|\n|\s[-–—•*]\s|[\"“(\[{«„]"
)
_WORD = re.compile(r"\w+(?:[.'’&+#/-]\w+)*(?:\+\+|#)?")
_CODE = re.compile(r"\w*[a-z]\w*[A-Z]\w*|\w+_\w+|\w+(?:\+\+|#)|[A-Z]+[a-z]*-?\d+(?:\.\d+)*")
_SHORT_ENDING = re.compile(r"(?<=\w)(?:n['’]t|['’](?:s|m|d|ll|ve|re))$")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu)['’](?P<rest>\w)", re.IGNORECASE)
_DATES = DATES | DATES_WITH_CAPITALS
_NEVER_FIRST = SMALL_WORDS | _DATES
_OPENERS = OPENERS | OTHER_DATES | FIRST_WORDS
_NEVER_ALONE = NEVER_ALONE | NEVER_NAMES_ALONE
_NOT_ALONE = _NEVER_FIRST | _OPENERS | _NEVER_ALONE | LONE_FIRST_WORDS
_SPACES = frozenset({" ", "\u00a0", "\u202f", ". "})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, its position, and whether it opens a sentence."""

    text: str
    start: int
    end: int
    opens: bool


@dataclass(frozen=True, slots=True)
class _SearchedText:
    """A text whose names are sought, and what is known of its words.

    Attributes:
        text: The text, with one sign for all hyphens and for all apostrophes.
        known: The keys of names that are known already.
        lower: The words that stand in it in lower case.
        chars: How long it is without surrounding white space.
    """

    text: str
    known: Container[str]
    lower: frozenset[str]
    chars: int


def extract_entities(text: str, known: Container[str] = ()) -> tuple[str, ...]:
    """Return the names that a text mentions, as spelled there, in order, each once.

    Invisible characters are left out. At most `NAMES_MAX` names, none longer than
    `NAME_CHARS_MAX` characters.

    Args:
        text: The text.
        known: The keys of names that are known: where one opens a sentence, it is a name there.
    """
    visible = strip_hidden_marks(text)
    names: dict[str, str] = {}
    for start, end in sorted([*_find_names(visible, known)]):
        name = visible[start:end]
        if len(name) <= NAME_CHARS_MAX:
            names.setdefault(normalise_name(name), name)
    return tuple(names.values())[:NAMES_MAX]


def _find_names(text: str, known: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield where each name stands; what one rule has claimed is blank for the next."""
    for match in _ADDRESS.finditer(text):
        yield match.span(match.lastgroup or 0)
    rest = _ADDRESS.sub(_erase_match, text)
    if UNMARKED.search(rest):
        unmarked = [*find_unmarked_names(rest, known)]
        yield from unmarked
        for start, end in unmarked:
            rest = rest[:start] + "\n" * (end - start) + rest[end:]
        rest = SPACELESS.sub(SEPARATOR, erase_borrowed_words(rest))
    if _is_shouted(rest):
        return
    titles = [match for match in _QUOTED.finditer(rest) if _is_title(_extract_title(match))]
    for match in titles:
        start = match.start(match.lastgroup or 0) + match[0].index(_extract_title(match)) - 1
        yield start, start + len(_extract_title(match))
    for match in titles:
        rest = rest[: match.start()] + _erase_match(match) + rest[match.end() :]
    # Place for place, so that a name is cut out as it is spelled.
    plain = replace_marks(rest)
    lower = frozenset(word for word in _WORD.findall(plain) if word[:1].islower())
    yield from _find_runs(_SearchedText(plain, known, lower, len(plain.strip())))


def _erase_match(match: re.Match[str]) -> str:
    # Line breaks, so that no run of words and no sentence continues across it.
    return "\n" * len(match[0])


def _is_shouted(text: str) -> bool:
    """Whether capitals mean nothing: more than two words without a lower-case letter."""
    return text.isupper() and len(text.split()) > len(("two", "words"))


def _extract_title(match: re.Match[str]) -> str:
    return (match["title"] or match["single"]).strip(" ,")


def _is_title(quoted: str) -> bool:
    words = _WORD.findall(quoted)
    long = [word for word in words if len(word) > len("the")]
    return (
        0 < len(words) <= NAME_WORDS_MAX
        and quoted[-1:] not in {".", "?", "…"}
        and _is_capitalised(words[0])
        and all(_is_capitalised(word) for word in long)
        and not (len(words) == 1 and words[0].casefold() in _NOT_ALONE)
    )


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()


def _find_runs(source: _SearchedText) -> Iterator[tuple[int, int]]:
    run: list[_Word] = []
    before: _Word | None = None
    for word in _split_text(source.text):
        if run and not _is_continuation(source.text, run[-1], word):
            yield from _extract_name(run, source)
            run = []
        if _may_join(word.text) if run else _may_begin(word, before):
            run.append(word)
        elif run:
            yield from _extract_name(run, source)
            run = []
        before = word
    yield from _extract_name(run, source)


def _split_text(text: str) -> Iterator[_Word]:
    end = 0
    for match in _WORD.finditer(text):
        opens = end == 0 or _SENTENCE_END.search(text, end, match.start()) is not None
        end = match.end()
        yield _Word(match[0], match.start(), end, opens)


def _is_continuation(text: str, before: _Word, word: _Word) -> bool:
    between = text[before.end : word.start]
    return not word.opens and between in _SPACES and not _SHORT_ENDING.search(before.text)


def _may_begin(word: _Word, before: _Word | None) -> bool:
    """Whether a name may begin with a word: not a German noun after its article."""
    is_noun = before is not None and not word.opens and before.text.casefold() in NOUN_MARKERS
    return _has_capital(word.text) and not is_noun


def _may_join(word: str) -> bool:
    return _has_capital(word) or word in JOINING


def _has_capital(word: str) -> bool:
    """Whether a word is written as a name is: "École" is, but "L'école" is not."""
    if _is_code(word):
        return True
    elision = _ELISION.match(word)
    if elision is not None and elision["rest"].islower() and len(word) > len("l's"):
        return False
    return word[:1].isupper() and _strip_ending(word) != "i"


def _is_code(word: str) -> bool:
    return len(word) <= NAME_CHARS_MAX and _CODE.fullmatch(word) is not None


def _strip_ending(word: str) -> str:
    return _SHORT_ENDING.sub("", word).casefold()


def _extract_name(run: list[_Word], source: _SearchedText) -> Iterator[tuple[int, int]]:
    """Yield the name in a run of words, if what is left of it without common words is one."""
    while run and _is_common_opening(run[0], source.text):
        run = run[1:]
    while run and (run[-1].text in JOINING or _strip_ending(run[-1].text) in _DATES):
        run = run[:-1]
    if not run or len(run) > NAME_WORDS_MAX or (len(run) == 1 and not _is_name(run[0], source)):
        return
    name = _SHORT_ENDING.sub("", source.text[run[0].start : run[-1].end])
    yield run[0].start, run[0].start + len(name)


def _is_common_opening(first: _Word, text: str) -> bool:
    plain = _strip_ending(first.text)
    if len(plain) == 1 and text[first.end : first.end + 1] == ".":
        # The initial of somebody's name.
        return plain in _NEVER_FIRST
    return plain in _NEVER_FIRST or first.text in JOINING or (first.opens and plain in _OPENERS)


def _is_name(word: _Word, source: _SearchedText) -> bool:
    """Whether a single word is a name: not one letter, and not merely the start of a sentence."""
    plain = _strip_ending(word.text)
    if len(plain) == 1 or plain in _NEVER_ALONE:
        return False
    if not word.opens or _is_code(word.text) or word.text.isupper():
        return True
    if plain in LONE_FIRST_WORDS or plain in source.lower:
        return False
    if _SHORT_ENDING.search(word.text) or len(word.text) == source.chars:
        return not plain.endswith(("ing", "ly"))
    return normalise_name(word.text) in source.known or (
        not plain.endswith(("ing", "ly")) and is_subject(plain, source.text, word.end)
    )
