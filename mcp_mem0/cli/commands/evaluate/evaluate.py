"""`mcp-mem0 eval`: measure how well the memory works."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import TypeAdapter

from mcp_mem0.cli.commands.evaluate.answers import answers
from mcp_mem0.cli.commands.evaluate.compare import compare
from mcp_mem0.cli.commands.evaluate.report import report as report_run
from mcp_mem0.cli.commands.evaluate.run import run
from mcp_mem0.cli.invocation import Json, get_invocation
from mcp_mem0.cli.output.progress import show_progress
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.cli.parsing.flags import EVERYWHERE
from mcp_mem0.cli.parsing.help import Command, Group
from mcp_mem0.domain.errors import RequestError, quote_path, quote_value

NOISE_MESSAGES = 675

evaluations = typer.Typer(cls=Group, no_args_is_help=True)


@evaluations.callback()
def measures() -> None:
    """Measure how well the memory works."""


for _command in (run, answers, report_run, compare):
    evaluations.command(cls=Command, epilog=EVERYWHERE)(_command)


@evaluations.command(cls=Command, epilog=EVERYWHERE)
def retrieval(
    context: typer.Context,
    *,
    data: Annotated[
        Path, typer.Option(metavar="FILE", help="Conversations and questions in LoCoMo's format.")
    ],
    turn_by_turn: Annotated[
        bool, typer.Option("--turn-by-turn", help="Remember each message with a call of its own.")
    ] = False,
    budgets: Annotated[
        str | None,
        typer.Option(
            metavar="TOKENS,…",
            help="Token budgets, such as 500,1000,2000: also say what is told within each.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Remember conversations in a temporary store and measure how much evidence recall finds."""
    # Imported here: `serve` must not load all services before its handshake.
    from mcp_mem0.evals.evidence.retrieval_measure import render_retrieval_table  # noqa: PLC0415
    from mcp_mem0.evals.evidence.run_retrieval import measure_retrieval  # noqa: PLC0415

    settings = get_invocation(context).settings
    result = measure_retrieval(
        settings,
        _read(data),
        show_progress,
        turn_by_turn=turn_by_turn,
        budgets=_parse_budgets(budgets),
    )
    shown = TypeAdapter(type(result)).dump_json(result, indent=2).decode()
    write((shown if json else render_retrieval_table(result)) + "\n", for_person=not json)


@evaluations.command(cls=Command, epilog=EVERYWHERE)
def recall(  # noqa: PLR0913 - the parameters are the options of the command
    context: typer.Context,
    *,
    sets: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="A folder with your own sets as TOML files, or one such file; default: those"
            " shipped.",
        ),
    ] = None,
    only: Annotated[
        str | None, typer.Option(metavar="NAME", help="One set, such as corrections.")
    ] = None,
    graph: Annotated[
        Literal["on", "off", "both"],
        typer.Option(
            metavar="on|off|both",
            help="Search the graph, leave it out, or measure both and the difference.",
        ),
    ] = "on",
    noise: Annotated[
        int,
        typer.Option(
            metavar="COUNT",
            min=0,
            help="How many messages of chat stand beside the sets that are also measured so.",
        ),
    ] = NOISE_MESSAGES,
    bands: Annotated[
        bool, typer.Option("--bands", help="Add how often the first memory is right, by score.")
    ] = False,
    misses: Annotated[
        bool, typer.Option("--misses", help="Add the questions that were not answered well.")
    ] = False,
    json: Json = False,
) -> None:
    """Tell a temporary store sets of facts and messages, and measure what recall answers.

    No model is asked. Of each kind of question it prints the share whose first memory answers it,
    how much of what answers is among the first 5 and 10, the mean reciprocal rank, how much is told
    by default, how often what is outdated stands above what holds, how many questions are told as
    unknown, and the tokens of an answer.
    """
    from mcp_mem0.evals.recall.run_sets import measure_recall_sets  # noqa: PLC0415 - as above
    from mcp_mem0.evals.recall.set_files import load_recall_sets  # noqa: PLC0415 - as above
    from mcp_mem0.evals.recall.set_measure import SetResult  # noqa: PLC0415 - as above
    from mcp_mem0.evals.recall.set_report import render_set_results  # noqa: PLC0415 - as above

    settings = get_invocation(context).settings
    chosen = load_recall_sets(sets, only=only)
    results = measure_recall_sets(
        settings, chosen, show_progress, graph=graph, noise_messages=noise
    )
    shown = TypeAdapter(tuple[SetResult, ...]).dump_json(results, indent=2).decode()
    write(
        (shown if json else render_set_results(results, bands=bands, misses=misses)) + "\n",
        for_person=not json,
    )


