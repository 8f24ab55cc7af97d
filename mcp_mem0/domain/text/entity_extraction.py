"""Finding the names that a text mentions, by rule and without a model.

The rule, in the order in which a part of the text is claimed:

1. an e-mail address; the host of a web address; an @handle;
2. a title in quotation marks: up to `NAME_WORDS_MAX` words, of which those with four letters
   or more are capitalised, without a full stop or question mark at its end;
3. a run of capitalised words, which small joining words may connect ("University of Vienna",
   "Ludwig van Beethoven"), a possessive ending left off. Small words, weekdays and months are
   cut off its ends, and so are words that often open a sentence where they do. A lone word
   that opens a sentence is a name only if what follows shows it ("Ana's", "Ana lives", "Ana
   is", "Ana, Ben and"), it does not end in -ing or -ly, and it occurs nowhere in the text in
   lower case;
4. a word that is spelled like code: LanceDB, iPhone, write_lock, C++, GPT-4.

A text in capitals throughout says nothing about names, so only 1 counts there. Scripts without
capitals give none but 1: no name is better than rubbish. What stays wrong is an uncommon noun
that opens a sentence, and the nouns of German.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.domain.text.word_lists import (
    DATES,
    JOINING,
    NEVER_ALONE,
    OPENERS,
    SMALL_WORDS,
    VERBS_OF_ONE,
)

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
_FOLLOWING = re.compile(r"(?P<comma>,)? (?P<word>\w+(?:['’]\w+)?)")
_SHORT_ENDING = re.compile(r"(?<=\w)(?:n['’]t|['’](?:s|m|d|ll|ve|re))$")
_NEVER_FIRST = SMALL_WORDS | DATES
_NOT_ALONE = _NEVER_FIRST | OPENERS | NEVER_ALONE


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, its position, and whether it opens a sentence."""

    text: str
    start: int
    end: int
    opens: bool


def extract_entities(text: str) -> tuple[str, ...]:
    """Return the names that a text mentions, as spelled there, in order, each once.

    At most `NAMES_MAX` names, none longer than `NAME_CHARS_MAX` characters.
    """
    names: dict[str, str] = {}
    for _, name in sorted([*_find_names(text)]):
        if len(name) <= NAME_CHARS_MAX:
            names.setdefault(normalise_name(name), name)
    return tuple(names.values())[:NAMES_MAX]


def _find_names(text: str) -> Iterator[tuple[int, str]]:
    """Yield each name with its position; what one rule has claimed is blank for the next."""
    for match in _ADDRESS.finditer(text):
        yield match.start(), match["mail"] or match["host"] or match["handle"]
    rest = _ADDRESS.sub(_erase_match, text)
    if _is_shouted(rest):
        return
    titles = [match for match in _QUOTED.finditer(rest) if _is_title(_extract_title(match))]
    for match in titles:
        yield match.start(), _extract_title(match)
    for match in titles:
        rest = rest[: match.start()] + _erase_match(match) + rest[match.end() :]
    yield from _find_runs(rest)


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


def _find_runs(text: str) -> Iterator[tuple[int, str]]:
    lower = {word for word in _WORD.findall(text) if word[:1].islower()}
    run: list[_Word] = []
    for word in _split_text(text):
        if run and not _is_continuation(text, run[-1], word):
            yield from _extract_name(run, text, lower)
            run = []
        if _may_join(word.text) if run else _may_begin(word.text):
            run.append(word)
        elif run:
            yield from _extract_name(run, text, lower)
            run = []
    yield from _extract_name(run, text, lower)


def _split_text(text: str) -> Iterator[_Word]:
    end = 0
    for match in _WORD.finditer(text):
        opens = end == 0 or _SENTENCE_END.search(text, end, match.start()) is not None
        end = match.end()
        yield _Word(match[0], match.start(), end, opens)


def _is_continuation(text: str, before: _Word, word: _Word) -> bool:
    between = text[before.end : word.start]
    return not word.opens and between in {" ", ". "} and not _SHORT_ENDING.search(before.text)


def _may_begin(word: str) -> bool:
    return (word[:1].isupper() and _strip_ending(word) != "i") or _is_code(word)


def _may_join(word: str) -> bool:
    return _may_begin(word) or word in JOINING


def _is_code(word: str) -> bool:
    return len(word) <= NAME_CHARS_MAX and _CODE.fullmatch(word) is not None


def _strip_ending(word: str) -> str:
    return _SHORT_ENDING.sub("", word).casefold()


def _extract_name(run: list[_Word], text: str, lower: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the name in a run of words, if what is left of it without common words is one."""
    while run and _is_common_opening(run[0]):
        run = run[1:]
    while run and (run[-1].text in JOINING or _strip_ending(run[-1].text) in DATES):
        run = run[:-1]
    if (
        not run
        or len(run) > NAME_WORDS_MAX
        or (len(run) == 1 and not _is_name(run[0], text, lower))
    ):
        return
    yield run[0].start, _SHORT_ENDING.sub("", text[run[0].start : run[-1].end])


def _is_common_opening(first: _Word) -> bool:
    plain = _strip_ending(first.text)
    return plain in _NEVER_FIRST or first.text in JOINING or (first.opens and plain in OPENERS)


def _is_name(word: _Word, text: str, lower: set[str]) -> bool:
    """Whether a single word is a name: not one letter, and not merely the start of a sentence."""
    plain = _strip_ending(word.text)
    if len(plain) == 1 or plain in NEVER_ALONE:
        return False
    if not word.opens or _is_code(word.text) or word.text.isupper():
        return True
    return plain not in lower and not plain.endswith(("ing", "ly")) and _is_subject(word, text)


def _is_subject(word: _Word, text: str) -> bool:
    """Whether what follows the first word of a sentence shows that it is a name."""
    if _SHORT_ENDING.search(word.text) or len(word.text) == len(text.strip()):
        return True
    following = _FOLLOWING.match(text, word.end)
    if following is None:
        return False
    after = following["word"]
    if following["comma"]:
        return after[0].isupper() and _strip_ending(after) not in _NOT_ALONE
    return after in VERBS_OF_ONE or (after[0].islower() and _strip_ending(after) not in _NOT_ALONE)
