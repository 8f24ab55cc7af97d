"""Searching by meaning, by words and in the graph around a question's names: a question's pool."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.graph.model import AsOf, NearFact
from mcp_mem0.domain.model.filters import Filter, is_selected
from mcp_mem0.domain.model.rows import Excerpt, Fact, Readable, Relation
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores
from mcp_mem0.domain.retrieval.people import find_person, leave_out_names
from mcp_mem0.domain.retrieval.pool import Candidate, Pool, scale_to_best
from mcp_mem0.domain.retrieval.question import read_question
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Embedder, GraphView, Records, RowPool

READABLE: tuple[type[Readable], ...] = (Fact, Excerpt, Relation)
WORDS_ONLY = "the embedding model failed, so this was found by words only"

UNSEEN_SHARE = 0.7
"""A row without a vector is assumed to have this share of the lowest cosine in the pool.

It was not among the nearest, so its own lies between 0 and theirs; 0 would punish it for that.
"""

WORDS_SHARE = 2
"""So many times as many rows are taken by words as by meaning: reading words costs less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPolicy:
    """How recall searches and weighs.

    Attributes:
        candidates: Rows taken by meaning; by words it is `WORDS_SHARE` times as many.
        vector_weight, words_weight, graph_weight, neighbour_weight: Factors of the weights of the
            features that rest on meaning, on words, on the graph and on the messages next to one.
    """

    candidates: int = 50
    vector_weight: float = 1.0
    words_weight: float = 1.0
    graph_weight: float = 1.0
    neighbour_weight: float = 1.0

    @property
    def source_weights(self) -> dict[str, float]:
        """The factors by the name of their source."""
        return {
            "meaning": self.vector_weight,
            "words": self.words_weight,
            "graph": self.graph_weight,
            "neighbour": self.neighbour_weight,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What was found for a question: the pool of facts and excerpts, and the relations."""

    pool: Pool
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> dict[str, Fact | Excerpt]:
        """The facts and excerpts, by row id."""
        return {row_id: each.row for row_id, each in self.pool.candidates.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    """The cosine similarity of rows to the question, and which of them were the nearest."""

    cosines: Mapping[str, float] = field(default_factory=dict[str, float])
    nearest: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Search:
    """Finds the candidates for a question."""

    records: Records
    embedder: Embedder
    view: GraphView
    policy: RecallPolicy

    async def search(self, query: str, where: Filter, *, names: Sequence[str] = ()) -> SearchResult:
        """Return the candidates for a question; a relation counts for the fact that states it.

        Args:
            query: The question.
            where: The rows that may be found.
            names: Names that the question is about, beyond those that it mentions.
        """
        found = await self.records.open_pool(READABLE, where)
        (meaning, notes), near_facts = await gather_two(
            partial(self._search_rows, found, query),
            partial(self._search_graph, query, names, where),
        )
        relations = tuple(row for row in found.rows.values() if isinstance(row, Relation))
        rows = {row.id: row for row in found.rows.values() if not isinstance(row, Relation)}
        rows |= await find_stating_facts(self.records, relations, rows, where)
        rows |= {
            row_id: near.fact
            for row_id, near in near_facts.items()
            if row_id not in rows and is_selected(where, near.fact)
        }
        words = await self._score_words(found, query, [*rows.values(), *relations])
        candidates = _build_candidates(rows, relations, meaning, words, near_facts)
        people = frozenset(each.person for each in candidates.values() if each.person)
        return SearchResult(
            pool=Pool(question=read_question(query, people), candidates=candidates),
            relations=relations,
            notes=notes,
        )

    async def _search_rows(self, found: RowPool, query: str) -> tuple[_Meaning, tuple[str, ...]]:
        """Search by words, then by meaning without the names of those who speak.

        Their names stand beside all their words, so in a question they say nothing of its meaning.
        """
        policy = self.policy
        if policy.words_weight > 0 and any(char.isalnum() for char in query):
            await found.search_text(query, limit=WORDS_SHARE * policy.candidates)
        if policy.vector_weight == 0:
            return _Meaning(), ()
        excerpts = (row for row in found.rows.values() if isinstance(row, Excerpt))
        speakers = frozenset(name for row in excerpts if (name := find_person(row)))
        asked = leave_out_names(query, read_question(query, speakers).people)
        try:
            (vector,) = await self.embedder.embed([asked])
        except ModelError:
            return _Meaning(), (WORDS_ONLY,)
        nearest = await found.search_vectors(vector, limit=policy.candidates)
        return _Meaning(cosines=found.compute_cosines(vector), nearest=frozenset(nearest)), ()

    async def _score_words(
        self, found: RowPool, query: str, rows: Sequence[Readable]
    ) -> dict[str, float]:
        """Return the BM25 score of each row for a question, counted over these rows alone."""
        if self.policy.words_weight == 0:
            return {}
        asked, *words = await found.split_words([query, *(row.index_text for row in rows)])
        scores = compute_bm25_scores(asked, words)
        return {row.id: score for row, score in zip(rows, scores, strict=True)}

    async def _search_graph(
        self, query: str, names: Sequence[str], where: Filter
    ) -> dict[str, NearFact]:
        """Return the facts near the names of a question, by row id, the nearest with score 1."""
        if self.policy.graph_weight == 0:
            return {}
        near_facts: dict[str, NearFact] = {}
        as_of = AsOf(valid_at=where.valid_at, known_at=where.known_at)
        for space in where.spaces:
            near = await self.view.find_near_facts(
                space, query, names=names, limit=self.policy.candidates, as_of=as_of
            )
            best = max((each.score for each in near), default=0.0)
            # Scores in a small graph are higher than in a large one.
            near_facts |= {
                each.fact.id: replace(each, score=each.score / best) for each in near if best > 0
            }
        return near_facts


def _build_candidates(
    rows: Mapping[str, Fact | Excerpt],
    relations: Iterable[Relation],
    meaning: _Meaning,
    words: Mapping[str, float],
    near_facts: Mapping[str, NearFact],
) -> dict[str, Candidate]:
    """Return the candidates, each with the best of its own scores and its relations'."""
    stated = [(row_id, row_id) for row_id in rows]
    stated += [(relation.source, relation.id) for relation in relations if relation.source in rows]
    unseen = UNSEEN_SHARE * max(0.0, min(meaning.cosines.values(), default=0.0))
    cosines = dict.fromkeys(rows, unseen)
    scores = dict.fromkeys(rows, 0.0)
    nearest: set[str] = set()
    for row_id, text_id in stated:
        cosines[row_id] = max(cosines[row_id], meaning.cosines.get(text_id, 0.0))
        scores[row_id] = max(scores[row_id], words.get(text_id, 0.0))
        if text_id in meaning.nearest:
            nearest.add(row_id)
    similarities, shares = scale_to_best(cosines), scale_to_best(scores)
    return {
        row_id: Candidate(
            row=row,
            person=find_person(row),
            similarity=cosines[row_id],
            cosine=similarities[row_id],
            words=shares[row_id],
            graph=near_facts[row_id].score if row_id in near_facts else 0.0,
            found_by=tuple(
                name
                for name, is_found in (
                    ("meaning", row_id in nearest),
                    ("words", scores[row_id] > 0),
                    ("graph", row_id in near_facts),
                )
                if is_found
            ),
        )
        for row_id, row in rows.items()
    }


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
