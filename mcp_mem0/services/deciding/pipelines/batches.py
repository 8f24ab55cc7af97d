"""Splitting an episode into batches: as many new messages as one model call reads well.

A few messages are one batch. A whole conversation that arrives at once is several, in order, so
that each answer stays far below the length that a model may write.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.model.rows import Episode, Message
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.prompts.parts import NumberedMessage

BATCH_TOKENS_MAX: Final = 1_500
BATCH_MESSAGES_MAX: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageBatch:
    """Some new messages of an episode, by position, and the messages before them."""

    positions: tuple[int, ...]
    earlier: tuple[Message, ...]

    def number_messages(self, episode: Episode) -> list[NumberedMessage]:
        """Return the messages with their numbers, starting at 1."""
        messages = episode.intake.all_messages
        return [
            NumberedMessage(
                number=place + 1, message=messages[place], said_at=episode.find_message_time(place)
            )
            for place in self.positions
        ]


def split_batches(
    messages: Sequence[Message],
    recent: Sequence[Message],
    *,
    recent_max: int,
    without: Collection[int] = (),
) -> list[MessageBatch]:
    """Split messages into batches, each with the last `recent_max` messages before it.

    A message that is longer than a batch is one by itself. Messages at the positions `without`
    are left out.
    """
    parts: list[list[int]] = []
    tokens = 0
    for place, message in enumerate(messages):
        if place in without:
            continue
        size = estimate_tokens(message.content)
        fits = tokens + size <= BATCH_TOKENS_MAX
        if not parts or not fits or len(parts[-1]) == BATCH_MESSAGES_MAX:
            parts.append([])
            tokens = 0
        parts[-1].append(place)
        tokens += size
    batches: list[MessageBatch] = []
    before = [*recent]
    for part in parts:
        earlier = before[-recent_max:] if recent_max else []
        batches.append(MessageBatch(positions=tuple(part), earlier=tuple(earlier)))
        before += [messages[place] for place in part]
    return batches
