"""Rendering the answer of recall."""

from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo
from typing import Annotated

from pydantic import Field

from mcp_mem0.domain.graph.model import AboutAnswer
from mcp_mem0.domain.rendering.dating import MemoryDates
from mcp_mem0.domain.rendering.graph.about import AboutModel, build_about_model, render_about_answer
from mcp_mem0.domain.rendering.history import ChangeModel, HistoryModel
from mcp_mem0.domain.rendering.itemised.whole import (
    WholeEpisodeModel,
    build_whole_model,
    render_whole_memory,
)
from mcp_mem0.domain.rendering.memories import MemoryModel, build_memory_model, render_memory
from mcp_mem0.domain.rendering.quoting import Output, escape_line_breaks, format_name
from mcp_mem0.domain.requests.model import Detail, RecallOrder
from mcp_mem0.domain.results.recall_result import Memory, Recollection, Section

_HEADINGS: dict[Section | None, str] = {
    None: "Quoted from memory, best first",
    "user": "About the user, quoted from memory",
    "doubtful": "May be outdated",
    "recent": "Changed lately",
    "around": "People and things around",
}
_NOTHING_KNOWN = "Nothing is known about that."
_SAFETY_KNOWN = "Mind what concerns health, diet or safety; nothing else is known about that."
_IN_TIME = "Quoted from memory, oldest first"


class RecollectionModel(Output):
    """The answer of recall, best memories first."""

    space: Annotated[str | None, Field(description="Where all of them are.")] = None
    about: Annotated[
        AboutModel | None, Field(description="What surrounds the name, or lies between several.")
    ] = None
    known: Annotated[bool | None, Field(description="false: nothing is known about that.")] = None
    memories: tuple[MemoryModel, ...]
    facts: Annotated[
        tuple[HistoryModel, ...] | None, Field(description="Asked for by id, with all revisions.")
    ] = None
    episodes: Annotated[
        tuple[WholeEpisodeModel, ...] | None,
        Field(description="Messages asked for by id, word for word."),
    ] = None
    changes: Annotated[
        tuple[ChangeModel, ...] | None, Field(description="Changes asked for by id.")
    ] = None
    left_out: Annotated[int | None, Field(description="How many more matched.")] = None
    pending: Annotated[int | None, Field(description="Stored, but not decided yet.")] = None
    notes: tuple[str, ...] | None = None


def build_recollection_model(recollection: Recollection, detail: Detail) -> RecollectionModel:
    """Return the answer as JSON; nulls are dropped when it is serialised."""
    space = find_common_space(recollection.memories)
    about = _select_about_answer(recollection)
    dates = MemoryDates.read(recollection, detail)
    whole = [build_whole_model(memory) for memory in recollection.whole]
    return RecollectionModel(
        space=space,
        about=None if about is None else build_about_model(about),
        known=None if recollection.is_known else False,
        memories=tuple(
            build_memory_model(each, space, detail, dates) for each in recollection.memories
        ),
        facts=tuple(each for each in whole if isinstance(each, HistoryModel)) or None,
        episodes=tuple(each for each in whole if isinstance(each, WholeEpisodeModel)) or None,
        changes=tuple(each for each in whole if isinstance(each, ChangeModel)) or None,
        left_out=recollection.left_out or None,
        pending=recollection.pending or None,
        notes=recollection.notes or None,
    )


def render_recollection(recollection: Recollection, detail: Detail, zone: tzinfo = UTC) -> str:
    """Return the answer as text; a zone's clocks tell when changes were made."""
    return "\n".join(_render_lines(recollection, detail, zone))


def render_frame(recollection: Recollection) -> str:
    """Return the lines of an answer around its memories: a graph before, and notes after them."""
    return "\n".join([*_render_opening(recollection, "brief", UTC), *_render_ending(recollection)])


def render_heading(
    section: Section | None, common_space: str | None, order: RecallOrder = "relevance"
) -> str:
    """Return the line before the memories of a section; only the first one names the space."""
    where = f" (space {format_name(common_space)})" if common_space else ""
    return f"{_IN_TIME if order == 'time' else _HEADINGS[section]}{where}:"


def find_common_space(memories: Iterable[Memory]) -> str | None:
    """Return the space that all memories are in; None if there are several, or no memories."""
    spaces = {memory.row.space for memory in memories}
    return next(iter(spaces)) if len(spaces) == 1 else None


def _render_lines(recollection: Recollection, detail: Detail, zone: tzinfo) -> Iterator[str]:
    space = find_common_space(recollection.memories)
    dates = MemoryDates.read(recollection, detail)
    yield from _render_opening(recollection, detail, zone)
    section: Section | None = None
    for number, memory in enumerate(recollection.memories, start=1):
        if number == 1 or memory.section != section:
            section = memory.section
            yield render_heading(section, space if number == 1 else None, recollection.order)
        yield render_memory(memory, number=number, common_space=space, detail=detail, dates=dates)
    yield from _render_ending(recollection)


def _render_opening(recollection: Recollection, detail: Detail, zone: tzinfo) -> Iterator[str]:
    about = _select_about_answer(recollection)
    if recollection.whole:
        for memory in recollection.whole:
            yield render_whole_memory(memory, detail, zone)
    elif about is not None:
        yield render_about_answer(about)
    elif not recollection.is_known:
        # What is told and not distant is told because it concerns somebody's safety.
        is_safety = any(not memory.is_distant for memory in recollection.memories)
        yield _SAFETY_KNOWN if is_safety else _NOTHING_KNOWN
    elif not recollection.memories:
        yield "Nothing was found in memory."


def _render_ending(recollection: Recollection) -> Iterator[str]:
    if recollection.left_out:
        yield f"{recollection.left_out} more: ask more exactly, or raise limit or max_tokens."
    if recollection.pending:
        yield f"{recollection.pending} stored, but not decided yet."
    yield from map(escape_line_breaks, recollection.notes)


def _select_about_answer(recollection: Recollection) -> AboutAnswer | None:
    """Return the graph part of the answer, if it has any content."""
    about = recollection.about
    return about if about is not None and (about.results or about.unknown) else None
