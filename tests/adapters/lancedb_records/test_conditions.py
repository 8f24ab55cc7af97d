"""On a real table, a condition for a value finds the rows that have it and no others."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, product
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.dates import EARLIEST, LATEST
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact
from tests.support.row_builders import IDENTITY, adding, episode, fact

PIECES = [
    *("'", "''", "\\", "\\'", '"', "`", "’", "＇", "ʼ", "$1", "?", "{", "%", "_", "--", "/*", "*/"),
    *(";", "(", ")", "') OR TRUE --", "\\') OR TRUE --", "')) OR ('' = '", "NULL", "0x27", "%27"),
    *("\0", "\n", "\r", "\t", " ", "\u202e", "\u2028", "\ufeff", "a", "A", "é", "e\u0301", "𝔸", ""),
]
ONE_TICK = timedelta(microseconds=1)

nasty = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=20)
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 30)).map(  # noqa: DTZ001 - made aware
    lambda naive: naive.replace(tzinfo=EARLIEST.tzinfo)
)
numbers = count(1)


@pytest.fixture(scope="module")
async def records(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[LanceRecords]:
    """A store for texts that no request brings: with a NUL, maintenance takes it for damaged."""
    folder = tmp_path_factory.mktemp("conditions")
    store = LanceRecords(str(folder / "store"), identity=IDENTITY)
    await store.open()
    yield store
    store.close()


@pytest.fixture
async def maintained(tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    store = LanceRecords(
        str(tmp_path / "store"), identity=IDENTITY, fold_after_rows=1, compact_after_rows=1
    )
    await store.open()
    yield store
    store.close()


def fact_with(value: str, *, space: str) -> Fact:
    """A closed fact that has a value wherever a filter can ask for one."""
    plain = fact(1, space=space)
    return replace(
        plain,
        id=f"{value}:{space}",
        session=value,
        author=value,
        tags=("shared", value),
        entities=("shared", value),
        recorded_by=value,
        retired_at=plain.recorded_at + ONE_TICK,
        retired_by=value,
        retired_as="forgotten",
        source=value,
        lineage=value,
    )


def filters_for(value: str, *, space: str) -> dict[str, Filter]:
    """Each filter that takes a value."""
    here = Filter(spaces=(space,), state="any")
    return {
        "ids": replace(here, ids=(f"{value}:{space}",)),
        "lineages": replace(here, lineages=(value,)),
        "sources": replace(here, sources=(value,)),
        "sessions": replace(here, sessions=(value,)),
        "authors": replace(here, authors=(value,)),
        "opened_by": replace(here, opened_by=(value,)),
        "closed_by": replace(here, closed_by=(value,)),
        "tags": replace(here, tags=(value,)),
        "entities": replace(here, entities=(value,)),
    }


def alike(value: str) -> list[str]:
    """A value, and others that it would match with wrong quoting or escaping."""
    others = (
        *(value + "'", "'" + value, value + "\\", value + " ", value.swapcase() + "x"),
        *(value.replace("'", "''"), value.replace("'", ""), value.replace("\\", "\\\\")),
        *(value.replace("\\", ""), value.partition("'")[0], value.partition("--")[0], "other"),
    )
    return list(dict.fromkeys((value, *others)))


async def kept(records: LanceRecords, values: Sequence[str]) -> str:
    """Keep a fact for each value in a space of their own, and return the space."""
    space = f"space-{next(numbers)}"
    commit = adding(*(fact_with(value, space=space) for value in values))
    change = replace(commit.change, id=f"c_{space}", steps=(), opened=())
    await records.commit(replace(commit, change=change))
    return space


@settings(max_examples=12)
@example("O'Brien")
@example("O\\'Brien")
@example("\\') OR kind = concat(chr(102),chr(97),chr(99),chr(116)) --")
@example("")
@given(nasty)
async def test_every_filter_finds_exactly_the_row_with_its_value(
    records: LanceRecords, value: str
) -> None:
    space = await kept(records, alike(value))
    for field, where in filters_for(value, space=space).items():
        found = await records.find(Fact, where)
        assert [row.lineage for row in found] == [value], field
        assert await records.count(Fact, where) == 1, field
    # The searches ask in another way, which indexes can answer.
    where = replace(filters_for(value, space=space)["tags"], entities=(value,))
    vector = (1.0, 0.0, 0.0, 0.0)
    [near] = await records.search_vector_ids([Fact], [vector], where, limit=50)
    assert list(near) == [f"{value}:{space}"]
    shared = await records.search_text([Fact], "Rome", where, limit=50)
    assert [hit.row.id for hit in shared] == [f"{value}:{space}"]


@settings(max_examples=8)
@given(nasty)
async def test_a_space_is_distinguished_from_every_other_one(
    records: LanceRecords, value: str
) -> None:
    number = next(numbers)
    written = [
        replace(episode(1), id=f"e:{number}:{place}", space=space, session=f"run-{number}")
        for place, space in enumerate(alike(value)[:5])
    ]
    for each in written:
        await records.append(each, [])

    here = Filter(spaces=(value,), sessions=(f"run-{number}",), state="any")

    assert [row.id for row in await records.find(Episode, here)] == [f"e:{number}:0"]
    assert await records.read_head(value) is None


async def test_several_values_in_one_condition_stay_apart(maintained: LanceRecords) -> None:
    values = ["".join(pair) for pair in product(["'", "\\", "--", ",", ")", "a"], repeat=2)]
    space = await kept(maintained, values)
    asked = values[::2]
    here = Filter(spaces=(space,), state="any")

    for _ in ("as they came", "indexed"):
        for where in (
            replace(here, sessions=tuple(asked)),
            replace(here, entities=tuple(asked)),
            replace(here, ids=tuple(f"{value}:{space}" for value in asked)),
        ):
            found = await maintained.find(Fact, where)
            assert sorted(row.lineage for row in found) == sorted(asked)
        for value in values:
            [row] = await maintained.find(Fact, replace(here, tags=("shared", value)))
            assert row.lineage == value
        assert await maintained.find(Fact, replace(here, tags=("'", "\\"))) == []
        await maintained.maintain()


async def test_no_values_at_all_find_nothing(records: LanceRecords) -> None:
    space = await kept(records, ["x"])
    here = Filter(spaces=(space,), state="any")

    assert await records.count(Fact, here) == 1
    for where in (replace(here, spaces=()), replace(here, ids=()), replace(here, entities=())):
        assert await records.find(Fact, where) == []
        assert await records.count(Fact, where) == 0


async def test_a_value_of_a_million_characters_is_a_value_like_any_other(
    records: LanceRecords,
) -> None:
    value = "\\'" * 500_000
    space = await kept(records, [value])

    found = await records.find(Fact, Filter(spaces=(space,), sessions=(value,), state="any"))

    assert [row.session == value for row in found] == [True]


async def test_half_a_character_is_refused_in_one_sentence(records: LanceRecords) -> None:
    for where in filters_for("x\ud800", space="default").values():
        with pytest.raises(RequestError, match=r"^'x.*' \(without a char.* has half of a char"):
            await records.find(Fact, where)


@settings(max_examples=8)
@example(EARLIEST)
@example(LATEST - ONE_TICK)
@given(moments)
async def test_a_moment_is_compared_to_the_microsecond(
    records: LanceRecords, moment: datetime
) -> None:
    space = f"space-{next(numbers)}"
    at_once = replace(
        fact(1, space=space),
        id=f"f:{space}",
        **dict.fromkeys(("said_at", "recorded_at", "valid_from", "valid_to"), moment),
    )
    commit = adding(at_once)
    await records.commit(replace(commit, change=replace(commit.change, id=f"c_{space}")))
    here, before, after = Filter(spaces=(space,)), moment - ONE_TICK, moment + ONE_TICK

    passing = (
        replace(here, said_since=moment, said_until=moment),
        replace(here, known_at=moment),
        replace(here, valid_at=moment),
        replace(here, changed_since=before),
    )
    failing = (
        replace(here, said_since=after),
        replace(here, said_until=before),
        replace(here, known_at=before),
        replace(here, valid_at=after),
        replace(here, valid_at=before),
        replace(here, changed_since=moment),
    )

    assert [await records.count(Fact, where) for where in passing] == [1] * len(passing)
    assert [await records.count(Fact, where) for where in failing] == [0] * len(failing)


async def test_a_number_is_compared_whole_and_one_too_large_is_refused(
    records: LanceRecords,
) -> None:
    space = await kept(records, ["x"])
    here = Filter(spaces=(space,), state="any")

    for revision, is_found in ((-(2**63) + 1, True), (0, True), (1, False), (2**63 - 1, False)):
        found = await records.find(Fact, replace(here, after_revision=revision))
        assert bool(found) == is_found
    for revision in (2**63, -(2**70), 10**5_000):
        with pytest.raises(RequestError, match="give a smaller one"):
            await records.find(Fact, replace(here, after_revision=revision))
