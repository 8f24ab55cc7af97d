"""Cutting an answer to a token budget, measured as it is rendered in the form that is read."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from mcp_mem0.domain.graph.trimming import count_parts, take_first_parts
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering.answer_size import count_answer_tokens, count_beginning_tokens
from mcp_mem0.domain.requests.model import Detail, Form
from mcp_mem0.domain.results.recall_result import Memory, Pointer, Recollection, sort_by_section
from mcp_mem0.domain.text.normalise import shorten

SHORTEST_CHARS = 40
"""How much of the one memory that is always shown is left at least, in characters."""

_ENDING_TOKENS_MAX = 40
"""More than the line takes that says how much is left out: all may fit where less does not."""


def fit_token_budget(
    recollection: Recollection, detail: Detail, *, tokens_max: int, form: Form = "both"
) -> Recollection:
    """Return the answer with as many of its first memories as fit; the rest is left out.

    At least one memory stays, its text shortened if it alone is too long. Graph answers about
    names take precedence over memories. The memories of a brief are sorted by section.

    Args:
        recollection: The answer, the most important memories first.
        detail: How much is told of each.
        tokens_max: The budget.
        form: How the answer is read.
    """
    return _TokenBudget(detail=detail, form=form, tokens_max=tokens_max).fit(recollection)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TokenBudget:
    """How much may be told, and how it is counted."""

    detail: Detail
    form: Form
    tokens_max: int

    def fit(self, recollection: Recollection) -> Recollection:
        """Return as much of an answer as fits."""
        about = recollection.about
        if about is not None and about.results:
            alone = _take_first(recollection, 0)
            if not self._has_room(alone):
                return self._fit_graph(alone)
        if not recollection.memories:
            return recollection
        count = self._count_fitting(recollection)
        if count == 0 and (about is None or not about.results):
            return self._shorten_single(_take_first(recollection, 1))
        return _take_first(recollection, count)

    def _has_room(self, recollection: Recollection) -> bool:
        return count_answer_tokens(recollection, self.detail, self.form) <= self.tokens_max

    def _count_fitting(self, recollection: Recollection) -> int:
        """Return how many of the first memories fit."""
        fitting = 0
        sizes = count_beginning_tokens(recollection, self.detail, self.form)
        for count, size in enumerate(sizes, start=1):
            if size <= self.tokens_max:
                fitting = count
            elif size > self.tokens_max + _ENDING_TOKENS_MAX:
                break
        return fitting

    def _fit_graph(self, alone: Recollection) -> Recollection:
        about = alone.about
        if about is None:
            return alone
        fitting = bisect_right(
            range(1, count_parts(about)),
            self.tokens_max,
            key=lambda parts: count_answer_tokens(
                replace(alone, about=take_first_parts(about, parts)), self.detail, self.form
            ),
        )
        return replace(alone, about=take_first_parts(about, max(1, fitting)))

    def _shorten_single(self, single: Recollection) -> Recollection:
        (memory,) = single.memories
        if self._has_room(single):
            return single
        lengths = range(SHORTEST_CHARS, max(SHORTEST_CHARS + 1, len(memory.text)))
        fitting = bisect_right(
            lengths,
            self.tokens_max,
            key=lambda chars: count_answer_tokens(
                replace(single, memories=(_cut_memory(memory, chars),)), self.detail, self.form
            ),
        )
        return replace(single, memories=(_cut_memory(memory, lengths[max(0, fitting - 1)]),))


def _take_first(recollection: Recollection, count: int) -> Recollection:
    dropped = len(recollection.memories) - count
    return replace(
        recollection,
        memories=sort_by_section(recollection.memories[:count]),
        left_out=recollection.left_out + dropped,
    )


def _cut_memory(memory: Memory, chars_max: int) -> Memory:
    """Return a memory of which no text is longer than that."""
    row = replace(memory.row, text=shorten(memory.text, chars_max))
    if isinstance(row, Fact):
        row = replace(row, quote=shorten(row.quote, chars_max))
    return replace(
        memory,
        row=row,
        replaces=memory.replaces and shorten(memory.replaces, chars_max),
        replaced_by=_cut_pointer(memory.replaced_by, chars_max),
        outdated_by=_cut_pointer(memory.outdated_by, chars_max),
    )


def _cut_pointer(pointer: Pointer | None, chars_max: int) -> Pointer | None:
    return pointer and replace(pointer, text=shorten(pointer.text, chars_max))
