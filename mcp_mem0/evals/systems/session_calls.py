"""The calls of `remember` by which a client hands over a session of a conversation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mcp_mem0.domain.decisions.episode_builder import derive_episode_id
from mcp_mem0.domain.model.rows import Episode, Intake, Message
from mcp_mem0.domain.requests.conversations import read_conversation
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.dataset import Session, Turn
from mcp_mem0.server.mcp.memory import Terms

AUTHOR: Final = "evaluation"
DECISION_WAIT_S: Final = 3_600.0
"""How long a call waits for its decision: the paper's pipeline asks a model for each fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCall:
    """One call of `remember`, and the id of the turn of each of its messages."""

    request: RememberRequest
    turns: tuple[str, ...]

    @property
    def episode_id(self) -> str:
        """The id of what it stores, the same each time that it is made."""
        return derive_episode_id(self.request)

    def place_turns(self, episode: Episode) -> Mapping[Place, str]:
        """Return the turn of each message that was stored.

        A message that was held back, because its words had been forgotten, has no place.
        """
        sent, stored = self.request.intake.messages, episode.intake.messages
        if len(stored) == len(sent):
            return {Place(episode.id, n): turn for n, turn in enumerate(self.turns)}
        by_words = {
            message.attributed_content: turn for message, turn in zip(sent, self.turns, strict=True)
        }
        return {
            Place(episode.id, n): by_words[message.attributed_content]
            for n, message in enumerate(stored)
            if message.attributed_content in by_words
        }


def build_session_calls(number: int, session: Session, terms: Terms) -> tuple[SessionCall, ...]:
    """Return the calls for a session, counted from 1: one, or several if it exceeds the limits.

    Each has a key of its own, so that it stores nothing new when it is made again.
    """
    parts = _split_parts(list(_read_turns(session.turns, terms)), terms)
    return tuple(
        SessionCall(
            request=RememberRequest(
                intake=Intake(messages=tuple(message for _, message in part)),
                space=terms.caller.space,
                session=name_session(number),
                author=terms.caller.author or AUTHOR,
                said_at=session.said_at,
                wait_s=DECISION_WAIT_S,
                key=f"{name_session(number)}, part {part_number}",
            ),
            turns=tuple(turn for turn, _ in part),
        )
        for part_number, part in enumerate(parts, start=1)
    )


def name_session(number: int) -> str:
    """Return the name under which a session, counted from 1, is remembered."""
    return f"session {number}"


def find_session_end(session: Session) -> datetime:
    """Return when the last thing of a session was said."""
    times = (turn.message.at for turn in session.turns)
    return max([session.said_at, *(at for at in times if at is not None)])


def _read_turns(turns: Sequence[Turn], terms: Terms) -> Iterator[tuple[str, Message]]:
    """Yield the messages of turns as the tools read them: one without words is left out."""
    for turn in turns:
        said = turn.message
        sent = {"role": said.role, "content": said.content, "name": said.name}
        if said.at is not None:
            sent["at"] = said.at.isoformat()
        read = read_conversation(
            [sent], chars_max=terms.limits.message_chars_max, zone=terms.caller.zone
        )
        yield from ((turn.id, message) for message in read.messages)


def _split_parts(
    spoken: Sequence[tuple[str, Message]], terms: Terms
) -> list[list[tuple[str, Message]]]:
    """Cut messages into as many as one call may send."""
    parts: list[list[tuple[str, Message]]] = []
    chars = 0
    for each in spoken:
        size = len(each[1].content)
        is_full = not parts or len(parts[-1]) == terms.limits.messages_max
        if is_full or chars + size > terms.limits.total_chars_max:
            parts.append([])
            chars = 0
        parts[-1].append(each)
        chars += size
    return parts
