"""Tokens are those of the full-text index, cached or not."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import PIECES_KEPT_MAX, Tokeniser
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import FULL_TEXT_COLUMN, connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import parse_place
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.text.normalise import unify_marks
from mcp_mem0.domain.text.words.contractions import strip_contractions
from tests.support.row_builders import IDENTITY

TEXTS = (
    "Ana's harbours, and Ana's boats!",
    "e-mail a.b@example.org about v3 at noon",
    "  two\tspaces\u00a0and a\u3000wide one\nand a line ",
    "私は東京に住んでいます。 Ana",
    "أنا أعيش في القاهرة",
    "ฉันรักภาษาไทย มาก",
    "1 000 € or 1 — “quoted” naïve Straße 👩‍👩‍👧 🇳🇴",
    "",
    "the of and",
)


@pytest.fixture
async def table(tmp_path: Path) -> AsyncGenerator[AsyncTable]:
    """The table of a real store, with its full-text index."""
    store = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await store.open()
    yield await (await connect(parse_place(str(tmp_path / "store")), {})).open_table(TABLE)
    store.close()


async def as_indexed(table: AsyncTable, text: str) -> list[str]:
    plain = strip_contractions(unify_marks(text))
    return [token.text for token in await table.tokenize(plain, column=FULL_TEXT_COLUMN)]


async def test_texts_have_the_words_of_the_index_however_often_they_are_asked(
    table: AsyncTable,
) -> None:
    tokeniser = Tokeniser()
    expected = [await as_indexed(table, text) for text in TEXTS]

    first = await tokeniser.tokenise(table, TEXTS)
    again = await tokeniser.tokenise(table, TEXTS[::-1])

    assert first == expected
    assert again == expected[::-1]
    assert first[0] == ["ana", "harbour", "ana", "boat"]


async def test_the_cache_is_bounded_and_nothing_is_lost(table: AsyncTable) -> None:
    tokeniser = Tokeniser()
    many = " ".join(f"word{number}" for number in range(PIECES_KEPT_MAX + 5))

    (words,) = await tokeniser.tokenise(table, [many])
    (fewer,) = await tokeniser.tokenise(table, [f"Bergen {many}"])

    assert len(words) == PIECES_KEPT_MAX + 5
    assert fewer == ["bergen", *words]
    [kept] = vars(tokeniser).values()
    assert 0 < len(kept) <= PIECES_KEPT_MAX


async def test_a_number_that_the_index_splits_is_one_word_too(table: AsyncTable) -> None:
    words = await Tokeniser().tokenise(table, ["Foo 3.2.4", "at 7:30", "1,000 trees", "v2 or 10"])

    assert words == [
        ["foo", "3", "2", "4", "3d2d4"],
        ["7", "30", "7d30"],
        ["1", "000", "1000", "tree"],
        ["v2", "10"],
    ]
