"""`Mention`, the little of a fact or relation that counting and drawing a whole space needs.

A space may have a hundred thousand facts; read whole, they would take seconds.
"""

from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.rows import StatedRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Which names a fact mentions, or which relation it states.

    Attributes:
        fact: The row id of the fact.
        place: The message that supports the fact: its episode and position; None of a relation.
        names: The names that it mentions; of a relation, its two ends.
        relation: The relation; None for the fact itself.
        is_open: Whether it is believed now.
        retired_as: How it was closed, if it is.
    """

    fact: str
    place: tuple[str, int] | None
    names: tuple[str, ...]
    relation: StatedRelation | None
    author: str
    session: str
    tags: tuple[str, ...]
    recorded_at: datetime
    is_open: bool
    retired_as: Closing | None = None
