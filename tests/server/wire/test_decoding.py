"""`repair_escapes` accepts text that was cut within a character, and changes nothing else."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.server.wire.decoding import repair_escapes

HALF = re.compile("[\ud800-\udfff]")

escapes = st.sampled_from(
    [r"\ud83d", r"\uDE00", r"\uD83D\ude00", r"\\", r"\n", r"\u0041", "ud83d", "\U0001f600", "a"]
)
lines = st.lists(escapes).map("".join).map('"{}"'.format)


@given(lines)
def test_only_what_is_half_a_character_becomes_an_unknown_one(line: str) -> None:
    read = json.loads(repair_escapes(line))

    assert read == HALF.sub("\ufffd", json.loads(line))
    assert read.encode().decode() == read


@given(st.text(), st.booleans())
def test_a_line_of_whole_characters_stays_as_it_is(text: str, is_escaped: bool) -> None:  # noqa: FBT001 - hypothesis'
    line = json.dumps({"text": text}, ensure_ascii=is_escaped)

    assert repair_escapes(line) == line


@pytest.mark.parametrize(
    ("line", "repaired"),
    [
        pytest.param(r'"\ud83d"', r'"\ufffd"', id="first half"),
        pytest.param(r'"\uDE00\uD83D"', r'"\ufffd\ufffd"', id="halves the wrong way round"),
        pytest.param(r'"\ud83d\ud83d\ude00"', r'"\ufffd\ud83d\ude00"', id="half before a pair"),
        pytest.param(r'"\\ud83d"', r'"\\ud83d"', id="escaped backslash"),
        pytest.param(r'"\\\ud83d"', r'"\\\ufffd"', id="escaped backslash before a half"),
    ],
)
def test_a_line_is_repaired(line: str, repaired: str) -> None:
    assert repair_escapes(line) == repaired
