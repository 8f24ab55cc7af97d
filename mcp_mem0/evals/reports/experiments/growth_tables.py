"""Tables of what systems answer, and of what memories are, while conversations grow."""

from collections.abc import Iterator, Sequence

from mcp_mem0.evals.experiments.growing.growth_curve import GrowthCurve, GrowthPoint
from mcp_mem0.evals.reports.figure_table import (
    NONE,
    FigureTable,
    format_bytes,
    format_count,
    format_milliseconds,
    format_percent,
    format_rate,
    keep_filled_rows,
)
from mcp_mem0.evals.reports.step_changes import StepChange
from mcp_mem0.evals.reports.system_report import SystemReport


def build_checkpoint_table(
    checkpoints: Sequence[SystemReport], changes: Sequence[StepChange]
) -> FigureTable:
    """Return what each system answered, step by step."""
    known = {each.now: each for each in changes}
    rows = [
        (
            each.system,
            str(group.questions),
            format_rate(group.lenient),
            _write_change(known.get(each.system)),
            format_rate(group.strict),
            format_percent(group.f1),
            format_percent(group.evidence),
        )
        for each in checkpoints
        if (group := each.answerable) is not None
    ]
    return FigureTable(
        title="Answers while the conversations grew, in per cent",
        columns=("system", "n", "lenient", "again", "strict", "F1", "evidence"),
        rows=keep_filled_rows(rows, names=2),
        note="NAME@STEP was asked at that step of all conversations, the questions whose answers"
        " held then; +COUNT is beside so many messages of small talk. Each step has other"
        " questions, so only again shows what growing does: lenient of those that were asked a step"
        " before, too, then and now, and how many.",
    )


def _write_change(change: StepChange | None) -> str:
    if change is None:
        return NONE
    return f"{100 * change.first:.0f}→{100 * change.second:.0f} ({change.pairs})"


def list_growth_tables(curve: GrowthCurve) -> Iterator[FigureTable]:
    """Return what was shown at each step, and what the stores were."""
    # Small talk comes after the last step, which it does not change.
    last = {each.system: each.step for each in curve.points if not each.chat}
    yield FigureTable(
        title="Memories while the conversations grew",
        columns=("system", "days", "found", "again", "stale", "gone", "p95", "size", "facts"),
        rows=tuple(_write_point(each, last.get(each.system, each.step)) for each in curve.points),
        note="Found: evidence shown, in per cent, of other questions at each step; again: of those"
        " that were asked a step before, too, then and now. Stale: of how many an old turn stood"
        " above what ended it. Gone: how often forgotten words were shown, which must be 0. P95 of"
        " a search; the mean store.",
    )


def _write_point(point: GrowthPoint, last: int) -> tuple[str, ...]:
    step = f"{last}+{point.chat}" if point.chat else f"{point.step}"
    return (
        f"{point.system}@{step}",
        format_count(point.days),
        format_percent(point.evidence_recall),
        _write_again(point),
        f"{point.stale_shown}/{point.stale_possible}" if point.stale_possible else NONE,
        # Where nothing was forgotten, that nothing of it is shown says nothing.
        str(point.forgotten_shown) if point.forgotten_turns else NONE,
        format_milliseconds(point.search_ms.p95 if point.search_ms else None),
        format_bytes(point.bytes),
        format_count(point.facts),
    )


def _write_again(point: GrowthPoint) -> str:
    if point.recall_before is None:
        return NONE
    return f"{100 * point.recall_before:.0f}→{100 * (point.recall_again or 0):.0f}"
