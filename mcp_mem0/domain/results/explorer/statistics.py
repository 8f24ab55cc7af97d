"""Statistics by day: what was added and closed, and what models cost and failed at."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change, Effort
from mcp_mem0.domain.results.pages import Overview
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.domain.usage import Usage

SIGNATURE_CHARS_MAX: Final = 160
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
_NUMBER: Final = re.compile(r"\d[\d.,:]*")


@dataclass(slots=True, kw_only=True)
class DayFigures:
    """What happened on one day."""

    day: date
    added: int = 0
    closed: int = 0
    changes: int = 0
    by_model: int = 0
    by_rules: int = 0
    failed: int = 0
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureFigures:
    """A kind of failure: how often it came, when last, and how it read then."""

    signature: str
    count: int
    last: datetime
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyStatistics:
    """The figures of some spaces.

    Attributes:
        days: Every day of the period, the oldest first.
        failures: The most frequent ones first.
        by_model: The usage of each model.
        overview: How much the spaces hold.
        is_partial: Whether older changes of the period were left out.
    """

    days: tuple[DayFigures, ...]
    failures: tuple[FailureFigures, ...]
    by_model: tuple[tuple[str, Usage], ...]
    overview: Overview
    is_partial: bool = False


def build_signature(why: str) -> str:
    """Return what failures of one kind have in common: without what is quoted, and numbers."""
    plain = _NUMBER.sub("N", _QUOTED.sub("…", why))
    return shorten(" ".join(plain.split()), SIGNATURE_CHARS_MAX)


def sum_days(
    changes: Iterable[Change],
    attempts: Iterable[Attempt],
    *,
    first: date,
    last: date,
    zone: tzinfo,
) -> tuple[DayFigures, ...]:
    """Return the figures of each day of a period, the oldest first."""
    number = (last - first).days + 1
    days = {day: DayFigures(day=day) for day in (first + timedelta(n) for n in range(number))}
    for change in changes:
        found = days.get(change.recorded_at.astimezone(zone).date())
        if found is not None:
            _add_change(found, change)
    for attempt in attempts:
        found = days.get(attempt.recorded_at.astimezone(zone).date())
        if found is not None:
            found.failed += 1
            found.usage += attempt.effort.usage
    return tuple(days.values())


def group_failures(attempts: Iterable[Attempt]) -> tuple[FailureFigures, ...]:
    """Return the kinds of failures, the most frequent ones first."""
    groups: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        groups.setdefault(build_signature(attempt.why), []).append(attempt)
    failures = [_build_failure(signature, group) for signature, group in groups.items()]
    return tuple(sorted(failures, key=lambda each: (-each.count, each.signature)))


def sum_models(efforts: Iterable[Effort]) -> tuple[tuple[str, Usage], ...]:
    """Return the usage of each model."""
    usages: dict[str, Usage] = {}
    for effort in efforts:
        if effort.model is not None:
            usages[effort.model] = usages.get(effort.model, Usage()) + effort.usage
    return tuple(sorted(usages.items()))


def _add_change(day: DayFigures, change: Change) -> None:
    kinds = Counter(step.operation for step in change.steps)
    day.changes += 1
    day.added += kinds["ADD"] + kinds["UPDATE"]
    day.closed += sum(len(step.closed) for step in change.steps)
    if change.act in {"remember", "relate"}:
        by_model = change.effort.model is not None
        day.by_model += by_model
        day.by_rules += not by_model
    day.usage += change.effort.usage


def _build_failure(signature: str, attempts: Sequence[Attempt]) -> FailureFigures:
    newest = max(attempts, key=lambda each: each.recorded_at)
    return FailureFigures(
        signature=signature, count=len(attempts), last=newest.recorded_at, example=newest.why
    )
