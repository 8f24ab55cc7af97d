"""Telling whether words were really said."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.normalise import SPACELESS, split_words
from mcp_mem0.domain.visible_text import strip_invisible

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…؟])\s+|(?<=[。！？])|\n+")


def is_quoted(quote: str, message: Message) -> bool:
    """Whether a message has the quote; case, punctuation and spacing aside, if it has words."""
    return is_in_text(quote, message.content)


def is_in_text(quote: str, text: str) -> bool:
    """Whether a text has the quote; case, punctuation and spacing aside, if it has words."""
    return any(_matches(quote, [text]))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [each.strip() for each in _SENTENCE_END.split(text) if each.strip()]


def find_sentence(quote: str, text: str) -> int:
    """Return the place of the first sentence of a text that has a quote, or 0."""
    found = (place for place, has in enumerate(_matches(quote, split_sentences(text))) if has)
    return next(found, 0)


def _matches(quote: str, texts: Iterable[str]) -> Iterator[bool]:
    """Tell of each text whether it has the quote, which is cut into words once for all."""
    sought = _normalise_words(quote)
    if sought:
        # Spaces around both, so that a quote cannot end inside a word.
        yield from (f" {sought} " in f" {_normalise_words(text)} " for text in texts)
    else:
        shown = strip_invisible(quote).strip()
        yield from (bool(shown) and shown in strip_invisible(text) for text in texts)


def _normalise_words(text: str) -> str:
    """Return the words of a text with spaces between them; each sign is one where none are used."""
    return " ".join(SPACELESS.sub(r" \g<0> ", " ".join(split_words(text))).split())
