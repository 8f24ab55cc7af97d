"""Rendering the graph of a space, its names and its filters, as the explorer shows them."""

from mcp_mem0.domain.dates import format_moment, format_stated
from mcp_mem0.domain.graph.overview import PictureEdge
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering.explorer.facts import SpanModel
from mcp_mem0.domain.rendering.graph.about import UnknownNameModel
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.results.explorer.catalogue import NameCount, NameCounts, PictureAnswer


class PictureNodeModel(Output):
    """An entity of the picture; its id is its place."""

    id: int
    name: str
    type: str | None = None
    also: tuple[str, ...] | None = None
    facts: int
    centre: bool | None = None


class PictureEdgeModel(Output):
    """What connects two entities, with the newest fact that says so."""

    source: int
    target: int
    kind: str
    label: str | None = None
    fact: str
    text: str
    since: str | None = None
    until: str | None = None
    count: int


class PictureModel(Output):
    """Part of the graph of a space."""

    space: str
    nodes: tuple[PictureNodeModel, ...]
    edges: tuple[PictureEdgeModel, ...]
    entities: int
    shown: int
    left_out: int
    edges_left_out: int
    span: SpanModel | None = None
    unknown: tuple[UnknownNameModel, ...] | None = None
    milliseconds: float


class MentionedNameModel(Output):
    """A name, and how many facts mention it."""

    name: str
    space: str
    facts: int


class MentionedNamesModel(Output):
    """Names that begin with some letters."""

    names: tuple[MentionedNameModel, ...]


class NameCountModel(Output):
    """A name to filter by."""

    name: str
    count: int
    last: str | None = None


class SpaceCountModel(Output):
    """A space to filter by."""

    space: str
    facts: int
    messages: int


class FiltersModel(Output):
    """What can be filtered by."""

    spaces: tuple[SpaceCountModel, ...]
    authors: tuple[NameCountModel, ...]
    tags: tuple[NameCountModel, ...]
    sessions: tuple[NameCountModel, ...]


def build_picture_model(answer: PictureAnswer, *, milliseconds: float) -> PictureModel:
    """Return a picture as JSON."""
    picture = answer.picture
    edges = (
        _build_edge_model(edge, fact)
        for edge in picture.edges
        if (fact := answer.facts.get(edge.fact)) is not None
    )
    return PictureModel(
        space=answer.space,
        nodes=tuple(
            PictureNodeModel(
                id=place,
                name=node.name,
                type=node.type,
                also=node.also or None,
                facts=node.facts,
                centre=node.is_centre or None,
            )
            for place, node in enumerate(picture.nodes)
        ),
        edges=tuple(edges),
        entities=picture.entities,
        shown=len(picture.nodes),
        left_out=picture.entities - len(picture.nodes),
        edges_left_out=picture.edges_left_out,
        span=None
        if picture.first is None or picture.last is None
        else SpanModel(from_=format_moment(picture.first), to=format_moment(picture.last)),
        unknown=tuple(
            UnknownNameModel(name=name, similar=similar or None)
            for name, similar in picture.unknown
        )
        or None,
        milliseconds=milliseconds,
    )


def build_filters_model(counts: NameCounts) -> FiltersModel:
    """Return what can be filtered by as JSON."""
    return FiltersModel(
        spaces=tuple(
            SpaceCountModel(space=each.space, facts=each.facts, messages=each.messages)
            for each in counts.spaces
        ),
        authors=_build_counts(counts.authors),
        tags=_build_counts(counts.tags),
        sessions=_build_counts(counts.sessions),
    )


def _build_counts(counts: tuple[NameCount, ...]) -> tuple[NameCountModel, ...]:
    return tuple(
        NameCountModel(
            name=each.name,
            count=each.count,
            last=None if each.last is None else format_moment(each.last),
        )
        for each in counts
    )


def _build_edge_model(edge: PictureEdge, fact: Fact) -> PictureEdgeModel:
    return PictureEdgeModel(
        source=edge.source,
        target=edge.target,
        kind="together" if edge.label is None else "relation",
        label=edge.label,
        fact=fact.lineage,
        text=fact.text,
        since=format_stated(fact.since) if fact.valid_from else None,
        until=format_stated(fact.until) if fact.until else None,
        count=edge.count,
    )
