"""`mcp-mem0 eval report`: the figures of a run, as tables, JSON and a page."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import anyio
import typer

from mcp_mem0.cli.commands.browse.stats import DRIFT_MAX
from mcp_mem0.cli.invocation import Json, get_invocation
from mcp_mem0.cli.output.progress import show_progress
from mcp_mem0.cli.output.terminal import write, write_error, write_json
from mcp_mem0.domain.errors import RequestError, StoreError, quote_path
from mcp_mem0.private_file import write_private_file

if TYPE_CHECKING:
    from mcp_mem0.evals.reports.run_report import RunReport


def report(
    context: typer.Context,
    *,
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run's folder.")],
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="FILE", help="Where the page is written; default: RUN/report.html."
        ),
    ] = None,
    drift: Annotated[
        int,
        typer.Option(
            "--drift",
            metavar="COUNT",
            min=0,
            max=DRIFT_MAX,
            help="Let the model make so many decisions of each memory again; it costs tokens.",
        ),
    ] = 0,
    json: Json = False,
) -> None:
    """Print the figures of a run, and write them to RUN/report.json and to a page with plots.

    The page is one file that loads and runs nothing. It lists every question with its answers, so
    it holds what people said. What the run still lacks is counted, and never as wrong. The first
    report also looks for signs of failure in the memories that the run built. How far their model
    drifts is only measured with --drift, and kept for later reports.
    """
    # Imported here: `serve` must not load all services before its handshake.
    from mcp_mem0.evals.experiments.memory_drift import (  # noqa: PLC0415 - as above
        DriftMeasurement,
        read_drift,
    )
    from mcp_mem0.evals.experiments.memory_signs import measure_memory_signs  # noqa: PLC0415
    from mcp_mem0.evals.reports.page.report_page import render_page  # noqa: PLC0415
    from mcp_mem0.evals.reports.read_run import read_run  # noqa: PLC0415 - as above
    from mcp_mem0.evals.reports.run_report import build_report, dump_report  # noqa: PLC0415
    from mcp_mem0.evals.runs.run_folder import RunFolder  # noqa: PLC0415 - as above

    folder = RunFolder(run)
    material = read_run(folder)
    settings = get_invocation(context).settings
    try:
        signs = anyio.run(measure_memory_signs, folder, material.dataset, settings)
    except StoreError as error:
        signs = ()
        write_error(f"The memories were not looked at for signs of failure: {error}\n")
    if drift:
        anyio.run(
            DriftMeasurement(
                folder=folder,
                dataset=material.dataset,
                settings=settings,
                decisions=drift,
                show_progress=show_progress,
            ).run
        )
    built = build_report(replace(material, signs=signs, drift=read_drift(folder)))
    document = dump_report(built)
    folder.write_document("report.json", document)
    page = render_page(built)
    if html is None:
        folder.write_document("report.html", page)
    else:
        _write_page(html, page)
    if json:
        write_json(document)
    else:
        write(_render_text(built) + "\n", for_person=True)
    write_error(f"Wrote the page to {quote_path(html or run / 'report.html')}\n")


def _render_text(built: "RunReport") -> str:
    from mcp_mem0.cli.output.figure_tables import render_figure_tables  # noqa: PLC0415 - as above
    from mcp_mem0.cli.output.wrapping import fit_terminal  # noqa: PLC0415 - as above
    from mcp_mem0.evals.reports.provenance_lines import list_provenance  # noqa: PLC0415
    from mcp_mem0.evals.reports.report_tables import list_tables  # noqa: PLC0415 - as above

    made = "\n".join(fit_terminal(f"{name}: {value}") for name, value in list_provenance(built))
    return f"{render_figure_tables(list_tables(built))}\n\nHow it was made\n{made}"


def _write_page(file: Path, page: str) -> None:
    try:
        write_private_file(file, page.encode())
    except OSError as error:
        raise RequestError(
            f"cannot write {quote_path(file)} ({error}): name another file with --html"
        ) from error
