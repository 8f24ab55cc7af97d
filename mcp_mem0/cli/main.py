"""The entry point: reads the command line, runs one command, turns errors into exit codes."""

import importlib
import inspect
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

import typer

from mcp_mem0 import __version__
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.cli.output.terminal import write, write_error
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.cli.parsing.exits import Exit, choose_exit_code
from mcp_mem0.cli.parsing.flags import EVERYWHERE, take_flags
from mcp_mem0.cli.parsing.helping import Command, Group
from mcp_mem0.domain.errors import Mem0Error

log = logging.getLogger(__name__)

NAME: Final = "mcp-mem0"

ASKED: Final = "_MCP_MEM0_COMPLETE"
"""The variable with which a shell asks what to complete, as typer names it."""

PANELS: Final = {
    "Remember and recall": ("memory", ("remember", "recall", "relate", "forget", "undo")),
    "Look through it": ("browse", ("history", "list", "review", "graph", "spaces", "stats")),
    "Connect assistants": (
        "connect",
        ("serve", "up", "down", "status", "install", "uninstall", "token"),
    ),
    "Take care of it": ("maintain", ("check", "doctor", "config", "pending")),
    "Try it": ("evaluate", ("demo", "eval", "replay")),
}
"""All commands, by what help shows them under and the folder in `commands/` that holds them."""

GROUPS: Final = {"eval": ("evaluate", "evaluations"), "token": ("token", "tokens")}
"""Commands that have commands: the module, and what it calls them."""

COMMANDS: Final = tuple(
    name for _, names in PANELS.values() for name in names if name not in GROUPS
)
"""Each is a function of this name, in a module of this name."""

_TAKEN: Final = {"list": "list_"}
"""Names that Python has taken, and what the functions are called instead."""


def build_command_line(only: str | None = None) -> typer.Typer:
    """Return the command line, or the part of it that one command needs.

    What another command imports is memory that a server would hold for nothing.
    """
    built = typer.Typer(
        name=NAME,
        cls=Group,
        help="One long-term memory for all of a person's assistants, served over MCP.",
        epilog=f"{EVERYWHERE} Exit codes: 0 done, 1 a fault of ours, 2 a wrong request or setting,"
        " 3 the store, 4 a model, 130 interrupted.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    # Without it, a command line of one command would not take that command's name.
    built.callback()(_accept_global_options)
    is_one = only in {*COMMANDS, *GROUPS}
    for panel, (room, names) in PANELS.items():
        for name in names:
            if not is_one or name == only:
                _register(built, name, room, panel)
    return built


def _register(built: typer.Typer, name: str, room: str, panel: str) -> None:
    if name in GROUPS:
        module, group = GROUPS[name]
        built.add_typer(_import_name(f"{room}.{module}", group), name=name, rich_help_panel=panel)
    else:
        function = _import_name(f"{room}.{name}", _TAKEN.get(name, name))
        told = _format_help(function)
        register = built.command(
            name, cls=Command, help=told, epilog=EVERYWHERE, rich_help_panel=panel
        )
        register(function)


def _format_help(function: Callable[..., None]) -> str:
    """Return what a command says of itself, for a terminal of any width to break."""
    return "\n\n".join(
        " ".join(part.split()) for part in (inspect.getdoc(function) or "").split("\n\n")
    )


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        write(f"{NAME} {__version__}\n")
        raise typer.Exit


def _accept_global_options(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """Run before a command."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; errors become one sentence on stderr and an exit code."""
    try:
        flags, rest = take_flags(arguments)
        built = build_command_line(next(iter(rest), None))
        if ASKED in os.environ:
            # Not at the top: a command needs none of it.
            from mcp_mem0.cli.parsing.completion import build_completion_app  # noqa: PLC0415

            built = build_completion_app(built)
        built(args=rest, prog_name=NAME, obj=Invocation(flags))
    except Mem0Error as error:
        write_error(fit_terminal(f"mcp-mem0: {error}", sys.stderr) + "\n")
        return choose_exit_code(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.FAULT
    except Exception as error:
        write_error(
            f"mcp-mem0: this is a fault of ours: {type(error).__name__}, {error};"
            " --log-level debug shows where\n"
        )
        log.debug("the fault", exc_info=error)
        return Exit.FAULT
    return Exit.DONE


def _import_name(module: str, name: str) -> Any:  # noqa: ANN401 - typer reads it
    return getattr(importlib.import_module(f"mcp_mem0.cli.commands.{module}"), name)
