"""Portions of an episode: as many new messages as one model call reads well.

Two messages are one portion. A whole conversation that comes in at once is several, in order,
so that the answer to each stays far below what a model may write.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.model.rows import Episode, Message
from mcp_mem0.domain.text.token_estimate import token_count
from mcp_mem0.prompts.parts import Spoken

PORTION_TOKENS_MAX: Final = 1_500
PORTION_MESSAGES_MAX: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Some new messages of an episode, by their positions, and what was said before them."""

    positions: tuple[int, ...]
    earlier: tuple[Message, ...]

    def spoken(self, episode: Episode) -> list[Spoken]:
        """Return the messages with their numbers, which count from 1."""
        messages = episode.intake.all_messages
        return [
            Spoken(number=place + 1, message=messages[place], said_at=episode.said_at_of(place))
            for place in self.positions
        ]


def portions_of(
    messages: Sequence[Message],
    recent: Sequence[Message],
    *,
    recent_max: int,
    without: Collection[int] = (),
) -> list[Portion]:
    """Cut messages into portions, each with the last `recent_max` messages before it.

    A message that is longer than a portion is one by itself; those at the positions `without` are
    in none.
    """
    parts: list[list[int]] = []
    tokens = 0
    for place, message in enumerate(messages):
        if place in without:
            continue
        size = token_count(message.content)
        fits = tokens + size <= PORTION_TOKENS_MAX
        if not parts or not fits or len(parts[-1]) == PORTION_MESSAGES_MAX:
            parts.append([])
            tokens = 0
        parts[-1].append(place)
        tokens += size
    portions: list[Portion] = []
    before = [*recent]
    for part in parts:
        earlier = before[-recent_max:] if recent_max else []
        portions.append(Portion(positions=tuple(part), earlier=tuple(earlier)))
        before += [messages[place] for place in part]
    return portions
