"""Whatever is wrong with a file is said in one sentence, and nothing of it is half read."""

import json
import pickle
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mcp_mem0.adapters.foreign.catalogue import open_source
from mcp_mem0.domain.errors import RequestError
from tests.support.foreign_files import (
    QDRANT_POINTS,
    build_conversation,
    build_turn,
    find_said,
    read_records,
    read_skipped,
    write_database,
    write_json,
    write_lines,
    write_mem0_history,
    write_zip,
)

TALK = build_conversation("Tea", build_turn("q", "root", "user", "Which tea?"), current="q")
GRAPH = {"type": "entity", "name": "Ana", "entityType": "person", "observations": ["Likes café"]}


def refuse(path: Path, kind: str | None = None) -> str:
    with pytest.raises(RequestError) as caught:
        list(open_source(path, kind).read())
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ["memory.jsonl", "conversations.json", "history.db", "a.zip", "a"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    assert refuse(tmp_path / name).endswith("is empty: nothing to import")


def test_a_folder_without_files_and_a_missing_file_are_named(tmp_path: Path) -> None:
    assert "has no files" in refuse(tmp_path)
    assert "cannot read" in refuse(tmp_path / "missing.json")


def test_a_file_of_no_kind_lists_the_kinds(tmp_path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("tea\nbread\n", encoding="utf-8")

    assert "server-memory, mem0, openmemory, memory-service, chatgpt, claude" in refuse(
        tmp_path / "shopping.txt"
    )
    assert "is no kind of file" in refuse(tmp_path / "shopping.txt", "excel")


def test_a_cut_off_line_is_named_by_its_number(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "memory.jsonl", GRAPH)
    file.write_text(file.read_text(encoding="utf-8") + '{"type": "ent', encoding="utf-8")

    assert "line 2 of 'memory.jsonl' is no whole JSON" in refuse(file)


@pytest.mark.parametrize("end", [-1, -20, 40])
def test_a_cut_off_export_is_said_to_be_cut_off(tmp_path: Path, end: int) -> None:
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps([TALK, TALK])[:end], encoding="utf-8")

    assert "it may be cut off" in refuse(file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le-with-mark"])
def test_marks_of_utf_8_and_utf_16_are_understood(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "memory.jsonl"
    text = json.dumps(GRAPH, ensure_ascii=False) + "\n"
    is_marked = encoding.endswith("mark")
    raw = b"\xff\xfe" + text.encode("utf-16-le") if is_marked else text.encode(encoding)
    file.write_bytes(raw)

    assert find_said(read_records(file)) == ["Ana: Likes café"]


def test_a_conversation_in_utf_16_is_understood(tmp_path: Path) -> None:
    file = tmp_path / "conversations.json"
    file.write_bytes(json.dumps([TALK]).encode("utf-16"))

    assert find_said(read_records(file)) == ["Which tea?"]


@pytest.mark.parametrize(
    ("name", "before"),
    [("memory.jsonl", GRAPH), ("conversations.json", [TALK])],
)
def test_latin_1_is_named_with_what_converts_it(tmp_path: Path, name: str, before: object) -> None:
    file = tmp_path / name
    text = json.dumps(before, ensure_ascii=False).replace("tea", "thé") + "\n"
    file.write_bytes(text.encode("latin-1"))

    assert "iconv -f latin1" in refuse(file)


def test_a_note_in_latin_1_is_named(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_bytes("Likes\ncafé".encode("latin-1"))

    assert "'note.md' is not UTF-8: line 2 has the byte 0xe9" in refuse(tmp_path)


def test_json_that_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    deep = "[" * 200_000
    (tmp_path / "memory.jsonl").write_text(f'{{"content": {deep}}}\n', encoding="utf-8")
    (tmp_path / "conversations.json").write_text(f'[{{"mapping": {deep}', encoding="utf-8")

    assert refuse(tmp_path / "memory.jsonl", "plain")
    assert refuse(tmp_path / "conversations.json", "chatgpt")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x", "a\\..\\..\\b"])
def test_a_zip_that_names_files_outside_is_not_read(tmp_path: Path, name: str) -> None:
    members = {name: "[]", "conversations.json": json.dumps([TALK])}
    file = write_zip(tmp_path / "export.zip", members)

    assert "names a file outside of itself" in refuse(file)
    assert sorted(tmp_path.iterdir()) == [file]


def test_a_zip_that_would_fill_the_disk_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", bytes(80 * 1024**2))

    assert "times as large when unpacked" in refuse(file)


def test_a_cut_off_zip_and_a_damaged_member_are_named(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "export.zip", {"conversations.json": json.dumps([TALK] * 50)})
    raw = whole.read_bytes()
    cut, damaged = tmp_path / "cut.zip", tmp_path / "damaged.zip"
    cut.write_bytes(raw[: len(raw) // 2])
    damaged.write_bytes(raw[:60] + b"\xff" * 40 + raw[100:])

    assert "is no whole zip" in refuse(cut)
    assert "is no whole zip" in refuse(damaged, "chatgpt")


def test_a_cut_off_database_is_named(tmp_path: Path) -> None:
    file = write_mem0_history(tmp_path / "history.db")
    file.write_bytes(file.read_bytes()[:5_000])

    assert "is no SQLite file that can be read" in refuse(file)


def test_a_database_that_another_program_has_open_is_read_with_its_log(tmp_path: Path) -> None:
    file = write_mem0_history(tmp_path / "history.db")
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE history SET new_memory = 'Lives in Bergen' WHERE id = 'h2'")
        other.commit()
        before = sorted(each.name for each in tmp_path.iterdir())
        other.execute("BEGIN IMMEDIATE")

        assert find_said(read_records(file)) == ["Lives in Rome", "Lives in Bergen"]
        assert sorted(each.name for each in tmp_path.iterdir()) == before


def test_a_database_in_the_middle_of_a_change_waits_for_its_program(tmp_path: Path) -> None:
    file = write_mem0_history(tmp_path / "history.db")
    file.with_name("history.db-journal").write_bytes(b"not done")

    assert "is in the middle of a change" in refuse(file, "mem0")


def test_a_database_in_a_folder_that_may_not_be_written_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "there"
    file = write_mem0_history(folder / "history.db")
    file.chmod(0o400)
    folder.chmod(0o500)

    assert len(read_records(file)) == 2
    folder.chmod(0o700)


class Hostile:
    """Would write a file when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.target,)


def test_a_hostile_point_runs_nothing(tmp_path: Path) -> None:
    target = tmp_path / "hacked"
    blobs = [
        pickle.dumps(Hostile(target)),
        b"",
        b"\x80\x04no pickle",
        b"\x80\x04K\x01r\xff\xff\xff\x7f.",
    ]
    file = write_database(
        tmp_path / "storage.sqlite",
        QDRANT_POINTS,
        "points",
        [(str(number), blob) for number, blob in enumerate(blobs[:3])],
    )

    assert len(read_skipped(file)) == 3
    assert not target.exists()


def test_a_collection_without_any_point_that_can_be_read_is_refused(tmp_path: Path) -> None:
    rows = [(str(number), b"other format") for number in range(5)]
    file = write_database(tmp_path / "storage.sqlite", QDRANT_POINTS, "points", rows)

    assert "it may be of another version" in refuse(file)


def test_an_export_with_entries_that_are_no_conversations_names_them(tmp_path: Path) -> None:
    file = write_json(tmp_path / "conversations.json", [TALK, {"id": "x"}, 7])

    assert [each.place for each in read_skipped(file)] == [
        "conversations.json[1]",
        "conversations.json[2]",
    ]
