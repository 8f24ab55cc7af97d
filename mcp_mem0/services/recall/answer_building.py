"""Building the lines of an answer from ranked rows and the facts related to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.model.filters import is_selected
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.results.recall_result import Memory
from mcp_mem0.domain.retrieval.recall_items import build_excerpt_memory, build_fact_memory
from mcp_mem0.domain.retrieval.succession.outdating import LaterWords
from mcp_mem0.domain.retrieval.succession.succession_order import (
    AnswerLine,
    Replacement,
    build_refusal,
    find_replacement,
    place_lines,
)
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.succession import RelatedFacts, find_related_facts
from mcp_mem0.services.recall.ranker import Ranking, build_filter

FILLS_MAX: Final = 3
"""How often the room for memories is filled, if something in it turns out to be left out."""


@dataclass(frozen=True, kw_only=True)
class AnswerBuilding:
    """Builds the memories of one answer.

    Args:
        records: The store.
        request: The question.
        ranking: The rows found.
        later: What was said later of the same matters.
    """

    records: RecordReader
    request: RecallRequest
    ranking: Ranking
    later: LaterWords

    async def build_memories(
        self, rows: Sequence[Fact | Excerpt], room: int
    ) -> tuple[tuple[Memory, ...], int]:
        """Return the first memories, and how many of the rows got no line of their own.

        Those are messages of what never was so, or of what another line tells as what was so
        before. Which they are is seen only with the facts drawn from them, so the room that they
        leave is filled a few times only.
        """
        lines: dict[str, AnswerLine] = {}
        related_facts: dict[str, RelatedFacts] = {}
        begin = 0
        for _ in range(FILLS_MAX):
            chosen = rows[begin : begin + room - len(lines)]
            if not chosen:
                break
            begin += len(chosen)
            related = await self._find_related_facts(chosen)
            hidden = frozenset[str]() if self.request.include_retired else related.disowned
            added = [
                AnswerLine(row=row, score=self.ranking.scores[row.id])
                for row in chosen
                if row.id not in hidden
            ]
            lines = place_lines(lines, added, self._find_replacements(added, related))
            related_facts |= dict.fromkeys((row.id for row in chosen), related)
        memories = [
            self._tell_why(
                row_id, self._build_memory(line, related_facts.get(row_id, RelatedFacts()))
            )
            for row_id, line in lines.items()
        ]
        return tuple(memories), begin - len(memories)

    async def _find_related_facts(self, rows: Sequence[Fact | Excerpt]) -> RelatedFacts:
        return await find_related_facts(
            self.records,
            rows,
            self.request.spaces,
            known_facts=self.ranking.facts,
            known_at=self.request.known_at,
            valid_at=self.request.valid_at,
        )

    def _find_replacements(
        self, lines: Sequence[AnswerLine], related: RelatedFacts
    ) -> dict[str, Replacement]:
        """Return, by a message of what was replaced, what became of it.

        None where the question is about the past, or the filter leaves out what replaced it.
        """
        if self.request.include_retired or self.request.valid_at is not None:
            return {}
        where = build_filter(self.request)
        found = {
            line.row.id: build_refusal(related.refused.get(line.row.id))
            or find_replacement(
                line.row,
                related.sources.get(line.row.id, ()),
                related.drawn_facts.get(line.row.id, ()),
                related.successors,
            )
            for line in lines
        }
        return {
            row_id: became
            for row_id, became in found.items()
            if became is not None
            and is_selected(where, became.current)
            and (became.is_whole or became.current.id in self.ranking.scores)
        }

    def _tell_why(self, row_id: str, memory: Memory) -> Memory:
        """Return a memory with why it was found, and whether only because nothing is nearer."""
        is_distant = not self.ranking.is_known and row_id not in self.ranking.safety
        why = self.ranking.reasons.get(row_id, "")
        return replace(memory, is_distant=is_distant, why=why) if is_distant or why else memory

    def _build_memory(self, line: AnswerLine, related: RelatedFacts) -> Memory:
        row = line.row
        if isinstance(row, Excerpt):
            facts = related.drawn_facts.get(row.id, ())
            successors = [
                related.successors[fact.id] for fact in facts if fact.id in related.successors
            ]
            return build_excerpt_memory(
                row,
                line.score,
                drawn=facts,
                successor=successors[0] if successors else None,
                is_refused=row.id in related.refused,
            )
        return build_fact_memory(
            row,
            line.score,
            predecessor=related.predecessors.get(row.id),
            former=tuple(fact for fact in line.former if fact.id not in related.forgotten),
            successor=related.successors.get(row.id),
            outdating=self.later.outdated.get(row.id),
            stated_since=related.starts.get(row.id),
        )
