"""A call of one of our tools that somebody is told to make, as a value.

An assistant reads it as a call of the tool, a person on a terminal as a command.
"""

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

Argument: TypeAlias = str | tuple[str, ...]
ToolName: TypeAlias = Literal["remember", "relate", "forget"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call, with its arguments in the order in which they are written."""

    tool: ToolName
    arguments: tuple[tuple[str, Argument], ...]


def build_call(tool: ToolName, **arguments: Argument | None) -> Call:
    """Return a call with those arguments that say something."""
    return Call(tool, tuple((name, value) for name, value in arguments.items() if value))


def format_tool_call(call: Call) -> str:
    """Write a call as an assistant makes it."""
    arguments = (
        f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in call.arguments
    )
    return f"{call.tool}({', '.join(arguments)})"
