"""`backup` and `restore`, as a person uses them."""

from collections.abc import Generator
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.embeddings_api import EmbeddingsApi, embeddings_api
from tests.support.running import Terminal


@pytest.fixture(scope="module")
def api() -> Generator[EmbeddingsApi]:
    with embeddings_api(dimensions=32) as running:
        yield running


def back_up(terminal: Terminal) -> str:
    return str(terminal.answered("backup", str(terminal.folder / "backups"))["name"])


def test_a_backup_says_what_it_has_and_is_listed(terminal: Terminal) -> None:
    terminal.added("remember", "Ana lives in Oslo")
    folder = str(terminal.folder / "backups")

    made = terminal.check_output("backup", folder)
    again = terminal.check_output("backup", folder)
    listed = terminal.check_output("backup", folder, "--list")
    checked = terminal.check_output("backup", folder, "--check")

    assert "(1 fact with all revisions) in 1 space" in made
    assert "It was opened and checked." in made
    assert again.startswith("Nothing has changed since backup ")
    assert str(terminal.store) in listed
    assert "Every file of 1 backups is as it was written." in checked


def test_a_damaged_file_is_found_by_a_check(terminal: Terminal) -> None:
    terminal.added("remember", "Ana lives in Oslo")
    back_up(terminal)
    file = max((terminal.folder / "backups" / "files").glob("*/*"), key=lambda p: p.stat().st_size)
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    ended = terminal.run("backup", str(terminal.folder / "backups"), "--check")

    assert ended.code == Exit.FAULT
    assert "is not as it was written" in ended.out


def test_what_was_forgotten_since_stays_forgotten(terminal: Terminal) -> None:
    forgotten, _ = terminal.added("remember", "Ana is allergic to walnuts")
    terminal.added("remember", "The harbour opens at six")
    name = back_up(terminal)
    terminal.check_output("forget", forgotten)
    terminal.added("remember", "The ferry leaves at nine")

    folder = str(terminal.folder / "backups")
    done = terminal.answered("restore", folder, "--at", name, "--replace")

    assert done["forgotten_again"] == {"facts": 1, "messages": 1, "erased": 0}
    listed = terminal.check_output("list")
    assert "harbour" in listed
    assert "walnuts" not in listed
    assert "ferry" not in listed
    assert "agree" in terminal.check_output("check")


@pytest.mark.heavy
@pytest.mark.timeout(120)
def test_what_was_erased_since_is_erased_again(terminal: Terminal) -> None:
    erased, _ = terminal.added("remember", "Bo has a scar on the left knee")
    back_up(terminal)
    terminal.check_output("erase", erased, "--yes")

    done = terminal.answered("restore", str(terminal.folder / "backups"), "--replace")

    assert done["forgotten_again"] == {"facts": 1, "messages": 1, "erased": 2}
    files = [path for path in terminal.store.rglob("*") if path.is_file()]
    assert not [path for path in files if b"left knee" in path.read_bytes()]
    assert "agree" in terminal.check_output("check")


def test_a_new_machine_learns_from_newer_backups_what_was_forgotten(terminal: Terminal) -> None:
    forgotten, _ = terminal.added("remember", "Ana is allergic to walnuts")
    terminal.added("remember", "The harbour opens at six")
    old = back_up(terminal)
    terminal.check_output("forget", forgotten)
    new = terminal.answered("backup", str(terminal.folder / "backups"))
    terminal.store.rename(terminal.folder / "a dead disk")

    done = terminal.answered("restore", str(terminal.folder / "backups"), "--at", old)

    assert done["forgotten_again"] == {"facts": 1, "messages": 1, "erased": 0}
    listed = terminal.check_output("list")
    assert "harbour" in listed
    assert "walnuts" not in listed
    made_at = str(new["made_at"]).replace("T", " ")[:16]
    assert done["notes"] == [
        f"what was forgotten after {made_at} UTC is not known here: forget it again"
    ]


