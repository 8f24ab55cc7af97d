"""When the questions of a growing conversation are asked, and which."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation
from mcp_mem0.evals.runs.questions import AT

CHECKPOINTS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A moment at which the growing memory is asked.

    Attributes:
        step: Which one it is, from 1; amid small talk, the last one before.
        session: The last session, from 1, that is remembered then.
        chat: How many messages of small talk stand beside.
    """

    step: int
    session: int
    chat: int = 0

    def name_system(self, system: str) -> str:
        """Return the name under which the answers of a system stand: "rules@5", "rules@17+150"."""
        beside = f"+{self.chat}" if self.chat else ""
        return f"{system}{AT}{self.session}{beside}"


def choose_checkpoints(sessions: int, count: int = CHECKPOINTS) -> tuple[Checkpoint, ...]:
    """Return at most so many checkpoints, evenly spread; the last one is after the last session."""
    ends = dict.fromkeys(math.ceil(step * sessions / count) for step in range(1, count + 1))
    return tuple(Checkpoint(step=step, session=end) for step, end in enumerate(ends, start=1))


def list_questions(conversation: LongConversation, session: int) -> tuple[DatasetQuestion, ...]:
    """Return the questions whose answer is right after a session, counted from 1.

    What was forgotten by then cannot be asked for any more.
    """
    return tuple(_find_questions(conversation, session))


def _find_questions(conversation: LongConversation, session: int) -> Iterator[DatasetQuestion]:
    last = len(conversation.sessions)
    sessions = _map_turns_to_sessions(conversation)
    forgotten = list_forgotten_turns(conversation, session)
    for question in conversation.questions:
        first = _find_first_session(question, sessions, last)
        is_gone = question.is_answerable and not forgotten.isdisjoint(question.evidence)
        if first <= session <= (question.asked_until or last) and not is_gone:
            yield question


def list_forgotten_turns(conversation: LongConversation, session: int) -> frozenset[str]:
    """Return the turns that were forgotten by the end of a session, counted from 1."""
    acts = (act for act in conversation.forgets if act.after_session <= session)
    return frozenset(turn for act in acts for turn in act.turns)


def _map_turns_to_sessions(conversation: LongConversation) -> Mapping[str, int]:
    return {
        turn.id: number
        for number, session in enumerate(conversation.sessions, start=1)
        for turn in session.turns
    }


def _find_first_session(question: DatasetQuestion, sessions: Mapping[str, int], last: int) -> int:
    """Return the first session after which a question may be asked.

    One with a day of its own, or whose answer nobody has located, waits for the end.
    """
    if question.asked_at is not None or (question.is_answerable and not question.evidence):
        return last
    said = (sessions.get(turn, last) for turn in question.evidence)
    return max([question.asked_from, *said])
