"""Tokenises texts as the full-text index does, with plain marks and without contractions."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Final
from uuid import uuid4

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.lifecycle.opening import FULL_TEXT_COLUMN
from mcp_mem0.domain.text.normalise import unify_marks
from mcp_mem0.domain.text.words.contractions import strip_contractions
from mcp_mem0.domain.text.words.number_spellings import find_number_spellings, has_split_number

PIECES_KEPT_MAX: Final = 20_000
PIECE_CHARS_MAX: Final = 40
"""Bounds of the cache: so many pieces between spaces, none longer than this."""

_BORDER: Final = f"border{uuid4().hex}0"
"""A word that is in no text. It ends in a digit, which stemming leaves alone."""


class Tokeniser:
    """Returns the words of texts, stemmed and without stop words.

    No word spans a space, so each piece between spaces is tokenised once and cached: calling the
    index takes longer than all other work in scoring search results.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, ...]] = {}

    async def tokenise(self, table: AsyncTable, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, in order, without what an apostrophe ties to them."""
        pieces_by_text = [unify_marks(text).split() for text in texts]
        pieces = set(chain.from_iterable(pieces_by_text))
        words = {piece: self._kept[piece] for piece in pieces & self._kept.keys()}
        fresh = await _tokenise_pieces(table, pieces - words.keys())
        self._keep(fresh)
        words |= fresh
        return [[word for piece in row for word in words[piece]] for row in pieces_by_text]

    def _keep(self, fresh: dict[str, tuple[str, ...]]) -> None:
        short = (each for each in fresh.items() if len(each[0]) <= PIECE_CHARS_MAX)
        if len(self._kept) + len(fresh) > PIECES_KEPT_MAX:
            self._kept = {}
        self._kept |= islice(short, PIECES_KEPT_MAX)


async def _tokenise_pieces(table: AsyncTable, pieces: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words of each piece, in one call: a call costs more than its content."""
    ordered = list(pieces)
    if not ordered:
        return {}
    text = "".join(f"{_spell_piece(piece)}\n{_BORDER}\n" for piece in ordered)
    words: list[list[str]] = [[]]
    for token in await table.tokenize(text, column=FULL_TEXT_COLUMN):
        if token.text == _BORDER:
            words.append([])
        else:
            words[-1].append(token.text)
    return dict(zip(ordered, map(tuple, words[:-1]), strict=True))


def _spell_piece(piece: str) -> str:
    """Return a piece without contractions; a number that the index splits is one word, too.

    Texts that an older version indexed have no such word of their own.
    """
    spelled = find_number_spellings(piece.lower()) if has_split_number(piece) else ()
    return " ".join([strip_contractions(piece), *spelled])
