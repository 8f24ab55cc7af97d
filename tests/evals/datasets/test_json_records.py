"""Records come one by one, whole or not at all, however the file is cut into pieces."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.json_records import iterate_records

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
records = st.lists(st.dictionaries(st.text(max_size=5), values, max_size=4), max_size=5)


def write(folder: Path, text: str) -> Path:
    file = folder / "records.json"
    file.write_text(text, encoding="utf-8")
    return file


@given(records, st.booleans(), st.sampled_from([None, 1]), st.integers(1, 60))
def test_records_of_a_list_or_of_lines_survive_the_trip(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[dict[str, object]],
    is_list: bool,  # noqa: FBT001
    indent: int | None,
    chunk_chars: int,
) -> None:
    lines = [json.dumps(record, indent=indent) for record in written]
    text = f"\ufeff[{', '.join(lines)}]\n" if is_list else "\n".join(lines)

    file = write(tmp_path_factory.getbasetemp(), text)

    assert list(iterate_records(file, chunk_chars=chunk_chars)) == written


def test_a_record_is_as_long_as_it_is(tmp_path: Path) -> None:
    # Each is longer than what is read at once, and ends elsewhere in it.
    written: list[dict[str, object]] = [
        {"text": "ü\\\"'{" * 500_000, "number": 12345678901234567890},
        {"text": "}" * 3_000_001},
        {},
    ]

    assert list(iterate_records(write(tmp_path, json.dumps(written)))) == written


def test_records_before_a_fault_are_read(tmp_path: Path) -> None:
    found = iterate_records(write(tmp_path, '[{"a": 1}, {"a": }]'))

    assert next(found) == {"a": 1}
    with pytest.raises(RequestError, match=r"records\.json is not JSON at record 2"):
        next(found)


def test_one_record_is_in_memory_at_a_time(tmp_path: Path) -> None:
    record = json.dumps({"text": "x" * 1_000_000})
    file = write(tmp_path, f"[{', '.join([record] * 60)}]")

    tracemalloc.start()
    try:
        count = sum(1 for _ in iterate_records(file))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == 60
    assert most < 20_000_000


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param('[{"a": 1}, {"a"', "Expecting ':'", id="cut in a record"),
        pytest.param('[{"a": 1}, {"a": "b', "Unterminated string", id="cut in a text"),
        pytest.param('[{"a": 1},', "it ends in the middle", id="cut between records"),
        pytest.param('[{"a": 1}', "it ends in the middle", id="cut before the end"),
        pytest.param('[{"a": 1}] {}', "something follows the list", id="more"),
        pytest.param('{"a": 1} ]', "no list begins that ends", id="no list"),
        pytest.param("[1, 2]", "it is no object", id="numbers"),
        pytest.param('[{"a": nul}]', "Expecting value", id="no value"),
        pytest.param('[{"a": "\x01"}]', "Invalid control character", id="control character"),
        pytest.param(f'[{{"a": {"9" * 5000}}}]', "limit", id="endless number"),
        pytest.param(f'[{{"a": {"[" * 100_000}', "recursion", id="endless depth"),
        pytest.param("words", "Expecting value", id="words"),
    ],
)
def test_what_is_not_json_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(RequestError, match="is not JSON at record") as caught:
        list(iterate_records(write(tmp_path, text)))

    assert problem in str(caught.value)


def test_a_record_without_end_is_given_up(tmp_path: Path) -> None:
    file = write(tmp_path, '[{"text": "' + "x" * 4_000_000)

    with pytest.raises(RequestError, match="at record 1: it has more than 1000000 characters"):
        list(iterate_records(file, record_chars_max=1_000_000))


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "records.json"
    file.write_bytes('[{"a": "Orléans"}]'.encode("latin-1"))

    with pytest.raises(RequestError, match="is not UTF-8 text"):
        list(iterate_records(file))


@given(st.text())
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = write(tmp_path_factory.getbasetemp(), f'[{{"a": {text}')

    with pytest.raises(RequestError):
        list(iterate_records(file))
