"""What a whole space names: how often, and as a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.graph.overview import Picture
from mcp_mem0.domain.model.rows import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCount:
    """A name, and how many facts have it.

    Attributes:
        last: When the last fact of a session was recorded.
        also: The other names of an entity.
    """

    name: str
    count: int
    last: datetime | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceCount:
    """How many open facts and messages a space has."""

    space: str
    facts: int
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCounts:
    """The authors, tags and sessions of some spaces, those of most facts first."""

    spaces: tuple[SpaceCount, ...]
    authors: tuple[NameCount, ...]
    tags: tuple[NameCount, ...]
    sessions: tuple[NameCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureAnswer:
    """A picture of a space, with the facts that make its edges, by row id."""

    space: str
    picture: Picture
    facts: Mapping[str, Fact]
