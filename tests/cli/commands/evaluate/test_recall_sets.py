"""`mcp-mem0 eval recall` measures sets in stores made for them, and prints a table for each."""

import json
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal

SMALL = """
title = "A small set"

[[tell]]
id = "t1"
content = "The kayak is in the garage."

[[ask]]
question = "Where is the kayak?"
kind = "single"
expects = ["t1"]
"""


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    folder = tmp_path / "sets"
    folder.mkdir()
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    return folder


def test_a_set_is_measured_in_a_store_made_for_it(terminal: Terminal, sets: Path) -> None:
    shown = terminal.check_output("eval", "recall", "--sets", str(sets), "--bands", "--misses")

    assert shown.startswith("A small set\n")
    assert "Right first memories by their score" in shown
    assert not terminal.store.exists()


def test_the_figures_are_json_too(terminal: Terminal, sets: Path) -> None:
    shown = terminal.check_output(
        "eval", "recall", "--sets", str(sets), "--graph", "both", "--json"
    )

    has, lacks = json.loads(shown)
    assert (has["has_graph"], lacks["has_graph"]) == (True, False)
    assert has["scores"][-1]["first"] == 100.0
    assert has["outcomes"][0]["memories"][0]["answers"] == ["t1"]


def test_a_set_that_is_not_there_is_refused(terminal: Terminal, sets: Path) -> None:
    ended = terminal.run("eval", "recall", "--sets", str(sets), "--only", "large")

    assert ended.code == Exit.REQUEST
    assert "there is no recall set 'large': there are small" in ended.err
