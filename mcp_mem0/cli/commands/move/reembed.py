"""`mcp-mem0 reembed`: move a store to another embedding model."""

from typing import TYPE_CHECKING, Annotated, TypeVar

import anyio
import typer
from pydantic import BaseModel

from mcp_mem0.cli.invocation import DryRun, Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.move_report import (
    render_abandoned_move,
    render_move_plan,
    render_move_report,
)
from mcp_mem0.cli.output.progress import build_progress
from mcp_mem0.domain.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mcp_mem0.domain.results.move_report import MovePlan, MoveReport
    from mcp_mem0.services.reembed.reembed import Reembed

ValueT = TypeVar("ValueT")


class MoveModel(BaseModel):
    """What a move did, or would do."""

    stored: str
    target: str
    outcome: str
    texts: int = 0
    embedded: int = 0
    rows: int = 0
    skipped: int = 0
    seconds: float | None = None


def reembed(
    context: typer.Context,
    *,
    model: Annotated[
        str,
        typer.Option(
            "--model",
            metavar="NAME",
            help="The model to move to: configured, which [embedding] names; minilm, which is in"
            " the package; multilingual, which is in an extra; or another of the configured http"
            " server.",
        ),
    ] = "configured",
    abandon: Annotated[
        bool,
        typer.Option("--abandon", help="Drop what a move has made that was not finished."),
    ] = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Embed all that is stored anew with another model, then switch the store to it at once.

    Others may read and write meanwhile. Interrupted, it goes on where it stopped when run again.
    From the switch on, whoever uses the former model is refused. Servers read [embedding] in the
    file of settings again, and go on with the new model by themselves once that names it.
    """
    run = get_invocation(context)
    if abandon and dry_run:
        raise RequestError("--abandon and --dry-run exclude each other: give one of them")
    if abandon:
        state = _run_reembed(run, model, lambda each: each.abandon())
        answer = MoveModel(stored=str(state.stored), target=str(state.ongoing), outcome="dropped")
        print_answer(render_abandoned_move(state.stored, state.ongoing), answer, as_json=json)
        return
    if dry_run:
        plan = _run_reembed(run, model, lambda each: each.plan())
        print_answer(render_move_plan(plan), _build_plan_model(plan), as_json=json)
        return
    report = _run_reembed(run, model, _run_with_progress)
    names = run.settings.embedding
    is_configured = model in ("configured", names.model, names.provider)
    shown = render_move_report(report, is_configured=is_configured)
    print_answer(shown, _build_report_model(report), as_json=json)


def _run_reembed(
    run: Invocation, name: str, act: "Callable[[Reembed], Awaitable[ValueT]]"
) -> ValueT:
    # Imported here: LanceDB takes a second.
    from mcp_mem0.app.moving.reembedding import open_reembed  # noqa: PLC0415

    async def run_opened() -> ValueT:
        async with open_reembed(run.settings, name) as reembedding:
            return await act(reembedding)

    return anyio.run(run_opened)


async def _run_with_progress(reembedding: "Reembed") -> "MoveReport":
    with build_progress() as progress:
        task = progress.add_task("embedding", total=None)

        def show(done: int, skipped: int) -> None:
            passed = f", {skipped:,} without a vector" if skipped else ""
            progress.update(task, description=f"{done:,} texts embedded{passed}")

        return await reembedding.run(show)


def _build_plan_model(plan: "MovePlan") -> MoveModel:
    return MoveModel(
        stored=str(plan.stored),
        target=str(plan.target),
        outcome="planned" if plan.is_needed else "there already",
        texts=plan.texts,
        embedded=plan.embedded,
        seconds=round(plan.seconds, 1),
    )


def _build_report_model(report: "MoveReport") -> MoveModel:
    return MoveModel(
        stored=str(report.former),
        target=str(report.target),
        outcome=report.outcome,
        texts=report.embedded,
        rows=report.rows,
        skipped=report.skipped,
    )
