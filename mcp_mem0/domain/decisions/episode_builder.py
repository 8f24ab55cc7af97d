"""Building the episode and the excerpts of a request, which contain its text verbatim."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from mcp_mem0.domain.model.ids import NewId, Prefix, derive_id
from mcp_mem0.domain.model.rows import AwaitedDecider, Episode, Excerpt
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.search_text import ExcerptTexts


def build_episode(  # noqa: PLR0913 - what an episode is made of
    request: RememberRequest,
    *,
    session: str,
    now: datetime,
    new_id: NewId,
    awaits: AwaitedDecider = "rules",
    lifts: tuple[str, ...] = (),
) -> Episode:
    """Return the pending episode of a request; without `said_at`, it was said now."""
    return Episode(
        id=new_id(Prefix.EPISODE) if request.key is None else derive_episode_id(request),
        space=request.space,
        session=session,
        author=request.author,
        tags=request.tags,
        said_at=request.said_at or now,
        recorded_at=now,
        intake=request.intake,
        awaits=awaits,
        lifts=lifts,
    )


def derive_episode_id(request: RememberRequest) -> str:
    """Return the episode id derived from a caller's key; it differs from space to space."""
    return derive_id(Prefix.EPISODE, request.space, request.key or "")


def build_excerpts(
    episode: Episode,
    passages: Sequence[ExcerptTexts],
    vectors: Mapping[str, Vector],
    *,
    new_id: NewId,
) -> list[Excerpt]:
    """Return one excerpt per passage, with the vectors that exist; their ids are in order, too."""
    # Ids of one second are in no order, and the last passage must be found again.
    ids = sorted(new_id(Prefix.EXCERPT) for _ in passages)
    return [
        Excerpt(
            id=excerpt_id,
            space=episode.space,
            session=episode.session,
            author=episode.author,
            tags=episode.tags,
            said_at=episode.find_message_time(passage.position),
            recorded_at=episode.recorded_at,
            text=passage.text,
            index_text=passage.index_text,
            vector=vectors.get(passage.embed_text),
            entities=extract_entities(passage.text),
            source=episode.id,
            position=passage.position,
        )
        for excerpt_id, passage in zip(ids, passages, strict=True)
    ]
