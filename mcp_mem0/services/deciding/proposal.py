"""What is proposed about an episode."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mcp_mem0.domain.decisions.target_lookup import REFUSED_BY, RefusedTarget
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.domain.model.rows import Episode, Head
from mcp_mem0.domain.usage import Usage
from mcp_mem0.services.deciding.context import GatheredInput

DECISIONS_MAX: Final = 3
"""How often a model decides one episode when others keep changing what lies near it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What was decided, on what grounds, and the head of the space before it was gathered.

    `decision_count` counts the decisions so far; `conflicted` is the last one, if others changed
    its grounds so often that `decision` is only what is left of it. `refusal` says why nothing was
    decided, if the caller was to replace a fact that another change has replaced or closed.
    """

    head: Head | None
    gathered: GatheredInput
    decision: Decision
    decision_count: int = 1
    conflicted: Decision | None = None
    refusal: RequestError | None = None

    @property
    def last_word(self) -> Decision | None:
        """The decision that counts despite conflicts, if a model was asked too often."""
        was_asked = self.decision.effort.model is not None
        return self.conflicted or (
            self.decision if was_asked and self.decision_count >= DECISIONS_MAX else None
        )

    @property
    def seen_at(self) -> datetime | None:
        """When the head that it rests on was written."""
        return None if self.head is None else self.head.recorded_at


def build_refused_proposal(
    episode: Episode, refused: RefusedTarget, before: Proposal | None, head: Head | None
) -> Proposal:
    """Return what settles a stored episode of which nothing may be decided.

    What was decided before is not done, but what that cost is counted.
    """
    spent = Usage() if before is None else before.decision.effort.usage
    effort = Effort(decided_by=REFUSED_BY).replace_usage(spent)
    return Proposal(
        head=head,
        gathered=GatheredInput.from_episode(episode),
        decision=Decision(operations=(), effort=effort, dropped=(refused.note,)),
        refusal=refused.error,
    )
