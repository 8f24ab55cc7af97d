"""What was said just before in a session, which is indexed with what follows it.

Most conversations come message by message, and an answer rarely repeats the words of its question.
"""

from mcp_mem0.domain.forgetting.holding import mask_text
from mcp_mem0.domain.model.rows import Episode, Excerpt
from mcp_mem0.ports import RecordReader


async def find_previous_passage(records: RecordReader, episode: Episode) -> str | None:
    """Return the passage said last in an episode's session and space, or None if there is none.

    A session ends when its rule ends it (`sessions.py`); within it no pause is too long. What was
    forgotten, or said later, does not count. A statement or a relation stands for itself and
    has nothing before it.
    """
    if episode.intake.statements:
        return None
    last = await records.find_last_excerpt(episode.space, episode.session)
    if last is None or not _is_before(last, episode):
        return None
    return mask_text(await records.find_forgotten(episode.space), last.text, last.said_at)


def _is_before(excerpt: Excerpt, episode: Episode) -> bool:
    return excerpt.said_at <= episode.find_message_time(0)
