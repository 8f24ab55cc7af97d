"""The rolling summary S of a session, as it is stored."""

from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Row):
    """A summary of a session up to and including the episode `source`.

    It is derived and never corrected: only the newest one is used, and only while nothing that it
    was made from has been forgotten. `seen_at` is the belief time of the newest change then: what
    was forgotten later may still be in it.
    """

    text: str
    source: str
    seen_at: datetime | None
    effort: Effort
