"""The timeline: the newest memories in the order in which they were said."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.rendering.token_budget import fit_token_budget
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.results.recall_result import Memory, Recollection
from mcp_mem0.domain.retrieval.excerpt_folding import is_source_excerpt
from mcp_mem0.domain.retrieval.ranking import RowScore
from mcp_mem0.domain.retrieval.recall_items import (
    build_excerpt_memory,
    build_fact_memory,
    restore_belief,
)
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Clock, RecordReader
from mcp_mem0.services.queries.succession import RelatedFacts, find_related_facts
from mcp_mem0.services.recall.brief import count_pending

ROWS_READ_MAX: Final = 200
"""The newest facts, and the newest messages, from which the timeline is taken."""

_LISTED: Final = RowScore(score=1.0, found_by=("time",))


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Lists what was said last in the spaces of a request; `now` says what is still to come.

    Its notes stand in every answer.
    """

    records: RecordReader
    now: Clock
    notes: tuple[str, ...] = ()

    async def answer(self, request: RecallRequest, where: Filter) -> Recollection:
        """Return the newest memories of a filter, oldest first, within limit and token budget.

        A message from which a fact was drawn is told as that fact.
        """
        # Counted first: what is decided in between is read as a fact.
        pending, (facts, excerpts) = await gather_two(
            partial(count_pending, self.records, request.spaces),
            lambda: gather_two(
                partial(self.records.find, Fact, where, order="newest", limit=ROWS_READ_MAX),
                partial(self.records.find, Excerpt, where, order="newest", limit=ROWS_READ_MAX),
            ),
        )
        rows = [restore_belief(fact, request.known_at) for fact in facts] + [
            restore_belief(excerpt, request.known_at)
            for excerpt in excerpts
            if not any(is_source_excerpt(excerpt, fact) for fact in facts)
        ]
        rows.sort(key=lambda row: (row.said_at, row.source, row.position, row.id), reverse=True)
        related = await find_related_facts(
            self.records,
            rows[: request.limit],
            request.spaces,
            known_at=request.known_at,
            valid_at=request.valid_at,
        )
        shown = [row for row in rows if row.id not in related.disowned]
        newest_first = Recollection(
            memories=tuple(_build_memory(row, related) for row in shown[: request.limit]),
            left_out=max(0, len(shown) - request.limit),
            pending=pending,
            notes=self.notes,
            told_at=request.valid_at or self.now(),
            order="time",
        )
        return sort_by_time(
            fit_token_budget(newest_first, request.detail, tokens_max=request.max_tokens)
        )


def sort_by_time(recollection: Recollection) -> Recollection:
    """Return the same memories in the order in which they were said, oldest first."""
    ordered = sorted(
        recollection.memories,
        key=lambda memory: (
            memory.row.said_at,
            memory.row.source,
            memory.row.position,
            memory.row.id,
        ),
    )
    return replace(recollection, memories=tuple(ordered))


def _build_memory(row: Fact | Excerpt, related: RelatedFacts) -> Memory:
    if isinstance(row, Excerpt):
        drawn = related.drawn_facts.get(row.id, ())
        successors = (related.successors.get(fact.id) for fact in drawn)
        return build_excerpt_memory(
            row,
            _LISTED,
            drawn=drawn,
            successor=next(filter(None, successors), None),
            is_refused=row.id in related.refused,
        )
    return build_fact_memory(
        row,
        _LISTED,
        predecessor=related.predecessors.get(row.id),
        successor=related.successors.get(row.id),
        stated_since=related.starts.get(row.id),
    )
