"""`mcp-mem0 check`: verify that rows, changes and indexes agree."""

import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio
import typer
from pydantic import BaseModel

from mcp_mem0.app.running import App
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.progress import build_progress
from mcp_mem0.cli.parsing.exits import Exit

if TYPE_CHECKING:
    from rich.progress import Progress


class CheckModel(BaseModel):
    """What a check found."""

    rows: int
    disagreements: list[str]
    repaired: bool
    losses: list[str] = []


@dataclass
class _CheckRun:
    """A check and its progress."""

    progress: "Progress"
    rows: int = 0
    disagreements: list[str] = field(default_factory=list[str])
    losses: list[str] = field(default_factory=list[str])

    async def check(self, app: App, *, repair: bool) -> None:
        """Run the check; to repair, heal what is damaged and rebuild the indexes first."""
        services = await app.get_services()
        task = self.progress.add_task("repairing" if repair else "reading")
        if repair:
            await services.check.repair()

        def show_rows(count: int) -> None:
            self.rows += count
            self.progress.update(task, description=f"{self.rows:,} rows read")

        self.disagreements = await services.check.find_violations(on_rows=show_rows)
        self.losses = await services.check.list_losses()
        if repair:
            await services.check.acknowledge_losses()


def check(
    context: typer.Context,
    *,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="First keep whatever can be read of damaged files, and rebuild indexes.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Check the store: replay all changes, verify every invariant, query every index.

    Rows that damage has cost are told here and in answers, until --repair has been run.

    Exits with code 1 if anything disagrees, or if rows were lost.
    """
    run = get_invocation(context)

    async def run_check(app: App) -> _CheckRun:
        with _build_progress() as progress:
            checked = _CheckRun(progress)
            await checked.check(app, repair=repair)
            return checked

    checked = _run_or_begin_again(run, run_check) if repair else run.run_with_stored(run_check)
    found = CheckModel(
        rows=checked.rows,
        disagreements=checked.disagreements,
        repaired=repair,
        losses=checked.losses,
    )
    print_answer("\n".join(_render_lines(found)), found, as_json=json)
    if found.disagreements or found.losses:
        sys.exit(Exit.FAULT)


def _run_or_begin_again(
    run: Invocation, run_check: Callable[[App], Awaitable[_CheckRun]]
) -> _CheckRun:
    """Repair a store; one of whose rows nothing is left begins again, as its refusal says."""
    # Imported here: a second.
    from mcp_mem0.adapters.lancedb_records.front.recovery import LostRowsError  # noqa: PLC0415
    from mcp_mem0.adapters.lancedb_records.lifecycle.folder import begin_store_again  # noqa: PLC0415

    try:
        return run.run_with_stored(run_check)
    except LostRowsError:
        settings = run.settings
        begin = partial(
            begin_store_again, settings.store, lock_timeout_s=settings.storage.lock_timeout_s
        )
        anyio.run(begin)
        return run.run_with_stored(run_check)


def _render_lines(found: CheckModel) -> Iterator[str]:
    if found.repaired:
        yield "All files were read, and all indexes rebuilt."
    yield from found.losses
    if found.losses:
        yield _describe_end_of_losses(found)
    if not found.disagreements:
        yield f"All {found.rows:,} rows agree."
        return
    yield from found.disagreements
    yield f"{len(found.disagreements)} disagreements in {found.rows:,} rows. {_advise(found)}"


def _describe_end_of_losses(found: CheckModel) -> str:
    if found.repaired:
        return "Answers tell this no more."
    return "Answers tell this, too, until `mcp-mem0 check --repair` has been run."


def _advise(found: CheckModel) -> str:
    if not found.repaired:
        return (
            "`mcp-mem0 check --repair` keeps whatever can be read of damaged files, and rebuilds"
            " indexes."
        )
    return (
        "What was lost stays lost, and the rest can be used as it is; to have it back, restore the"
        " store's folder from a backup. If no disk was damaged, report this."
    )


def _build_progress() -> "Progress":
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - heavy

    return build_progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
