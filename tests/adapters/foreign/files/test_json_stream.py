"""JSON is read value by value, as the library reads it whole."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcp_mem0.adapters.foreign.files.collection import open_collection
from mcp_mem0.adapters.foreign.files.json_stream import CHUNK_BYTES, stream_members
from mcp_mem0.domain.errors import RequestError

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def stream(path: Path) -> list[tuple[str | None, object]]:
    with closing(stream_members(open_collection(path).files[0])) as members:
        return list(members)


@given(st.lists(values), st.sampled_from([None, 1, 2]))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
def test_a_list_is_returned_element_by_element(
    tmp_path: Path, whole: list[object], indent: int | None
) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(whole, indent=indent), encoding="utf-8")

    assert [value for _, value in stream(file)] == whole


def test_values_larger_than_what_is_read_at_once_are_whole(tmp_path: Path) -> None:
    whole = ["é" * CHUNK_BYTES, {"a": '\\"' * CHUNK_BYTES}, 12_345, "short"]
    file = tmp_path / "list.json"
    file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")

    assert [value for _, value in stream(file)] == whole


def test_lists_within_an_object_are_returned_element_by_element(tmp_path: Path) -> None:
    file = tmp_path / "object.json"
    file.write_text('{"a": {"b": 1}, "c": [1, 2], "d": [], "e": "x"}', encoding="utf-8")

    assert stream(file) == [("a", {"b": 1}), ("c", 1), ("c", 2), ("e", "x")]


@pytest.mark.parametrize(
    "text", ["[1, 2", "[1 2]", '{"a": 1', '{"a" 1}', "[1] x", "7", "[1,]", '["a', "[tru]"]
)
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(RequestError, match=r"'bad.json' is no whole JSON"):
        stream(file)
