"""Printing receipts: the calls in them are commands, so that a person can paste them."""

import shlex
from collections.abc import Iterator
from typing import Final

from mcp_mem0.cli.invocation import print_answer
from mcp_mem0.cli.output.wrapping import fitting
from mcp_mem0.domain.rendering import receipt_structure, receipt_text
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.suggested_call import Argument, Call

_PROGRAM: Final = "mcp-mem0"

_BARE: Final = ("content", "subject", "predicate", "object", "ids")
"""Arguments that commands take without an option."""

_OPTIONS: Final = {"tags": "--tag"}
"""Options that are not called as the tool's argument is."""


def print_receipt(receipt: Receipt, *, as_json: bool) -> None:
    """Print a receipt for a person, or for a program."""
    structure = receipt_structure(receipt, command_text)
    print_answer(shown_receipt(receipt), structure, as_json=as_json, can_be_pasted=True)


def shown_receipt(receipt: Receipt) -> str:
    """Return a receipt as a terminal shows it: a line with a command is never broken."""
    return with_commands(receipt_text(receipt, command_text))


def with_commands(text: str) -> str:
    """Return a text as a terminal shows it: a line with a command is never broken."""
    return "\n".join(line if _PROGRAM in line else fitting(line) for line in text.split("\n"))


def command_text(call: Call) -> str:
    """Write a call as a command for a shell."""
    bare = [word for name, value in call.arguments if name in _BARE for word in _words(value)]
    options = [
        word
        for name, value in call.arguments
        if name not in _BARE
        for each in _words(value)
        for word in (_OPTIONS.get(name) or f"--{name.replace('_', '-')}", each)
    ]
    # What begins with a dash would be read as an option.
    guard = ["--"] if any(word.startswith("-") for word in bare) else []
    return shlex.join([_PROGRAM, call.tool, *options, *guard, *bare])


def _words(value: Argument) -> Iterator[str]:
    yield from (value,) if isinstance(value, str) else value
