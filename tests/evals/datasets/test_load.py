"""A data set is recognised by its content, and hashed; what is none is refused with the nearest."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydantic import JsonValue

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.load import load_dataset
from mcp_mem0.evals.datasets.selection import select
from tests.support import beam, locomo
from tests.support.longmemeval import history
from tests.support.own_conversation import OWN


def write(file: Path, content: str | Sequence[JsonValue]) -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    file.write_text(text, encoding="utf-8")
    return file


def lines(*records: JsonValue) -> str:
    return "\n".join(json.dumps(record) for record in records)


LOCOMO = [locomo.record(locomo.question("Who?", 1, "D1:1"), sample_id=name) for name in ("a", "b")]


@pytest.mark.parametrize(
    ("content", "source", "names"),
    [
        pytest.param(LOCOMO, "LoCoMo", ["a", "b"], id="LoCoMo"),
        pytest.param([history("q1"), history("q2")], "LongMemEval", ["q1", "q2"], id="LongMemEval"),
        pytest.param(lines(history("q1")), "LongMemEval", ["q1"], id="LongMemEval in lines"),
        pytest.param([beam.row()], "BEAM", ["7"], id="BEAM"),
        pytest.param(lines(beam.row()), "BEAM", ["7"], id="BEAM in lines"),
        pytest.param(OWN, "mcp_mem0", ["data"], id="ours"),
        pytest.param(f"\ufeff{OWN}", "mcp_mem0", ["data"], id="ours with a byte order mark"),
    ],
)
def test_a_file_is_recognised_by_its_content(
    tmp_path: Path, content: str | Sequence[JsonValue], source: str, names: list[str]
) -> None:
    file = write(tmp_path / "data.txt", content)

    dataset = load_dataset(file)

    assert (dataset.name, dataset.source) == ("data", source)
    assert [each.name for each in dataset.conversations] == names
    assert dataset.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_folder_of_ours_is_one_data_set_in_the_order_of_names(tmp_path: Path) -> None:
    write(tmp_path / "notes.md", "# Notes")
    files = [write(tmp_path / name, f"# {name}\n{OWN}") for name in ("harp.toml", "boat.toml")]

    dataset = load_dataset(tmp_path)

    assert [each.name for each in dataset.conversations] == ["boat", "harp"]
    # As `sha256sum *.toml | sha256sum` says it.
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    assert dataset.sha256 == hashlib.sha256("".join(reversed(sums)).encode()).hexdigest()


def test_a_folder_of_chats_of_beam_is_read_in_the_order_of_numbers(tmp_path: Path) -> None:
    for chat in ("100K/10", "100K/2", "1M/2"):
        beam.write_chat(tmp_path / "chats" / chat)

    assert [each.name for each in load_dataset(tmp_path / "chats").conversations] == [
        "1M-2",
        "100K-2",
        "100K-10",
    ]
    assert [each.name for each in load_dataset(tmp_path / "chats/100K").conversations] == [
        "2",
        "10",
    ]
    (single,) = load_dataset(tmp_path / "chats/100K/10").conversations
    assert (single.name, len(single.sessions)) == ("10", 3)


def test_of_two_chats_of_beam_the_shortened_one_is_read(tmp_path: Path) -> None:
    beam.write_chat(tmp_path, "chat_trunecated.json")
    write(tmp_path / "chat.json", "not read")

    assert len(load_dataset(tmp_path).conversations) == 1


def test_several_files_of_records_are_one_data_set(tmp_path: Path) -> None:
    write(tmp_path / "one.json", [history("q1")])
    write(tmp_path / "two.jsonl", lines(history("q2"), history("q3")))

    assert [each.name for each in load_dataset(tmp_path).conversations] == ["q1", "q2", "q3"]


def test_what_is_not_chosen_is_not_read(tmp_path: Path) -> None:
    file = write(tmp_path / "data.json", [history("q1"), history("q2"), {"question_id": "q3"}])

    assert [each.name for each in load_dataset(file, conversations=2).conversations] == ["q1", "q2"]
    assert [each.name for each in load_dataset(file, conversations=["q2"]).conversations] == ["q2"]
    with pytest.raises(RequestError, match=r"data\.json: record 3 is not in LongMemEval's format"):
        load_dataset(file)


@pytest.mark.parametrize("conversations", [None, 3, ["q4", "q2"]])
@pytest.mark.parametrize("questions", [None, 2])
def test_a_part_is_the_same_chosen_on_reading_or_later(
    tmp_path: Path, conversations: int | list[str] | None, questions: int | None
) -> None:
    kinds = ["temporal-reasoning", "temporal-reasoning", "multi-session", "multi-session"]
    written = [
        history(f"q{number}") | {"question_type": kind} for number, kind in enumerate(kinds, 1)
    ]
    file = write(tmp_path / "data.json", written)

    read = load_dataset(file, conversations=conversations, questions=questions, seed=7)

    assert read == select(
        load_dataset(file), conversations=conversations, questions=questions, seed=7
    )


def test_wrong_labels_are_those_of_a_file(tmp_path: Path) -> None:
    file = write(tmp_path / "data.json", [history("q1"), history("q2")])
    wrong = write(tmp_path / "wrong.txt", "q2/q2\n")

    assert load_dataset(file, left_out=wrong).left_out == {"q2/q2"}
    assert load_dataset(file).left_out == frozenset()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param("", "title: Field required", id="empty"),
        pytest.param("Dear diary,", "this is not TOML", id="words"),
        pytest.param("[]", "has no records", id="no records"),
        pytest.param('{"a": 1', "is not JSON at record 1", id="cut"),
        pytest.param('[{"a": 1}]', "the keys 'a'; known are LoCoMo, LongMemEval, BEAM", id="other"),
        pytest.param('[{"qa": []}]', "nearest is LoCoMo, of .* also has conversation", id="LoCoMo"),
        pytest.param(
            '[{"question": "?", "haystack_sessions": []}]',
            "the nearest is LongMemEval, of which a record also has haystack_dates",
            id="LongMemEval",
        ),
        pytest.param(json.dumps(beam.CHAT), "it is a part of a chat of BEAM", id="a chat of BEAM"),
        pytest.param(
            json.dumps(beam.QUESTIONS), "it is a part of a chat of BEAM", id="questions of BEAM"
        ),
        pytest.param(
            json.dumps([LOCOMO[0], {"sample_id": "b"}]),
            "record 2 is not in LoCoMo's format: conversation: Field required",
            id="another record",
        ),
        pytest.param(
            json.dumps([LOCOMO[0], LOCOMO[0]]), "two conversations are named 'a'", id="twice"
        ),
        pytest.param(
            json.dumps([{"conversation": {}, "qa": []}]),
            "record 1 is not in LoCoMo's format: sample_id: Field required",
            id="no name",
        ),
        pytest.param(
            json.dumps([{"sample_id": "a", "conversation": {}, "qa": []}]),
            "record 1 has a conversation in which nothing is said: take it out",
            id="nothing said",
        ),
    ],
)
def test_what_is_no_data_set_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(RequestError, match=problem):
        load_dataset(write(tmp_path / "data.json", content))


@pytest.mark.parametrize(
    ("start", "problem"),
    [(b"PAR1", "a table in Parquet"), (b"\x1f\x8b", "packed by gzip"), (b"\x00\xff", "UTF-8")],
)
def test_a_packed_file_is_refused(tmp_path: Path, start: bytes, problem: str) -> None:
    file = tmp_path / "data.json"
    file.write_bytes(start + b"\x00" * 9)

    with pytest.raises(RequestError, match=problem):
        load_dataset(file)


def test_a_folder_without_conversations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="has neither conversations of our own"):
        load_dataset(tmp_path)


def test_a_path_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="there is no file or folder"):
        load_dataset(tmp_path / "none")


def test_a_path_that_no_system_takes_is_refused() -> None:
    with pytest.raises(RequestError, match="the data set cannot be read"):
        load_dataset(Path("x" * 5000))


def test_two_formats_in_one_folder_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.json", LOCOMO)
    write(tmp_path / "b.json", [history()])

    with pytest.raises(RequestError, match=r"a\.json is in LoCoMo's .*b\.json in LongMemEval's"):
        load_dataset(tmp_path)


def test_questions_of_beam_without_their_chat_are_refused(tmp_path: Path) -> None:
    beam.write_chat(tmp_path)
    (tmp_path / "chat.json").unlink()

    with pytest.raises(RequestError, match=r"has questions of BEAM and no chat\.json"):
        load_dataset(tmp_path)


def test_a_chat_of_beam_that_is_no_json_is_refused(tmp_path: Path) -> None:
    beam.write_chat(tmp_path)
    write(tmp_path / "chat.json", "[")

    with pytest.raises(RequestError, match=r"chat\.json is not JSON"):
        load_dataset(tmp_path)
