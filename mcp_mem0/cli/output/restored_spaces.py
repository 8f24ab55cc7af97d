"""Printing what an import of an export of this program would store, or stored."""

from collections.abc import Iterator, Sequence
from shlex import quote

from mcp_mem0.domain.rendering.quoting import Output, format_name
from mcp_mem0.domain.transfer.values import ImportedSpace, ImportExportReport


class RestoredSpaceModel(Output):
    """A space of an export; `is_there` if the store had all of it already."""

    space: str
    was: str
    rows: dict[str, int]
    is_there: bool


class RestoredModel(Output):
    """What was stored of one export, or would be."""

    source: str
    dry_run: bool
    spaces: tuple[RestoredSpaceModel, ...]
    written: int
    embedded: int
    notes: tuple[str, ...]


class RestoredsModel(Output):
    """All exports that one call imported."""

    exports: tuple[RestoredModel, ...]


def render_restored(reports: Sequence[tuple[str, ImportExportReport]]) -> str:
    """Return what was stored of each export, a line a space."""
    return "\n".join(line for _, report in reports for line in _render_report(report))


def _render_report(report: ImportExportReport) -> Iterator[str]:
    for space in report.spaces:
        yield _render_space(space, dry_run=report.dry_run)
    if report.embedded:
        done = "would be" if report.dry_run else "were"
        yield f"{report.embedded:,} vectors {done} computed anew."
    yield from report.notes


def _render_space(space: ImportedSpace, *, dry_run: bool) -> str:
    name = format_name(space.name)
    if space.is_there:
        return f"Space {name} has had all of this export already: nothing was written."
    was = "" if space.was == space.name else f" (in the export: {format_name(space.was)})"
    done = "would be" if dry_run else "were"
    rows = sum(space.rows.values())
    stored = f"Space {name}{was}: {rows:,} row{'' if rows == 1 else 's'} {done} stored."
    if dry_run:
        return stored
    return f"{stored}\nTo take it back: mcp-mem0 erase --space {quote(space.name)} --whole-space"


def build_restored_model(reports: Sequence[tuple[str, ImportExportReport]]) -> RestoredsModel:
    """Return what was stored of each export for a program.

    Args:
        reports: The path of each export, and what came of it.
    """
    return RestoredsModel(
        exports=tuple(
            RestoredModel(
                source=source,
                dry_run=report.dry_run,
                spaces=tuple(
                    RestoredSpaceModel(
                        space=space.name,
                        was=space.was,
                        rows=dict(space.rows),
                        is_there=space.is_there,
                    )
                    for space in report.spaces
                ),
                written=report.written,
                embedded=report.embedded,
                notes=report.notes,
            )
            for source, report in reports
        )
    )
