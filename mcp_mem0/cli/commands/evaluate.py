"""`mcp-mem0 eval`: measures of how well the memory works."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter

from mcp_mem0.cli.invocation import Json, invocation
from mcp_mem0.domain.errors import RequestError

evaluations = typer.Typer(no_args_is_help=True)


@evaluations.callback()
def measures() -> None:
    """Measure how well the memory works."""


@evaluations.command()
def retrieval(
    context: typer.Context,
    *,
    data: Annotated[Path, typer.Option(help="Conversations and questions in LoCoMo's format.")],
    json: Json = False,
) -> None:
    """Remember conversations in a store made for it, and see how much evidence recall finds."""
    # Not at the top: `serve` would load all services before its handshake.
    from mcp_mem0.cli.retrieval import measured_retrieval  # noqa: PLC0415
    from mcp_mem0.domain.retrieval_measure import evaluation_table  # noqa: PLC0415

    result = measured_retrieval(invocation(context).settings, _read(data))
    shown = TypeAdapter(type(result)).dump_json(result, indent=2).decode()
    sys.stdout.write((shown if json else evaluation_table(result)) + "\n")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"cannot read the conversations in {file}: {error}") from error
