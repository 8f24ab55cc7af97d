"""Cutting an answer to a number of tokens, as it is written and not as it is stored.

What counts is the larger of its two forms, text and JSON, with all that stands around the
memories: a client may hand its model either.
"""

from bisect import bisect_right
from dataclasses import replace

from mcp_mem0.domain.graph.trimming import first_parts, part_count
from mcp_mem0.domain.rendering import recollection_structure, recollection_text
from mcp_mem0.domain.requests.model import Detail
from mcp_mem0.domain.results.recall_result import Memory, Recollection
from mcp_mem0.domain.text.normalise import shortened
from mcp_mem0.domain.text.token_estimate import token_count

SHORTEST_CHARS = 40
"""What is left at least of the one memory that is always told, in characters."""


def token_size(recollection: Recollection, detail: Detail) -> int:
    """Return how many tokens the larger form of an answer takes."""
    structure = recollection_structure(recollection, detail)
    return max(
        token_count(recollection_text(recollection, detail)),
        token_count(structure.model_dump_json(exclude_none=True)),
    )


def fitted(recollection: Recollection, detail: Detail, *, tokens_max: int) -> Recollection:
    """Return the answer with as many of its first memories as fit; the rest is left out.

    At least one memory stays, its text shortened if it alone is too long. What is told about
    names comes before all memories.
    """
    if token_size(recollection, detail) <= tokens_max:
        return recollection
    if recollection.about is not None and recollection.about.found:
        return _fitted_about(recollection, detail, tokens_max)
    if not recollection.memories:
        return recollection
    count = _fitting(recollection, detail, tokens_max)
    if count == 0:
        return _with_short_text(_first(recollection, 1), detail, tokens_max)
    return _first(recollection, count)


def _fitted_about(recollection: Recollection, detail: Detail, tokens_max: int) -> Recollection:
    alone = _first(recollection, 0)
    if token_size(alone, detail) <= tokens_max:
        return _first(recollection, _fitting(recollection, detail, tokens_max))
    about = recollection.about
    if about is None:
        return alone
    fitting = bisect_right(
        range(1, part_count(about)),
        tokens_max,
        key=lambda parts: token_size(replace(alone, about=first_parts(about, parts)), detail),
    )
    return replace(alone, about=first_parts(about, max(1, fitting)))


def _fitting(recollection: Recollection, detail: Detail, tokens_max: int) -> int:
    """Return how many of the memories fit, if not all do."""
    return bisect_right(
        range(1, len(recollection.memories)),
        tokens_max,
        key=lambda count: token_size(_first(recollection, count), detail),
    )


def _first(recollection: Recollection, count: int) -> Recollection:
    dropped = len(recollection.memories) - count
    return replace(
        recollection,
        memories=recollection.memories[:count],
        left_out=recollection.left_out + dropped,
    )


def _with_short_text(single: Recollection, detail: Detail, tokens_max: int) -> Recollection:
    (memory,) = single.memories
    if token_size(single, detail) <= tokens_max:
        return single
    lengths = range(SHORTEST_CHARS, max(SHORTEST_CHARS + 1, len(memory.text)))
    fitting = bisect_right(
        lengths,
        tokens_max,
        key=lambda chars: token_size(replace(single, memories=(_cut(memory, chars),)), detail),
    )
    return replace(single, memories=(_cut(memory, lengths[max(0, fitting - 1)]),))


def _cut(memory: Memory, chars_max: int) -> Memory:
    quote = shortened(memory.quote, chars_max) if memory.quote else None
    return replace(memory, text=shortened(memory.text, chars_max), quote=quote)
