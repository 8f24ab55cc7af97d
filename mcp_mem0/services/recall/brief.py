"""The brief: what recall returns without a question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact
from mcp_mem0.domain.rendering.token_budget import fit_token_budget
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.results.recall_result import Memory, Recollection, Section
from mcp_mem0.domain.retrieval.brief_selection import Briefing, select_briefing
from mcp_mem0.domain.retrieval.excerpt_folding import is_source_excerpt
from mcp_mem0.domain.retrieval.ranking import RowScore
from mcp_mem0.domain.retrieval.recall_items import (
    build_excerpt_memory,
    build_fact_memory,
    restore_belief,
)
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Records
from mcp_mem0.services.queries.succession import find_related_facts

BRIEF_TOKENS_MAX: Final = 600
FACTS_READ_MAX: Final = 500
"""The newest facts, from which the brief is chosen."""

CHANGES_READ_MAX: Final = 100
"""The newest changes, which show what was repeated and what ended."""

ENDED_MAX: Final = 2
ENDED_READ_MAX: Final = 20
"""The facts closed last, from which those that ended are chosen: some never were so."""

EXCERPTS_READ_MAX: Final = 50

_CHOSEN: Final = RowScore(score=1.0, found_by=("brief",))


@dataclass(frozen=True, kw_only=True)
class Brief:
    """Selects what matters in the spaces of a request."""

    records: Records

    async def answer(self, request: RecallRequest, where: Filter) -> Recollection:
        """Return what matters, within `BRIEF_TOKENS_MAX` tokens; it changes only with the data."""
        # The store counts while we parse the rows that were read.
        (facts, changes), (count, pending) = await gather_two(
            lambda: gather_two(
                partial(self._read_facts, where, request), partial(self._read_changes, request)
            ),
            lambda: gather_two(
                partial(self.records.count, Fact, where),
                partial(count_pending, self.records, request.spaces),
            ),
        )
        briefing = select_briefing(facts, _count_restated(changes), limit=request.limit)
        memories = await self._build_memories(briefing, facts, changes, request)
        room = request.limit - len(memories)
        messages = await self._find_last_messages(facts, where, request, room) if room > 0 else []
        recollection = Recollection(
            memories=(*memories, *messages)[: request.limit],
            left_out=max(0, count - len(memories)),
            pending=pending,
        )
        budget = min(BRIEF_TOKENS_MAX, request.max_tokens)
        return fit_token_budget(recollection, request.detail, tokens_max=budget)

    async def _read_facts(self, where: Filter, request: RecallRequest) -> list[Fact]:
        facts = await self.records.find(Fact, where, order="newest", limit=FACTS_READ_MAX)
        return [restore_belief(fact, request.known_at) for fact in facts]

    async def _read_changes(self, request: RecallRequest) -> list[Change]:
        where = Filter(spaces=request.spaces, known_at=request.known_at)
        return await self.records.find(Change, where, order="newest", limit=CHANGES_READ_MAX)

    async def _build_memories(
        self,
        briefing: Briefing,
        facts: Sequence[Fact],
        changes: Sequence[Change],
        request: RecallRequest,
    ) -> list[Memory]:
        ended = await self._find_ended(facts, changes, request)
        older = [older for older, _ in briefing.doubtful]
        shown = [*briefing.lasting, *older, *briefing.recent, *ended]
        related = await find_related_facts(
            self.records, shown, request.spaces, known_at=request.known_at
        )
        newer = {older.id: newer for older, newer in briefing.doubtful}
        sections: list[tuple[Section, Sequence[Fact]]] = [
            ("lasting", briefing.lasting),
            ("doubtful", older),
            ("recent", (*ended, *briefing.recent)),
        ]
        return [
            replace(
                build_fact_memory(
                    fact,
                    _CHOSEN,
                    predecessor=related.predecessors.get(fact.id),
                    successor=related.successors.get(fact.id),
                    outdating=newer.get(fact.id),
                    stated_since=related.starts.get(fact.id),
                ),
                section=section,
            )
            for section, facts_in_section in sections
            for fact in facts_in_section
        ]

    async def _find_ended(
        self, facts: Sequence[Fact], changes: Sequence[Change], request: RecallRequest
    ) -> list[Fact]:
        """Return the facts that ended last, unless they were resumed."""
        ids = [
            row_id
            for change in changes
            for step in change.steps
            if step.operation == "DELETE" and change.act in {"remember", "relate"}
            for row_id in step.closed
        ][:ENDED_READ_MAX]
        if not ids:
            return []
        where = Filter(spaces=request.spaces, ids=tuple(ids), state="any")
        lineages = {fact.lineage for fact in facts}
        facts_by_id = {fact.id: fact for fact in await self.records.find(Fact, where)}
        ended = [facts_by_id[row_id] for row_id in ids if row_id in facts_by_id]
        return [
            fact for fact in ended if fact.retired_as == "ended" and fact.lineage not in lineages
        ][:ENDED_MAX]

    async def _find_last_messages(
        self, facts: Sequence[Fact], where: Filter, request: RecallRequest, count: int
    ) -> list[Memory]:
        """Return the last messages that no fact was drawn from, newest first."""
        excerpts = await self.records.find(Excerpt, where, order="newest", limit=EXCERPTS_READ_MAX)
        messages = [
            restore_belief(excerpt, request.known_at)
            for excerpt in excerpts
            if not any(is_source_excerpt(excerpt, fact) for fact in facts)
        ]
        messages.sort(key=lambda each: (each.said_at, each.source, each.position), reverse=True)
        related = await find_related_facts(
            self.records,
            messages,
            request.spaces,
            known_at=request.known_at,
            in_past=request.valid_at is not None,
        )
        shown = [excerpt for excerpt in messages if excerpt.id not in related.disowned]
        return [
            replace(
                build_excerpt_memory(
                    excerpt, _CHOSEN, drawn=related.drawn_facts.get(excerpt.id, ())
                ),
                section="recent",
            )
            for excerpt in shown[:count]
        ]


async def count_pending(records: Records, spaces: tuple[str, ...]) -> int:
    """Return how many episodes are still undecided."""
    return await records.count(Episode, Filter(spaces=spaces, pending=True))


def _count_restated(changes: Sequence[Change]) -> Counter[str]:
    """Count how often each fact was repeated lately, by its row id."""
    return Counter(
        step.kept for change in changes for step in change.steps if step.kept is not None
    )
