"""A row that becomes a line and a row again is the same in every field, whatever its kind."""

import dataclasses
import json
import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.changes import Change, Effort, Step, Withheld
from mcp_mem0.domain.model.fingerprints import Fingerprint, Print
from mcp_mem0.domain.model.rows import (
    Episode,
    Excerpt,
    Head,
    Intake,
    Message,
    Row,
    StatedRelation,
    Target,
)
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.transfer.row_lines import (
    KINDS,
    decode_vector,
    encode_row,
    encode_vector,
    parse_line,
    parse_row,
)

DIMENSIONS = 4

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001 - the same
    timezones=zones,
)
numbers = st.floats(width=32, allow_nan=False, allow_infinity=False)
given_types = {
    str: texts,
    datetime: moments,
    int: st.integers(0, 2**50),
}


def build(kind: type[Row | Head]) -> st.SearchStrategy[Row | Head]:
    """Return a strategy for a kind in which every field has other values than its default, too."""
    for plain, strategy in given_types.items():
        st.register_type_strategy(plain, strategy)
    optional = st.none() | st.tuples(*[numbers] * DIMENSIONS)
    names = {field.name for field in dataclasses.fields(kind)}
    own: dict[str, st.SearchStrategy[object]] = {"vector": optional} if "vector" in names else {}
    # All fields, not only those without a default.
    inferred = {name: st.from_type(hint) for name, hint in get_type_hints(kind).items()}
    return st.builds(kind, **(inferred | own))


@pytest.mark.parametrize("kind", [*KINDS.values(), Head], ids=lambda kind: kind.__name__)
def test_every_field_survives_the_trip(kind: type[Row | Head]) -> None:
    @settings(max_examples=30)
    @given(build(kind))
    def travel(row: Row | Head) -> None:
        line = encode_row(row)
        name, values = parse_line(line)

        assert line.count(b"\n") == 1
        assert parse_row(name, values, dimensions=DIMENSIONS) == row

    travel()


NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
COMMON: dict[str, Any] = {"id": "h_1", "space": "s", "session": "", "author": "a", "said_at": NOW}
EXAMPLES: tuple[Row, ...] = (
    Fingerprint(
        **COMMON,
        recorded_at=NOW,
        salt="ab",
        prints=(Print(size=2, whole="w", pairs=("p",), is_denied=True),),
        heard_in=("h",),
    ),
    Change(
        **COMMON,
        recorded_at=NOW,
        act="erase",
        revision=3,
        steps=(Step(operation="ADD", reason="r", opened="f_1.1", closed=("f_2.1",), position=0),),
        withheld=(Withheld(closes=("f_1.1",), reason="r", kind="correction"),),
        effort=Effort(decided_by="rules", calls=2),
        erased={"fact": 2},
    ),
    Episode(
        **COMMON,
        recorded_at=NOW,
        intake=Intake(
            messages=(Message(role="user", content="é\u2028", name="Ana", at=NOW),),
            relation=StatedRelation(subject="a", predicate="b", object="c"),
            replaces=(Target(lineage="f_1", revision=1, stood=2),),
        ),
    ),
)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: type(row).__name__)
def test_what_is_inside_a_row_survives_too(row: Row) -> None:
    name, values = parse_line(encode_row(row))

    assert parse_row(name, values, dimensions=DIMENSIONS) == row


def test_a_line_without_vectors_has_none() -> None:
    row = Excerpt(
        **COMMON,
        recorded_at=NOW,
        text="t",
        index_text="t",
        source="e_1",
        position=0,
        vector=(1.0, 0.0, 0.0, 0.0),
    )

    assert "vector" in json.loads(encode_row(row))
    assert "vector" not in json.loads(encode_row(row, has_vectors=False))


def test_no_line_has_a_character_that_a_terminal_obeys() -> None:
    row = Summary(
        **COMMON,
        recorded_at=NOW,
        text="\x1b[2J\x9b2J\x7f\u2028\ufeff",
        source="e_1",
        seen_at=None,
        effort=Effort(decided_by="rules"),
    )

    line = encode_row(row)

    assert not {*"\x1b\x9b\x7f\u2028\ufeff"} & {*line.decode()}
    assert parse_row(*parse_line(line), dimensions=DIMENSIONS) == row


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"colour": "red"}, "colour", id="unknown field"),
        pytest.param({"intake": {"shade": 1}}, "shade", id="unknown field inside"),
        pytest.param({"said_at": "yesterday"}, "said_at", id="no time"),
        pytest.param({"said_at": "2026-05-01T12:00:00"}, "offset", id="time without an offset"),
        pytest.param({"said_at": 1777636800}, "said_at", id="time as a number"),
        pytest.param({"tags": "red"}, "tags", id="text for a list"),
        pytest.param({"author": None}, "author", id="nothing for a text"),
        pytest.param({"awaits": "oracle"}, "awaits", id="unknown word"),
        pytest.param({"recorded_at": "0001-01-01T00:00:00+14:00"}, "stored", id="before all time"),
    ],
)
def test_what_no_row_has_is_refused_by_its_name(change: dict[str, object], told: str) -> None:
    episode = Episode(**COMMON, recorded_at=NOW, intake=Intake(content="Ana"))
    name, values = parse_line(encode_row(episode))

    with pytest.raises(RequestError) as caught:
        parse_row(name, values | change, dimensions=DIMENSIONS)

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b'{"kind": "fact", "id": "\\uD800"}',
        b"{",
        b"[]",
        b"7",
        b"null",
        b'{"id": 1}',
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"a": NaN}',
    ],
    ids=lambda line: repr(line[:8]),
)
def test_what_is_no_line_is_refused(line: bytes) -> None:
    with pytest.raises(RequestError):
        parse_line(line)


@given(st.lists(numbers, min_size=DIMENSIONS, max_size=DIMENSIONS))
def test_a_vector_survives_bit_by_bit(vector: list[float]) -> None:
    assert decode_vector(encode_vector(tuple(vector)), DIMENSIONS) == tuple(vector)


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", 7, encode_vector((math.pi,) * 5)])
def test_a_text_that_is_no_vector_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="vector"):
        decode_vector(text, DIMENSIONS)
