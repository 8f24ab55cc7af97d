"""Searching by meaning and by words, and taking what both found as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.filters import Filter
from mcp_mem0.domain.ranking import Source
from mcp_mem0.domain.rows import Excerpt, Fact, Readable, Relation
from mcp_mem0.ports import Embedder, Hit, Records
from mcp_mem0.services.together import both

READABLE: tuple[type[Readable], ...] = (Fact, Excerpt, Relation)
WORDS_ONLY = "the embedding model failed, so this was found by words alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPolicy:
    """How recall searches and weighs.

    Attributes:
        candidates: Rows taken from each source.
        vector_weight, words_weight: What a source counts.
        neighbour_weight: Share of its best neighbour's score that a message gets.
    """

    candidates: int = 50
    vector_weight: float = 0.5
    words_weight: float = 0.5
    neighbour_weight: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the searches found: facts and excerpts by row id, and how each source scored them."""

    rows: Mapping[str, Fact | Excerpt] = field(default_factory=dict[str, Fact | Excerpt])
    relations: tuple[Relation, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Search:
    """Finds candidates for a question."""

    records: Records
    embedder: Embedder
    policy: RecallPolicy

    async def around(self, query: str, where: Filter) -> Found:
        """Return what is near a question; a relation counts for the fact that states it."""
        (near, notes), matching = await both(
            partial(self._by_meaning, query, where), partial(self._by_words, query, where)
        )
        hits = [hit.row for hit in (*near, *matching)]
        relations = {row.id: row for row in hits if isinstance(row, Relation)}
        rows = {row.id: row for row in hits if not isinstance(row, Relation)}
        rows |= await facts_stating(self.records, relations.values(), rows, where)
        return Found(
            rows=rows,
            relations=tuple(relations.values()),
            sources=(
                self._source("meaning", self.policy.vector_weight, near, rows),
                self._source("words", self.policy.words_weight, matching, rows),
            ),
            notes=notes,
        )

    async def _by_meaning(
        self, query: str, where: Filter
    ) -> tuple[list[Hit[Readable]], tuple[str, ...]]:
        if self.policy.vector_weight == 0:
            return [], ()
        try:
            (vector,) = await self.embedder.embed([query])
        except ModelError:
            return [], (WORDS_ONLY,)
        limit = self.policy.candidates
        return await self.records.nearest(READABLE, vector, where, limit=limit), ()

    async def _by_words(self, query: str, where: Filter) -> list[Hit[Readable]]:
        if self.policy.words_weight == 0:
            return []
        return await self.records.matching(READABLE, query, where, limit=self.policy.candidates)

    def _source(
        self,
        name: str,
        weight: float,
        hits: Sequence[Hit[Readable]],
        rows: Mapping[str, Fact | Excerpt],
    ) -> Source:
        scores: dict[str, float] = {}
        for hit in hits:
            row_id = hit.row.source if isinstance(hit.row, Relation) else hit.row.id
            if row_id in rows:
                scores[row_id] = max(hit.score, scores.get(row_id, hit.score))
        complete = len(hits) < self.policy.candidates
        return Source(name=name, weight=weight, scores=scores, complete=complete)


async def facts_stating(
    records: Records,
    relations: Iterable[Relation],
    known: Mapping[str, Fact | Excerpt],
    where: Filter,
) -> dict[str, Fact]:
    """Return the facts that state relations, by row id, without those that are known."""
    missing = sorted({relation.source for relation in relations} - known.keys())
    if not missing:
        return {}
    facts = await records.find(Fact, replace(where, ids=tuple(missing)))
    return {fact.id: fact for fact in facts}
