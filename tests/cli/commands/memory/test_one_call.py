"""Several statements, memories by their ids, and names of spaces, as a person types them."""

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal


def test_several_arguments_are_several_statements_of_one_change(terminal: Terminal) -> None:
    shown = terminal.check_output("remember", "Ana lives in Oslo", "Ana works at Acme")
    tried = terminal.check_output("remember", "--dry-run", "Ana works at Acme", "Ana likes tea")
    again = terminal.answered("remember", "Ana works at Acme", "Ana likes tea")

    assert 'kept: "Ana lives in Oslo" (f_' in shown
    assert 'kept: "Ana works at Acme" (f_' in shown
    assert 'known already: "Ana works at Acme" (f_' in tried
    assert [each["result"] for each in again["statements"]] == ["known", "new"]
    terminal.check_output("undo", again["change"])
    assert "likes tea" not in terminal.check_output("list")


def test_one_argument_is_one_statement_as_ever(terminal: Terminal) -> None:
    stated = terminal.answered("remember", "Ana lives in Oslo", "--valid-from", "2026-01")

    assert "statements" not in stated
    refused = terminal.run("remember", "Ana lives in Oslo", "Ben rows", "--valid-from", "2026-01")
    assert refused.code == Exit.REQUEST
    assert "valid_from or valid_to was sent with contents" in refused.err


def test_memories_are_shown_whole_by_their_ids(terminal: Terminal) -> None:
    fact, change = terminal.added("remember", "Ana lives in Oslo")

    shown = terminal.check_output("recall", "--id", fact, "--id", "f_06w2q7k3d", "--id", change)
    missing = terminal.run("recall", "--id", "f_06w2q7k3d")

    assert f"fact {fact}" in shown
    assert f"change {change}:" in shown
    assert 'kept: "Ana lives in Oslo"' in shown
    assert "there is no fact 'f_06w2q7k3d'" in shown
    assert (missing.code, missing.out) == (Exit.REQUEST, "")


def test_a_space_that_is_not_there_is_said_and_a_new_one_too(terminal: Terminal) -> None:
    made = terminal.check_output("remember", "Ana lives in Oslo", "--space", "office")
    typed = terminal.check_output("remember", "Ana rows", "--space", "ofice")
    asked = terminal.run("recall", "Ana", "--space", "offise")
    listed = terminal.run("forget", "--query", "Ana", "--space", "offise")

    assert "new space 'office'" in made
    assert "there is 'office' already: if that was meant, undo this change" in typed
    assert "new space" not in terminal.check_output("remember", "Ben rows", "--space", "office")
    for refused in (asked, listed):
        assert refused.code == Exit.REQUEST
        assert "there is no space 'offise' yet: there are office, ofice" in refused.err
        assert "the nearest name is 'office'" in refused.err
