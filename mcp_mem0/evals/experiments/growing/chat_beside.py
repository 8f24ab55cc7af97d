"""A conversation that is followed by small talk, which shares words with it and answers nothing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from mcp_mem0.evals.datasets.dataset import LongConversation, Session, Turn
from mcp_mem0.evals.experiments.growing.checkpoints import Checkpoint
from mcp_mem0.evals.recall.chat_noise import CHAT_LANGUAGES, generate_chat

CHAT_POINTS: Final = (150, 300)
"""After so many messages in all of small talk the questions are asked again."""


def add_chat(conversation: LongConversation, messages: int) -> LongConversation:
    """Return a conversation with so many messages of small talk after its own sessions.

    They are in its language where there is small talk in it, else in English, and said in the same
    months.

    Raises:
        RequestError: So much small talk cannot be made.
    """
    language = conversation.language if conversation.language in CHAT_LANGUAGES else "en"
    chat = generate_chat(messages, languages=(language,)) if messages else ()
    first, last = conversation.sessions[0].said_at, conversation.sessions[-1].said_at
    said = tuple(
        Session(
            said_at=first + (last - first) * (number / len(chat)),
            turns=tuple(
                Turn(id=f"chat {number}:{place}", message=message)
                for place, message in enumerate(session.messages, start=1)
            ),
        )
        for number, session in enumerate(chat, start=1)
    )
    return replace(conversation, sessions=(*conversation.sessions, *said))


def list_chat_checkpoints(
    grown: LongConversation, *, last: Checkpoint, points: Sequence[int] = CHAT_POINTS
) -> dict[int, Checkpoint]:
    """Return the checkpoints amid the small talk, by the session, from 1, after which they are.

    Args:
        grown: The conversation with its small talk.
        last: The last checkpoint of its own, after the last of its own sessions.
        points: After how many messages of small talk there is one.
    """
    told = accumulate(len(each.turns) for each in grown.sessions[last.session :])
    ends = list(enumerate(told, start=last.session + 1))
    checkpoints: dict[int, Checkpoint] = {}
    for point in points:
        end = next((session for session, count in ends if count >= point), None)
        if end is not None:
            checkpoints[end] = replace(last, chat=point)
    return checkpoints
