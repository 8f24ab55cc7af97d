"""From a request to what is stored of it word for word: an episode and its excerpts."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from mcp_mem0.domain.decisions.commit_builder import NewId
from mcp_mem0.domain.model.ids import Prefix, keyed_id
from mcp_mem0.domain.model.rows import Awaited, Episode, Excerpt
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.text.entity_extraction import entities_in
from mcp_mem0.domain.text.search_text import ExcerptTexts


def episode_of(
    request: RememberRequest,
    *,
    session: str,
    now: datetime,
    new_id: NewId,
    awaits: Awaited = "rules",
) -> Episode:
    """Return the pending episode of a request; unless said, it was said now."""
    return Episode(
        id=new_id(Prefix.EPISODE) if request.key is None else keyed_episode(request),
        space=request.space,
        session=session,
        author=request.author,
        tags=request.tags,
        said_at=request.said_at or now,
        recorded_at=now,
        intake=request.intake,
        awaits=awaits,
    )


def keyed_episode(request: RememberRequest) -> str:
    """Return the id of what a caller names by a key: another space has another one."""
    return keyed_id(Prefix.EPISODE, request.space, request.key or "")


def excerpts_of(
    episode: Episode,
    passages: Sequence[ExcerptTexts],
    vectors: Mapping[str, Vector],
    *,
    new_id: NewId,
) -> list[Excerpt]:
    """Return one excerpt per passage, with the vectors that there are."""
    return [
        Excerpt(
            id=new_id(Prefix.EXCERPT),
            space=episode.space,
            session=episode.session,
            author=episode.author,
            tags=episode.tags,
            said_at=episode.said_at_of(passage.position),
            recorded_at=episode.recorded_at,
            text=passage.text,
            index_text=passage.index_text,
            vector=vectors.get(passage.embed_text),
            entities=entities_in(passage.text),
            source=episode.id,
            position=passage.position,
        )
        for passage in passages
    ]
