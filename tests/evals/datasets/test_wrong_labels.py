"""Questions with wrong labels are named by a file; an id of no question is a mistake in it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation, Session
from mcp_mem0.evals.datasets.wrong_labels import find_wrong_labels, read_wrong_labels


def conversation(name: str, *ids: str) -> LongConversation:
    return LongConversation(
        name=name,
        sessions=(Session(said_at=datetime(2026, 1, 1, tzinfo=UTC), turns=()),),
        questions=tuple(
            DatasetQuestion(id=id_, text="?", category="temporal", answer="!") for id_ in ids
        ),
    )


BOTH = (conversation("a", "1", "2"), conversation("b", "1", "only"))


def write(folder: Path, text: str) -> Path:
    file = folder / "wrong"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# known\n\na/1\n  b/only  # two days off\na/1\t# a day\n", id="lines"),
        pytest.param(json.dumps(["a/1", "b/only"]), id="list"),
        pytest.param("\ufeffa/1\r\nb/only", id="from Windows"),
    ],
)
def test_ids_are_read_from_lines_or_a_list(tmp_path: Path, text: str) -> None:
    assert read_wrong_labels(write(tmp_path, text)) == ("a/1", "b/only")


def test_an_id_of_one_question_only_needs_no_conversation(tmp_path: Path) -> None:
    file = write(tmp_path, "only\na/2")

    assert find_wrong_labels(file, BOTH, is_whole=True) == {"b/only", "a/2"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a/1\na/9", "names 'a/9', of which there is no question, or more than one; nearest to"),
        ("1", "names '1', of which there is no question, or more than one"),
        ("q\nr\ns\nt\nu", "names 'q', 'r', 's' and 2 more, of which"),
        ("# nothing", "has no ids"),
        ("[1]", "is no JSON list of ids"),
    ],
)
def test_what_names_no_question_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(RequestError, match=problem):
        find_wrong_labels(write(tmp_path, text), BOTH, is_whole=True)


def test_of_a_part_an_unknown_id_may_be_of_the_rest(tmp_path: Path) -> None:
    file = write(tmp_path, "a/1\nz/7")

    assert find_wrong_labels(file, BOTH, is_whole=False) == {"a/1"}


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="the file of wrong labels, cannot be read"):
        read_wrong_labels(tmp_path / "none")


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wrong"
    file.write_bytes("Orléans".encode("latin-1"))

    with pytest.raises(RequestError, match="is not UTF-8 text"):
        read_wrong_labels(file)
