"""Searching by meaning, by words and in the graph around a question's names: a question's pool."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.graph.model import AsOf, GraphQuestion, LinkedFact
from mcp_mem0.domain.model.filters import Filter, is_selected
from mcp_mem0.domain.model.rows import Excerpt, Fact, Readable, Relation
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.candidates import Findings, Meaning, Words, build_pool
from mcp_mem0.domain.retrieval.people import find_named_people, find_person, leave_out_names
from mcp_mem0.domain.retrieval.pool import Pool
from mcp_mem0.domain.retrieval.question import Question, read_question
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.languages.language_guess import guess_language
from mcp_mem0.domain.text.languages.small_words import leave_out_small_words
from mcp_mem0.domain.text.matters.safety import concerns_safety, touches_safety
from mcp_mem0.domain.text.matters.safety_query import SAFETY_QUERY
from mcp_mem0.domain.text.search_text import spell_question
from mcp_mem0.domain.text.times.asked_time import NO_TIME, AskedTime
from mcp_mem0.domain.text.times.leaving_out import leave_out_time
from mcp_mem0.domain.text.times.spelling import spell_asked_days
from mcp_mem0.domain.text.word_lists import ROLE_WORDS
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Embedder, GraphView, RecordReader, RowPool
from mcp_mem0.services.queries.lookups import find_stating_facts

READABLE: tuple[type[Readable], ...] = (Fact, Excerpt, Relation)
WORDS_ONLY = "the embedding model failed, so this was found by words only"

SAFETY_ROWS_MAX = 50
"""Rows that are looked through for what concerns somebody's health, diet or safety."""

