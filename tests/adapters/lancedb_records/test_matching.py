"""The order of rows that share words with a text is their space's own."""

import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Readable
from mcp_mem0.ports import Hit
from tests.support.row_builders import IDENTITY, SPACE, adding, fact

HERE = Filter(spaces=(SPACE,))
SAID = (
    "A boat in the harbour",
    "A harbour with a lamp",
    "The diamond of Ana",
    "Ana lives in Oslo now",
)


@pytest.fixture
async def records(tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    """A store that is compacted as soon as it is looked after."""
    store = LanceRecords(
        str(tmp_path / "store"), identity=IDENTITY, fold_after_rows=1, compact_after_rows=1
    )
    await store.open()
    yield store
    store.close()


async def found(records: LanceRecords, text: str, *, limit: int = 10) -> list[Hit[Readable]]:
    return await records.search_text([Fact], text, HERE, limit=limit)


def said(hits: Sequence[Hit[Readable]]) -> list[str]:
    return [hit.row.text for hit in hits]


async def fill_another_space(records: LanceRecords, text: str) -> None:
    """Let another space say a text often, and have all of it indexed."""
    others = [fact(100 + number, text=text, space="other") for number in range(60)]
    commit = adding(*others)
    await records.commit(replace(commit, change=replace(commit.change, id="c_000000099")))
    assert await records.maintain()


@pytest.mark.parametrize("often", ["diamond", "harbour", "a long tale of no harbour " * 9])
async def test_common_words_of_another_space_change_no_row_and_no_score(
    records: LanceRecords, often: str
) -> None:
    await records.commit(adding(*(fact(n, text=text) for n, text in enumerate(SAID, start=1))))
    assert await records.maintain()
    before = await found(records, "harbour diamond")

    await fill_another_space(records, often)

    assert await found(records, "harbour diamond") == before
    assert said(before)[0] == "The diamond of Ana"


async def test_rows_score_the_same_before_they_are_indexed_and_after(records: LanceRecords) -> None:
    await records.commit(adding(*(fact(n, text=text) for n, text in enumerate(SAID, start=1))))
    before = await found(records, "harbour diamond")

    assert await records.maintain()

    assert await found(records, "harbour diamond") == before


async def test_the_best_of_many_come_whatever_the_limit(records: LanceRecords) -> None:
    many = [fact(n, text=f"tea number {n} with much besides") for n in range(1, 61)]
    await records.commit(adding(*many, fact(61, text="tea and oak")))

    assert said(await found(records, "tea oak", limit=1)) == ["tea and oak"]
    assert len(await found(records, "tea oak", limit=20)) == 20


async def test_equals_come_by_id(records: LanceRecords) -> None:
    await records.commit(adding(*(fact(n, text="green tea") for n in (3, 1, 2))))

    hits = await found(records, "tea")

    assert [hit.row.id for hit in hits] == [f"f_00000000{n}.1" for n in (1, 2, 3)]
    assert len({hit.score for hit in hits}) == 1


async def test_words_are_cut_and_stemmed_as_the_index_does_it(records: LanceRecords) -> None:
    await records.commit(
        adding(
            fact(1, text="Running shoes, the red ones"),
            fact(2, text="東京に住んでいます"),
            fact(3, text="She ran; runs hurt the naïve"),
        )
    )

    assert all(hit.score > 0 for hit in await found(records, "runs 東京"))
    assert said(await found(records, "naive runs"))[0] == "She ran; runs hurt the naïve"
    assert said(await found(records, "東京"))[0] == "東京に住んでいます"


@pytest.mark.parametrize(
    "text",
    [
        *("harbr~2", "harbour~", "harbou*", "har?our", "/harb.*/", "*", "*:*", "NOT harbr"),
        *("index_text:boats", "space:other", "kind:fact OR space:other", "space:[a TO z]"),
        *('"harbour lamps"', "+harbr -boats", "harbr^9", "(boats OR lamps) AND", "_exists_:space"),
        *('{"match": {"column": "space", "terms": "other"}}', "\\') OR kind = 'fact' --", "\0"),
    ],
)
async def test_no_query_contains_search_operators(records: LanceRecords, text: str) -> None:
    await records.commit(adding(*(fact(n, text=text) for n, text in enumerate(SAID, start=1))))
    await fill_another_space(records, "a boat, a lamp and a harbour")

    # All that decides is which words it shares, whatever else stands in it.
    shared = {"harbour", "lamp", "boat"} & {*re.findall(r"harbour|lamp|boat", text)}
    expected = [text for text in SAID if any(word in text for word in shared)]
    assert sorted(said(await found(records, text))) == sorted(expected)
