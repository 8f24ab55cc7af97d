"""The demo shows real calls, and fails if a step does not do what it shows."""

import subprocess
import sys

import pytest

from mcp_mem0.cli.demo.stage import Answer, DemoError, Entry


@pytest.mark.heavy
def test_the_demo_plays_to_its_end_and_shows_what_to_paste() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "mcp_mem0", "demo"], capture_output=True, text=True, check=False
    )

    assert (shown.returncode, shown.stderr) == (0, "")
    assert "closes" in shown.stdout
    assert '"mcpServers"' in shown.stdout
    assert "claude mcp add" in shown.stdout


def test_an_answer_that_does_not_show_what_it_should_ends_the_demo() -> None:
    answer = Answer(
        Entry(client="desk", tool="recall", arguments={}, text="Ana lives in Rome", structure={})
    )

    answer.expect("Rome", lacks="Oslo")
    with pytest.raises(DemoError, match="lacks 'Oslo'"):
        answer.expect("Oslo")
    with pytest.raises(DemoError, match="still has 'Rome'"):
        answer.expect(lacks="Rome")
    with pytest.raises(DemoError, match="made no change"):
        _ = answer.change
    with pytest.raises(DemoError, match="did not find"):
        answer.id_of("Ana lives in Oslo")
