"""`DecisionInput`, everything that a decider may read about an episode."""

from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.rows import Episode, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInput:
    """Everything that a decider may read about one episode.

    Attributes:
        episode: The episode to decide.
        recent: The last m messages of the session before it, oldest first.
        summary: The session's rolling summary S, or "".
        shown: The current facts near the episode, without duplicates, the best places first.
        nearest_count: How many of these, from the first, are so near that a decision is made again
            if one of them is newer than what it was made on.
        replaced: The facts that the caller replaces.
        entity_names: Names already in use nearby.
        reference_time: When the episode was said.
        forgotten: Positions of its messages that were forgotten since: no model is shown them.
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