def test_a_backup_of_another_model_is_restored_and_names_both(
    terminal: Terminal, api: EmbeddingsApi
) -> None:
    forgotten, _ = terminal.added("remember", "Ana is allergic to walnuts")
    terminal.added("remember", "The harbour opens at six")
    name = back_up(terminal)
    terminal.check_output("forget", forgotten)
    lines = ["[embedding]", 'provider = "http"', 'model = "small"', f'base_url = "{api.url}"']
    (terminal.folder / "config.toml").write_text("\n".join(lines))
    terminal.check_output("reembed")

    folder = str(terminal.folder / "backups")
    done = terminal.answered("restore", folder, "--at", name, "--replace")
    refused = terminal.run("list")
    terminal.check_output("reembed")

    assert done["forgotten_again"] == {"facts": 1, "messages": 1, "erased": 0}
    (note,) = done["notes"]
    assert "its vectors are by all-MiniLM-L6-v2-int8, and [embedding] names http:small" in note
    assert "run `mcp-mem0 reembed`" in refused.err
    listed = terminal.check_output("list")
    assert "harbour" in listed
    assert "walnuts" not in listed


def test_it_can_be_restored_as_it_was(terminal: Terminal) -> None:
    forgotten, _ = terminal.added("remember", "Ana is allergic to walnuts")
    back_up(terminal)
    terminal.check_output("forget", forgotten)

    folder = str(terminal.folder / "backups")
    done = terminal.answered("restore", folder, "--replace", "--as-it-was")

    assert done["forgotten_again"] == {}
    assert "walnuts" in terminal.check_output("list")


def test_what_an_undo_brought_back_is_not_forgotten_again(terminal: Terminal) -> None:
    fact, _ = terminal.added("remember", "Ana is allergic to walnuts")
    back_up(terminal)
    change = str(terminal.answered("forget", fact)["change"])
    terminal.check_output("undo", change)

    done = terminal.answered("restore", str(terminal.folder / "backups"), "--replace")

    assert done["forgotten_again"] == {}
    assert "walnuts" in terminal.check_output("list")


def test_a_store_is_not_replaced_unasked_and_goes_elsewhere(terminal: Terminal) -> None:
    terminal.added("remember", "Ana lives in Oslo")
    back_up(terminal)
    folder, elsewhere = str(terminal.folder / "backups"), terminal.folder / "elsewhere"

    refused = terminal.run("restore", folder)
    inside = terminal.run("restore", folder, "--to", str(terminal.store / "inner"))
    planned = terminal.check_output("restore", folder, "--to", str(elsewhere), "--dry-run")
    is_there = elsewhere.exists()
    terminal.check_output("restore", folder, "--to", str(elsewhere))

    assert refused.code == Exit.REQUEST
    assert "say --replace to put it aside" in refused.err
    assert "is inside the store" in inside.err
    assert "is whole" in planned
    assert not is_there
    assert (elsewhere / "front.db").exists()


def test_an_empty_store_is_replaced_without_asking(terminal: Terminal) -> None:
    terminal.added("remember", "Ana lives in Oslo")
    back_up(terminal)
    other = Terminal(terminal.folder / "new machine", terminal.written)
    other.folder.mkdir()
    terminal.run("stats", "--store", str(other.store))
    other.run("recall", "anything")

    terminal.check_output("restore", str(terminal.folder / "backups"), "--to", str(other.store))

    assert "Oslo" in other.check_output("list")
    assert {path.name for path in other.folder.iterdir() if not path.name.startswith(".")} == {
        "store",
        "config.toml",
    }


def test_erase_names_the_backups_that_are_known(terminal: Terminal) -> None:
    fact, _ = terminal.added("remember", "Ana is allergic to walnuts")
    back_up(terminal)

    report = terminal.answered("erase", fact, "--yes")

    assert str(terminal.folder / "backups") in report["out_of_reach"][0]


def test_what_is_missing_is_said(terminal: Terminal) -> None:
    nothing = terminal.run("backup", str(terminal.folder / "backups"))
    terminal.added("remember", "Ana lives in Oslo")
    nowhere = terminal.run("backup")
    inside = terminal.run("backup", str(terminal.store / "backups"))
    both = terminal.run("backup", "x", "--list", "--check")
    keeps = terminal.run("backup", "x", "--list", "--keep", "3")
    a_file = terminal.run("backup", str(terminal.folder / "config.toml"))
    a_bucket = terminal.run("backup", "s3://bucket/backups")

    assert "there is nothing to back up" in nothing.err
    assert "set backup.folder in the settings" in nowhere.err
    assert "is inside the store" in inside.err
    assert "exclude each other" in both.err
    assert "--keep removes backups" in keeps.err
    assert "is a file: name a folder" in a_file.err
    assert "'s3://bucket/backups' is no folder" in a_bucket.err
    assert not Path("x").exists()
