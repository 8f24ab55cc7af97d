"""Cutting an answer to a token budget, measured as it is rendered.

What counts is the larger of its two forms, text and JSON, with everything around the memories: a
client may pass either to its model.
"""

from bisect import bisect_right
from dataclasses import replace

from mcp_mem0.domain.graph.trimming import count_parts, take_first_parts
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering import build_recollection_model, render_recollection
from mcp_mem0.domain.requests.model import Detail
from mcp_mem0.domain.results.recall_result import Memory, Recollection
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.domain.text.token_estimate import estimate_tokens

SHORTEST_CHARS = 40
"""How much of the one memory that is always shown is left at least, in characters."""


def count_answer_tokens(recollection: Recollection, detail: Detail) -> int:
    """Return how many tokens the larger form of an answer takes."""
    structure = build_recollection_model(recollection, detail)
    return max(
        estimate_tokens(render_recollection(recollection, detail)),
        estimate_tokens(structure.model_dump_json(exclude_none=True)),
    )


def fit_token_budget(
    recollection: Recollection, detail: Detail, *, tokens_max: int
) -> Recollection:
    """Return the answer with as many of its first memories as fit; the rest is left out.

    At least one memory stays, its text shortened if it alone is too long. Graph answers about
    names take precedence over memories.
    """
    if count_answer_tokens(recollection, detail) <= tokens_max:
        return recollection
    if recollection.about is not None and recollection.about.results:
        return _fit_about_answer(recollection, detail, tokens_max)
    if not recollection.memories:
        return recollection
    count = _count_fitting_memories(recollection, detail, tokens_max)
    if count == 0:
        return _shorten_single(_take_first(recollection, 1), detail, tokens_max)
    return _take_first(recollection, count)


def _fit_about_answer(recollection: Recollection, detail: Detail, tokens_max: int) -> Recollection:
    alone = _take_first(recollection, 0)
    if count_answer_tokens(alone, detail) <= tokens_max:
        return _take_first(recollection, _count_fitting_memories(recollection, detail, tokens_max))
    about = recollection.about
    if about is None:
        return alone
    fitting = bisect_right(
        range(1, count_parts(about)),
        tokens_max,
        key=lambda parts: count_answer_tokens(
            replace(alone, about=take_first_parts(about, parts)), detail
        ),
    )
    return replace(alone, about=take_first_parts(about, max(1, fitting)))


def _count_fitting_memories(recollection: Recollection, detail: Detail, tokens_max: int) -> int:
    """Return how many of the memories fit, if not all do."""
    return bisect_right(
        range(1, len(recollection.memories)),
        tokens_max,
        key=lambda count: count_answer_tokens(_take_first(recollection, count), detail),
    )


def _take_first(recollection: Recollection, count: int) -> Recollection:
    dropped = len(recollection.memories) - count
    return replace(
        recollection,
        memories=recollection.memories[:count],
        left_out=recollection.left_out + dropped,
    )


def _shorten_single(single: Recollection, detail: Detail, tokens_max: int) -> Recollection:
    (memory,) = single.memories
    if count_answer_tokens(single, detail) <= tokens_max:
        return single
    lengths = range(SHORTEST_CHARS, max(SHORTEST_CHARS + 1, len(memory.text)))
    fitting = bisect_right(
        lengths,
        tokens_max,
        key=lambda chars: count_answer_tokens(
            replace(single, memories=(_cut_memory(memory, chars),)), detail
        ),
    )
    return replace(single, memories=(_cut_memory(memory, lengths[max(0, fitting - 1)]),))


def _cut_memory(memory: Memory, chars_max: int) -> Memory:
    row = replace(memory.row, text=shorten(memory.text, chars_max))
    if isinstance(row, Fact):
        row = replace(row, quote=shorten(row.quote, chars_max))
    return replace(memory, row=row)
