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
