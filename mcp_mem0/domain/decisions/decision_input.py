"""What a decider is shown."""

from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.rows import Episode, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInput:
    """All that a decider is shown about one episode.

    Attributes:
        episode: What came in.
        recent: The last m messages of the session before it, oldest first.
        summary: The session's rolling summary S, or "".
        shown: The current facts near what came in, without doubles, the nearest first.
        nearest: How many of these are the nearest of some new message.
        replaced: The facts that the caller says are replaced.
        entity_names: Names already in use nearby.
        reference_time: When it was said.
        forgotten: Positions of its messages that were forgotten since it came: no model is shown
            them.
    """

    episode: Episode
    recent: tuple[Message, ...]
    summary: str
    shown: tuple[Neighbour, ...]
    nearest_count: int
    replaced: tuple[Neighbour, ...]
    entity_names: tuple[str, ...]
    reference_time: datetime
    forgotten: frozenset[int] = frozenset()
