"""Checking that quoted words were really said, and finding them where they were."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.grounding.quoted_runs import (
    SaidWords,
    Stretch,
    find_run,
    find_stretch,
    may_skip,
    split_said_words,
)
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.normalise import SPACELESS, split_words
from mcp_mem0.domain.visible_text import strip_invisible

PARTS_MAX: Final = 6
"""Most parts of one quote, with "…" between them."""

QUOTE_CHARS_MAX: Final = 20_000
"""Longest quote that is searched for other than word by word."""

NEIGHBOUR_CHARS_MAX: Final = 2_000
"""How much of a message is searched for a quote that runs over into the next one."""

ELLIPSIS: Final = " … "

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…؟])\s+|(?<=[。！？])|\n+")
_OMISSION: Final = re.compile(r"[\[(]?(?:…|\.{3,})[\])]?")
_ROLES: Final = ("user", "assistant", "system", "tool")
_MESSAGE_LABEL: Final = re.compile(r"\s*(?:\[M\d{1,4}\]:?|M\d{1,4}:)\s+")
_ESCAPE: Final = re.compile(r"\\[nrt\"]")


def is_quoted(quote: str, message: Message) -> bool:
    """Return whether a message contains the quote, as `find_quoted_words` finds it."""
    return find_quoted_words(quote, message) is not None


def find_quoted_words(quote: str, message: Message) -> str | None:
    """Return the words of a message that a quote means, or None.

    That is the quote if it copies them, apart from case, punctuation and spacing; else the own
    words of the message (see `quoted_runs`), with "…" where the quote has it.
    """
    if is_copied(quote, message.content):
        return quote.strip()
    if len(quote) > QUOTE_CHARS_MAX:
        return None
    text = message.content
    stretches = _find_parts(_split_parts(quote, [message]), text)
    return None if stretches is None else _copy(stretches, text, split_said_words(text))


def find_quote_over_two(quote: str, first: Message, second: Message) -> tuple[int, str] | None:
    """Return which of two neighbouring messages supports a quote of both, and its own words.

    That is the second, which goes on from the first or answers it, unless it has much less.
    """
    if len(quote) > QUOTE_CHARS_MAX:
        return None
    one = first.content[-NEIGHBOUR_CHARS_MAX:]
    text = f"{one}\n{second.content[:NEIGHBOUR_CHARS_MAX]}"
    said = split_said_words(text)
    stretches = _find_parts(_split_parts(quote, [first, second]), text)
    if stretches is None:
        return None
    border = sum(end <= len(one) for end in said.ends)
    before = [Stretch(each.first, min(each.last, border - 1)) for each in stretches]
    after = [Stretch(max(each.first, border), each.last) for each in stretches]
    parts = [[each for each in side if each.first <= each.last] for side in (before, after)]
    sizes = [sum(each.last - each.first + 1 for each in side) for side in parts]
    chosen = 0 if sizes[0] > 2 * sizes[1] else 1
    return chosen, _copy(parts[chosen], text, said)


def is_copied(quote: str, text: str) -> bool:
    """Return whether a quote copies words of a text as they stand there, side by side."""
    return any(_matches(quote, [text], may_have_parts=False))


def is_in_text(quote: str, text: str) -> bool:
    """Return whether a text contains the quote; its parts in order, if it has "…" between them.

    If the quote has words, case, punctuation and spacing do not matter.
    """
    return any(_matches(quote, [text]))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def find_sentence(quote: str, text: str) -> int:
    """Return the position of the first sentence of a text that contains a quote, or 0."""
    matches = enumerate(_matches(quote, split_sentences(text)))
    return next((position for position, is_match in matches if is_match), 0)


def _matches(quote: str, texts: Iterable[str], *, may_have_parts: bool = True) -> Iterator[bool]:
    """Yield, for each text, whether it contains the quote, which is normalised only once."""
    words = _normalise_words(quote)
    parts = [_normalise_words(part) for part in quote.split(ELLIPSIS)[:PARTS_MAX]]
    parts = [f" {part} " for part in parts if part]
    has_parts = may_have_parts and len(parts) > 1
    if words:
        # Spaces around both, so that a quote cannot end inside a word.
        for text in texts:
            said = f" {_normalise_words(text)} "
            yield f" {words} " in said or (has_parts and _has_in_order(parts, said))
    else:
        visible = strip_invisible(quote).strip()
        yield from (bool(visible) and visible in strip_invisible(text) for text in texts)


def _has_in_order(parts: Sequence[str], said: str) -> bool:
    place = 0
    for part in parts:
        place = said.find(part, place)
        if place < 0:
            return False
        place += len(part) - 1
    return True


# Many quotes are looked for in the same few messages.
@lru_cache(maxsize=64)
def _normalise_words(text: str) -> str:
    """Return the words of a text, separated by spaces; where a script has none, each character."""
    return " ".join(SPACELESS.sub(r" \g<0> ", " ".join(split_words(text))).split())


def _split_parts(quote: str, messages: Sequence[Message]) -> list[tuple[str, ...]]:
    """Return the words of a quote's parts, without the names of those who say them."""
    names = [re.escape(message.name) for message in messages if message.name] + [*_ROLES]
    label = (
        r"(?<!\w)(?:\[?M\d{1,4}\]?:?\s+)?(?:\d{4}-\d\d-\d\d\S{0,20}\s+(?:\w{1,20}\s+)?)?"
        rf"(?:the\s)?(?:(?:{'|'.join(_ROLES)})\s+)?[\"“']?(?:{'|'.join(names)})[\"”']?"
        r"(?:\s\(\w{1,20}\)|\s(?:said|says|wrote|asked))?\s?:"
    )
    plain = re.sub(label, ELLIPSIS, _ESCAPE.sub(" ", html.unescape(quote)), flags=re.IGNORECASE)
    plain = _MESSAGE_LABEL.sub("", plain, count=1) if _MESSAGE_LABEL.match(plain) else plain
    parts = (split_said_words(part).words for part in _OMISSION.split(plain)[: PARTS_MAX + 1])
    return [words for words in parts if words]


def _find_parts(parts: Sequence[tuple[str, ...]], text: str) -> list[Stretch] | None:
    """Return where the parts of a quote stand in a text, in order, or None."""
    if not 1 <= len(parts) <= PARTS_MAX:
        return None
    said = split_said_words(text)
    found: list[Stretch] = []
    after = 0
    for words in parts:
        stretch = find_run(words, said, after) or find_stretch(words, text, said, after)
        if stretch is None or (found and not may_skip(said, found[-1], stretch)):
            return None
        found.append(stretch)
        after = stretch.last + 1
    return found


def _copy(stretches: Sequence[Stretch], text: str, said: SaidWords) -> str:
    return ELLIPSIS.join(text[said.starts[each.first] : said.ends[each.last]] for each in stretches)
