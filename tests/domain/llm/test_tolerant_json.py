"""What a model plainly meant is read; what would have to be guessed is not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from mcp_mem0.domain.llm.tolerant_json import (
    DEPTH_MAX,
    BrokenJsonError,
    TolerantReader,
    TruncatedJsonError,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), texts)
keys = st.from_regex(r"[a-z_]{1,10}", fullmatch=True)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=15,
)


@given(st.one_of(st.lists(values, max_size=4), st.dictionaries(keys, values, max_size=4)))
def test_strict_json_is_read_as_it_is(value: JsonValue) -> None:
    # In a text within JSON, a mark stands behind a backslash, so nothing can end it too early.
    reading = TolerantReader(json.dumps(value)).read(0)

    assert reading.value == value
    assert reading.is_closed


@given(st.text(max_size=200))
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    try:
        TolerantReader("[" + text).read(0)
    except (BrokenJsonError, TruncatedJsonError):
        return


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ("[1, 2,, 3,]", [1, 2, 3]),
        ('{"a": 1 "b": 2}', {"a": 1, "b": 2}),
        ('[{"a": 1}{"a": 2}]', [{"a": 1}, {"a": 2}]),
        ('{"a": "x\ny"}', {"a": "x\ny"}),
        ('{"a": 1, // one\n"b": 2 /* two */}', {"a": 1, "b": 2}),
        ('{# one\n"a": 1}', {"a": 1}),
        ("{a: 1, b_c: x}", {"a": 1, "b_c": "x"}),
        ("{'a': True, 'b': None, 'c': 'don't'}", {"a": True, "b": None, "c": "don't"}),
        ('{“a”: “say "hi" now”}', {"a": 'say "hi" now'}),
        (
            '{"a": "he said "yes", then left", "b": "x"}',
            {"a": 'he said "yes", then left', "b": "x"},
        ),
        ('{"a": "it\\\'s"}', {"a": "it's"}),
        ('{"a": "\\u00e4\\ud83d\\ude00\\q"}', {"a": "ä😀q"}),
        ('{"a": 2024-05-01, "b": 7:30}', {"a": "2024-05-01", "b": "7:30"}),
        ('{"a": "http://x.y//z"}', {"a": "http://x.y//z"}),
        ('{"a": -1.5e3}', {"a": -1500.0}),
        ("{}", {}),
    ],
)
def test_what_was_plainly_meant_is_read(text: str, value: JsonValue) -> None:
    assert TolerantReader(text).read(0).value == value


@pytest.mark.parametrize("text", ['{"a": 1]', "{see below}", '{"a"}', '{"a": }', "[:]"])
def test_what_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(BrokenJsonError):
        TolerantReader(text).read(0)


@pytest.mark.parametrize(
    "text", ['{"a": "Ana lives in New', '{"a": [1, 2', '[{"a": 1}, ', '{"a": 1', '{"a"']
)
def test_what_breaks_off_in_a_value_is_refused(text: str) -> None:
    with pytest.raises(TruncatedJsonError):
        TolerantReader(text).read(0)


def test_depth_is_bounded() -> None:
    assert TolerantReader("[" * DEPTH_MAX + "]" * DEPTH_MAX).read(0).is_closed
    with pytest.raises(BrokenJsonError):
        TolerantReader("[" * (DEPTH_MAX + 1)).read(0)


def test_all_readings_of_a_text_together_are_bounded() -> None:
    reader = TolerantReader("[1 2]", steps_left=6)
    reader.read(0)
    with pytest.raises(BrokenJsonError):
        reader.read(0)
