"""`mcp-mem0 check`: verify that rows, changes and indexes agree."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel

from mcp_mem0.app import App
from mcp_mem0.cli.invocation import Json, get_invocation, print_answer
from mcp_mem0.cli.output.progress import build_progress
from mcp_mem0.cli.parsing.exits import Exit

if TYPE_CHECKING:
    from rich.progress import Progress


class CheckModel(BaseModel):
    """What a check found."""

    rows: int
    disagreements: list[str]
    repaired: bool


@dataclass
class _CheckRun:
    """A check and its progress."""

    progress: "Progress"
    rows: int = 0
    disagreements: list[str] = field(default_factory=list[str])

    async def check(self, app: App, *, repair: bool) -> None:
        """Run the check; to repair, rebuild the indexes first."""
        services = await app.get_services()
        task = self.progress.add_task("rebuilding indexes" if repair else "reading")
        if repair:
            await services.check.rebuild_indexes()

        def show_rows(count: int) -> None:
            self.rows += count
            self.progress.update(task, description=f"{self.rows:,} rows read")

        self.disagreements = await services.check.find_violations(on_rows=show_rows)


def check(
    context: typer.Context,
    *,
    repair: Annotated[
        bool, typer.Option("--repair", help="Rebuild all indexes first; rows are not touched.")
    ] = False,
    json: Json = False,
) -> None:
    """Check the store: replay all changes, verify every invariant, query every index.

    Exits with code 1 if anything disagrees.
    """
    run = get_invocation(context)

    async def run_check(app: App) -> _CheckRun:
        with _build_progress() as progress:
            checked = _CheckRun(progress)
            await checked.check(app, repair=repair)
            return checked

    checked = run.run_with_stored(run_check)
    found = CheckModel(rows=checked.rows, disagreements=checked.disagreements, repaired=repair)
    print_answer("\n".join(_render_lines(found)), found, as_json=json)
    if found.disagreements:
        sys.exit(Exit.FAULT)


def _render_lines(found: CheckModel) -> Iterator[str]:
    if found.repaired:
        yield "All indexes were rebuilt."
    if not found.disagreements:
        yield f"All {found.rows:,} rows agree."
        return
    yield from found.disagreements
    yield (
        f"{len(found.disagreements)} disagreements in {found.rows:,} rows. `mcp-mem0 check"
        " --repair` rebuilds indexes; for anything else, restore the store's folder from a backup"
        " and report this."
    )


def _build_progress() -> "Progress":
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - heavy

    return build_progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
