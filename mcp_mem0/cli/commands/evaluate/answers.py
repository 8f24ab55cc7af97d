"""`mcp-mem0 eval answers`: answer and judge a run by hand."""

import shlex
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
    from mcp_mem0.evals.runs.plan import RunPlan
    from mcp_mem0.evals.runs.remaining import RemainingWork
    from mcp_mem0.evals.runs.run_folder import RunFolder

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
    if not by.strip():
        raise RequestError("--by is empty: name who answered or judged, or leave it out")
    if export_to is not None:
        _export(run, export_to, json=json)
    elif import_from is not None:
        _import(run, import_from, by.strip(), replaces=replace, json=json)


def _export(run: Path, folder: Path, *, json: bool) -> None:
    # Imported here: `serve` must not load all services before its handshake.
    from mcp_mem0.evals.runs.by_hand.exporting import export_lines  # noqa: PLC0415
    from mcp_mem0.evals.runs.run_folder import RunFolder  # noqa: PLC0415 - as above

    opened = RunFolder(run)
    plan = opened.read_plan()
    remaining = _find_remaining(opened, plan)
    written = export_lines(plan, remaining, folder)
    shown = TypeAdapter(type(written)).dump_json(written, indent=2).decode()
    if not json:
        shown = _describe_export(written, folder) + _describe_searches(run, plan, remaining)
    write(shown + "\n", for_person=not json)


def _find_remaining(folder: "RunFolder", plan: "RunPlan") -> "RemainingWork":
    from mcp_mem0.evals.runs.questions import KnownQuestions  # noqa: PLC0415 - as above
    from mcp_mem0.evals.runs.remaining import RemainingWork  # noqa: PLC0415 - as above
    from mcp_mem0.evals.runs.starting.preparing import load_planned_data  # noqa: PLC0415 - as above

    return RemainingWork(folder, KnownQuestions(load_planned_data(plan)))


def _describe_searches(run: Path, plan: "RunPlan", remaining: "RemainingWork") -> str:
    """Return how to go on where systems have not shown all that can be answered from."""
    from mcp_mem0.evals.runs.steps.outcome import count_lacking  # noqa: PLC0415 - as above

    lacking = count_lacking(plan, remaining).contexts
    if not lacking:
        return ""
    searches = f"{lacking:,} {'search' if lacking == 1 else 'searches'}"
    return (
        f"\nThe run still lacks {searches}, and nothing is answered before:"
        f" mcp-mem0 eval run --out {shlex.quote(str(run))}"
    )


def _describe_export(written: "ExportedLines", folder: Path) -> str:
    if not written.questions and not written.answers:
        return "Nothing that was shown is left to answer or to judge."
    return (
        f"Wrote {_count(written.questions, 'question')} to answer and"
        f" {_count(written.answers, 'answer')} to judge to {quote_path(folder)}; README.md there"
        " says how."
    )


def _import(run: Path, source: Path, by: str, *, replaces: bool, json: bool) -> None:
    from mcp_mem0.evals.runs.by_hand.importing import FilledFileReport  # noqa: PLC0415 - as above

    reports = anyio.run(_take_in, run, source, by, replaces)
    shown = TypeAdapter(list[FilledFileReport]).dump_json(reports, indent=2).decode()
    if not json:
        shown = "\n".join((*map(_describe_import, reports), _describe_rest(run)))
    write(shown + "\n", for_person=not json)
    if any(report.faults for report in reports):
        raise typer.Exit(Exit.FAULT)


async def _take_in(run: Path, source: Path, by: str, replaces: bool) -> "list[FilledFileReport]":  # noqa: FBT001 - anyio.run passes no keywords
    from mcp_mem0.evals.runs.by_hand.importing import HandImport  # noqa: PLC0415 - as above
    from mcp_mem0.evals.runs.run_folder import RunFolder  # noqa: PLC0415 - as above

    folder = RunFolder(run)
    folder.read_plan()
    async with folder.hold():
        return HandImport(folder=folder, by=by, replaces=replaces).import_folder(source)


def _describe_rest(run: Path) -> str:
    """Return what is left to answer and to judge, and how to go on."""
    from mcp_mem0.evals.runs.run_folder import RunFolder  # noqa: PLC0415 - as above

    folder = RunFolder(run)
    plan = folder.read_plan()
    remaining = _find_remaining(folder, plan)
    questions = sum(1 for _ in remaining.list_questions())
    judged = {
        (each.conversation, each.question.id, each.answer) for each in remaining.list_answers()
    }
    name = shlex.quote(str(run))
    searches = _describe_searches(run, plan, remaining)
    if questions or judged:
        left = f"{_count(questions, 'question')} to answer and {_count(len(judged), 'answer')}"
        return (
            f"Left: {left} to judge. Write them out with\n"
            f"  mcp-mem0 eval answers {name} --export NEW_FOLDER{searches}"
        )
    return searches.strip() or f"The run is whole. See it with\n  mcp-mem0 eval report {name}"


def _describe_import(report: "FilledFileReport") -> str:
    lines = [f"{report.file}: {report.taken:,} new, {report.known:,} known already"]
    if report.empty:
        lines.append(f"  not filled in: {_list_numbers(report.empty)}")
    named = report.faults[:_LINES_NAMED_MAX]
    lines += [f"  line {number} was not taken: {why}" for number, why in named]
    if len(named) < len(report.faults):
        more = len(report.faults) - len(named)
        lines.append(f"  {more:,} more were not taken; --json names them all")
    return "\n".join(lines)


def _list_numbers(numbers: "Sequence[int]") -> str:
    named = ", ".join(map(str, numbers[:_LINES_NAMED_MAX]))
    more = len(numbers) - _LINES_NAMED_MAX
    lines = "line" if len(numbers) == 1 else "lines"
    return f"{lines} {named}{f' and {more:,} more' if more > 0 else ''}"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"
