"""Tables of how well known facts were extracted."""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.evals.experiments.extraction_report import ExtractionAccuracy, ExtractionReport
from mcp_mem0.evals.experiments.run_extraction import ExtractionReports
from mcp_mem0.evals.reports.figure_table import NONE, FigureTable, format_percent
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS

UNMATCHED_MAX: Final = 8
"""How many facts that nobody knows are shown for each construction; report.json has all."""

_CHARS_MAX: Final = 80
_BUILT_BY_RULES: Final = frozenset(each.name for each in CONSTRUCTIONS if each.pipeline is None)


def list_extraction_tables(reports: ExtractionReports) -> Iterator[FigureTable]:
    """Return the accuracies of each construction, in all and by language, and unknown facts."""
    yield FigureTable(
        title="Extraction of known facts, in per cent",
        columns=("built", "language", "precision", "recall", "F1", "wrong closes", "missed"),
        rows=tuple(row for each in reports.constructions for row in _list_rows(each)),
        text_columns=("language",),
        note="Precision is of open facts in the store, recall of known ones; wrong closes of facts"
        " that hold, missed closes of facts that have ended, each with its count. They are few,"
        " too, where few facts were found. Rules make no facts of conversations, so they have none"
        " to be right or wrong.",
    )
    for each in reports.constructions:
        yield _build_unmatched(each)


def _list_rows(report: ExtractionReport) -> Iterator[tuple[str, ...]]:
    if report.construction in _BUILT_BY_RULES and not report.overall.precision.total:
        yield report.construction, "all", *[NONE] * 5
        return
    for language, accuracy in (("all", report.overall), *report.by_language.items()):
        yield report.construction, language, *_write_accuracy(accuracy)


def _write_accuracy(accuracy: ExtractionAccuracy) -> tuple[str, ...]:
    return (
        format_percent(accuracy.precision.share),
        format_percent(accuracy.recall.share),
        format_percent(accuracy.f1),
        _write_with_count(accuracy.wrong_closes),
        _write_with_count(accuracy.missed_closes),
    )


def _write_with_count(proportion: Proportion) -> str:
    if proportion.share is None:
        return NONE
    return f"{format_percent(proportion.share)} ({proportion.count})"


def _build_unmatched(report: ExtractionReport) -> FigureTable:
    found = [(each.conversation, fact) for each in report.conversations for fact in each.unmatched]
    # Those that come near a known fact tell most.
    found.sort(key=lambda pair: pair[1].problem is None)
    hidden = len(found) - UNMATCHED_MAX
    return FigureTable(
        title=f"Facts of {report.construction} that are none of the known ones",
        columns=("conversation", "fact", "problem"),
        rows=tuple(
            (conversation, shorten(fact.text, _CHARS_MAX), fact.problem or NONE)
            for conversation, fact in found[:UNMATCHED_MAX]
        ),
        text_columns=("fact", "problem"),
        note=f"{hidden} more are in report.json." if hidden > 0 else "",
    )
