"""Printing what an import would do and did, which imports there are, and what an undo did."""

from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.errors import quote_path
from mcp_mem0.domain.rendering.quoting import (
    Output,
    escape_line_breaks,
    format_name,
    quote_text,
)
from mcp_mem0.domain.transfer.foreign_record import SkippedRecord
from mcp_mem0.domain.transfer.import_report import (
    ImportReport,
    ImportSummary,
    ImportUndoReport,
)

LINES_MAX: Final = 20
"""Most records that are named to a person; JSON has more."""


class SkippedModel(Output):
    """A record that did not come over, or a change that stays."""

    place: str
    reason: str


class ImportModel(Output):
    """The receipt of one import; of a dry run what would come over."""

    import_id: str
    kind: str
    source: str
    space: str
    dry_run: bool
    statements: int
    relations: int
    messages: int
    records: int
    stored: int
    known: int
    facts: int
    repeats: int
    changes: int
    pending: int
    conflicts: int
    redacted: int
    held_count: int
    held: tuple[SkippedModel, ...]
    skipped_count: int
    skipped: tuple[SkippedModel, ...]
    samples: tuple[str, ...]


class ImportsModel(Output):
    """All imports of one call."""

    imports: tuple[ImportModel, ...]


class ImportSummaryModel(Output):
    """An import that is in the store."""

    import_id: str
    space: str
    first_at: str
    last_at: str
    records: int
    undone: int
    pending: int


class ImportListModel(Output):
    """The imports in some spaces."""

    imports: tuple[ImportSummaryModel, ...]


class ImportUndoModel(Output):
    """What undoing an import did in one space."""

    import_id: str
    space: str
    dry_run: bool
    undone: int
    undone_before: int
    empty: int
    left_count: int
    left: tuple[SkippedModel, ...]


class ImportUndosModel(Output):
    """What undoing an import did in each space."""

    undone: tuple[ImportUndoModel, ...]


def render_import(report: ImportReport) -> str:
    """Return the receipt of one import as text."""
    return "\n".join(_render_import(report))


def _render_import(report: ImportReport) -> Iterator[str]:
    plan, tally = report.plan, report.tally
    will = "would be" if report.dry_run else "were"
    yield (
        f"{quote_path(plan.source)} ({plan.kind}): {_count(plan.records, 'record')} with"
        f" {_count(plan.counts.get('statements', 0), 'statement')},"
        f" {_count(plan.counts.get('relations', 0), 'relation')} and"
        f" {_count(plan.counts.get('messages', 0), 'message')}."
    )
    space = format_name(report.space)
    yield f"{_count(tally.stored, 'record')} {will} stored in space {space}" + (
        "." if report.dry_run else f", {_count(tally.facts, 'fact')} added."
    )
    if report.dry_run:
        yield from (f"    {quote_text(sample)}" for sample in plan.samples)
    yield from _render_rest(report)
    if not report.dry_run and tally.stored:
        yield f"All of it can be taken back: mcp-mem0 import --undo {plan.import_id}"


def _render_rest(report: ImportReport) -> Iterator[str]:
    tally = report.tally
    if tally.known:
        yield f"{_count(tally.known, 'record')} had been imported before and stay as they are."
    if tally.repeats:
        yield f"{_count(tally.repeats, 'record')} say what was known already: no fact was added."
    if tally.redacted:
        yield f"{_count(tally.redacted, 'record')} had secrets, which were redacted."
    if tally.conflicts:
        yield (
            f"{_count(tally.conflicts, 'known fact')} may be in conflict with what came:"
            " see mcp-mem0 review"
        )
    if tally.pending:
        yield (
            f"{_count(tally.pending, 'record')} can be searched and wait for the model to decide:"
            " see mcp-mem0 pending"
        )
    yield from _render_skipped("held back, because it was forgotten", tally.held_count, tally.held)
    yield from _render_skipped("skipped", tally.skipped_count, tally.skipped)


