"""What a person reads of a move of a store to another embedding model."""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.results.move_report import MovePlan, MoveReport

_MINUTE_S: Final = 60
_HOUR_S: Final = 3_600


def render_move_plan(plan: MovePlan) -> str:
    """Return what a move would do."""
    if not plan.is_needed:
        return f"The store's vectors are by {plan.stored} already: there is nothing to move."
    lines = [
        f"The store's vectors are by {plan.stored}.",
        (
            f"To move it to {plan.target}, {plan.texts:,} texts are embedded"
            f" ({plan.chars:,} characters), which takes about {_format_time(plan.seconds)} at the"
            " speed of a short test."
        ),
    ]
    if plan.embedded:
        lines.append(f"{plan.embedded:,} more have their vectors already, from a run before.")
    return "\n".join(lines)


def render_move_report(report: MoveReport, *, is_configured: bool) -> str:
    """Return what a move did.

    Args:
        report: The move.
        is_configured: Whether the settings name the model that the store has now.
    """
    return "\n".join(_list_report_lines(report, is_configured=is_configured))


def render_abandoned_move(stored: EmbedderIdentity, target: EmbedderIdentity | None) -> str:
    """Return what is said after an unfinished move was dropped."""
    return f"Dropped what was made to move the store to {target}. Its vectors are by {stored}."


def _list_report_lines(report: MoveReport, *, is_configured: bool) -> Iterator[str]:
    match report.outcome:
        case "there already":
            yield f"The store's vectors are by {report.target} already: nothing was changed."
        case "finished":
            yield (
                f"The store's vectors are by {report.target}; {report.rows:,} rows that had none"
                " have one now, and what an earlier move left is gone."
            )
        case "moved":
            yield (
                f"Moved the store from {report.former} to {report.target}: {report.rows:,} rows,"
                f" {report.embedded:,} texts embedded in this run."
            )
            yield (
                "Programs that have it open go on with the new model once [embedding] in the file"
                " of settings names it. Where a variable or a flag names the former one, they"
                " refuse to read and write: start them again with the new one."
            )
    if report.skipped:
        yield (
            f"{report.skipped:,} texts could not be read by the model: they are found by their"
            " words only."
        )
    if not is_configured:
        yield f"Let [embedding] in the settings name {report.target.name} now, or nothing opens it."


def _format_time(seconds: float) -> str:
    if seconds < _MINUTE_S:
        return f"{max(1, round(seconds))} s"
    if seconds < _HOUR_S:
        return f"{round(seconds / _MINUTE_S)} minutes"
    return f"{seconds / _HOUR_S:.1f} hours"
