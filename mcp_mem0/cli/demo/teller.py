"""Showing the demo: on a terminal, or not at all."""

import json
from collections.abc import Iterator

from pydantic import JsonValue
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from mcp_mem0.cli.demo.stage import DemoCall
from mcp_mem0.domain.text.normalise import shorten

_ARGUMENT_CHARS_MAX = 100


class ConsoleTeller:
    """Writes a readable transcript to the terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def begin_scene(self, title: str) -> None:
        """Begin a scene with its title."""
        self._console.print()
        self._console.print(Text(title, style="bold"))

    def call(self, entry: DemoCall) -> None:
        """Show one call and its answer; texts are never read as markup."""
        said = ", ".join(_format_arguments(entry.arguments))
        line = Text.assemble((entry.client, "cyan"), " > ", (entry.tool, "bold"), f"({said})")
        self._console.print(Padding(line, (1, 0, 0, 2), expand=False))
        self._console.print(Padding(Text(entry.text), (0, 0, 0, 6), expand=False))


class SilentTeller:
    """Shows nothing, for the answer in JSON."""

    def begin_scene(self, title: str) -> None:
        """Show nothing."""

    def call(self, entry: DemoCall) -> None:
        """Show nothing."""


def _format_arguments(arguments: dict[str, JsonValue]) -> Iterator[str]:
    for name, value in arguments.items():
        if name == "messages" and isinstance(value, list):
            yield f"messages=[{len(value)} messages]"
        else:
            yield f"{name}={shorten(json.dumps(value, ensure_ascii=False), _ARGUMENT_CHARS_MAX)}"
