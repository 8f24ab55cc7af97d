"""A row of the front reads the same, whether or not it becomes a record of the table first."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.adapters.lancedb_records.front.encoding import (
    build_rows_table,
    decode_record,
    encode_record,
)
from mcp_mem0.adapters.lancedb_records.front.front_records import FrontRecords
from mcp_mem0.adapters.lancedb_records.mapping import (
    build_head_record,
    build_record,
    parse_records,
)
from mcp_mem0.adapters.lancedb_records.schema import MOMENTS, VECTOR_FIELD, build_table_schema
from mcp_mem0.domain.model.rows import Row
from tests.support.row_builders import IDENTITY, NOON, adding, episode, excerpt, fact, relation

SCHEMA = build_table_schema(IDENTITY)
NAMES = [name for name in SCHEMA.names if name != VECTOR_FIELD]
ZONES = [UTC, timezone(timedelta(hours=-7)), ZoneInfo("Europe/Berlin")]


def shift_noon(age: timedelta, zone: tzinfo) -> datetime:
    return (NOON + age).astimezone(zone)


moments = st.builds(
    shift_noon,
    st.timedeltas(timedelta(days=-20_000), timedelta(days=20_000)),
    st.sampled_from(ZONES),
)


def rows(at: datetime, words: str) -> list[Row]:
    stated = replace(
        fact(1, text=words, vector=None),
        said_at=at,
        recorded_at=at,
        valid_from=at,
        start_precision="time",
        tags=("home", words),
        entities=(words,),
    )
    intake = replace(episode(1), said_at=at)
    return [
        stated,
        fact(2),
        intake,
        excerpt(intake),
        relation(1, "Ana", "lives_in", words, of=stated),
        adding(stated).change,
    ]


def test_every_moment_of_a_record_is_known_as_one() -> None:
    moment = SCHEMA.field("recorded_at").type

    assert {name for name in SCHEMA.names if SCHEMA.field(name).type == moment} == MOMENTS


@given(moments, st.text(min_size=1, max_size=30), st.sampled_from(ZONES))
def test_a_decoded_record_is_the_one_that_the_table_would_give(
    at: datetime, words: str, zone: tzinfo
) -> None:
    written = [build_head_record(adding(fact(1)).head), *map(build_record, rows(at, words))]
    front = [encode_record(each, seq=1, since=1) for each in written]

    decoded = [decode_record(each, NAMES, zone) for each in front]

    table = build_rows_table(front, SCHEMA)
    assert decoded == parse_records(table.drop_columns([VECTOR_FIELD]), zone)


@pytest.mark.parametrize("group", [1, 2, 50])
def test_records_are_the_same_in_however_many_parts_they_were_added(group: int) -> None:
    front = [
        encode_record(build_record(fact(number)), seq=number, since=number)
        for number in range(1, 51)
    ]
    records = FrontRecords(SCHEMA.empty_table())

    for first in range(0, len(front), group):
        assert records.append(front[first : first + group]) == first
        assert records.take([first], ["id"]).column("id").to_pylist() == [front[first].id]

    assert records.take(range(50)).equals(build_rows_table(front, SCHEMA))
