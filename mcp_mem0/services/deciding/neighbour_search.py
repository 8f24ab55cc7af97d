"""Finding the facts similar to texts, by meaning and by words.

Only open rows are read, or what was believed at a moment, without what was forgotten since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact, StatedRelation
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.recall_items import restore_belief
from mcp_mem0.ports import Embedder, Hit, Records, Scores
from mcp_mem0.services.queries.forgotten import find_hidden_facts
from mcp_mem0.services.queries.lookups import load_facts, load_relations
from mcp_mem0.services.queries.mentions import find_spellings

NEAREST: Final = 3
SHARING: Final = 2
"""After this many facts by meaning come this many by words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourPolicy:
    """How many facts are found.

    Attributes:
        neighbours: Facts found for each statement, by each of the two searches; s in the paper.
        facts_per_message: Facts found for each message that a model reads, by each of the two
            searches. The model rewords a message into a fact, so the nearest of the fact are
            among a few more.
        searched_chars: How much of a text full-text search gets; the embedding covers all of it.
    """

    neighbours: int = 10
    facts_per_message: int = 20
    searched_chars: int = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourSearch:
    """Finds facts similar to texts, in any space.

    Args:
        records: The store.
        embedder: Makes the vectors in it.
        policy: How many are found.
        known_at: Read what was believed then instead of now, without what was forgotten since.
    """

    records: Records
    embedder: Embedder
    policy: NeighbourPolicy = NeighbourPolicy()
    known_at: datetime | None = None

    async def find_neighbours(
        self, space: str, texts: Sequence[str]
    ) -> list[tuple[Neighbour, ...]]:
        """Return, for each text, the s nearest open facts and those that share the most words."""
        limit = self.policy.neighbours
        found = [
            _sort_nearest_first(alike, sharing)[: limit + SHARING]
            for alike, sharing in await self._search(space, texts, limit)
        ]
        return await self.attach_relations(space, found)

    async def score_neighbours(self, space: str, texts: Sequence[str]) -> list[Scores]:
        """Return, for each text, the row ids and scores of the s nearest open facts."""
        vectors = await self._embed_texts(texts)
        if not vectors:
            return [{} for _ in texts]
        where = Filter(spaces=(space,), known_at=self.known_at)
        limit = self.policy.neighbours
        found = await self.records.search_vector_ids([Fact], vectors, where, limit=limit)
        if self.known_at is None:
            return found
        facts = await load_facts(self.records, space, (row for scores in found for row in scores))
        left = await self.restore_beliefs(space, facts.values())
        return [{row: near for row, near in scores.items() if row in left} for scores in found]

    def bind_space(self, space: str) -> "NeighbourFinder":
        """Return a search for the neighbours of texts in one space."""
        return NeighbourFinder(search=self, space=space)

    async def search_union(self, space: str, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return all facts that either search found for each text."""
        found = await self._search(space, texts, self.policy.facts_per_message)
        return [_sort_nearest_first(alike, sharing) for alike, sharing in found]

    async def search_best(self, space: str, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return the s facts that are best by both searches together, for each text."""
        limit = self.policy.neighbours
        found = await self._search(space, texts, limit)
        return [_sort_by_both_scores(alike, sharing)[:limit] for alike, sharing in found]

    async def _search(
        self, space: str, texts: Sequence[str], limit: int
    ) -> list[tuple[list[Hit[Fact]], list[Hit[Fact]]]]:
        """Return, for each text, the facts found by meaning, and those found by words."""
        if not texts:
            return []
        vectors = await self._embed_texts(texts)
        sought = [text[: self.policy.searched_chars] for text in texts]
        where = Filter(spaces=(space,), known_at=self.known_at)
        alike, sharing = await self.records.hybrid_search(Fact, sought, vectors, where, limit=limit)
        found = list(zip(alike or [[] for _ in texts], sharing, strict=True))
        if self.known_at is None:
            return found
        left = await self.restore_beliefs(
            space, (hit.row for hits in (*alike, *sharing) for hit in hits)
        )
        return [
            (_select_left(by_meaning, left), _select_left(by_words, left))
            for by_meaning, by_words in found
        ]

    async def _embed_texts(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return the vectors of texts; none if the embedding model fails."""
        try:
            return await self.embedder.embed(texts)
        except ModelError:
            # The search by words still finds what repeats or corrects a fact.
            return ()

    async def attach_relations(
        self, space: str, found: Sequence[tuple[Neighbour, ...]]
    ) -> list[tuple[Neighbour, ...]]:
        """Return facts with the relations that they state."""
        facts = {near.fact.id: near.fact for nears in found for near in nears}
        relations = await load_relations(
            self.records, space, facts.values(), known_at=self.known_at
        )
        return [
            tuple(replace(near, relations=relations.get(near.fact.id, ())) for near in nears)
            for nears in found
        ]

    async def find_sharing_ends(
        self, episode: Episode, stated: StatedRelation
    ) -> tuple[Neighbour, ...]:
        """Return facts that name an end of the stated relation, newest first.

        All spellings and aliases of the names count.
        """
        where = Filter(spaces=(episode.space,), known_at=self.known_at)
        names = await find_spellings(self.records, (stated.subject, stated.object), where)
        naming = replace(where, entities=names)
        facts = await self.records.find(Fact, naming, order="newest", limit=self.policy.neighbours)
        left = await self.restore_beliefs(episode.space, facts)
        return await self.build_unscored(episode.space, list(left.values()))

    async def build_unscored(self, space: str, facts: Sequence[Fact]) -> tuple[Neighbour, ...]:
        """Return facts that no search found, with a score of 0, and their relations."""
        relations = await load_relations(self.records, space, facts, known_at=self.known_at)
        return tuple(
            Neighbour(fact=fact, score=0.0, relations=relations.get(fact.id, ())) for fact in facts
        )

    async def restore_beliefs(self, space: str, facts: Iterable[Fact]) -> dict[str, Fact]:
        """Return facts by row id, as believed at `known_at`, without what was forgotten since."""
        found = {fact.id: fact for fact in facts}
        if self.known_at is None:
            return found
        gone = await find_hidden_facts(self.records, found.values(), (space,))
        return {
            row: restore_belief(each, self.known_at)
            for row, each in found.items()
            if row not in gone
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourFinder:
    """Finds the neighbours of texts among the facts of one space."""

    search: NeighbourSearch
    space: str

    async def find_neighbours(self, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return, for each text, the s nearest open facts and those that share the most words."""
        return await self.search.find_neighbours(self.space, texts)

    async def score_neighbours(self, texts: Sequence[str]) -> list[Scores]:
        """Return, for each text, the row ids and scores of the s nearest open facts."""
        return await self.search.score_neighbours(self.space, texts)


def _select_left(hits: Sequence[Hit[Fact]], left: Mapping[str, Fact]) -> list[Hit[Fact]]:
    return [replace(hit, row=left[hit.row.id]) for hit in hits if hit.row.id in left]


def _sort_nearest_first(
    by_meaning: Sequence[Hit[Fact]], by_words: Sequence[Hit[Fact]]
) -> tuple[Neighbour, ...]:
    """Order facts by meaning; the few that share the most words come right after the nearest.

    An embedding model reads some languages, codes and numbers badly, and words do not.
    """
    nearest, others = by_meaning[:NEAREST], by_meaning[NEAREST:]
    return _build_neighbours(
        [*nearest, *by_words[:SHARING], *others, *by_words[SHARING:]], by_meaning
    )


def _sort_by_both_scores(
    by_meaning: Sequence[Hit[Fact]], by_words: Sequence[Hit[Fact]]
) -> tuple[Neighbour, ...]:
    """Order facts by the sum of both scores, each scaled to at most 1."""
    hits = {hit.row.id: hit for hit in [*by_meaning, *by_words]}
    likeness = {hit.row.id: min(1.0, max(0.0, hit.score)) for hit in by_meaning}
    best = max((hit.score for hit in by_words), default=0.0) or 1.0
    shared = {hit.row.id: hit.score / best for hit in by_words}
    order = sorted(hits, key=lambda row: (-likeness.get(row, 0.0) - shared.get(row, 0.0), row))
    return _build_neighbours([hits[row] for row in order], by_meaning)


def _build_neighbours(
    hits: Sequence[Hit[Fact]], by_meaning: Sequence[Hit[Fact]]
) -> tuple[Neighbour, ...]:
    """Return facts in an order, each once; the score is the similarity by meaning alone."""
    likeness = {hit.row.id: min(1.0, max(0.0, hit.score)) for hit in by_meaning}
    facts = {hit.row.id: hit.row for hit in hits}
    return tuple(Neighbour(fact=fact, score=likeness.get(row, 0.0)) for row, fact in facts.items())
