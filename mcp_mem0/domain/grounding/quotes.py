"""Checking that quoted words were really said."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.normalise import SPACELESS, split_words
from mcp_mem0.domain.visible_text import strip_invisible

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…؟])\s+|(?<=[。！？])|\n+")


def is_quoted(quote: str, message: Message) -> bool:
    """Return whether a message contains the quote.

    If the quote has words, case, punctuation and spacing do not matter.
    """
    return is_in_text(quote, message.content)


def is_in_text(quote: str, text: str) -> bool:
    """Return whether a text contains the quote, as `is_quoted` does."""
    return any(_matches(quote, [text]))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def find_sentence(quote: str, text: str) -> int:
    """Return the position of the first sentence of a text that contains a quote, or 0."""
    matches = enumerate(_matches(quote, split_sentences(text)))
    return next((position for position, is_match in matches if is_match), 0)


def _matches(quote: str, texts: Iterable[str]) -> Iterator[bool]:
    """Yield, for each text, whether it contains the quote, which is normalised only once."""
    words = _normalise_words(quote)
    if words:
        # Spaces around both, so that a quote cannot end inside a word.
        yield from (f" {words} " in f" {_normalise_words(text)} " for text in texts)
    else:
        visible = strip_invisible(quote).strip()
        yield from (bool(visible) and visible in strip_invisible(text) for text in texts)


def _normalise_words(text: str) -> str:
    """Return the words of a text, separated by spaces; where a script has none, each character."""
    return " ".join(SPACELESS.sub(r" \g<0> ", " ".join(split_words(text))).split())
