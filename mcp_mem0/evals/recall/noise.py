"""The calls that tell a store what stands beside a set: a chat that answers nothing it asks."""

from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.evals.recall.chat_noise import CHAT_LANGUAGES, ChatSession, generate_chat
from mcp_mem0.evals.recall.recall_set import RecallSet
from mcp_mem0.evals.recall.set_files import SPACE, WAIT_S


def build_noise(recall_set: RecallSet, messages: int) -> tuple[RememberRequest, ...]:
    """Return the calls that tell the noise of a set: a chat in the languages of its questions.

    Args:
        recall_set: It may want no noise.
        messages: How many there are in all; the same chat each time.

    Raises:
        RequestError: There is no chat of that size.
    """
    if recall_set.noise is None or messages == 0:
        return ()
    asked = {question.language for question in recall_set.questions}
    languages = [language for language in CHAT_LANGUAGES if language in asked]
    sessions = generate_chat(messages, languages=languages or CHAT_LANGUAGES[:1])
    return tuple(_build_call(number, session) for number, session in enumerate(sessions, start=1))


def _build_call(number: int, session: ChatSession) -> RememberRequest:
    return RememberRequest(
        intake=Intake(messages=session.messages),
        space=SPACE,
        session=f"chat {number}",
        author=SPACE,
        said_at=session.said_at,
        wait_s=WAIT_S,
    )
