"""Where a fact comes from: who said the words that it was drawn from, and about whom."""

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
        by_user: A user did, or agreed to it; what a caller stated counts as a user's.
        own: What a user is called who said it of themselves, by name or as "user"; else None.
    """

    by_user: bool
    own: str | None = None


UNKNOWN: Final = Origin(by_user=True)
"""The words are not there any more: a fact is rather kept than closed."""


def merge_origins(revisions: Iterable[Origin]) -> Origin:
    """Return the origin of a fact, given those of its revisions, oldest first."""
    origins = tuple(revisions)
    own = next((each.own for each in reversed(origins) if each.own is not None), None)
    return Origin(by_user=any(each.by_user for each in origins), own=own)


def find_origin(episode: Episode | None, fact: Fact) -> Origin:
    """Return the origin of a fact that was drawn from an episode, if that is there still."""
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
