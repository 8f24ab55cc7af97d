"""`mcp-mem0 eval`: measures of how well the memory works."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter

from mcp_mem0.cli.invocation import Json, invocation
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.cli.output.wrapping import fitting
from mcp_mem0.cli.parsing.flags import EVERYWHERE
from mcp_mem0.cli.parsing.helping import Command, Group
from mcp_mem0.domain.errors import RequestError, quoted

evaluations = typer.Typer(cls=Group, no_args_is_help=True)


@evaluations.callback()
def measures() -> None:
    """Measure how well the memory works."""


@evaluations.command(cls=Command, epilog=EVERYWHERE)
def retrieval(
    context: typer.Context,
    *,
    data: Annotated[
        Path, typer.Option(metavar="FILE", help="Conversations and questions in LoCoMo's format.")
    ],
    json: Json = False,
) -> None:
    """Remember conversations in a store made for it, and see how much evidence recall finds."""
    # Not at the top: `serve` would load all services before its handshake.
    from mcp_mem0.evals.retrieval_measure import evaluation_table  # noqa: PLC0415
    from mcp_mem0.evals.run_retrieval import measured_retrieval  # noqa: PLC0415

    result = measured_retrieval(invocation(context).settings, _read(data))
    shown = TypeAdapter(type(result)).dump_json(result, indent=2).decode()
    write((shown if json else evaluation_table(result)) + "\n")


@evaluations.command(cls=Command, epilog=EVERYWHERE)
def decisions(
    context: typer.Context,
    *,
    cases: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="A folder of your own cases, as TOML files; else those shipped."
        ),
    ] = None,
    only: Annotated[
        str | None, typer.Option(metavar="CATEGORY", help="One category of cases, such as plans.")
    ] = None,
    json: Json = False,
) -> None:
    """Let the configured model decide cases, and see what it gets wrong and what that takes."""
    from mcp_mem0.evals.case_reports import decision_table  # noqa: PLC0415
    from mcp_mem0.evals.run_cases import judged_decisions  # noqa: PLC0415 - as above

    report = judged_decisions(invocation(context).settings, cases, only)
    shown = TypeAdapter(type(report)).dump_json(report, indent=2).decode()
    write((shown if json else fitting(decision_table(report))) + "\n")


@evaluations.command(cls=Command, epilog=EVERYWHERE)
def tools(
    context: typer.Context,
    *,
    cases: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="A folder of your own cases, as TOML files; else those shipped."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """See which of the four tools the configured model would call in conversations."""
    from mcp_mem0.evals.case_reports import tool_table  # noqa: PLC0415
    from mcp_mem0.evals.run_cases import judged_tools  # noqa: PLC0415 - as above

    report = judged_tools(invocation(context).settings, cases)
    shown = TypeAdapter(type(report)).dump_json(report, indent=2).decode()
    write((shown if json else fitting(tool_table(report))) + "\n")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise RequestError(
            f"the conversations in {quoted(str(file))} cannot be read ({why}): name a file in"
            " LoCoMo's format"
        ) from error
