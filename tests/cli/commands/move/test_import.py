"""A person brings in what another program remembers, looks at it, and takes it back."""

import json
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.foreign_files import write_lines
from tests.support.running import Terminal


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return write_lines(
        tmp_path / "memory.jsonl",
        {"type": "entity", "name": "Ana", "entityType": "person", "observations": ["Likes tea"]},
        {"type": "relation", "from": "Ana", "to": "Nordwind", "relationType": "works_at"},
        {"type": "entity", "name": ""},
    )


def list_texts(terminal: Terminal) -> list[str]:
    return sorted(each["text"] for each in terminal.answered("list")["memories"])


def test_an_import_is_tried_made_listed_and_undone(terminal: Terminal, graph: Path) -> None:
    tried = terminal.answered("import", str(graph), "--dry-run")["imports"][0]
    made = terminal.answered("import", str(graph))["imports"][0]
    again = terminal.answered("import", str(graph))["imports"][0]
    texts = list_texts(terminal)
    (listed,) = terminal.answered("import", "--list")["imports"]
    (undone,) = terminal.answered("import", "--undo", made["import_id"])["undone"]

    assert (tried["stored"], tried["samples"]) == (2, ["Ana: Likes tea", "Ana works at Nordwind"])
    assert (made["stored"], made["facts"], made["skipped_count"]) == (2, 2, 1)
    assert made["skipped"] == [{"place": "memory.jsonl:3", "reason": "the entity has no name"}]
    assert (again["stored"], again["known"]) == (0, 2)
    assert texts == ["Ana works at Nordwind", "Ana: Likes tea"]
    assert (listed["import_id"], listed["records"]) == (made["import_id"], 2)
    assert undone["undone"] == 2
    assert terminal.check_output("list") == "No facts found.\n"


def test_a_person_reads_what_came_and_how_to_take_it_back(terminal: Terminal, graph: Path) -> None:
    out = terminal.check_output("import", str(graph), "--into", "work")

    assert "2 records were stored in space work, 2 facts added." in out
    assert "1 record skipped:\n    memory.jsonl:3: the entity has no name\n" in out
    assert "mcp-mem0 import --undo server-memory-" in out


def test_author_session_and_tags_are_those_that_were_given(terminal: Terminal, graph: Path) -> None:
    given = ("--author", "ana", "--session", "old notes", "--tag", "2023")
    terminal.check_output("import", str(graph), *given)

    found = terminal.answered("list", "--by", "ana", "--session", "old notes", "--tag", "2023")

    assert len(found["memories"]) == 2


def test_nothing_is_imported_of_several_files_if_one_is_damaged(
    terminal: Terminal, graph: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "conversations.json"
    cut.write_text(json.dumps([{"mapping": {}, "title": "Tea"}, {}])[:-3], encoding="utf-8")

    ended = terminal.run("import", str(graph), str(cut))

    assert ended.code == Exit.REQUEST
    assert ended.err.count("mcp-mem0:") == 1
    assert "conversations.json" in ended.err
    assert terminal.check_output("list") == "No facts found.\n"


def test_a_file_without_anything_of_the_kind_is_refused(terminal: Terminal, graph: Path) -> None:
    ended = terminal.run("import", str(graph), "--from", "mem0")

    assert ended.code == Exit.REQUEST
    assert "has nothing that could be imported as mem0" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [(), ("--list", "--undo", "x-1"), ("x.json", "--list"), ("--undo", "no id"), ("missing.json",)],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    ended = terminal.run("import", *arguments)

    assert ended.code == Exit.REQUEST
    assert "Traceback" not in ended.err
    assert ended.err.startswith("mcp-mem0: ")


def test_a_list_without_imports_says_so(terminal: Terminal) -> None:
    terminal.check_output("remember", "Likes tea")

    assert terminal.check_output("import", "--list") == "Nothing was imported.\n"


@pytest.fixture
def export(tmp_path: Path, terminal: Terminal) -> Path:
    """An export of another store, with two spaces."""
    other = Terminal(tmp_path / "other", terminal.written)
    other.folder.mkdir()
    other.check_output("remember", "Ana plays chess")
    other.check_output("remember", "Ben keeps bees", "--space", "work")
    file = tmp_path / "export.jsonl"
    other.check_output("export", str(file))
    return file


def test_an_own_export_is_tried_and_imported_once(terminal: Terminal, export: Path) -> None:
    tried = terminal.answered("import", str(export), "--dry-run")["exports"][0]
    assert not terminal.store.exists()
    made = terminal.answered("import", str(export))["exports"][0]
    again = terminal.check_output("import", str(export))

    assert (tried["dry_run"], tried["written"], made["written"]) == (True, 8, 8)
    assert [(each["space"], each["is_there"]) for each in made["spaces"]] == [
        ("default", False),
        ("work", False),
    ]
    assert "Space work has had all of this export already: nothing was written." in again
    assert list_texts(terminal) == ["Ana plays chess"]
    assert "All 10 rows agree." in terminal.check_output("check")


def test_nothing_is_stored_of_several_exports_if_one_is_damaged(
    terminal: Terminal, export: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(export.read_bytes()[:-40])

    ended = terminal.run("import", str(export), str(cut))

    assert ended.code == Exit.REQUEST
    assert "cut.jsonl" in ended.err
    assert terminal.check_output("list") == "No facts found.\n"


def test_several_spaces_or_a_second_copy_cannot_have_a_name_of_their_own(
    terminal: Terminal, export: Path, tmp_path: Path
) -> None:
    one = tmp_path / "one.jsonl"
    terminal.check_output("import", str(export))
    terminal.check_output("export", str(one), "--space", "work")

    several = terminal.run("import", str(export), "--into", "twin")
    copy = terminal.run("import", str(one), "--into", "twin", "--dry-run")

    assert several.code == copy.code == Exit.REQUEST
    assert "the export has 2 spaces (default, work)" in several.err
    assert "has rows of it in another space" in copy.err
    assert "All 10 rows agree." in terminal.check_output("check")


def test_a_space_of_an_export_is_imported_under_another_name(
    terminal: Terminal, tmp_path: Path
) -> None:
    other = Terminal(tmp_path / "other", terminal.written)
    other.folder.mkdir()
    other.check_output("remember", "Ben keeps bees")
    file = tmp_path / "export.jsonl"
    other.check_output("export", str(file))
    # As a copy on Windows may have left it.
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    told = terminal.check_output("import", str(file), "--into", "hives")

    assert "Space hives (in the export: default): 4 rows were stored." in told
    assert "To take it back: mcp-mem0 erase --space hives --whole-space" in told
    assert len(terminal.answered("list", "--space", "hives")["memories"]) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--session", "s"), "leave out --session and --tag"),
        (("--tag", "t"), "leave out --session and --tag"),
        (("memory.jsonl",), "not all of the others are"),
    ],
)
def test_an_export_is_not_mixed_with_what_others_left(
    terminal: Terminal, export: Path, graph: Path, arguments: tuple[str, ...], told: str
) -> None:
    given = [str(graph) if each == graph.name else each for each in arguments]

    ended = terminal.run("import", str(export), *given)

    assert ended.code == Exit.REQUEST
    assert told in ended.err
    assert not terminal.store.exists()


def test_a_dry_run_leaves_no_store(terminal: Terminal, graph: Path) -> None:
    terminal.check_output("import", str(graph), "--dry-run")

    assert not terminal.store.exists()
