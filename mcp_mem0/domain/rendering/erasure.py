"""Rendering what an erase did: for a person, for a program, and as the receipt of a tool."""

from collections.abc import Iterator, Mapping
from typing import Final

from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.rendering.quoting import Output, quote_text
from mcp_mem0.domain.results.erasure import EraseReport
from mcp_mem0.domain.results.receipts import Receipt

_NAMES: Final = {
    "fact": ("fact", "facts"),
    "relation": ("relation", "relations"),
    "excerpt": ("message passage", "message passages"),
    "episode": ("input", "inputs"),
    "summary": ("summary", "summaries"),
    "attempt": ("failed attempt", "failed attempts"),
}
_UNPROVEN: Final = (
    "None of the texts was found before either, so finding nothing now proves nothing."
)


class ErasedTextModel(Output):
    """A text that is erased: its id and how it reads."""

    id: str
    text: str


class EraseModel(Output):
    """What an erase did, and whether it is proven."""

    space: str
    dry_run: bool
    counts: dict[str, int]
    listed: tuple[ErasedTextModel, ...] | None = None
    changes: tuple[str, ...] | None = None
    forgotten_with: tuple[str, ...] | None = None
    sought: int
    found_before: int
    words_before: int
    names_sought: int
    names_before: int
    proven: bool
    remains: tuple[str, ...]
    still: tuple[ErasedTextModel, ...] | None = None
    out_of_reach: tuple[str, ...]


def build_erase_model(report: EraseReport) -> EraseModel:
    """Return the report as JSON."""
    listed = tuple(ErasedTextModel(id=each.id, text=each.text) for each in report.listed)
    return EraseModel(
        space=report.space,
        dry_run=report.dry_run,
        counts=dict(report.counts),
        listed=(listed or None) if report.dry_run else None,
        changes=report.changes or None,
        forgotten_with=report.forgotten_with or None,
        sought=report.sought,
        found_before=report.found_before,
        words_before=report.words_before,
        names_sought=report.names_sought,
        names_before=report.names_before,
        proven=report.is_proof and report.is_clean,
        remains=report.remains,
        still=tuple(ErasedTextModel(id=each.id, text=each.text) for each in report.still) or None,
        out_of_reach=report.out_of_reach,
    )


def render_erase_report(report: EraseReport) -> str:
    """Return the report as text."""
    return "\n".join(_render_lines(report))


def build_erase_receipt(report: EraseReport) -> Receipt:
    """Return the report as the receipt of a call."""
    return Receipt(
        act="erase",
        space=report.space,
        status="dry_run" if report.dry_run else "done",
        effort=Effort(decided_by="the caller"),
        notes=tuple(_render_done(report)),
    )


def _render_lines(report: EraseReport) -> Iterator[str]:
    first, *rest = _render_done(report)
    yield f"In space {report.space}: {first}"
    yield from rest


def _render_done(report: EraseReport) -> Iterator[str]:
    """Yield what was erased, and how that was proven; or what would be."""
    if report.dry_run:
        yield f"would erase {format_counts(report.counts)}, without undo."
        yield from _render_together(report)
        yield from (f"  {each.id}  {quote_text(each.text)}" for each in report.listed)
        if report.unlisted:
            yield f"  and {report.unlisted:,} more"
        return
    yield f"erased {format_counts(report.counts)}."
    yield from _render_together(report)
    yield (
        f"Before, {report.found_before} of {report.sought} texts were found in rows on the disk,"
        f" and {report.words_before} by their words."
    )
    if report.names_sought:
        yield (
            f"So were {report.names_before} of {report.names_sought} names of sessions, authors"
            " and tags that nothing else has."
        )
    if not report.is_proof:
        yield _UNPROVEN
    elif report.is_clean:
        yield (
            "Now none is found: every row of every version was read without them, and a query for"
            " their words finds nothing."
        )
        if report.has_files:
            yield ("No file of the table is from before the erase, and no file beside it has them.")
    yield from (f"Still there: {sentence}." for sentence in report.remains)
    for each in report.still:
        yield f"Still says it, in other words: {each.id}, {each.kind}: {quote_text(each.text)}"
    if report.still:
        ids = " ".join(dict.fromkeys(each.id for each in report.still))
        yield f"To erase that, too, name its ids: {ids}."
    yield f"Out of reach: {'; '.join(report.out_of_reach)}."


def _render_together(report: EraseReport) -> Iterator[str]:
    if report.forgotten_with:
        changes = " and ".join(report.forgotten_with)
        yield f"With it goes what was forgotten together with it, by {changes}."


def format_counts(counts: Mapping[str, int]) -> str:
    """Return how many rows of each kind there are, in words."""
    parts = [
        f"{count:,} {_NAMES.get(kind, (kind, kind))[count != 1]}" for kind, count in counts.items()
    ]
    return ", ".join(parts) or "nothing"
