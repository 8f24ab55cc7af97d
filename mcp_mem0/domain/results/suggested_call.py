"""`Call`, a call of one of our tools that an answer suggests.

An assistant reads it as a tool call, a person on a terminal as a command.
"""

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

Argument: TypeAlias = str | bool | tuple[str, ...]
ToolName: TypeAlias = Literal["remember", "relate", "forget"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call, with its arguments in the order in which they are written."""

    tool: ToolName
    arguments: tuple[tuple[str, Argument], ...]


def build_call(tool: ToolName, **arguments: Argument | None) -> Call:
    """Return a call without its empty arguments."""
    return Call(tool, tuple((name, value) for name, value in arguments.items() if value))


def format_tool_call(call: Call) -> str:
    """Format a call as an assistant makes it."""
    arguments = (
        f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in call.arguments
    )
    return f"{call.tool}({', '.join(arguments)})"
