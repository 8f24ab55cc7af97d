"""A kill loses at most the line that was being written, and nothing else is ever passed over."""

from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError, StoreError
from mcp_mem0.evals.runs.record_file import RecordFile
from mcp_mem0.evals.runs.records import GivenAnswer


def given(answer: str) -> GivenAnswer:
    return GivenAnswer(
        conversation="c", system="rules", question="1", answer=answer, model="m", version="1"
    )


@pytest.fixture
def file(tmp_path: Path) -> RecordFile[GivenAnswer]:
    return RecordFile(tmp_path / "answers.jsonl", GivenAnswer)


@pytest.mark.parametrize("answer", ["Rome", "two\nlines", "line\u2028separator", "", "日本"])
def test_what_was_appended_is_read_in_order(file: RecordFile[GivenAnswer], answer: str) -> None:
    file.append(given(answer))
    file.append(given("Oslo"))

    assert [each.answer for each in file.read()] == [answer, "Oslo"]
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_not_there_has_no_records(file: RecordFile[GivenAnswer]) -> None:
    assert list(file.read()) == []
    assert not file.cut_torn_line()


@pytest.mark.parametrize("kept", [1, 10, 90])
def test_a_torn_last_line_is_not_read_and_gives_way_to_the_next(
    file: RecordFile[GivenAnswer], kept: int
) -> None:
    file.append(given("Rome"))
    whole = file.path.read_bytes()
    file.path.write_bytes(whole + whole[:kept])

    assert [each.answer for each in file.read()] == ["Rome"]
    assert file.cut_torn_line()
    file.append(given("Oslo"))

    assert [each.answer for each in file.read()] == ["Rome", "Oslo"]
    assert not file.cut_torn_line()


@pytest.mark.parametrize("torn_chars", [10, 200_000])
def test_a_torn_line_of_any_length_is_cut_off(
    file: RecordFile[GivenAnswer], torn_chars: int
) -> None:
    file.path.write_bytes(b"x" * torn_chars)

    assert file.cut_torn_line()
    assert file.path.read_bytes() == b""


def test_a_line_that_is_no_record_is_named_with_its_place(file: RecordFile[GivenAnswer]) -> None:
    file.append(given("Rome"))
    with file.path.open("ab") as opened:
        opened.write(b'{"conversation": "c"}\n')

    with pytest.raises(
        RequestError, match=r"line 2 of '.*answers\.jsonl' .*system: Field required"
    ):
        list(file.read())


def test_what_cannot_be_written_is_told(file: RecordFile[GivenAnswer]) -> None:
    file.path.mkdir()

    with pytest.raises(StoreError, match="cannot be written"):
        file.append(given("Rome"))
