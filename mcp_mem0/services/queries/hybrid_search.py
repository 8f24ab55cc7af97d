"""Searching by meaning, by words and in the graph around a question's names, at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.graph.model import AsOf, NearFact
from mcp_mem0.domain.model.filters import Filter, is_selected
from mcp_mem0.domain.model.rows import Excerpt, Fact, Readable, Relation
from mcp_mem0.domain.retrieval.fusion import Source
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Embedder, GraphView, Hit, Records

READABLE: tuple[type[Readable], ...] = (Fact, Excerpt, Relation)
WORDS_ONLY = "the embedding model failed, so this was found by words only"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPolicy:
    """How recall searches and weighs its sources.

    Attributes:
        candidates: Rows taken from each source.
        vector_weight, words_weight, graph_weight: The weight of a source.
        neighbour_weight: Share of its best neighbour's score that is added to a message.
    """

    candidates: int = 50
    vector_weight: float = 0.5
    words_weight: float = 0.5
    graph_weight: float = 0.2
    neighbour_weight: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The facts and excerpts found, by row id, and the scores of each source."""

    rows: Mapping[str, Fact | Excerpt] = field(default_factory=dict[str, Fact | Excerpt])
    relations: tuple[Relation, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Search:
    """Finds candidates for a question."""

    records: Records
    embedder: Embedder
    view: GraphView
    policy: RecallPolicy

    async def search(self, query: str, where: Filter, *, names: Sequence[str] = ()) -> SearchResult:
        """Return the matches of a question; a relation counts for the fact that states it.

        Args:
            query: The question.
            where: The rows that may be found.
            names: Names that the question is about, beyond those that it mentions.
        """
        ((vector_hits, notes), text_hits), graph_hits = await gather_two(
            partial(
                gather_two,
                partial(self._search_meaning, query, where),
                partial(self._search_words, query, where),
            ),
            partial(self._search_graph, query, names, where),
        )
        hits = [hit.row for hit in (*vector_hits, *text_hits)]
        relations = {row.id: row for row in hits if isinstance(row, Relation)}
        rows = {row.id: row for row in hits if not isinstance(row, Relation)}
        rows |= await find_stating_facts(self.records, relations.values(), rows, where)
        rows |= {
            row_id: near.fact
            for row_id, near in graph_hits.items()
            if row_id not in rows and is_selected(where, near.fact)
        }
        return SearchResult(
            rows=rows,
            relations=tuple(relations.values()),
            sources=(
                self._build_source("meaning", self.policy.vector_weight, vector_hits, rows),
                self._build_source("words", self.policy.words_weight, text_hits, rows),
                Source(
                    name="graph",
                    weight=self.policy.graph_weight,
                    scores={
                        row_id: near.score for row_id, near in graph_hits.items() if row_id in rows
                    },
                    # It only raises facts near a name; it says nothing about the others.
                    complete=True,
                ),
            ),
            notes=notes,
        )

    async def _search_meaning(
        self, query: str, where: Filter
    ) -> tuple[list[Hit[Readable]], tuple[str, ...]]:
        if self.policy.vector_weight == 0:
            return [], ()
        try:
            (vector,) = await self.embedder.embed([query])
        except ModelError:
            return [], (WORDS_ONLY,)
        limit = self.policy.candidates
        return await self.records.search_vectors(READABLE, vector, where, limit=limit), ()

    async def _search_words(self, query: str, where: Filter) -> list[Hit[Readable]]:
        if self.policy.words_weight == 0:
            return []
        return await self.records.search_text(READABLE, query, where, limit=self.policy.candidates)

    async def _search_graph(
        self, query: str, names: Sequence[str], where: Filter
    ) -> dict[str, NearFact]:
        """Return the facts near the names of a question, by row id, the nearest with score 1."""
        if self.policy.graph_weight == 0:
            return {}
        graph_hits: dict[str, NearFact] = {}
        as_of = AsOf(valid_at=where.valid_at, known_at=where.known_at)
        for space in where.spaces:
            near = await self.view.find_near_facts(
                space, query, names=names, limit=self.policy.candidates, as_of=as_of
            )
            best = max((each.score for each in near), default=0.0)
            # Scores in a small graph are higher than in a large one.
            graph_hits |= {
                each.fact.id: replace(each, score=each.score / best) for each in near if best > 0
            }
        return graph_hits

    def _build_source(
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


async def find_stating_facts(
    records: Records,
    relations: Iterable[Relation],
    known_rows: Mapping[str, Fact | Excerpt],
    where: Filter,
) -> dict[str, Fact]:
    """Return the facts that state relations, by row id, except the known rows."""
    missing = sorted({relation.source for relation in relations} - known_rows.keys())
    if not missing:
        return {}
    facts = await records.find(Fact, replace(where, ids=tuple(missing)))
    return {fact.id: fact for fact in facts}
