"""The reports of the decision cases and the tool cases, and rendering them as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.decision_cases import CaseFault, FaultKind

SHOWN_CHARS_MAX: Final = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionResult:
    """The result of one decision case; `dropped` is what validation removed from the decision."""

    name: str
    category: str
    faults: tuple[CaseFault, ...]
    usage: Usage
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReport:
    """The results of all decision cases."""

    decided_by: str
    results: tuple[DecisionResult, ...]

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
    """The result of one tool case; `fault` is None if there was none."""

    name: str
    fault: str | None
    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolReport:
    """The results of all tool cases."""

    model: str
    results: tuple[ToolResult, ...]

    @property
    def usage(self) -> Usage:
        """The usage of all cases together."""
        return sum((result.usage for result in self.results), Usage())


def render_decision_report(report: DecisionReport) -> str:
    """Return a report as text: faults by category, the cost, each fault, what was dropped."""
    kinds: tuple[FaultKind, ...] = get_args(FaultKind)
    categories = list(dict.fromkeys(result.category for result in report.results))
    width = max((len(category) for category in categories), default=0)
    clean = sum(not result.faults for result in report.results)
    return "\n".join(
        [
            f"{clean} of {len(report.results)} cases clean, decided by {report.decided_by}",
            "",
            *_render_headings(kinds, width),
            *(_render_row(report, category, kinds, width) for category in categories),
            "",
            _format_cost(report.usage, len(report.results)),
            *_render_faults(report.results),
            *_render_dropped(report.results),
        ]
    )


def render_tool_report(report: ToolReport) -> str:
    """Return a report as lines of text."""
    wrong = [result for result in report.results if result.fault is not None]
    clean = len(report.results) - len(wrong)
    lines = [f"- {result.name}: {shorten(result.fault or '', SHOWN_CHARS_MAX)}" for result in wrong]
    return "\n".join(
        [
            f"{clean} of {len(report.results)} tool cases clean, chosen by {report.model}",
            _format_cost(report.usage, len(report.results)),
            *(["", *lines] if lines else []),
        ]
    )


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
    wrong = [result for result in results if result.faults]
    if wrong:
        yield ""
    for result in wrong:
        for fault in result.faults:
            yield f"- {result.name}: {fault.kind}: {shorten(fault.detail, SHOWN_CHARS_MAX)}"


def _render_dropped(results: Sequence[DecisionResult]) -> Iterator[str]:
    """Yield what validation dropped: faults that the checks prevented."""
    dropped = [(result.name, reason) for result in results for reason in result.dropped]
    if dropped:
        yield ""
        yield f"dropped by the checks, so no fault: {len(dropped)}"
    for name, reason in dropped:
        yield f"- {name}: {shorten(reason, SHOWN_CHARS_MAX)}"
