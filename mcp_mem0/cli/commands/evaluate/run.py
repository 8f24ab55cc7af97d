"""`mcp-mem0 eval run`: ask systems the questions of a data set, answer, and judge."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import anyio
import typer
from pydantic import TypeAdapter

from mcp_mem0.cli.invocation import Json, get_invocation
from mcp_mem0.cli.output.progress import count_progress
from mcp_mem0.cli.output.terminal import write, write_error
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.errors import RequestError, quote_value

if TYPE_CHECKING:
    from mcp_mem0.evals.datasets.selection import ConversationChoice
    from mcp_mem0.evals.runs.starting.cost_preview import CostPreview
    from mcp_mem0.evals.runs.starting.preparing import PreparedRun

AT_ONCE = 4
AT_ONCE_MAX = 64


def run(  # noqa: PLR0913 - the parameters are the options of the command
    context: typer.Context,
    *,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="RUN", help="The run's folder; a run that is there goes on."),
    ],
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Conversations with questions, as a file or folder; default: those shipped.",
        ),
    ] = None,
    systems: Annotated[
        str | None,
        typer.Option(
            metavar="NAME,…",
            help="Systems or groups of them: default, local, paper, all.",
        ),
    ] = None,
    conversations: Annotated[
        str | None,
        typer.Option(
            metavar="N|NAME,…", help="The first N conversations, or those of these names."
        ),
    ] = None,
    questions: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="How many questions, spread over their categories."),
    ] = None,
    leave_out: Annotated[
        Path | None,
        typer.Option(
            "--leave-out",
            metavar="FILE",
            help="Ids of questions with wrong labels; figures are given with and without them.",
        ),
    ] = None,
    experiments: Annotated[
        str | None,
        typer.Option(metavar="NAME,…", help="What is measured; default: questions."),
    ] = None,
    answer_model: Annotated[
        str | None,
        typer.Option(
            "--answer-model",
            metavar="NAME",
            help="The model that answers, at the configured endpoint; default: the memory's.",
        ),
    ] = None,
    judge_model: Annotated[
        str | None,
        typer.Option("--judge-model", metavar="NAME", help="Likewise the model that judges."),
    ] = None,
    at_once: Annotated[
        int,
        typer.Option(
            "--at-once",
            metavar="N",
            min=1,
            max=AT_ONCE_MAX,
            help="How many questions a model is asked at the same time.",
        ),
    ] = AT_ONCE,
    tokens_max: Annotated[
        int | None,
        typer.Option(
            "--tokens-max",
            metavar="N",
            min=1,
            help="Stop before this command has used more tokens of models.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before tokens are used.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what it would cost, or take by hand.")
    ] = False,
    json: Json = False,
) -> None:
    """Build memories of conversations, ask them questions, have these answered, and judge that.

    Every system is asked the same questions, and the same model answers and judges for all. What
    that will cost is shown first. All that is done is on disk at once, so an interrupted run goes
    on when it is run again. Without a model the answers can be given by hand, with 'eval answers'.

    Exits with code 4 if a model failed and something is lacking for it.
    """
    # Imported here: `serve` must not load all services before its handshake.
    from mcp_mem0.evals.runs.starting.cost_preview import preview_cost  # noqa: PLC0415
    from mcp_mem0.evals.runs.starting.preparing import RunWish, prepare_run  # noqa: PLC0415
    from mcp_mem0.evals.runs.steps.outcome_text import render_outcome  # noqa: PLC0415
    from mcp_mem0.evals.runs.steps.runner import RunLimits, run_experiments  # noqa: PLC0415

    wish = RunWish(
        out=out,
        data=data,
        left_out=leave_out,
        systems=_split_names(systems, "--systems"),
        experiments=_split_names(experiments, "--experiments"),
        conversations=_parse_conversations(conversations),
        questions=questions,
        answer_model=answer_model,
        judge_model=judge_model,
    )
    prepared = prepare_run(wish, get_invocation(context).settings)
    if dry_run:
        _show_cost(prepared, tokens_max, json=json)
        return
    preview = preview_cost(prepared)
    _confirm_cost(preview, tokens_max, yes=yes)
    limits = RunLimits(at_once=at_once, tokens_max=tokens_max)
    try:
        outcome = anyio.run(run_experiments, prepared, limits, count_progress)
    except KeyboardInterrupt:
        write_error("Interrupted. What is done is kept: run the same again to go on.\n")
        raise typer.Exit(Exit.INTERRUPTED) from None
    shown = TypeAdapter(type(outcome)).dump_json(outcome, indent=2).decode()
    write((shown if json else render_outcome(outcome, out)) + "\n", for_person=not json)
    if outcome.failures and not outcome.is_whole:
        raise typer.Exit(Exit.MODEL)


def _show_cost(prepared: "PreparedRun", tokens_max: int | None, *, json: bool) -> None:
    """Write what a run will cost; where no model is configured, what is to be done by hand."""
    from mcp_mem0.evals.runs.starting.cost_preview import CostPreview, preview_cost  # noqa: PLC0415
    from mcp_mem0.evals.runs.starting.hand_work import (  # noqa: PLC0415 - as above
        HandWork,
        preview_hand_work,
        render_hand_work,
    )

    if prepared.plan.models.memory is not None:
        preview = preview_cost(prepared)
        shown = TypeAdapter(CostPreview).dump_json(preview, indent=2).decode()
        told = _describe_cost(preview, tokens_max)
    else:
        work = preview_hand_work(prepared)
        shown = TypeAdapter(HandWork).dump_json(work, indent=2).decode()
        told = render_hand_work(work)
    write((shown if json else told) + "\n", for_person=not json)


def _describe_cost(preview: "CostPreview", tokens_max: int | None) -> str:
    from mcp_mem0.evals.runs.starting.cost_preview import render_cost_preview  # noqa: PLC0415

    if not preview.parts:
        return render_cost_preview(preview)
    lines = ["About this is still to be asked of models:", render_cost_preview(preview)]
    if tokens_max is not None:
        lines.append(f"It stops before it has used {tokens_max:,} tokens.")
    return "\n".join(lines)


def _confirm_cost(preview: "CostPreview", tokens_max: int | None, *, yes: bool) -> None:
    """Show what a run will cost, and ask whether it may begin.

    Raises:
        RequestError: Nobody is there to ask, or the answer is no.
    """
    if not preview.parts:
        return
    write_error(_describe_cost(preview, tokens_max) + "\n")
    if yes:
        return
    if not sys.stdin.isatty():
        raise RequestError(
            "this uses tokens, so nothing was asked: run it with --yes to allow that"
        )
    if not typer.confirm("Begin?", default=False, err=True):
        raise RequestError("nothing was asked")


def _parse_conversations(text: str | None) -> "ConversationChoice":
    names = _split_names(text, "--conversations")
    if len(names) == 1 and names[0].isdecimal():
        return int(names[0])
    return names or None


def _split_names(text: str | None, option: str) -> tuple[str, ...]:
    """Return the names that commas divide.

    Raises:
        RequestError: There is none.
    """
    if text is None:
        return ()
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    if not names:
        raise RequestError(f"{option} is {quote_value(text)}: name at least one, or leave it out")
    return names
