"""What doctor says of the store's own folder."""

from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal, terminal_in


@pytest.fixture
def terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    return terminal_in(tmp_path, capfd)


def test_a_note_that_cannot_be_written_is_a_fault_and_nothing_is_refused(
    terminal: Terminal,
) -> None:
    terminal.check_output("remember", "Ben works in Oslo")
    note = LocalPlace(terminal.store).note
    note.unlink()
    note.mkdir()

    terminal.check_output("remember", "Cleo likes tea")
    ended = terminal.run("doctor")

    assert ended.code == Exit.FAULT
    said = " ".join(ended.out.split())
    assert "flushed.json" in said
    assert "cannot be written: what is stored is kept, but damage may go unnoticed" in said
    assert "Cleo likes tea" in terminal.check_output("recall", "What does Cleo like?")
    note.rmdir()
    terminal.check_output("remember", "Dora plays chess")
    assert "cannot be written" not in terminal.run("doctor").out
