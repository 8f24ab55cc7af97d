"""Cutting texts into words as the full-text index does."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Final
from uuid import uuid4

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.lifecycle.opening import FULL_TEXT_COLUMN

PIECES_KEPT_MAX: Final = 20_000
PIECE_CHARS_MAX: Final = 40
"""Of so many pieces of text between two spaces, none longer than this, the words are kept."""

_BORDER: Final = f"border{uuid4().hex}0"
"""A word that nobody wrote. It ends in a digit, which no stemming takes away."""


class Tokeniser:
    """Knows the words of texts, stemmed and without small words.

    No word goes on across a space, so each piece between spaces is cut once and kept: asking the
    index takes longer than everything else in weighing what a search found.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, ...]] = {}

    async def tokenise(self, table: AsyncTable, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, in order."""
        cut = [text.split() for text in texts]
        pieces = set(chain.from_iterable(cut))
        words = {piece: self._kept[piece] for piece in pieces & self._kept.keys()}
        fresh = await _tokenise_pieces(table, pieces - words.keys())
        self._keep(fresh)
        words |= fresh
        return [[word for piece in row for word in words[piece]] for row in cut]

    def _keep(self, fresh: dict[str, tuple[str, ...]]) -> None:
        short = (each for each in fresh.items() if len(each[0]) <= PIECE_CHARS_MAX)
        if len(self._kept) + len(fresh) > PIECES_KEPT_MAX:
            self._kept = {}
        self._kept |= islice(short, PIECES_KEPT_MAX)


async def _tokenise_pieces(table: AsyncTable, pieces: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words of each piece. All go in one call, which costs more than what is in it."""
    asked = list(pieces)
    if not asked:
        return {}
    joined = "".join(f"{piece}\n{_BORDER}\n" for piece in asked)
    words: list[list[str]] = [[]]
    for token in await table.tokenize(joined, column=FULL_TEXT_COLUMN):
        if token.text == _BORDER:
            words.append([])
        else:
            words[-1].append(token.text)
    return dict(zip(asked, map(tuple, words[:-1]), strict=True))
