"""The demo shows real calls, and fails if a step does not do what it shows."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import anyio
import pytest

from mcp_mem0.cli.demo.run import run_demo
from mcp_mem0.cli.demo.stage import DemoAnswer, DemoCall, DemoError
from mcp_mem0.cli.demo.teller import SilentTeller
from tests.support.messages_api import messages_server
from tests.support.remembering_model import adding


@pytest.mark.heavy
def test_the_demo_plays_to_its_end_and_shows_what_to_paste() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "mcp_mem0", "demo"], capture_output=True, text=True, check=False
    )

    assert (shown.returncode, shown.stderr) == (0, "")
    assert "replaced: " in shown.stdout
    assert '"mcpServers"' in shown.stdout
    assert "claude mcp add" in shown.stdout
    assert "mcp-mem0 install " in shown.stdout.splitlines()[-1].replace(
        "-P -m mcp_mem0", "mcp-mem0"
    )


@pytest.mark.heavy
def test_a_demo_with_a_closed_output_ends_silently() -> None:
    read, write = os.pipe()
    os.close(read)
    shown = subprocess.run(
        [sys.executable, "-m", "mcp_mem0", "demo"],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)

    assert (shown.returncode, shown.stderr) == (0, "")


@pytest.mark.heavy
def test_with_an_unreachable_model_the_demo_works_and_says_what_is_pending() -> None:
    with messages_server() as gone:
        url = gone.url

    shown = subprocess.run(
        [sys.executable, "-m", "mcp_mem0", "demo", "--model-retries", "0"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ANTHROPIC_BASE_URL": url},
    )

    assert (shown.returncode, shown.stderr) == (0, "")
    said = " ".join(shown.stdout.split())  # Long lines are wrapped.
    assert "Pending: 5." in said
    assert "cannot be reached" in said
    assert '"mcpServers"' in shown.stdout


@pytest.mark.heavy
def test_with_a_model_that_answers_the_demo_lets_it_decide(tmp_path: Path) -> None:
    with messages_server() as model, (tmp_path / "log").open("w") as log:
        model.will_usually_answer(adding)
        variables = {"ANTHROPIC_BASE_URL": model.url}
        play = partial(run_demo, model=variables)
        command = [sys.executable, "-m", "mcp_mem0"]

        entries = anyio.run(play, command, tmp_path, log, SilentTeller())

    assert entries[-2].structure["memories"]
    assert "pending" not in entries[-1].structure
    assert {asked.path for asked in model.asked} == {"/v1/messages"}


def test_an_answer_that_does_not_show_what_it_should_ends_the_demo() -> None:
    answer = DemoAnswer(
        DemoCall(client="desk", tool="recall", arguments={}, text="Ana lives in Rome", structure={})
    )

    answer.expect("Rome", lacks="Oslo")
    with pytest.raises(DemoError, match="lacks 'Oslo'"):
        answer.expect("Oslo")
    with pytest.raises(DemoError, match="still has 'Rome'"):
        answer.expect(lacks="Rome")
    with pytest.raises(DemoError, match="made no change"):
        _ = answer.change
    with pytest.raises(DemoError, match="did not find"):
        answer.find_fact_id("Ana lives in Oslo")


@pytest.mark.parametrize("program", ["import sys; sys.exit(3)", "print('no protocol')"])
def test_a_server_that_does_not_answer_ends_the_demo_in_words(tmp_path: Path, program: str) -> None:
    with (tmp_path / "log").open("w") as log, pytest.raises(DemoError):
        anyio.run(run_demo, [sys.executable, "-c", program], tmp_path, log, SilentTeller())


@pytest.mark.heavy
def test_a_step_that_fails_ends_the_demo_with_what_was_answered(tmp_path: Path) -> None:
    # A store that cannot be opened: each call is refused.
    (tmp_path / "store").touch()
    with (tmp_path / "log").open("w") as log, pytest.raises(DemoError, match="is a file"):
        anyio.run(run_demo, [sys.executable, "-m", "mcp_mem0"], tmp_path, log, SilentTeller())
