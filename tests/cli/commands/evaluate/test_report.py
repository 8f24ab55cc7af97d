"""`eval report` prints, and writes as JSON and as a page, what a real run came to; `eval compare`
holds two of them against each other."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.asked_run import CONVERSATION, play_all_parts, write_conversation
from tests.support.messages_api import MessagesServer, messages_server
from tests.support.running import Terminal

SYSTEMS = "rules,full-context,vague-control"


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(play_all_parts)
        yield served


@pytest.fixture
def run(terminal: Terminal, model: MessagesServer) -> Path:
    """A whole run of three systems and three questions, answered by a script."""
    settings = f'[model]\nbase_url = "{model.url}"\nname = "own"\nretries = 0\n'
    (terminal.folder / "config.toml").write_text(settings, encoding="utf-8")
    return make_run(terminal, "run", write_conversation(terminal.folder))


def make_run(terminal: Terminal, name: str, data: Path, systems: str = SYSTEMS) -> Path:
    folder = terminal.folder / name
    terminal.check_output(
        *("eval", "run", "--out", str(folder), "--data", str(data)),
        *("--systems", systems, "--yes"),
    )
    return folder


def test_a_whole_run_is_reported_with_its_figures(terminal: Terminal, run: Path) -> None:
    """The script answers "blue", which is right, and "her brother", which is not, for rules and for
    the full context alike, and that nothing is known of the car."""
    shown = terminal.check_output("eval", "report", str(run))

    words = [line.split() for line in shown.splitlines()]
    assert ["full-context", "2", "50.0", "(9–91)", "0.0", "50.0", "(9–91)", "0.0"] in words
    assert ["full-context", "50.0", "50.0", "100.0", "0.0", "100.0"] in [row[:6] for row in words]
    assert "What this run still lacks" not in shown
    assert re.search("^answered by: .+$", shown, re.MULTILINE)


def test_the_json_and_the_page_are_in_the_folder_and_private(terminal: Terminal, run: Path) -> None:
    document = json.loads(terminal.check_output("eval", "report", str(run), "--json"))

    assert [each["system"] for each in document["systems"]] == SYSTEMS.split(",")
    assert document == json.loads((run / "report.json").read_text(encoding="utf-8"))
    assert [each["construction"] for each in document["signs"]] == ["rules"]
    assert "Who opened a bakery?" in (run / "report.html").read_text(encoding="utf-8")
    assert (run / "report.html").stat().st_mode & 0o077 == 0


def test_the_page_can_be_written_elsewhere(terminal: Terminal, run: Path) -> None:
    page = terminal.folder / "page.html"

    terminal.check_output("eval", "report", str(run), "--html", str(page))

    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert not (run / "report.html").exists()


def test_a_page_that_cannot_be_written_is_said(terminal: Terminal, run: Path) -> None:
    page = terminal.folder / "missing" / "page.html"

    ended = terminal.run("eval", "report", str(run), "--html", str(page))

    assert ended.code == Exit.REQUEST
    assert "name another file with --html" in ended.err


def test_a_folder_without_a_run_is_refused(terminal: Terminal) -> None:
    ended = terminal.run("eval", "report", str(terminal.folder))

    assert ended.code == Exit.REQUEST
    assert "there is no run in" in ended.err


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_of_figures_is_wider_than_the_terminal(
    terminal: Terminal, run: Path, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))

    shown = terminal.check_output("eval", "report", str(run))

    tables = shown.partition("\n\nHow it was made")[0].splitlines()
    notes = ("Of n answers", "n is", "Abstained", "Total is", "In and out", "No fact")
    assert max(len(line) for line in tables if not line.startswith(notes)) <= columns


def test_drift_is_measured_if_it_is_asked_for_and_shown_from_then_on(terminal: Terminal) -> None:
    """Three sessions were decided, and each adds what it added before."""
    with messages_server() as served:
        served.will_usually_answer(play_all_parts)
        settings = f'[model]\nbase_url = "{served.url}"\nname = "own"\nretries = 0\n'
        (terminal.folder / "config.toml").write_text(settings, encoding="utf-8")
        data = write_conversation(terminal.folder)
        decided = make_run(terminal, "run", data, "mem0-single")

        before = terminal.check_output("eval", "report", str(decided))
        terminal.check_output("eval", "report", str(decided), "--drift", "5")
    after = terminal.check_output("eval", "report", str(decided))

    assert "Drift: decisions" not in before
    assert ["mem0-single", "0.0", "3", "0", "360", "scripted-1"] in [
        line.split() for line in after.splitlines()
    ]


def test_two_runs_are_compared(terminal: Terminal, run: Path) -> None:
    data = terminal.folder / "boat.toml"
    other = make_run(terminal, "other", data, "rules,rag-512-2")

    shown = terminal.check_output("eval", "compare", str(run), str(other))
    document = json.loads(terminal.check_output("eval", "compare", str(run), str(other), "--json"))

    assert "rules, in per cent" in shown
    assert "full-context: only in run" in shown
    assert "rag-512-2: only in other" in shown
    (system,) = document["systems"]
    assert (system["system"], system["gained"], system["lost"]) == ("rules", [], [])
    assert system["evidence"]["interval"] == [0, 0]


def test_a_report_without_signs_of_failure_says_why(terminal: Terminal, run: Path) -> None:
    with (terminal.folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[embedding]\nprovider = "http"\nbase_url = "http://127.0.0.1:9/v1"\n'
            'model = "other"\ndimensions = 64\n'
        )

    ended = terminal.run("eval", "report", str(run))

    assert ended.code == 0
    assert "were not looked at for signs of failure: the store's vectors" in ended.err
    assert "Signs of failing memories" not in ended.out


def test_runs_over_other_data_are_not_compared(terminal: Terminal, run: Path) -> None:
    folder = terminal.folder / "changed"
    folder.mkdir()
    data = folder / "boat.toml"
    data.write_text(CONVERSATION.replace("bakery", "brewery"), encoding="utf-8")
    other = make_run(terminal, "other", data, "full-context")

    ended = terminal.run("eval", "compare", str(run), str(other))

    assert ended.code == Exit.REQUEST
    assert "compare runs over the same data" in ended.err
