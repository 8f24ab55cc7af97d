"""Running commands as a person does."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import JsonValue, TypeAdapter

from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit

_JSON: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """Runs commands on a store of their own."""

    folder: Path
    written: Callable[[], tuple[str, str]]

    @property
    def store(self) -> Path:
        return self.folder / "store"

    def run(self, *arguments: str) -> Ended:
        settings = self.folder / "config.toml"
        settings.touch()
        given = ("--config", str(settings), "--store", str(self.store))
        code = run([*arguments[:1], *given, *arguments[1:]])
        return Ended(code, *self.written())

    def check_output(self, *arguments: str) -> str:
        """Run a command that must succeed, and return its output."""
        ended = self.run(*arguments)
        assert ended.code == Exit.DONE, ended.err
        return ended.out

    def answered(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON, taken apart by asserts
        """Run a command that must succeed, and return its JSON."""
        return cast("Any", _JSON.validate_json(self.check_output(*arguments, "--json")))

    def added(self, *arguments: str) -> tuple[str, str]:
        """Run a command that adds one fact, and return the fact's id and the change's."""
        receipt = self.answered(*arguments)
        return str(receipt["operations"][0]["id"]), str(receipt["change"])


def terminal_in(folder: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    """Return a terminal whose output is captured."""

    def written() -> tuple[str, str]:
        shown = capfd.readouterr()
        return shown.out, shown.err

    return Terminal(folder, written)
