"""Cutting texts into words as the full-text index does."""

from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.opening import FULL_TEXT_COLUMN

_BORDER: Final = f"border{uuid4().hex}0"
"""A word that nobody wrote. It ends in a digit, which no stemming takes away."""


async def words_of(table: AsyncTable, texts: Sequence[str]) -> list[list[str]]:
    """Return the words of each text, stemmed and without small words.

    All go in one call: a call costs about as much as a hundred short texts in it.
    """
    joined = "".join(f"{text}\n{_BORDER}\n" for text in texts)
    words: list[list[str]] = [[]]
    for token in await table.tokenize(joined, column=FULL_TEXT_COLUMN):
        if token.text == _BORDER:
            words.append([])
        else:
            words[-1].append(token.text)
    return words[:-1]
