"""The rolling summary S of a session, as it is stored."""

from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Row):
    """What a session was about, up to and with the episode that `source` names.

    It is derived and never corrected: the newest one counts, and only while nothing that it was
    made from has been forgotten. `seen_at` is the belief time of the newest change at that time:
    what was forgotten later may still be in it.
    """

    text: str
    source: str
    seen_at: datetime | None
    effort: Effort
