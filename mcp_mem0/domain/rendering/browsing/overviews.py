"""Rendering spaces and statistics."""

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.rendering.browsing.signatures import SignaturesModel
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.results.pages import Overview, SpaceFigures
from mcp_mem0.domain.usage import Usage


class SpaceModel(Output):
    """How much one space holds."""

    space: str
    facts: int
    closed_facts: int
    relations: int
    messages: int
    pending: int
    changes: int
    erased: int | None = None
    changed_at: str | None = None


class SpacesModel(Output):
    """All spaces."""

    spaces: tuple[SpaceModel, ...]


class UsageModel(Output):
    """The usage of models."""

    model: str | None = None
    calls: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    milliseconds: int


class StatsModel(Output):
    """How much is stored, and what models cost since a moment."""

    spaces: tuple[SpaceModel, ...]
    embedder: str | None = None
    graph: bool
    since: str
    decided_by_model: int
    decided_by_rules: int
    failed_attempts: int
    summaries: int
    usage: UsageModel
    by_model: tuple[UsageModel, ...]
    signatures: SignaturesModel


def build_spaces_model(overview: Overview) -> SpacesModel:
    """Return the spaces as JSON."""
    return SpacesModel(spaces=tuple(map(_build_space_model, overview.spaces)))


def build_stats_model(
    overview: Overview, signatures: SignaturesModel, *, has_graph: bool
) -> StatsModel:
    """Return the statistics as JSON, with whether memories are related to each other."""
    spent = overview.spent
    return StatsModel(
        spaces=tuple(map(_build_space_model, overview.spaces)),
        embedder=None if overview.embedder is None else str(overview.embedder),
        graph=has_graph,
        since=format_moment(overview.since),
        decided_by_model=spent.decided_by_model,
        decided_by_rules=spent.decided_by_rules,
        failed_attempts=spent.failed_attempts,
        summaries=spent.summaries,
        usage=_build_usage_model(None, spent.usage),
        by_model=tuple(_build_usage_model(model, usage) for model, usage in spent.by_model),
        signatures=signatures,
    )


def _build_space_model(figures: SpaceFigures) -> SpaceModel:
    return SpaceModel(
        space=figures.space,
        facts=figures.facts,
        closed_facts=figures.closed_facts,
        relations=figures.relations,
        messages=figures.messages,
        pending=figures.pending,
        changes=figures.changes,
        erased=figures.erased or None,
        changed_at=None if figures.changed_at is None else format_moment(figures.changed_at),
    )


def _build_usage_model(model: str | None, usage: Usage) -> UsageModel:
    return UsageModel(
        model=model,
        calls=usage.calls,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
        tokens_cached=usage.tokens_cached,
        milliseconds=usage.milliseconds,
    )
