"""An export is taken whole and as it was written, or refused in a sentence that names the line."""

import base64
import json
import struct
from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.transfer.header import VERSION, is_own_export
from mcp_mem0.domain.transfer.parser import ExportParser, rename_space
from tests.support.export_lines import build_export, build_rows, change_line, find_fact_line, seal

WHOLE = build_export()
FACT = find_fact_line(WHOLE)
Damage = Callable[[Sequence[bytes]], Sequence[bytes]]


def read(lines: Sequence[bytes]) -> list[object]:
    return [*ExportParser(checks=True).parse(lines)]


def pack(*numbers: float) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def test_a_whole_export_is_read_in_its_order() -> None:
    parser = ExportParser(checks=True)

    assert [*parser.parse(WHOLE)] == build_rows()
    assert parser.header is not None
    assert parser.header.row_count == 4
    assert parser.newest["default"].revision == 1


def test_it_is_known_by_its_first_line() -> None:
    assert is_own_export(WHOLE[0])
    assert is_own_export(WHOLE[0][:60])
    assert not is_own_export(b'{"type":"entity","name":"Ana"}\n')
    assert not is_own_export(b"")
    assert not is_own_export(b"\xff\xfe{\x00")


def with_fact(**values: object) -> Damage:
    return lambda lines: change_line(lines, FACT, **values)


DAMAGES: dict[str, tuple[Damage, str]] = {
    "nothing": (lambda _: [], "the file is empty"),
    "something else": (lambda _: [b"hello\n"], "line 1 does not say"),
    "first line cut": (lambda lines: [lines[0][:80]], "line 1 of the export is damaged"),
    "newer": (lambda _: build_export(version=VERSION + 1), f"reads up to {VERSION}: update"),
    "older": (lambda _: build_export(version="old"), "line 1 of the export is damaged"),
    "unknown in line 1": (lambda _: build_export(flavour=1), "flavour"),
    "space with a path": (lambda _: build_export(spaces={"../etc": {}}), "line 1"),
    "no last line": (lambda lines: lines[:-1], f"cut off after line {len(WHOLE) - 1}"),
    "half": (lambda lines: [*lines[:3], lines[3][:20]], "line 4 of the export cannot be read"),
    "a line less": (lambda lines: [*lines[:2], *lines[3:]], "not as it was written"),
    "a line less, sealed": (lambda lines: seal([*lines[:2], *lines[3:-1]]), "announces"),
    "a line twice": (lambda lines: seal([*lines[:3], *lines[2:-1]]), "announces"),
    "no head": (lambda lines: seal(lines[:-2]), "announces"),
    "two heads": (lambda lines: seal([*lines[:-1], lines[-2]]), "second head"),
    "after the end": (lambda lines: [*lines, lines[2]], "comes after the end"),
    "another encoding": (
        lambda lines: [lines[0], *(line.decode().encode("utf-16") for line in lines[1:])],
        "line 2 of the export cannot be read: it is not written in UTF-8",
    ),
    "unknown kind": (
        with_fact(kind="dream"),
        f"line {FACT} of the export cannot be read: its kind",
    ),
    "unknown field": (with_fact(mood="good"), "'mood' is unknown"),
    "another space": (with_fact(space="other"), "not among those of line 1"),
    "a path as a space": (with_fact(space="../../etc"), "cannot name a space"),
    "a foreign id": (with_fact(id="fact-1"), "not one of this program"),
    "an id with more": (with_fact(id="f_000000001.1' OR '1'='1"), "not one of this program"),
    "another revision": (with_fact(revision=2), "not that of its revision"),
    "a huge number": (with_fact(position=10**30), "position"),
    "a negative one": (with_fact(position=-1), "position"),
    "not a number in a vector": (with_fact(vector=pack(1, float("nan"), 0, 0)), "finite"),
    "an endless vector": (with_fact(vector=pack(1, float("inf"), 0, 0)), "finite"),
    "a short vector": (with_fact(vector=pack(1, 0)), "4 numbers"),
    "the year 1": (with_fact(said_at="0001-01-01T00:00:00+00:00"), "years"),
    "a change that lies": (with_fact(recorded_by="c_000000009"), "contradict each other"),
}


@pytest.mark.parametrize(("damage", "told"), DAMAGES.values(), ids=[*DAMAGES])
def test_damage_is_told_in_one_sentence(damage: Damage, told: str) -> None:
    with pytest.raises(RequestError) as caught:
        read(damage(WHOLE))

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


@settings(max_examples=60)
@given(place=st.integers(0, sum(map(len, WHOLE)) - 1), byte=st.integers(0, 255))
def test_no_byte_can_be_changed_unseen(place: int, byte: int) -> None:
    content = bytearray(b"".join(WHOLE))
    if content[place] == byte:
        return
    content[place] = byte
    lines = bytes(content).splitlines(keepends=True)
    with suppress(RequestError):
        # White space, or a letter of the last line's own words.
        assert read(lines) == build_rows()


@settings(max_examples=40)
@given(st.integers(0, sum(map(len, WHOLE)) - 2))
def test_no_end_can_be_cut_off_unseen(size: int) -> None:
    lines = b"".join(WHOLE)[:size].splitlines(keepends=True)

    with pytest.raises(RequestError):
        read(lines)


def test_a_row_gets_the_name_of_its_new_space() -> None:
    renamed = [rename_space(row, {"default": "copy"}) for row in build_rows()]

    assert {row.space for row in renamed} == {"copy"}
    assert json.loads(WHOLE[FACT - 1])["space"] == "default"
