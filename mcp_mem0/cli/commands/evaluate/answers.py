"""`mcp-mem0 eval answers`: answer and judge a run by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import anyio
import typer
from pydantic import TypeAdapter

from mcp_mem0.cli.invocation import Json
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.errors import RequestError, quote_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_mem0.evals.runs.by_hand.exporting import ExportedLines
    from mcp_mem0.evals.runs.by_hand.importing import FilledFileReport

_LINES_NAMED_MAX = 10


def answers(  # noqa: PLR0913 - the parameters are the options of the command
    *,
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run's folder.")],
    export_to: Annotated[
        Path | None,
        typer.Option("--export", metavar="FOLDER", help="Write what is still to be asked there."),
    ] = None,
    import_from: Annotated[
        Path | None,
        typer.Option("--import", metavar="FOLDER", help="Take in what was filled in there."),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who answered or judged.")
    ] = "by hand",
    replace: Annotated[
        bool, typer.Option("--replace", help="Let what was answered before be answered anew.")
    ] = False,
    json: Json = False,
) -> None:
    """Write what a run has still to ask, for anybody to fill in, or take that in again.

    There are questions with what a system showed for each, and answers to judge. Nothing tells
    which system it was. A part of it can be taken in, and the same files again and again.

    Exits with code 1 if a line could not be taken in.
    """
    if (export_to is None) == (import_from is None):
        raise RequestError("say either --export FOLDER or --import FOLDER")
    if export_to is not None:
        _export(run, export_to, json=json)
    elif import_from is not None:
        _import(run, import_from, by, replaces=replace, json=json)


def _export(run: Path, folder: Path, *, json: bool) -> None:
    # Imported here: `serve` must not load all services before its handshake.
    from mcp_mem0.evals.runs.by_hand.exporting import export_lines  # noqa: PLC0415
    from mcp_mem0.evals.runs.questions import KnownQuestions  # noqa: PLC0415 - as above
    from mcp_mem0.evals.runs.remaining import RemainingWork  # noqa: PLC0415 - as above
    from mcp_mem0.evals.runs.run_folder import RunFolder  # noqa: PLC0415 - as above
    from mcp_mem0.evals.runs.starting.preparing import load_planned_data  # noqa: PLC0415 - as above

    opened = RunFolder(run)
    plan = opened.read_plan()
    remaining = RemainingWork(opened, KnownQuestions(load_planned_data(plan)))
    written = export_lines(plan, remaining, folder)
    shown = TypeAdapter(type(written)).dump_json(written, indent=2).decode()
    write((shown if json else _describe_export(written, folder)) + "\n", for_person=not json)


def _describe_export(written: "ExportedLines", folder: Path) -> str:
    if not written.questions and not written.answers:
        return "Nothing is left to answer or to judge."
    return (
        f"Wrote {written.questions:,} questions to answer and {written.answers:,} answers to judge"
        f" to {quote_path(folder)}; README.md there says how."
    )


def _import(run: Path, source: Path, by: str, *, replaces: bool, json: bool) -> None:
    from mcp_mem0.evals.runs.by_hand.importing import FilledFileReport  # noqa: PLC0415 - as above

    reports = anyio.run(_take_in, run, source, by, replaces)
    shown = TypeAdapter(list[FilledFileReport]).dump_json(reports, indent=2).decode()
    told = "\n".join(map(_describe_import, reports))
    write((shown if json else told) + "\n", for_person=not json)
    if any(report.faults for report in reports):
        raise typer.Exit(Exit.FAULT)


async def _take_in(run: Path, source: Path, by: str, replaces: bool) -> "list[FilledFileReport]":  # noqa: FBT001 - anyio.run passes no keywords
    from mcp_mem0.evals.runs.by_hand.importing import HandImport  # noqa: PLC0415 - as above
    from mcp_mem0.evals.runs.run_folder import RunFolder  # noqa: PLC0415 - as above

    folder = RunFolder(run)
    folder.read_plan()
    async with folder.hold():
        return HandImport(folder=folder, by=by, replaces=replaces).import_folder(source)


def _describe_import(report: "FilledFileReport") -> str:
    lines = [f"{report.file}: {report.taken:,} new, {report.known:,} known already"]
    if report.empty:
        lines.append(f"  not filled in: {_list_numbers(report.empty)}")
    lines += [f"  line {number} was not taken: {why}" for number, why in report.faults]
    return "\n".join(lines)


def _list_numbers(numbers: "Sequence[int]") -> str:
    named = ", ".join(map(str, numbers[:_LINES_NAMED_MAX]))
    more = len(numbers) - _LINES_NAMED_MAX
    lines = "line" if len(numbers) == 1 else "lines"
    return f"{lines} {named}{f' and {more:,} more' if more > 0 else ''}"
