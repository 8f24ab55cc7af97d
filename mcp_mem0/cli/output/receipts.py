"""Printing receipts; the calls in them are written as commands to paste."""

import shlex
from collections.abc import Iterator
from typing import Final

from mcp_mem0.cli.invocation import print_answer
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.domain.rendering import build_receipt_model, describe_receipt, render_receipt
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.suggested_call import Argument, Call

_PROGRAM: Final = "mcp-mem0"

_POSITIONAL: Final = ("content", "subject", "predicate", "object", "ids")
"""Arguments that are positional on the command line."""

_OPTIONS: Final = {"tags": "--tag"}
"""Options whose name differs from the tool's argument."""


def print_receipt(receipt: Receipt, *, as_json: bool, full: bool = False) -> None:
    """Print a receipt for a person, or for a program; `full` also tells how it was decided."""
    structure = build_receipt_model(receipt, format_command)
    text = format_receipt(receipt, full=full)
    print_answer(text, structure, as_json=as_json, can_be_pasted=True)


def format_receipt(receipt: Receipt, *, full: bool = False) -> str:
    """Return a receipt as text for the terminal; lines with commands are not wrapped."""
    render = render_receipt if full else describe_receipt
    return wrap_except_commands(render(receipt, format_command))


def wrap_except_commands(text: str) -> str:
    """Wrap a text for the terminal, except lines with commands."""
    return "\n".join(line if _PROGRAM in line else fit_terminal(line) for line in text.split("\n"))


def format_command(call: Call) -> str:
    """Return a call as a shell command."""
    positional = [
        word for name, value in call.arguments if name in _POSITIONAL for word in _list_words(value)
    ]
    options = [
        word
        for name, value in call.arguments
        if name not in _POSITIONAL
        for word in _list_options(name, value)
    ]
    # A value that begins with a dash would be read as an option.
    guard = ["--"] if any(word.startswith("-") for word in positional) else []
    return shlex.join([_PROGRAM, call.tool, *options, *guard, *positional])


def _list_options(name: str, value: Argument) -> Iterator[str]:
    option = _OPTIONS.get(name) or f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        yield option
        return
    for each in _list_words(value):
        yield from (option, each)


def _list_words(value: Argument) -> Iterator[str]:
    match value:
        case bool():
            return
        case str():
            yield value
        case _:
            yield from value
