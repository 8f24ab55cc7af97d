"""What exports of conversations share: a conversation comes over exchange by exchange.

A conversation that has gone on since is exported again whole; its new exchanges alone are new.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.transfer.foreign_record import ForeignMessage, ForeignRecord

_ID_CHARS: Final = 8
_UNTITLED: Final = "untitled"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTurn:
    """A message of a conversation, and its id in the export."""

    turn_id: str
    message: ForeignMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation of an export; its turns are in the order in which they were said."""

    conversation_id: str
    title: str | None
    said_at: str | None
    turns: Sequence[SaidTurn]
    tags: tuple[str, ...] = ()

    @property
    def session(self) -> str:
        """The name of its session: its title, and its id, because titles repeat."""
        # The id is kept when a long title is cut.
        title = " ".join((self.title or _UNTITLED).split())[:150]
        return f"{title} ({self.conversation_id[:_ID_CHARS]})"

    def build_records(self, place: str) -> Iterator[ForeignRecord]:
        """Return one record for each exchange: what a user says, and what answers it."""
        for turns in _group_exchanges(self.turns):
            first = turns[0]
            yield ForeignRecord(
                identity=f"exchange\0{self.conversation_id}\0{first.turn_id}",
                place=place,
                messages=tuple(turn.message for turn in turns),
                said_at=first.message.at or self.said_at,
                session=self.session,
                tags=self.tags,
            )


def _group_exchanges(turns: Sequence[SaidTurn]) -> Iterator[list[SaidTurn]]:
    exchange: list[SaidTurn] = []
    for turn in turns:
        is_new = turn.message.role == "user" and any(
            each.message.role != "user" for each in exchange
        )
        if is_new:
            yield exchange
            exchange = []
        exchange.append(turn)
    if exchange:
        yield exchange
