"""`mcp-mem0 eval compare`: how two runs over the same data differ."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter

from mcp_mem0.cli.invocation import Json
from mcp_mem0.cli.output.terminal import write, write_json


def compare(
    *,
    first: Annotated[Path, typer.Argument(metavar="A", help="The folder of a run.")],
    second: Annotated[
        Path, typer.Argument(metavar="B", help="Of another one, over the same data.")
    ],
    json: Json = False,
) -> None:
    """Compare two runs, system by system, on the questions that both have answered.

    Each difference has a 95 % interval over pairs, and p; the questions that changed sides are
    listed with both answers. Compare verdicts only where the judge was the same.
    """
    # Imported here: `serve` must not load all services before its handshake.
    from mcp_mem0.cli.output.figure_tables import render_figure_tables  # noqa: PLC0415
    from mcp_mem0.cli.output.wrapping import fit_terminal  # noqa: PLC0415 - as above
    from mcp_mem0.evals.reports.comparison import RunComparison, compare_runs  # noqa: PLC0415
    from mcp_mem0.evals.reports.comparison_tables import (  # noqa: PLC0415 - as above
        list_changed_sides,
        list_comparison_tables,
        list_other_differences,
    )
    from mcp_mem0.evals.reports.read_run import read_run  # noqa: PLC0415 - as above
    from mcp_mem0.evals.runs.run_folder import RunFolder  # noqa: PLC0415 - as above

    comparison = compare_runs(read_run(RunFolder(first)), read_run(RunFolder(second)))
    if json:
        write_json(TypeAdapter(RunComparison).dump_json(comparison, indent=2).decode())
        return
    parts = (
        fit_terminal("\n".join(list_other_differences(comparison))),
        render_figure_tables(list_comparison_tables(comparison)),
        fit_terminal("\n".join(list_changed_sides(comparison))),
    )
    write("\n\n".join(filter(None, parts)) + "\n", for_person=True)
