"""A conversation as plain text: a line for each turn, with when and by whom it was said."""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_mem0.evals.datasets.dataset import LongConversation, Session, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnLine:
    """A turn, by its id, and its line: "[2023-05-08 13:56] Ida: Hello!"."""

    turn: str
    text: str


def render_turn_lines(conversation: LongConversation) -> tuple[TurnLine, ...]:
    """Return the lines of all turns, in order."""
    return tuple(_render_lines(conversation))


def _render_lines(conversation: LongConversation) -> Iterator[TurnLine]:
    for session in conversation.sessions:
        for turn in session.turns:
            yield TurnLine(turn=turn.id, text=_render_line(session, turn))


def _render_line(session: Session, turn: Turn) -> str:
    said = turn.message
    at = said.at or session.said_at
    return f"[{at:%Y-%m-%d %H:%M}] {said.name or said.role}: {said.content}"
