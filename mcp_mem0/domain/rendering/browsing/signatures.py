"""Rendering the signs that a memory fails: a line each, and JSON."""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.results.signatures import Drift, NearDuplicates, Signatures

DRIFT_HINT: Final = (
    "`mcp-mem0 stats --drift 20` lets the model decide the 20 newest episodes again, which costs"
    " tokens"
)


class ProportionModel(Output):
    """How many of how many, and the share from 0 to 1, if there is anything."""

    count: int
    total: int
    share: float | None = None


class DriftModel(Output):
    """How many decisions came out otherwise when they were made again."""

    changed: ProportionModel
    failed: int
    tokens: int


class SignaturesModel(Output):
    """What shows whether a memory fails."""

    unkept_episodes: ProportionModel
    episodes_left_out: bool
    relations: int
    components: int
    largest_component: ProportionModel
    lone_entities: ProportionModel
    unrelated_facts: ProportionModel
    closed: ProportionModel
    closed_as: dict[str, int]
    near_duplicates: ProportionModel
    repeated: ProportionModel
    is_sampled: bool
    drift: DriftModel | None = None


def build_signatures_model(found: Signatures, drift: Drift | None) -> SignaturesModel:
    """Return the signs as JSON."""
    graph, duplicates = found.fragmentation, found.near_duplicates
    return SignaturesModel(
        unkept_episodes=_build_proportion(found.unkept_episodes),
        episodes_left_out=found.episodes_left_out,
        relations=graph.relations,
        components=graph.components,
        largest_component=_build_proportion(graph.largest),
        lone_entities=_build_proportion(graph.lone_entities),
        unrelated_facts=_build_proportion(graph.unrelated_facts),
        closed=_build_proportion(found.closed),
        closed_as=dict(found.closed_as),
        near_duplicates=_build_proportion(duplicates.alike),
        repeated=_build_proportion(duplicates.repeated),
        is_sampled=duplicates.is_sampled,
        drift=None
        if drift is None
        else DriftModel(
            changed=_build_proportion(drift.changed), failed=drift.failed, tokens=drift.tokens
        ),
    )


def render_signatures(found: Signatures, drift: Drift | None, *, has_graph: bool) -> Iterator[str]:
    """Yield a line for each sign."""
    newest = "newest " if found.episodes_left_out else ""
    yield (
        f"Over-filtering: {_format(found.unkept_episodes, f'{newest}decided episodes')} left no"
        " fact."
    )
    if has_graph:
        yield from _render_fragmentation(found)
    ways = ", ".join(f"{count:,} {way}" for way, count in found.closed_as)
    yield f"Closed: {_format(found.closed, 'facts')}{': ' if ways else ''}{ways}."
    yield f"Near-duplicates: {_render_duplicates(found.near_duplicates)}."
    yield f"Drift: {DRIFT_HINT if drift is None else _render_drift(drift)}."


def _render_fragmentation(found: Signatures) -> Iterator[str]:
    graph = found.fragmentation
    pieces = "component" if graph.components == 1 else "components"
    yield (
        f"Fragmentation: {graph.components:,} {pieces} of the graph, the largest with"
        f" {_format(graph.largest, 'related entities')};"
        f" {_format(graph.lone_entities, 'entities')} and"
        f" {_format(graph.unrelated_facts, 'facts')} without a relation."
    )


def _render_duplicates(found: NearDuplicates) -> str:
    alike = _format(found.alike, "facts")
    sample = f", a sample of {found.facts:,}," if found.is_sampled else ""
    return f"{alike}{sample} nearly the same as another, {found.repeated.count:,} word for word"


def _render_drift(drift: Drift) -> str:
    failed = f", {drift.failed:,} more failed" if drift.failed else ""
    return (
        f"{_format(drift.changed, 'decisions')} came out otherwise{failed}; {drift.tokens:,} tokens"
    )


def _format(some: Proportion, things: str) -> str:
    share = "" if some.share is None else f" ({some.share:.1%})"
    return f"{some.count:,} of {some.total:,} {things}{share}"


def _build_proportion(some: Proportion) -> ProportionModel:
    return ProportionModel(
        count=some.count,
        total=some.total,
        share=None if some.share is None else round(some.share, 4),
    )
