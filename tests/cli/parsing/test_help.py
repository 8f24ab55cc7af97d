"""The help describes values in the product's words, not as Python types."""

import re
from collections.abc import Sequence

import pytest

from mcp_mem0.cli.main import COMMANDS, run
from mcp_mem0.cli.parsing.exits import Exit

IN_GROUPS = (
    ("eval", "retrieval"),
    ("eval", "recall"),
    ("eval", "decisions"),
    ("eval", "tools"),
    ("token", "create"),
    ("token", "list"),
    ("token", "revoke"),
)


@pytest.mark.parametrize(
    "command",
    [(), *((name,) for name in COMMANDS), ("eval",), ("token",), *IN_GROUPS],
    ids=" ".join,
)
def test_the_help_shows_no_types(
    command: Sequence[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    assert run([*command, "--help"]) == Exit.DONE

    shown = capsys.readouterr().out
    options = [line for line in shown.splitlines() if line.lstrip("│* ").startswith("--")]
    assert any("--help" in line for line in options)
    assert [line for line in options if "<" in line.replace("<=", "")] == []
    assert not re.search(r"<(list\[)?[a-z]+\]?>", shown)