@evaluations.command(cls=Command, epilog=EVERYWHERE)
def decisions(
    context: typer.Context,
    *,
    cases: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="A folder with your own cases as TOML files; default: those shipped.",
        ),
    ] = None,
    only: Annotated[
        str | None, typer.Option(metavar="CATEGORY", help="One category of cases, such as plans.")
    ] = None,
    check_cases: Annotated[
        bool,
        typer.Option(
            "--check-cases",
            help="Ask no model: only show how many spoilt answers the checker catches.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Let the configured model decide cases; report its errors, its cost and the checker's share.

    The report ends with a table: right answers are spoilt mechanically, and it says how many of
    these the checker of the cases catches. Ctrl-C stops and reports the cases that are done.
    """
    if check_cases:
        _check_cases(cases, only, json=json)
        return
    from mcp_mem0.evals.deciding.case_reports import render_decision_report  # noqa: PLC0415
    from mcp_mem0.evals.deciding.run_cases import judge_decisions  # noqa: PLC0415 - as above

    report = judge_decisions(get_invocation(context).settings, cases, only, show_progress)
    shown = TypeAdapter(type(report)).dump_json(report, indent=2).decode()
    write(
        (shown if json else fit_terminal(render_decision_report(report))) + "\n",
        for_person=not json,
    )
    if report.is_interrupted:
        raise typer.Exit(Exit.INTERRUPTED)


def _check_cases(folder: Path | None, only: str | None, *, json: bool) -> None:
    from mcp_mem0.evals.deciding import run_cases  # noqa: PLC0415 - as above
    from mcp_mem0.evals.mutations.catch_table import render_catch_table  # noqa: PLC0415

    table = run_cases.check_cases(folder, only)
    shown = TypeAdapter(type(table)).dump_json(table, indent=2).decode()
    write((shown if json else fit_terminal(render_catch_table(table))) + "\n", for_person=not json)
    if table.false_alarms:
        # A right answer that counts as wrong is a mistake in its case.
        raise typer.Exit(Exit.FAULT)


@evaluations.command(cls=Command, epilog=EVERYWHERE)
def tools(
    context: typer.Context,
    *,
    cases: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="A folder with your own cases as TOML files; default: those shipped.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Measure which of the four tools the configured model would call in conversations."""
    from mcp_mem0.evals.deciding.case_reports import render_tool_report  # noqa: PLC0415
    from mcp_mem0.evals.deciding.run_cases import judge_tools  # noqa: PLC0415 - as above

    report = judge_tools(get_invocation(context).settings, cases, show_progress)
    shown = TypeAdapter(type(report)).dump_json(report, indent=2).decode()
    write((shown if json else fit_terminal(render_tool_report(report))) + "\n", for_person=not json)
    if report.is_interrupted:
        raise typer.Exit(Exit.INTERRUPTED)


def _parse_budgets(text: str | None) -> list[int]:
    numbers = [part.strip() for part in (text or "").split(",") if part.strip()]
    if not all(number.isdecimal() and int(number) for number in numbers):
        raise RequestError(
            f"budgets are {quote_value(text or '')}: write numbers of tokens, such as 500,1000,2000"
        )
    return sorted({int(number) for number in numbers})


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise RequestError(
            f"cannot read the conversations in {quote_path(file)} ({why}): choose a file in"
            " LoCoMo's format"
        ) from error
