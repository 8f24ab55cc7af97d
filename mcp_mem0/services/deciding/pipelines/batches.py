"""Splitting an episode into batches: as many new messages as one model call reads well.

A few messages are one batch. A whole conversation that arrives at once is several, in order, so
that each answer stays far below the length that a model may write.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.model.rows import Episode, Message
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.prompts.parts import NumberedMessage

BATCH_TOKENS_MAX: Final = 1_600
BATCH_MESSAGES_MAX: Final = 24


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
    places = [place for place in range(len(messages)) if place not in without]
    sizes = {place: estimate_tokens(messages[place].content) for place in places}
    parts = _balance_parts(places, sizes)
    batches: list[MessageBatch] = []
    before = [*recent]
    for part in parts:
        earlier = before[-recent_max:] if recent_max else []
        batches.append(MessageBatch(positions=tuple(part), earlier=tuple(earlier)))
        before += [messages[place] for place in part]
    return batches


def _balance_parts(places: Sequence[int], sizes: Mapping[int, int]) -> list[list[int]]:
    """Cut places into as few parts as the bounds allow, of about as many messages each.

    So there is no call for the one message that did not fit.
    """
    parts = _fill_parts(places, sizes, BATCH_MESSAGES_MAX)
    even = -(-len(places) // len(parts)) if parts else 0
    for count_max in range(max(1, even), BATCH_MESSAGES_MAX):
        balanced = _fill_parts(places, sizes, count_max)
        if len(balanced) == len(parts):
            return balanced
    return parts


def _fill_parts(places: Sequence[int], sizes: Mapping[int, int], count_max: int) -> list[list[int]]:
    """Cut places into parts, each as large as the bounds allow."""
    parts: list[list[int]] = []
    tokens = 0
    for place in places:
        fits = tokens + sizes[place] <= BATCH_TOKENS_MAX
        if not parts or not fits or len(parts[-1]) == count_max:
            parts.append([])
            tokens = 0
        parts[-1].append(place)
        tokens += sizes[place]
    return parts
