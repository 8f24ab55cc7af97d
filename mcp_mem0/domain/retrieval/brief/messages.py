"""Selecting the messages of the brief, where the facts leave room.

Without a model most of what is known may be in messages alone: "I'm allergic to nuts" is then told
with the facts about the user. Then come the newest others, without questions, "ok" and the like.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.domain.results.recall_result import Section
from mcp_mem0.domain.retrieval.brief.matters import Matter, classify_message
from mcp_mem0.domain.secrets import REDACTED
from mcp_mem0.domain.text.fillers import is_filler
from mcp_mem0.domain.text.question_sentences import is_question
from mcp_mem0.domain.text.search_text import extract_speaker

LAST_MATTER: Final = Matter.SAFETY
"""What the user prefers or plans today is told by facts; a chat has too much of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefMessage:
    """A message of the brief."""

    excerpt: Excerpt
    section: Section


def select_messages(messages: Sequence[Excerpt]) -> tuple[BriefMessage, ...]:
    """Select the messages of a brief, those about the user first.

    Args:
        messages: The messages to select from, newest first.
    """
    telling = [
        message
        for message in messages
        if REDACTED not in message.text
        and not is_filler(message.text)
        and not is_question(message.text)
    ]
    matters = {message.id: _classify_message(message) for message in telling}
    own = sorted(
        (message for message in telling if matters[message.id] != Matter.OTHER),
        key=lambda message: matters[message.id],
    )
    return (
        *(BriefMessage(excerpt=message, section="user") for message in own),
        *(
            BriefMessage(excerpt=message, section="recent")
            for message in telling
            if matters[message.id] == Matter.OTHER
        ),
    )


def _classify_message(message: Excerpt) -> Matter:
    """Return what a message says about the user; OTHER if that is nothing lasting."""
    if extract_speaker(message.index_text, message.text) != "user":
        return Matter.OTHER
    matter = classify_message(message.text)
    return matter if matter <= LAST_MATTER else Matter.OTHER
