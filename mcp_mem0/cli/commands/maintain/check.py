"""`mcp-mem0 check`: prove that everything stored agrees."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel

from mcp_mem0.app import App
from mcp_mem0.cli.invocation import Json, invocation, print_answer
from mcp_mem0.cli.output.progress import shown_progress
from mcp_mem0.cli.parsing.exits import Exit

if TYPE_CHECKING:
    from rich.progress import Progress


class CheckModel(BaseModel):
    """What a check found."""

    rows: int
    disagreements: list[str]
    repaired: bool


@dataclass
class _Checked:
    """A check under way, and what it shows of itself."""

    progress: "Progress"
    rows: int = 0
    disagreements: list[str] = field(default_factory=list[str])

    async def check(self, app: App, *, repair: bool) -> None:
        """Check; to repair, make the indexes anew before."""
        services = await app.services()
        task = self.progress.add_task("indexes are made anew" if repair else "reading")
        if repair:
            await services.check.mend_indexes()

        def on_rows(count: int) -> None:
            self.rows += count
            self.progress.update(task, description=f"{self.rows:,} rows read")

        self.disagreements = await services.check.disagreements(on_rows=on_rows)


def check(
    context: typer.Context,
    *,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make all indexes anew first; rows stay as they are.")
    ] = False,
    json: Json = False,
) -> None:
    """Check that changes, rows and indexes agree: replay, derive every invariant, ask every index.

    Ends with exit code 1 if anything disagrees.
    """
    run = invocation(context)

    async def act(app: App) -> _Checked:
        with _shown() as progress:
            checked = _Checked(progress)
            await checked.check(app, repair=repair)
            return checked

    checked = run.with_stored(act)
    found = CheckModel(rows=checked.rows, disagreements=checked.disagreements, repaired=repair)
    print_answer("\n".join(_lines(found)), found, as_json=json)
    if found.disagreements:
        sys.exit(Exit.FAULT)


def _lines(found: CheckModel) -> Iterator[str]:
    if found.repaired:
        yield "All indexes were made anew."
    if not found.disagreements:
        yield f"All {found.rows:,} rows agree."
        return
    yield from found.disagreements
    yield (
        f"{len(found.disagreements)} disagreements in {found.rows:,} rows. An index is mended by"
        " `mcp-mem0 check --repair`; for anything else, restore the store's folder from a backup"
        " and report this."
    )


def _shown() -> "Progress":
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - heavy

    return shown_progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
