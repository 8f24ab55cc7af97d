"""Rendering the paths between two names, as the explorer shows them."""

from mcp_mem0.domain.graph.model import AboutAnswer
from mcp_mem0.domain.rendering.graph.about import (
    EntityModel,
    PathModel,
    UnknownNameModel,
    build_about_model,
)
from mcp_mem0.domain.rendering.quoting import Output


class PathsModel(Output):
    """The shortest paths between two names."""

    space: str
    entities: tuple[EntityModel, ...]
    paths: tuple[PathModel, ...]
    unknown: tuple[UnknownNameModel, ...] | None = None
    apart: tuple[tuple[str, ...], ...] | None = None
    left_out: int | None = None


def build_paths_model(space: str, answer: AboutAnswer) -> PathsModel:
    """Return the paths as JSON; none if one of the names is unknown."""
    model = build_about_model(answer)
    found = next(iter(model.between or ()), None)
    return PathsModel(
        space=space,
        entities=() if found is None else found.entities,
        paths=() if found is None else found.paths,
        unknown=model.unknown,
        apart=None if found is None else found.apart,
        left_out=None if found is None else found.left_out,
    )
