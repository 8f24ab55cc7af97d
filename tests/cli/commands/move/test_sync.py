"""`sync`, as a person uses it."""

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal


def test_one_store_gets_what_the_other_has(terminal: Terminal) -> None:
    terminal.added("remember", "Ana lives in Oslo")
    other = Terminal(terminal.folder / "other", terminal.written)
    other.folder.mkdir()
    stores = (str(terminal.store), str(other.store))

    first = terminal.answered("sync", *stores)
    again = terminal.check_output("sync", *stores)

    assert first["written"] == first["rows"] > 0
    assert "has all" in again
    assert "Oslo" in other.check_output("list")
    assert "agree" in other.check_output("check")


def test_stores_that_both_went_on_are_refused_until_one_is_to_lose(terminal: Terminal) -> None:
    terminal.added("remember", "Ana lives in Oslo")
    other = Terminal(terminal.folder / "other", terminal.written)
    other.folder.mkdir()
    stores = (str(terminal.store), str(other.store))
    terminal.check_output("sync", *stores)
    terminal.added("remember", "Bo sings")
    other.added("remember", "Bo dances")

    refused = terminal.run("sync", *stores)
    planned = terminal.answered("sync", *stores, "--replace", "--dry-run")
    kept = other.check_output("list")
    done = terminal.check_output("sync", *stores, "--replace")

    assert refused.code == Exit.STORE
    assert "in the space 'default', so nothing was copied" in refused.err
    assert planned["removed"] > 0
    assert "dances" in kept
    assert "that only it had were removed" in done
    listed = other.check_output("list")
    assert "sings" in listed
    assert "dances" not in listed


def test_a_store_that_is_not_there_is_named(terminal: Terminal) -> None:
    ended = terminal.run("sync", str(terminal.folder / "nowhere"), str(terminal.store))

    assert ended.code == Exit.REQUEST
    assert "there is no store in" in ended.err
    assert not terminal.store.exists()
