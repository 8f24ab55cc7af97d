"""Rendering statistics as the explorer plots them."""

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.rendering.browsing.overviews import SpaceModel, UsageModel, build_spaces_model
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.results.explorer.statistics import DailyStatistics, DayFigures
from mcp_mem0.domain.usage import Usage


class DayModel(Output):
    """What happened on one day."""

    day: str
    added: int
    closed: int
    changes: int
    by_model: int
    by_rules: int
    failed: int
    calls: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int


class FailureModel(Output):
    """A kind of failure."""

    signature: str
    count: int
    last: str
    example: str | None = None


class StatisticsModel(Output):
    """The figures of some spaces."""

    since: str
    spaces: tuple[SpaceModel, ...]
    days: tuple[DayModel, ...]
    failures: tuple[FailureModel, ...]
    by_model: tuple[UsageModel, ...]
    partial: bool | None = None
    milliseconds: float


def build_statistics_model(
    statistics: DailyStatistics, *, sees_forgotten: bool, milliseconds: float
) -> StatisticsModel:
    """Return statistics as JSON; an example of a failure may quote what was forgotten."""
    return StatisticsModel(
        since=statistics.days[0].day.isoformat(),
        spaces=build_spaces_model(statistics.overview).spaces,
        days=tuple(map(_build_day_model, statistics.days)),
        failures=tuple(
            FailureModel(
                signature=each.signature,
                count=each.count,
                last=format_moment(each.last),
                example=each.example if sees_forgotten else None,
            )
            for each in statistics.failures
        ),
        by_model=tuple(_build_usage_model(model, usage) for model, usage in statistics.by_model),
        partial=statistics.is_partial or None,
        milliseconds=milliseconds,
    )


def _build_day_model(day: DayFigures) -> DayModel:
    return DayModel(
        day=day.day.isoformat(),
        added=day.added,
        closed=day.closed,
        changes=day.changes,
        by_model=day.by_model,
        by_rules=day.by_rules,
        failed=day.failed,
        calls=day.usage.calls,
        tokens_in=day.usage.tokens_in,
        tokens_out=day.usage.tokens_out,
        tokens_cached=day.usage.tokens_cached,
    )


def _build_usage_model(model: str, usage: Usage) -> UsageModel:
    return UsageModel(
        model=model,
        calls=usage.calls,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
        tokens_cached=usage.tokens_cached,
        milliseconds=usage.milliseconds,
    )
