"""The brief: what recall returns without a question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import Final

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact
from mcp_mem0.domain.rendering.token_budget import fit_token_budget
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.results.recall_result import Memory, Recollection
from mcp_mem0.domain.retrieval.brief.messages import select_messages
from mcp_mem0.domain.retrieval.brief.selection import BriefFact, select_briefing
from mcp_mem0.domain.retrieval.excerpt_folding import get_place, is_source_excerpt
from mcp_mem0.domain.retrieval.ranking import RowScore
from mcp_mem0.domain.retrieval.recall_items import (
    build_excerpt_memory,
    build_fact_memory,
    restore_belief,
)
from mcp_mem0.domain.secrets import REDACTED
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Clock, RecordReader
from mcp_mem0.services.queries.forgotten import find_forgotten_facts
from mcp_mem0.services.queries.lookups import SettledPairs
from mcp_mem0.services.queries.succession import find_related_facts

FACTS_READ_MAX: Final = 500
"""The newest facts, from which the brief is chosen."""

CHANGES_READ_MAX: Final = 100
"""The newest changes, which show what was repeated and what ended."""

ENDED_MAX: Final = 2
ENDED_READ_MAX: Final = 20
"""The facts closed last, from which those that ended are chosen: some never were so."""

EXCERPTS_READ_MAX: Final = 200
"""The newest messages, from which the brief is filled up if there are few facts."""

DISOWNED_MAX: Final = 20
"""How many messages are read beyond those that fit, because some only say what never was so."""

_CHOSEN: Final = RowScore(score=1.0, found_by=("brief",))


@dataclass(frozen=True, kw_only=True)
class Brief:
    """Selects what matters in the spaces of a request; the clock only says what is to come.

    Its notes stand in every answer.
    """

    records: RecordReader
    now: Clock
    settled: SettledPairs
    notes: tuple[str, ...] = ()

    async def answer(self, request: RecallRequest, where: Filter) -> Recollection:
        """Return what matters, as much as fits the request; it changes only with the data."""
        # The store counts while we parse the rows that were read; what is pending it counts first,
        # because what is decided in between is read as a fact.
        (pending, count), (facts, changes) = await gather_two(
            lambda: gather_two(
                partial(count_pending, self.records, request.spaces),
                partial(self.records.count, Fact, where),
            ),
            lambda: gather_two(
                partial(self._read_facts, where, request), partial(self._read_changes, request)
            ),
        )
        ended, settled = await gather_two(
            partial(self._find_ended, facts, changes, where, request),
            partial(self.settled.find, self.records, request.spaces),
        )
        briefing = select_briefing(
            facts, _count_restated(changes), limit=request.limit, ended=ended, settled=settled
        )
        memories = await self._build_memories(briefing, request)
        room = request.limit - len(memories)
        messages = await self._find_last_messages(facts, where, request, room) if room > 0 else []
        told = sum(chosen.fact.is_open for chosen in briefing)
        withheld = sum(REDACTED in fact.text for fact in facts)
        recollection = Recollection(
            memories=_merge_by_importance(memories, messages),
            left_out=max(0, count - withheld - told),
            pending=pending,
            notes=self.notes,
            told_at=request.valid_at or self.now(),
        )
        return fit_token_budget(
            recollection, request.detail, tokens_max=request.max_tokens, form=request.form
        )

    async def _read_facts(self, where: Filter, request: RecallRequest) -> list[Fact]:
        facts = await self.records.find(Fact, where, order="newest", limit=FACTS_READ_MAX)
        return [restore_belief(fact, request.known_at) for fact in facts]

    async def _read_changes(self, request: RecallRequest) -> list[Change]:
        where = Filter(spaces=request.spaces, known_at=request.known_at)
        return await self.records.find(Change, where, order="newest", limit=CHANGES_READ_MAX)

    async def _build_memories(
        self, briefing: Sequence[BriefFact], request: RecallRequest
    ) -> list[Memory]:
        facts = [chosen.fact for chosen in briefing]
        related = await find_related_facts(
            self.records, facts, request.spaces, known_at=request.known_at
        )
        return [
            replace(
                build_fact_memory(
                    chosen.fact,
                    _CHOSEN,
                    predecessor=related.predecessors.get(chosen.fact.id),
                    successor=related.successors.get(chosen.fact.id),
                    outdating=chosen.outdated_by,
                    stated_since=related.starts.get(chosen.fact.id),
                ),
                section=chosen.section,
            )
            for chosen in briefing
        ]

    async def _find_ended(
        self,
        facts: Sequence[Fact],
        changes: Sequence[Change],
        where: Filter,
        request: RecallRequest,
    ) -> list[Fact]:
        """Return the facts of a filter that ended last, unless they were resumed."""
        ids = [
            row_id
            for change in changes
            for step in change.steps
            if step.operation == "DELETE" and change.act in {"remember", "relate"}
            for row_id in step.closed
        ][:ENDED_READ_MAX]
        if not ids:
            return []
        where = replace(where, ids=tuple(ids), state="any", valid_at=None, known_at=None)
        lineages = {fact.lineage for fact in facts}
        facts_by_id = {fact.id: fact for fact in await self.records.find(Fact, where)}
        ended = [facts_by_id[row_id] for row_id in ids if row_id in facts_by_id]
        forgotten = await find_forgotten_facts(self.records, ended, request.spaces)
        return [
            fact
            for fact in ended
            if fact.retired_as == "ended"
            and fact.lineage not in lineages
            and fact.id not in forgotten
        ][:ENDED_MAX]

    async def _find_last_messages(
        self, facts: Sequence[Fact], where: Filter, request: RecallRequest, count: int
    ) -> list[Memory]:
        """Return messages that no fact was drawn from: those about the user, then the last."""
        excerpts = await self.records.find(Excerpt, where, order="newest", limit=EXCERPTS_READ_MAX)
        sources = {get_place(fact) for fact in facts}
        messages = [
            restore_belief(excerpt, request.known_at)
            for excerpt in excerpts
            if get_place(excerpt) not in sources
            or not any(is_source_excerpt(excerpt, fact) for fact in facts)
        ]
        messages.sort(key=lambda each: (each.said_at, each.source, each.position), reverse=True)
        chosen = select_messages(messages)[: count + DISOWNED_MAX]
        related = await find_related_facts(
            self.records,
            [each.excerpt for each in chosen],
            request.spaces,
            known_at=request.known_at,
            valid_at=request.valid_at,
        )
        shown = [each for each in chosen if each.excerpt.id not in related.disowned]
        return [
            replace(
                build_excerpt_memory(
                    each.excerpt,
                    _CHOSEN,
                    drawn=related.drawn_facts.get(each.excerpt.id, ()),
                    is_refused=each.excerpt.id in related.refused,
                ),
                section=each.section,
            )
            for each in shown[:count]
        ]


def _merge_by_importance(facts: Sequence[Memory], messages: Sequence[Memory]) -> tuple[Memory, ...]:
    """Put messages about the user after the facts about them, and the last ones after all facts."""
    own_facts = tuple(takewhile(_is_about_user, facts))
    own_messages = tuple(takewhile(_is_about_user, messages))
    return (
        *own_facts,
        *own_messages,
        *facts[len(own_facts) :],
        *messages[len(own_messages) :],
    )


def _is_about_user(memory: Memory) -> bool:
    return memory.section == "user"


async def count_pending(records: RecordReader, spaces: tuple[str, ...]) -> int:
    """Return how many episodes are still undecided."""
    return await records.count(Episode, Filter(spaces=spaces, pending=True))


def _count_restated(changes: Sequence[Change]) -> Counter[str]:
    """Count how often each fact was repeated lately, by its row id."""
    return Counter(
        step.kept for change in changes for step in change.steps if step.kept is not None
    )
