"""An episode on its way to its decision, the one value that all who settle it hand on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.model.rows import Episode, Excerpt, Head
from mcp_mem0.services.deciding.context import GatheredInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A pending episode, stored or not.

    Attributes:
        episode: What came in.
        excerpts: Its excerpts if it is not stored yet, None if it is.
        head: The head of its space, read before it was stored; also None if no caller waits.
        is_keyed: Another call with the same key may store it first.
        is_key_shared: That call may have other words.
        wait_s: How long its caller waits for a decision, in seconds.
        forgotten: What was forgotten when it came, if it is not stored yet.
        gathered: What `Proposer.gather_ahead` read for it at `head`; only the proposer uses it.
    """

    episode: Episode
    excerpts: Sequence[Excerpt] | None = None
    head: Head | None = None
    is_keyed: bool = False
    is_key_shared: bool = False
    wait_s: float = 0.0
    forgotten: Forgotten | None = None
    gathered: GatheredInput | None = None

    @property
    def is_stored(self) -> bool:
        """Whether the store has it already."""
        return self.excerpts is None

    @property
    def waiting(self) -> tuple[Episode, ...] | None:
        """The pending episodes of the session before this one, or None if that is unknown."""
        return None if self.gathered is None else self.gathered.waiting

    def is_awaited(self, now: datetime) -> bool:
        """Whether its caller waits still, and said its words now and not at a time that it gives.

        One whose words are not stored yet waits.
        """
        episode = self.episode
        if episode.said_at != episode.recorded_at or any(
            message.at is not None for message in episode.intake.messages
        ):
            return False
        return not self.is_stored or (now - episode.recorded_at).total_seconds() < self.wait_s

    def mark_stored(self) -> "Incoming":
        """Return the same as it is once it is stored."""
        return replace(self, excerpts=None, forgotten=None)
