"""`mcp-mem0 export`: write a memory to a file, or to pages that people read."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import BaseModel

from mcp_mem0.cli.invocation import Invocation, Json, get_invocation
from mcp_mem0.cli.output.progress import show_stages
from mcp_mem0.cli.output.terminal import write, write_json
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.transfer.values import STDOUT, ExportFormat, ExportReport, ExportRequest

_TITLES: Final = {"reading": "Exporting"}
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "fact": ("fact", "facts"),
    "relation": ("relation", "relations"),
    "excerpt": ("message", "messages"),
    "change": ("change", "changes"),
    "episode": ("input", "inputs"),
}


class ExportModel(BaseModel):
    """What was exported: rows by space and kind, and pages."""

    target: str
    rows: Mapping[str, Mapping[str, int]]
    pages: int
    removed_pages: int
    without_words: int


def export(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="The file, or folder of pages, to write; '-' is the standard output. By default"
            " memory-DATE.jsonl, or memory-DATE, here.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="jsonl: everything, for `import`. markdown: a folder of pages for people.",
        ),
    ] = "jsonl",
    no_vectors: Annotated[
        bool,
        typer.Option(
            "--no-vectors", help="Leave the vectors out: a smaller file; an import computes them."
        ),
    ] = False,
    with_forgotten: Annotated[
        bool,
        typer.Option(
            "--with-forgotten",
            help="Also write the words of what was forgotten, so that an undo can bring it back.",
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Write the memory to a file: all spaces, or the one that --space names.

    The file is complete as of one moment, although others go on writing, and only you can read it.
    What was forgotten leaves without its words, and what was erased is not in it.
    """
    run = get_invocation(context)
    chosen = _parse_format(format_)
    target = file or _build_name(run, chosen)
    if chosen == "markdown" and target == STDOUT:
        raise RequestError("pages need a folder, and '-' is none: name a folder")
    request = ExportRequest(
        target=target,
        spaces=() if run.named_space is None else (run.named_space,),
        format=chosen,
        has_vectors=not no_vectors,
        has_forgotten=with_forgotten,
        is_forced=force,
    )
    with show_stages(_TITLES) as tell:
        report = run.run_with_stored(lambda app: app.export(request, tell))
    _print_report(report, as_json=json)


def _parse_format(text: str) -> ExportFormat:
    match text:
        case "jsonl" | "markdown":
            return text
        case _:
            raise RequestError(
                f"the format is {quote_value(text)}: choose jsonl (everything, for `import`) or"
                " markdown (pages for people)"
            )


def _build_name(run: Invocation, chosen: ExportFormat) -> str:
    name = f"memory-{run.get_now().date().isoformat()}"
    return str(Path(name if chosen == "markdown" else f"{name}.jsonl"))


def _print_report(report: ExportReport, *, as_json: bool) -> None:
    # The export itself may be on the standard output.
    stream = sys.stderr if report.target == STDOUT else sys.stdout
    if not as_json:
        write(fit_terminal(_describe(report), stream) + "\n", stream)
        return
    model = ExportModel(
        target=report.target,
        rows=report.rows,
        pages=report.pages,
        removed_pages=report.removed,
        without_words=report.blanked,
    )
    write_json(model.model_dump_json(indent=2), stream)


def _describe(report: ExportReport) -> str:
    where = "the standard output" if report.target == STDOUT else report.target
    count = len(report.rows)
    spaces = "1 space" if count == 1 else f"{count:,} spaces"
    lines = [f"Exported {spaces} to {where}: {_list_counts(report.rows)}."]
    if report.pages:
        removed = f", and removed {report.removed:,} of before" if report.removed else ""
        lines.append(f"Wrote {report.pages:,} pages{removed}.")
    if report.blanked:
        rows = "1 row" if report.blanked == 1 else f"{report.blanked:,} rows"
        lines.append(f"{rows} left without words that were forgotten; --with-forgotten keeps them.")
    return "\n".join(lines)


def _list_counts(rows: Mapping[str, Mapping[str, int]]) -> str:
    totals = {kind: sum(space.get(kind, 0) for space in rows.values()) for kind in _NAMES}
    named = [f"{count:,} {_NAMES[kind][count != 1]}" for kind, count in totals.items() if count]
    return ", ".join(named) or "nothing"
