"""The reports of the decision cases and the tool cases, and rendering them as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.deciding.decision_cases import CaseFault, FaultKind
from mcp_mem0.evals.mutations.catch_table import CatchTable, render_catch_table

SHOWN_CHARS_MAX: Final = 160
OPERATIONS_MAX: Final = 12
"""So many operations of an answer are shown; the others are counted."""

NOTHING: Final = "no operation"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionResult:
    """The result of one decision case.

    `dropped` is what validation removed from the decision, `given` what is left of it, `expected` a
    right answer.
    """

    name: str
    category: str
    faults: tuple[CaseFault, ...]
    usage: Usage
    dropped: tuple[str, ...] = ()
    decided_by: str = ""
    given: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReport:
    """The results of decision cases; fewer than `total` if it was interrupted.

    `checker` is what the checker of these cases can tell.
    """

    decided_by: str
    results: tuple[DecisionResult, ...]
    total: int
    checker: CatchTable | None = None

    @property
    def is_interrupted(self) -> bool:
        """Whether some cases were not judged."""
        return len(self.results) < self.total

    @property
    def usage(self) -> Usage:
        """The usage of all cases together."""
        return sum((result.usage for result in self.results), Usage())

    def count(self, kind: FaultKind, category: str | None = None) -> int:
        """Return how many faults of a kind there were, in all or in one category."""
        return sum(
            fault.kind == kind
            for result in self.results
            if category in {None, result.category}
            for fault in result.faults
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """The result of one tool case; `fault` is None if there was none, `given` the calls made."""

    name: str
    fault: str | None
    usage: Usage
    model: str = ""
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolReport:
    """The results of tool cases; fewer than `total` if it was interrupted."""

    model: str
    results: tuple[ToolResult, ...]
    total: int

    @property
    def is_interrupted(self) -> bool:
        """Whether some cases were not judged."""
        return len(self.results) < self.total

    @property
    def usage(self) -> Usage:
        """The usage of all cases together."""
        return sum((result.usage for result in self.results), Usage())


def build_decision_report(
    results: Sequence[DecisionResult], total: int, checker: CatchTable | None = None
) -> DecisionReport:
    """Return the report of the cases that were judged, of so many."""
    deciders = dict.fromkeys(result.decided_by for result in results if result.decided_by)
    return DecisionReport(
        decided_by=", ".join(deciders) or "nobody",
        results=tuple(results),
        total=total,
        checker=checker,
    )


def build_tool_report(results: Sequence[ToolResult], total: int) -> ToolReport:
    """Return the report of the cases that were judged, of so many."""
    models = dict.fromkeys(result.model for result in results if result.model)
    return ToolReport(model=", ".join(models) or "nobody", results=tuple(results), total=total)


def render_decision_report(report: DecisionReport) -> str:
    """Return a report as text: faults by category, the cost, each failing case, what was dropped.

    What the checker of the cases can tell comes last.
    """
    kinds: tuple[FaultKind, ...] = get_args(FaultKind)
    categories = list(dict.fromkeys(result.category for result in report.results))
    width = max((len(category) for category in categories), default=0)
    clean = sum(not result.faults for result in report.results)
    return "\n".join(
        [
            *_render_interruption(len(report.results), report.total),
            f"{clean} of {len(report.results)} cases clean, decided by {report.decided_by}",
            "",
            *_render_headings(kinds, width),
            *(_render_row(report, category, kinds, width) for category in categories),
            "",
            _format_cost(report.usage, len(report.results)),
            *_render_faults(report.results),
            *_render_dropped(report.results),
            *([] if report.checker is None else ["", render_catch_table(report.checker)]),
        ]
    )


def render_tool_report(report: ToolReport) -> str:
    """Return a report as lines of text."""
    wrong = [result for result in report.results if result.fault is not None]
    clean = len(report.results) - len(wrong)
    lines = [f"- {result.name}: {shorten(result.fault or '', SHOWN_CHARS_MAX)}" for result in wrong]
    return "\n".join(
        [
            *_render_interruption(len(report.results), report.total),
            f"{clean} of {len(report.results)} tool cases clean, chosen by {report.model}",
            _format_cost(report.usage, len(report.results)),
            *(["", *lines] if lines else []),
        ]
    )


def _render_interruption(done: int, total: int) -> list[str]:
    return [f"interrupted after {done} of {total} cases", ""] if done < total else []


def _render_headings(kinds: Sequence[FaultKind], width: int) -> Iterator[str]:
    """Yield the column headings, in two lines, so that the table fits a narrow terminal."""
    words = [_split_heading(kind) for kind in kinds]
    yield f"{'':{width}}         " + "  ".join(
        f"{one:>{_compute_width(one, two)}}" for one, two in words
    )
    yield f"{'':{width}}  cases  " + "  ".join(
        f"{two:>{_compute_width(one, two)}}" for one, two in words
    )


def _split_heading(kind: FaultKind) -> tuple[str, str]:
    first, _, second = kind.partition(" ")
    return first, f"{second}s"


def _compute_width(*words: str) -> int:
    return max(map(len, words))


def _render_row(
    report: DecisionReport, category: str, kinds: Sequence[FaultKind], width: int
) -> str:
    cases = sum(result.category == category for result in report.results)
    counts = (
        f"{report.count(kind, category):{_compute_width(*_split_heading(kind))}}" for kind in kinds
    )
    return f"{category:{width}}  {cases:5}  " + "  ".join(counts)


def _format_cost(usage: Usage, cases: int) -> str:
    each = max(1, cases)
    return (
        f"{usage.calls:,} calls; a case took {usage.calls / each:.2f} calls,"
        f" {usage.tokens_in / each:,.0f} tokens in ({usage.tokens_cached / each:,.0f} cached),"
        f" {usage.tokens_out / each:,.0f} out, {usage.milliseconds / each:,.0f} ms"
    )


def _render_faults(results: Sequence[DecisionResult]) -> Iterator[str]:
    """Yield the faults of each failing case, what was answered, and what would have been right."""
    for result in (result for result in results if result.faults):
        yield ""
        for fault in result.faults:
            yield f"- {result.name}: {fault.kind}: {shorten(fault.detail, SHOWN_CHARS_MAX)}"
        # Of a case that was not decided there is nothing to compare.
        if any(fault.kind != "no decision" for fault in result.faults):
            yield from _render_operations("given", result.given)
            yield from _render_operations("right", result.expected)


def _render_operations(title: str, operations: Sequence[str]) -> Iterator[str]:
    for operation in operations[:OPERATIONS_MAX] or (NOTHING,):
        yield f"  {title}: {shorten(operation, SHOWN_CHARS_MAX)}"
    if len(operations) > OPERATIONS_MAX:
        yield f"  {title}: {len(operations) - OPERATIONS_MAX} more"


def _render_dropped(results: Sequence[DecisionResult]) -> Iterator[str]:
    """Yield what validation dropped: faults that the checks prevented."""
    dropped = [(result.name, reason) for result in results for reason in result.dropped]
    if dropped:
        yield ""
        yield f"dropped by the checks, so no fault: {len(dropped)}"
    for name, reason in dropped:
        yield f"- {name}: {shorten(reason, SHOWN_CHARS_MAX)}"
