"""Rendering who visits the explorer, and what they may do."""

from typing import Final

from mcp_mem0.domain.access import RIGHTS
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.rendering.recollections import RecollectionModel
from mcp_mem0.domain.requests.caller import Caller

ALL_RIGHTS: Final = frozenset(RIGHTS)


class AllowedSpaceModel(Output):
    """A space, and what the visitor may do there."""

    space: str
    read: bool
    write: bool
    forget: bool
    erase: bool


class VisitModel(Output):
    """Who visits, where, and what they may do."""

    version: str
    team: bool
    author: str
    zone: str
    now: str
    space: str
    spaces: tuple[AllowedSpaceModel, ...]
    sees_forgotten: bool
    settings: bool
    has_model: bool
    graph: bool


class TimedRecollectionModel(RecollectionModel):
    """The answer of recall, and how long it took."""

    milliseconds: float


def build_allowed_space_models(caller: Caller) -> tuple[AllowedSpaceModel, ...]:
    """Return each space that a caller may read, with their rights there."""
    access = caller.access
    allowed = ALL_RIGHTS if access is None else {each for each in RIGHTS if access.allows(each)}
    return tuple(
        AllowedSpaceModel(space=space, **{right: right in allowed for right in RIGHTS})
        for space in caller.read_spaces
    )
