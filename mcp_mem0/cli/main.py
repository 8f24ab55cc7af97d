"""The entry point: parse the command line, run one command, turn errors into exit codes."""

import importlib
import inspect
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

import typer
from typer.exceptions import TyperException

from mcp_mem0 import __version__
from mcp_mem0.adapters.system.machine_limits import find_limit_error
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.cli.output.streams import open_streams
from mcp_mem0.cli.output.terminal import write, write_error
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.cli.parsing.exits import Exit, choose_exit_code
from mcp_mem0.cli.parsing.flags import EVERYWHERE, Flags, take_flags
from mcp_mem0.cli.parsing.help import Command, Group
from mcp_mem0.cli.parsing.usage_errors import build_usage_error
from mcp_mem0.domain.errors import Mem0Error, RequestError, quote_path

log = logging.getLogger(__name__)

NAME: Final = "mcp-mem0"

COMPLETION_VARIABLE: Final = "_MCP_MEM0_COMPLETE"
"""The variable that a shell sets to ask for completions; typer chose the name."""

PANELS: Final = {
    "Remember and recall": ("memory", ("remember", "recall", "relate", "forget", "undo")),
    "Browse": ("browse", ("open", "history", "list", "review", "graph", "spaces", "stats")),
    "Connect assistants": (
        "connect",
        ("serve", "up", "down", "status", "install", "uninstall", "token"),
    ),
    "Move": ("move", ("export", "import", "backup", "restore", "sync", "reembed")),
    "Maintain": ("maintain", ("check", "doctor", "config", "pending", "erase")),
    "Try and measure": ("evaluate", ("demo", "eval", "replay")),
}
"""All commands by help panel, each panel with its folder in `commands/`."""

GROUPS: Final = {"eval": ("evaluate", "evaluations"), "token": ("token", "tokens")}
"""Commands with subcommands: the module and the name of the group in it."""

COMMANDS: Final = tuple(
    name for _, names in PANELS.values() for name in names if name not in GROUPS
)
"""Commands without subcommands: each is a function in a module of the same name."""

_RENAMED: Final = {"list": "list_", "import": "import_", "open": "open_"}
"""Functions whose command name would shadow a builtin, or is a word of the language."""

_RENAMED_MODULES: Final = {"import": "import_"}
"""Modules that could not be imported by the name of their command."""


def build_command_line(only: str | None = None) -> typer.Typer:
    """Return the command line, or only the part that one command needs.

    A server should not hold the imports of other commands in memory.
    """
    app = typer.Typer(
        name=NAME,
        cls=Group,
        help="One long-term memory for all of a person's assistants, served over MCP.",
        epilog=f"{EVERYWHERE} Exit codes: 0 done, 1 internal error, 2 invalid request or setting,"
        " 3 store error, 4 model error, 5 the answer could not be written, 130 interrupted.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    # Without a callback, typer drops the command's name when there is only one command.
    app.callback()(_accept_global_options)
    is_one = only in {*COMMANDS, *GROUPS}
    for panel, (room, names) in PANELS.items():
        for name in names:
            if not is_one or name == only:
                _register(app, name, room, panel)
    return app


def _register(app: typer.Typer, name: str, room: str, panel: str) -> None:
    if name in GROUPS:
        module, group = GROUPS[name]
        app.add_typer(_import_name(f"{room}.{module}", group), name=name, rich_help_panel=panel)
    else:
        function = _import_name(
            f"{room}.{_RENAMED_MODULES.get(name, name)}", _RENAMED.get(name, name)
        )
        help_text = _format_help(function)
        register = app.command(
            name, cls=Command, help=help_text, epilog=EVERYWHERE, rich_help_panel=panel
        )
        register(function)


def _format_help(function: Callable[..., None]) -> str:
    """Return a command's help, one line per paragraph; the terminal wraps it."""
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
    """Accept the options that come before a command."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; errors become one sentence on stderr and an exit code."""
    with open_streams() as streams:
        code = _run_safely(arguments)
        loss = streams.find_loss()
        if loss is None:
            return code
        write_error(
            f"mcp-mem0: the standard output cannot be written ({loss.strerror or loss}): make room,"
            " and look at `mcp-mem0 history` before you repeat a command, because what it did is"
            " done\n"
        )
        return code or Exit.OUTPUT


def _run_safely(arguments: Sequence[str]) -> int:
    rest: list[str] = []
    try:
        flags, rest = take_flags(arguments)
        code = _run_command(flags, rest)
    except TyperException as error:
        fault = build_usage_error(error, rest)
        code = Exit.REQUEST if fault is None else _write_fault(fault)
    except Mem0Error as error:
        code = _write_fault(find_limit_error(error) or error)
    except (KeyboardInterrupt, typer.Abort):
        code = Exit.INTERRUPTED
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else Exit.FAULT
    except Exception as error:
        known = find_limit_error(error) or _find_name_error(error)
        if known is not None:
            return _write_fault(known)
        write_error(
            f"mcp-mem0: internal error: {type(error).__name__}: {error};"
            " --log-level debug shows the traceback\n"
        )
        log.debug("internal error", exc_info=error)
        code = Exit.FAULT
    return code


def _run_command(flags: Flags, rest: Sequence[str]) -> int:
    app = build_command_line(next(iter(rest), None))
    if COMPLETION_VARIABLE in os.environ:
        # Imported here, because no command needs it.
        from mcp_mem0.cli.parsing.completion import build_completion_app  # noqa: PLC0415

        app = build_completion_app(app)
    # In its own mode typer prints errors in a form of its own; in this one it raises them.
    code = app(
        args=rest,
        prog_name=NAME,
        obj=Invocation(flags, is_attended=_is_attended(rest)),
        standalone_mode=False,
    )
    return code if isinstance(code, int) else Exit.DONE


def _is_attended(words: Sequence[str]) -> bool:
    """Whether a person chose the working directory; that of a server is its client's choice."""
    return words[:1] != ["serve"] or sys.stdin.isatty()


def _find_name_error(error: Exception) -> RequestError | None:
    """Return the error of a name that the system cannot be asked for, if it is one."""
    # Only names of files go to the system in the environment's encoding.
    if not isinstance(error, UnicodeEncodeError):
        return None
    return RequestError(
        f"a program that runs in {error.encoding} cannot open {quote_path(error.object)}: set"
        " PYTHONUTF8=1"
    )


def _write_fault(error: Mem0Error) -> Exit:
    write_error(fit_terminal(f"mcp-mem0: {error}", sys.stderr) + "\n")
    return choose_exit_code(error)


def _import_name(module: str, name: str) -> Any:  # noqa: ANN401 - typer reads it
    return getattr(importlib.import_module(f"mcp_mem0.cli.commands.{module}"), name)