WORDS_SHARE = 2
"""So many times as many rows are taken by words as by meaning: reading words costs less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPolicy:
    """How recall searches and weighs.

    Attributes:
        candidates: Rows taken by meaning; by words it is `WORDS_SHARE` times as many.
        has_graph: Whether relations are searched and followed.
        vector_weight, words_weight, graph_weight, neighbour_weight: Factors of the weights of the
            features that rest on meaning, on words, on the graph and on the messages next to one.
    """

    candidates: int = 50
    has_graph: bool = True
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
class _SearchedRows:
    """What was found by words, in order, and what was measured by meaning."""

    word_ids: Sequence[str]
    meaning: Meaning = field(default_factory=Meaning)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nearest:
    """What was embedded of a question, and the rows nearest to it."""

    vector: Vector
    ids: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Search:
    """Finds the candidates for a question."""

    records: RecordReader
    embedder: Embedder
    view: GraphView
    policy: RecallPolicy

    async def search(
        self,
        query: str,
        where: Filter,
        *,
        names: Sequence[str] = (),
        time: AskedTime = NO_TIME,
    ) -> SearchResult:
        """Return the candidates for a question; a relation counts for the fact that states it.

        Args:
            query: The question.
            where: The rows that may be found.
            names: Names that the question is about, beyond those that it mentions.
            time: What the question says about time.
        """
        found = await self.records.open_pool(self._kinds, where)
        searched, safety = await self._search_all(found, query, where, time)
        # By words first: which search ends first differs from time to time.
        ids = dict.fromkeys([*searched.word_ids, *found.rows])
        readable = [found.rows[row_id] for row_id in ids]
        meaning = searched.meaning
        links = await self._search_graph(query, names, where, _list_starts(readable, meaning))
        relations = tuple(row for row in readable if isinstance(row, Relation))
        rows = {row.id: row for row in readable if not isinstance(row, Relation)}
        rows |= await find_stating_facts(self.records, relations, rows, where)
        rows |= {row.id: row for row in safety if row.id not in rows}
        rows |= {
            row_id: link.fact
            for row_id, link in links.items()
            if row_id not in rows and is_selected(where, link.fact)
        }
        people = {row_id: find_person(row) for row_id, row in rows.items()}
        named = frozenset(name for name in people.values() if name)
        question = read_question(query, named, time, self.embedder.languages)
        pool = build_pool(
            question,
            Findings(
                rows=rows,
                people=people,
                relations=relations,
                meaning=meaning,
                words=await self._split_words(found, question, [*rows.values(), *relations]),
                links=links,
            ),
        )
        return SearchResult(pool=pool, relations=relations, notes=searched.notes)

    @property
    def _kinds(self) -> tuple[type[Readable], ...]:
        return READABLE if self.policy.has_graph else (Fact, Excerpt)

    async def _search_all(
        self, found: RowPool, query: str, where: Filter, time: AskedTime
    ) -> tuple[_SearchedRows, list[Fact | Excerpt]]:
        """Search by words and by meaning, and for what concerns safety if the question does."""
        search = partial(self._search_rows, found, query, time)
        if not touches_safety(query):
            return await search(), []
        return await gather_two(search, partial(self._search_safety, where))

    async def _search_rows(self, found: RowPool, query: str, time: AskedTime) -> _SearchedRows:
        """Search by words, and by meaning without the names of those who speak.

        Their names stand beside all their words, so in a question they say nothing of its meaning.
        Who speaks is seen in what the words find; a question without names need not wait for it.
        """
        try:
            word_ids, nearest = await self._search_both(found, query, time)
        except ModelError:
            # Then nothing else was found.
            return _SearchedRows(word_ids=[*found.rows], notes=(WORDS_ONLY,))
        if nearest is None:
            return _SearchedRows(word_ids=word_ids)
        cosines = found.compute_cosines(nearest.vector)
        return _SearchedRows(
            word_ids=word_ids, meaning=Meaning(cosines=cosines, nearest=nearest.ids)
        )

    async def _search_both(
        self, found: RowPool, query: str, time: AskedTime
    ) -> tuple[Sequence[str], "_Nearest | None"]:
        words = partial(self._search_words, found, query, time)
        if self.policy.vector_weight == 0 or extract_entities(query):
            word_ids = await words()
            asked = self._leave_out_speakers(found, query)
            return word_ids, await self._search_meaning(found, asked)
        failures: list[ModelError] = []

        async def search_meaning() -> "_Nearest | None":
            try:
                return await self._search_meaning(found, query)
            except ModelError as error:
                # The words are searched to the end all the same.
                failures.append(error)
                return None

        word_ids, nearest = await gather_two(words, search_meaning)
        if failures:
            raise failures[0]
        asked = self._leave_out_speakers(found, query)
        # Unless a speaker was named in lower case.
        if asked != query:
            nearest = await self._search_meaning(found, asked)
        return word_ids, nearest

    def _leave_out_speakers(self, found: RowPool, query: str) -> str:
        excerpts = (row for row in found.rows.values() if isinstance(row, Excerpt))
        speakers = frozenset(name for row in excerpts if (name := find_person(row))) - ROLE_WORDS
        return leave_out_names(query, find_named_people(query, speakers)) if speakers else query

    async def _search_words(self, found: RowPool, query: str, time: AskedTime) -> Sequence[str]:
        if self.policy.words_weight == 0 or not any(char.isalnum() for char in query):
            return ()
        # The indexed text of a row begins with its day, so the days asked for find rows, too.
        sought = leave_out_small_words(query, guess_language(query))
        words = " ".join([sought, *spell_asked_days(time)])
        return await found.search_text(words, limit=WORDS_SHARE * self.policy.candidates)

    async def _search_meaning(self, found: RowPool, asked: str) -> "_Nearest | None":
        if self.policy.vector_weight == 0:
            return None
        (vector,) = await self.embedder.embed([asked])
        ids = await found.search_vectors(vector, limit=self.policy.candidates)
        return _Nearest(vector=vector, ids=frozenset(ids))

    async def _split_words(
        self, found: RowPool, question: Question, rows: Sequence[Readable]
    ) -> Words:
        if self.policy.words_weight == 0:
            return Words()
        said = leave_out_small_words(question.text, question.language)
        content = leave_out_names(leave_out_time(said, question.time), question.people)
        asked_texts = (spell_question(said), spell_question(content), content)
        texts = [*asked_texts, *(row.index_text for row in rows)]
        asked, spelled, typed, *words = await found.split_words(texts)
        # A further spelling that no row has says nothing about what is known.
        unknown = set(spelled).difference(typed, *words)
        return Words(
            asked=asked,
            content=[word for word in spelled if word not in unknown],
            texts=dict(zip((row.id for row in rows), words, strict=True)),
        )

    async def _search_safety(self, where: Filter) -> list[Fact | Excerpt]:
        """Return what concerns people's health, diet and safety.

        Chat about food or sports is nearer to such a question than what must not be forgotten.
        """
        found = await self.records.search_text(
            (Fact, Excerpt), SAFETY_QUERY, where, limit=SAFETY_ROWS_MAX
        )
        return [
            hit.row
            for hit in found
            if not isinstance(hit.row, Relation) and concerns_safety(hit.row.text)
        ]

    async def _search_graph(
        self, query: str, names: Sequence[str], where: Filter, starts: Sequence[str]
    ) -> dict[str, LinkedFact]:
        """Return the facts that answer a question alone or together, by row id."""
        if not self.policy.has_graph or self.policy.graph_weight == 0:
            return {}
        asked = GraphQuestion(text=query, names=tuple(names), starts=tuple(starts))
        links: dict[str, LinkedFact] = {}
        for space in where.spaces:
            found = await self.view.find_linked_facts(
                space,
                asked,
                limit=self.policy.candidates,
                as_of=AsOf(valid_at=where.valid_at, known_at=where.known_at),
            )
            links |= {each.fact.id: each for each in found}
        return links


def _list_starts(rows: Iterable[Readable], meaning: Meaning) -> list[str]:
    """Return the ids of the facts found, nearest to the question first."""
    facts = [row.id for row in rows if isinstance(row, Fact)]
    return sorted(facts, key=lambda row_id: -meaning.cosines.get(row_id, 0.0))
