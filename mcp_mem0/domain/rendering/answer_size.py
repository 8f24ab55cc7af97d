"""The size of an answer in tokens, whole and memory by memory.

An answer is measured as it is rendered, in the form that is read: text or JSON, with everything
around the memories. Where it is not known which of the two a client passes to its model, the larger
one counts.

The words of the lines of an answer add up, so the sizes of all its beginnings take one pass: a
recall has fifty memories to choose from, and rendering each beginning would take longer than the
search.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Literal, TypeAlias

from pydantic import BaseModel

from mcp_mem0.domain.rendering.dating import MemoryDates
from mcp_mem0.domain.rendering.memories import build_memory_model, render_memory
from mcp_mem0.domain.rendering.recollections import (
    RecollectionModel,
    build_recollection_model,
    find_common_space,
    render_frame,
    render_heading,
    render_recollection,
)
from mcp_mem0.domain.requests.model import Detail, Form
from mcp_mem0.domain.results.recall_result import Memory, Recollection, Section
from mcp_mem0.domain.text.token_estimate import (
    convert_words_to_tokens,
    count_token_words,
    estimate_tokens,
)

_SingleForm: TypeAlias = Literal["text", "json"]


def count_answer_tokens(recollection: Recollection, detail: Detail, form: Form = "both") -> int:
    """Return how many tokens an answer takes in a form; of both the larger one counts."""
    match form:
        case "text":
            return estimate_tokens(render_recollection(recollection, detail))
        case "json":
            structure = build_recollection_model(recollection, detail)
            return convert_words_to_tokens(_count_model_words(structure))
        case "both":
            return max(
                count_answer_tokens(recollection, detail, "text"),
                count_answer_tokens(recollection, detail, "json"),
            )


def count_beginning_tokens(recollection: Recollection, detail: Detail, form: Form) -> Iterator[int]:
    """Yield how many tokens the answer takes with its first memory, with its first two, and so on.

    Each is at least the size of an answer that leaves out the rest; only the last one may leave
    out nothing. Memories of a section are taken to stand together.
    """
    singles: tuple[_SingleForm, ...] = ("text", "json") if form == "both" else (form,)
    # A day on which fewer memories were said is told no longer than here.
    dates = MemoryDates.read(recollection, detail)
    sizes = (_count_beginning_words(recollection, detail, single, dates) for single in singles)
    for words in zip(*sizes, strict=True):
        yield convert_words_to_tokens(max(words))


def _count_beginning_words(
    recollection: Recollection, detail: Detail, form: _SingleForm, dates: MemoryDates
) -> Iterator[int]:
    memories = recollection.memories
    cut_frame = _count_frame_words(replace(recollection, left_out=1), form)
    whole_frame = _count_frame_words(recollection, form)
    common = find_common_space(memories[:1])
    space_words = _count_space_words(common, form)
    sections: set[Section | None] = set()
    words = 0
    for count, memory in enumerate(memories, start=1):
        if common is not None and memory.row.space != common:
            # From here on each memory names its space, and so do those before.
            common, space_words = None, 0
            words = sum(
                _count_memory_words(each, None, detail, form, dates)
                for each in memories[: count - 1]
            )
            words += sum(_count_heading_words(section, form) for section in sections)
        words += _count_memory_words(memory, common, detail, form, dates)
        if memory.section not in sections:
            sections.add(memory.section)
            words += _count_heading_words(memory.section, form)
        frame = whole_frame if count == len(memories) else cut_frame
        yield words + space_words + frame


def _count_frame_words(recollection: Recollection, form: _SingleForm) -> int:
    """Return the words around the memories."""
    if form == "text":
        return count_token_words(render_frame(recollection))
    return _count_model_words(build_recollection_model(replace(recollection, memories=()), "brief"))


# The same few spaces are told in each answer.
@lru_cache(maxsize=256)
def _count_space_words(space: str | None, form: _SingleForm) -> int:
    """Return the words of a space that all memories share."""
    if form == "text":
        return count_token_words(render_heading(None, space)) - _count_heading_words(None, form)
    bare = RecollectionModel(memories=())
    return _count_model_words(bare.model_copy(update={"space": space})) - _count_model_words(bare)


def _count_heading_words(section: Section | None, form: _SingleForm) -> int:
    return count_token_words(render_heading(section, None)) if form == "text" else 0


def _count_memory_words(
    memory: Memory,
    common_space: str | None,
    detail: Detail,
    form: _SingleForm,
    dates: MemoryDates,
) -> int:
    if form == "text":
        line = render_memory(
            memory, number=1, common_space=common_space, detail=detail, dates=dates
        )
        return count_token_words(line)
    return _count_model_words(build_memory_model(memory, common_space, detail, dates))


def _count_model_words(model: BaseModel) -> int:
    return count_token_words(model.model_dump_json(by_alias=True, exclude_none=True))
