"""The origin of a fact: who said the message that it was drawn from, and about whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.grounding.agreement import is_agreed
from mcp_mem0.domain.grounding.first_person import is_said_by_oneself
from mcp_mem0.domain.model.rows import Episode, Fact
from mcp_mem0.domain.text.search_text import label_speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who stated a fact.

    Attributes:
        by_user: A user stated it or agreed to it; what a caller stated counts as a user's.
        own: The label of a user who said it of themselves, a name or "user"; else None.
    """

    by_user: bool
    own: str | None = None


UNKNOWN: Final = Origin(by_user=True)
"""The origin if the message is gone: when in doubt, the fact is protected like a user's."""


def merge_origins(revisions: Iterable[Origin]) -> Origin:
    """Return the origin of a fact, given those of its revisions, oldest first."""
    origins = tuple(revisions)
    own = next((origin.own for origin in reversed(origins) if origin.own is not None), None)
    return Origin(by_user=any(origin.by_user for origin in origins), own=own)


def find_origin(episode: Episode | None, fact: Fact) -> Origin:
    """Return the origin of a fact drawn from an episode, which may be gone."""
    if episode is None:
        return UNKNOWN
    messages = episode.intake.all_messages
    if not 0 <= fact.position < len(messages):
        return UNKNOWN
    message = messages[fact.position]
    if message.role != "user":
        return Origin(by_user=is_agreed(messages, fact.position, fact.quote))
    is_own = is_said_by_oneself(fact.quote, message.content)
    return Origin(by_user=True, own=label_speaker(message) if is_own else None)
