"""What a filter selects in memory is what its condition selects in the table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.committing import add
from mcp_mem0.adapters.lancedb_records.conditions.scopes import build_filter_scope
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect, create
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import build_batch, build_record
from mcp_mem0.adapters.lancedb_records.reading import read_rows
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.filters import Filter, does_match
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from tests.support.row_builders import (
    IDENTITY,
    NOON,
    SPACE,
    adding,
    episode,
    excerpt,
    fact,
    relation,
)

KINDS = (Episode, Excerpt, Fact, Relation, Change)
EAST = timezone(timedelta(hours=9))
DAYS = [NOON + timedelta(days=number) for number in range(-2, 3)]
MIDNIGHTS = [day.replace(hour=0) for day in DAYS]
MOMENTS = [*DAYS, *MIDNIGHTS, *(day.astimezone(EAST) for day in DAYS)]
CLOSINGS: list[Closing] = ["replaced", "ended", "corrected", "extended", "withdrawn", "forgotten"]


def close(row: Row, number: int) -> Row:
    """Return a row as closed in one of the ways, every third not at all."""
    if number % 3 == 0:
        return row
    return replace(
        row,
        retired_at=MOMENTS[number % len(MOMENTS)],
        retired_by=f"c_{number % 4:09}",
        retired_as=CLOSINGS[number % len(CLOSINGS)],
    )


def build_rows() -> list[Row]:
    """Return rows of all kinds in which whatever a filter asks for varies."""
    rows: list[Row] = []
    for number in range(60):
        at = MOMENTS[number % len(MOMENTS)]
        space = (SPACE, "work")[number % 2]
        stated = replace(
            fact(number, revision=1 + number % 3, space=space, vector=None),
            said_at=at,
            recorded_at=DAYS[number % 5],
            recorded_by=f"c_{number % 4:09}",
            session=("morning", "evening")[number % 2],
            author=("tester", "guest")[number % 3 == 0],
            tags=("home", "work")[: number % 3],
            entities=("Ana", "Rome", "O'Hara")[number % 4 :],
            source=f"e_{number % 5:09}",
            valid_from=None if number % 4 == 0 else MIDNIGHTS[number % 5],
            start_precision="day" if number % 2 else "time",
            valid_to=None if number % 5 else MIDNIGHTS[(number + 3) % 5],
            end_precision=None if number % 5 else ("day", "time")[number % 2],
            ended_at=None if number % 3 else MIDNIGHTS[(number + 2) % 5],
            ended_precision=None if number % 3 else ("day", "time")[number % 2],
        )
        intake = replace(episode(number, space=space), said_at=at)
        if number % 2:
            intake = replace(intake, recorded_by=f"c_{number % 4:09}")
        rows += [close(row, number) for row in (stated, intake, excerpt(intake))]
        rows.append(close(relation(number, "Ana", "lives_in", "Rome", of=stated), number + 1))
        rows.append(replace(adding(revision=number + 1).change, space=space))
    return rows


ROWS = build_rows()
moments = st.none() | st.sampled_from(MOMENTS)
clocks = moments | st.sampled_from([day.replace(tzinfo=None) for day in DAYS])


def names(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...] | None]:
    return st.none() | st.lists(st.sampled_from(values), max_size=3).map(tuple)


filters = st.builds(
    Filter,
    spaces=st.sampled_from([(SPACE,), ("work",), (SPACE, "work"), ("nowhere",)]),
    state=st.sampled_from(["open", "closed", "any"]),
    known_at=moments,
    valid_at=moments,
    said_since=clocks,
    said_until=clocks,
    ids=names([row.id for row in ROWS]),
    lineages=names([row.lineage for row in ROWS if isinstance(row, Fact)]),
    sources=names([f"e_{number:09}" for number in range(5)]),
    sessions=names(["morning", "evening"]),
    authors=names(["tester", "guest"]),
    opened_by=names([f"c_{number:09}" for number in range(4)]),
    closed_by=names([f"c_{number:09}" for number in range(4)]),
    tags=st.sampled_from([(), ("home",), ("home", "work"), ("none",)]),
    entities=names(["Ana", "Rome", "O'Hara", "nobody"]),
    pending=st.booleans(),
    after_revision=st.none() | st.integers(0, 40),
    changed_since=moments,
)
few_conditions = st.sampled_from(
    [
        *("state", "known_at", "valid_at", "said_since", "said_until", "ids", "lineages"),
        *("sources", "sessions", "authors", "opened_by", "closed_by", "tags", "entities"),
        *("pending", "after_revision", "changed_since"),
    ]
)


@st.composite
def narrow_filters(draw: st.DrawFn) -> Filter:
    """Return a filter with one to three conditions, so that most select some rows."""
    full = draw(filters)
    kept = draw(st.sets(few_conditions, min_size=1, max_size=3))
    return replace(Filter(spaces=full.spaces), **{name: getattr(full, name) for name in kept})


@pytest.fixture(scope="module")
async def table(tmp_path_factory: pytest.TempPathFactory) -> AsyncTable:
    place = LocalPlace(tmp_path_factory.mktemp("filters"))
    made = await create(await connect(place, {}), IDENTITY)
    records = {row.id: build_record(row) for row in ROWS}
    await add(made, build_batch([*records.values()], await made.schema()))
    return made


async def select_in_table(table: AsyncTable, kind: type[Row], where: Filter) -> set[str]:
    scope = build_filter_scope([kind], where)
    found = (await read_rows(table.query(), scope, ["id"])).column("id").to_pylist()
    return {str(row_id) for row_id in found}


@pytest.mark.anyio
@settings(max_examples=150)
@given(where=narrow_filters() | filters)
async def test_a_filter_selects_in_memory_what_it_selects_in_the_table(
    table: AsyncTable, where: Filter
) -> None:
    known = {row.id: row for row in ROWS}.values()
    for kind in KINDS:
        ours = {row.id for row in known if isinstance(row, kind) and does_match(where, row)}
        assert ours == await select_in_table(table, kind, where), kind


def test_the_rows_to_select_from_are_as_varied_as_they_should_be() -> None:
    everywhere = Filter(spaces=(SPACE, "work"), state="any")
    noon = datetime(2026, 5, 1, 12, tzinfo=UTC)

    for where in (
        replace(everywhere, valid_at=noon, state="open"),
        replace(everywhere, known_at=noon),
        replace(everywhere, said_since=noon.replace(tzinfo=None)),
        replace(everywhere, entities=("O'Hara",)),
        replace(everywhere, pending=True),
        replace(everywhere, after_revision=30),
    ):
        selected = [row for row in ROWS if does_match(where, row)]
        assert 0 < len(selected) < len(ROWS), where