def _render_skipped(
    title: str, count: int, named: Sequence[SkippedRecord], *, what: str = "record"
) -> Iterator[str]:
    if not count:
        return
    yield f"{_count(count, what)} {title}:"
    for each in named[:LINES_MAX]:
        yield f"    {escape_line_breaks(each.place)}: {escape_line_breaks(each.reason)}"
    more = count - min(len(named), LINES_MAX)
    if more:
        yield f"    and {more:,} more (--json names {len(named):,})"


def _count(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def build_import_model(report: ImportReport) -> ImportModel:
    """Return the receipt of one import for a program."""
    plan, tally = report.plan, report.tally
    return ImportModel(
        import_id=plan.import_id,
        kind=plan.kind,
        source=plan.source,
        space=report.space,
        dry_run=report.dry_run,
        statements=plan.counts.get("statements", 0),
        relations=plan.counts.get("relations", 0),
        messages=plan.counts.get("messages", 0),
        records=plan.records,
        stored=tally.stored,
        known=tally.known,
        facts=tally.facts,
        repeats=tally.repeats,
        changes=tally.changes,
        pending=tally.pending,
        conflicts=tally.conflicts,
        redacted=tally.redacted,
        held_count=tally.held_count,
        held=_build_skipped(tally.held),
        skipped_count=tally.skipped_count,
        skipped=_build_skipped(tally.skipped),
        samples=plan.samples if report.dry_run else (),
    )


def _build_skipped(records: Sequence[SkippedRecord]) -> tuple[SkippedModel, ...]:
    return tuple(SkippedModel(place=each.place, reason=each.reason) for each in records)


def render_import_list(found: Sequence[ImportSummary]) -> str:
    """Return the imports of a store as a table."""
    if not found:
        return "Nothing was imported."
    rows = [
        (
            each.import_id,
            format_moment(each.last_at.replace(microsecond=0)),
            f"{each.records:,}",
            _describe_state(each),
            format_name(each.space),
        )
        for each in found
    ]
    return render_table(("import", "when", "records", "state", "space"), rows, right=("records",))


def _describe_state(each: ImportSummary) -> str:
    if each.undone >= each.records:
        return "undone"
    parts = [
        f"{each.undone:,} undone" if each.undone else "",
        f"{each.pending:,} pending" if each.pending else "",
    ]
    return ", ".join(filter(None, parts)) or "there"


def build_import_list_model(found: Sequence[ImportSummary]) -> ImportListModel:
    """Return the imports of a store for a program."""
    return ImportListModel(
        imports=tuple(
            ImportSummaryModel(
                import_id=each.import_id,
                space=each.space,
                first_at=format_moment(each.first_at),
                last_at=format_moment(each.last_at),
                records=each.records,
                undone=each.undone,
                pending=each.pending,
            )
            for each in found
        )
    )


def render_import_undo(reports: Sequence[ImportUndoReport]) -> str:
    """Return what undoing an import did as text."""
    return "\n".join(line for report in reports for line in _render_import_undo(report))


def _render_import_undo(report: ImportUndoReport) -> Iterator[str]:
    would = "would be undone" if report.dry_run else "undone"
    yield (
        f"Import {format_name(report.import_id)} in space {format_name(report.space)}:"
        f" {_count(report.undone, 'change')} {would}."
    )
    if report.undone_before:
        yield f"{_count(report.undone_before, 'change')} had been undone before."
    if report.empty:
        yield f"{_count(report.empty, 'change')} had nothing left to undo."
    yield from _render_skipped(
        "left, because others built on it", report.left_count, report.left, what="change"
    )


def build_import_undo_model(reports: Sequence[ImportUndoReport]) -> ImportUndosModel:
    """Return what undoing an import did for a program."""
    return ImportUndosModel(
        undone=tuple(
            ImportUndoModel(
                import_id=each.import_id,
                space=each.space,
                dry_run=each.dry_run,
                undone=each.undone,
                undone_before=each.undone_before,
                empty=each.empty,
                left_count=each.left_count,
                left=_build_skipped(each.left),
            )
            for each in reports
        )
    )
