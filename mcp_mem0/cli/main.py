"""The entry point: reads the command line, runs one command, turns errors into exit codes."""

import logging
import sys
from collections.abc import Sequence

import typer

from mcp_mem0.cli.commands.config import config
from mcp_mem0.cli.commands.demo import demo
from mcp_mem0.cli.commands.evaluate import evaluations
from mcp_mem0.cli.commands.forget import forget
from mcp_mem0.cli.commands.install import install
from mcp_mem0.cli.commands.recall import recall
from mcp_mem0.cli.commands.relate import relate
from mcp_mem0.cli.commands.remember import remember
from mcp_mem0.cli.commands.serve import serve
from mcp_mem0.cli.commands.token import tokens
from mcp_mem0.cli.commands.undo import undo
from mcp_mem0.cli.commands.uninstall import uninstall
from mcp_mem0.cli.exits import Exit, exit_for
from mcp_mem0.cli.flags import EVERYWHERE, take_flags
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.domain.errors import Mem0Error

log = logging.getLogger(__name__)

commands = typer.Typer(
    name="mcp-mem0",
    help="One long-term memory for all of a person's assistants, served over MCP.",
    epilog=f"{EVERYWHERE} Exit codes: 0 done, 1 a fault of ours, 2 a wrong request or setting,"
    " 3 the store, 4 a model, 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (serve, install, uninstall, demo, remember, recall, relate, forget, undo, config):
    commands.command(epilog=EVERYWHERE)(command)
commands.add_typer(evaluations, name="eval")
commands.add_typer(tokens, name="token")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; errors become one sentence on stderr and an exit code."""
    try:
        flags, rest = take_flags(arguments)
        commands(args=rest, prog_name=commands.info.name, obj=Invocation(flags))
    except Mem0Error as error:
        sys.stderr.write(f"mcp-mem0: {error}\n")
        return exit_for(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.FAULT
    except Exception as error:
        sys.stderr.write(
            f"mcp-mem0: this is a fault of ours: {type(error).__name__}, {error};"
            " --log-level debug shows where\n"
        )
        log.debug("the fault", exc_info=error)
        return Exit.FAULT
    return Exit.DONE
