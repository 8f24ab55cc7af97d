"""Rendering memories that were asked for by their ids, whole, and how many of them fit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from typing import Annotated, assert_never

from pydantic import BaseModel, Field

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.rendering.changes.change_words import describe_change
from mcp_mem0.domain.rendering.changes.fact_words import describe_history
from mcp_mem0.domain.rendering.closing_words import describe_closing
from mcp_mem0.domain.rendering.history import (
    ChangeModel,
    HistoryModel,
    build_change_model,
    build_history_model,
    render_change,
    render_history,
)
from mcp_mem0.domain.rendering.quoting import Output, format_name, format_speaker, quote_text
from mcp_mem0.domain.requests.model import Detail
from mcp_mem0.domain.results.history import (
    ChangeDetails,
    FactHistory,
    WholeEpisode,
    WholeMemory,
    WholeMessage,
)
from mcp_mem0.domain.text.search_text import label_speaker
from mcp_mem0.domain.text.token_estimate import estimate_tokens

_GONE = "its words were forgotten or erased"


class WholeMessageModel(Output):
    """One message, word for word."""

    id: str | None = None
    speaker: Annotated[str | None, Field(description="A role, or a name.")] = None
    said_at: str
    text: Annotated[str | None, Field(description="Absent: forgotten or erased.")] = None
    closed_as: Closing | None = None


class WholeEpisodeModel(Output):
    """What came in with one call, or the one message of it that was asked for."""

    id: str
    episode: str
    space: str
    session: str
    author: str
    messages: tuple[WholeMessageModel, ...]
    left_out: Annotated[int | None, Field(description="How many more did not fit.")] = None


def build_whole_model(memory: WholeMemory) -> HistoryModel | WholeEpisodeModel | ChangeModel:
    """Return a memory as JSON."""
    match memory:
        case FactHistory():
            return build_history_model(memory)
        case ChangeDetails():
            return build_change_model(memory)
        case WholeEpisode():
            return WholeEpisodeModel(
                id=memory.id,
                episode=memory.episode,
                space=memory.space,
                session=memory.session,
                author=memory.author,
                messages=tuple(map(_build_message_model, memory.messages)),
                left_out=memory.left_out or None,
            )
        case _:
            assert_never(memory)


def render_whole_memory(memory: WholeMemory, detail: Detail, zone: tzinfo = UTC) -> str:
    """Return a memory as text; how a change was decided is part of the full detail.

    Args:
        memory: The memory.
        detail: How much is told.
        zone: Whose clocks tell the times of what is not told in full.
    """
    match memory:
        case FactHistory():
            return render_history(memory) if detail == "full" else describe_history(memory, zone)
        case ChangeDetails():
            return render_change(memory) if detail == "full" else describe_change(memory, zone)
        case WholeEpisode():
            return "\n".join(_render_episode(memory))
        case _:
            assert_never(memory)


def fit_whole_memories(
    memories: Sequence[WholeMemory], *, tokens_max: int
) -> tuple[tuple[WholeMemory, ...], tuple[str, ...]]:
    """Return the memories that fit a token budget, and a sentence on those that do not.

    The first is told at any length, except that of an episode as many messages as fit are told.
    """
    first, *rest = memories
    if isinstance(first, WholeEpisode):
        first = _fit_episode(first, tokens_max)
    told = [first]
    left = tokens_max - _count_tokens(first)
    beyond: list[str] = []
    for memory in rest:
        size = _count_tokens(memory)
        if size <= left:
            told.append(memory)
            left -= size
        else:
            beyond.append(_get_id(memory))
    if not beyond:
        return tuple(told), ()
    note = (
        f"{', '.join(beyond)} did not fit max_tokens {tokens_max:,}: ask for {_them(beyond)} alone,"
        " or raise it"
    )
    return tuple(told), (note,)


def _fit_episode(episode: WholeEpisode, tokens_max: int) -> WholeEpisode:
    """Return an episode with as many of its first messages as fit, at least one."""
    room = tokens_max - _count_tokens(replace(episode, messages=()))
    fitting = 0
    for message in episode.messages:
        room -= _count_tokens(replace(episode, messages=(message,)))
        room += _count_tokens(replace(episode, messages=()))
        if room < 0:
            break
        fitting += 1
    kept = episode.messages[: max(1, fitting)]
    return replace(episode, messages=kept, left_out=len(episode.messages) - len(kept))


def _count_tokens(memory: WholeMemory) -> int:
    """Return how many tokens a memory takes in full, in the longer one of its two forms."""
    structure: BaseModel = build_whole_model(memory)
    written = structure.model_dump_json(by_alias=True, exclude_none=True)
    return max(estimate_tokens(render_whole_memory(memory, "full")), estimate_tokens(written))


def _get_id(memory: WholeMemory) -> str:
    match memory:
        case FactHistory():
            return memory.lineage
        case ChangeDetails():
            return memory.change.id
        case WholeEpisode():
            return memory.id
        case _:
            assert_never(memory)


def _them(ids: Sequence[str]) -> str:
    return "it" if len(ids) == 1 else "them"


def _build_message_model(message: WholeMessage) -> WholeMessageModel:
    said = message.message
    return WholeMessageModel(
        id=message.id or None,
        speaker=None if said is None else label_speaker(said),
        said_at=format_moment(message.said_at),
        text=None if said is None else said.content,
        closed_as=message.retired,
    )


def _render_episode(episode: WholeEpisode) -> Iterator[str]:
    kind = "episode" if episode.id == episode.episode else "message"
    parts = [
        f"space {format_name(episode.space)}",
        f"session {format_name(episode.session)}" if episode.session else None,
        f"by {format_name(episode.author)}" if episode.author else None,
        None if kind == "episode" else f"episode {episode.episode}",
    ]
    where = ", ".join(part for part in parts if part)
    yield f"Quoted from memory, {kind} {episode.id} ({where}):"
    for message in episode.messages:
        name = f"{message.id}, " if kind == "episode" and message.id else ""
        closed = f" ({describe_closing(message.retired)})" if message.retired else ""
        yield f"  {name}{_format_message(message)}{closed}"
    if episode.left_out:
        yield f"  {episode.left_out:,} more messages: raise max_tokens."


def _format_message(message: WholeMessage) -> str:
    moment, said = format_moment(message.said_at), message.message
    if said is None:
        return f"{moment}: {_GONE}"
    return f"{format_speaker(label_speaker(said))}, {moment}: {quote_text(said.content)}"
