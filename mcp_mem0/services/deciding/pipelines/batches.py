"""Portions of an episode: as many new messages as one model call reads well.

Two messages are one portion. A whole conversation that comes in at once is several, in order,
so that the answer to each stays far below what a model may write.
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
    """Some new messages of an episode, by their positions, and what was said before them."""

    positions: tuple[int, ...]
    earlier: tuple[Message, ...]

    def number_messages(self, episode: Episode) -> list[NumberedMessage]:
        """Return the messages with their numbers, which count from 1."""
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
    """Cut messages into portions, each with the last `recent_max` messages before it.

    A message that is longer than a portion is one by itself; those at the positions `without` are
    in none.
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
    portions: list[MessageBatch] = []
    before = [*recent]
    for part in parts:
        earlier = before[-recent_max:] if recent_max else []
        portions.append(MessageBatch(positions=tuple(part), earlier=tuple(earlier)))
        before += [messages[place] for place in part]
    return portions
