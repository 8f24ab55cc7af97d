"""Building the pool of a question from what its searches found and measured.

A relation counts for the fact that states it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, product
from math import fsum
from typing import Final

from mcp_mem0.domain.graph.model import LinkedFact
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores, weigh_words
from mcp_mem0.domain.retrieval.other_languages.word_parts import lean_on_words, measure_word_parts
from mcp_mem0.domain.retrieval.pool import Candidate, Pool, scale_to_best
from mcp_mem0.domain.retrieval.question import Question

UNSEEN_SHARE: Final = 0.7
"""A row without a vector is assumed to have this share of the lowest cosine in the pool.

It was not among the nearest, so its own lies between 0 and theirs; 0 would punish it for that.
"""

_SEARCHES: Final = ("meaning", "words", "graph")
_FOUND_BY: Final = {
    flags: tuple(compress(_SEARCHES, flags)) for flags in product((False, True), repeat=3)
}
"""The names of the searches that found a row, by whether each did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The cosine similarity of rows to the question, and which of them were the nearest."""

    cosines: Mapping[str, float] = field(default_factory=dict[str, float])
    nearest: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a question and of rows.

    Attributes:
        asked: The words of the question.
        content: The same without the names of people.
        texts: The words of each row, by row id.
    """

    asked: Sequence[str] = ()
    content: Sequence[str] = ()
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found for a question, by row id.

    Attributes:
        rows: The facts and excerpts.
        people: Who said an excerpt, or whom a fact is about, where that is known.
        relations: The relations.
        meaning: What was measured by meaning.
        words: What was measured by words.
        links: How the graph leads to facts.
    """

    rows: Mapping[str, Fact | Excerpt]
    people: Mapping[str, str | None]
    relations: Iterable[Relation] = ()
    meaning: Meaning = field(default_factory=Meaning)
    words: Words = field(default_factory=Words)
    links: Mapping[str, LinkedFact] = field(default_factory=dict[str, LinkedFact])


def build_pool(question: Question, found: Findings) -> Pool:
    """Return the pool, each candidate with the best of its own measures and its relations'."""
    relations = [(each.source, each.id) for each in found.relations if each.source in found.rows]
    unseen = UNSEEN_SHARE * max(0.0, min(found.meaning.cosines.values(), default=0.0))
    similarities = _take_best(found.rows, relations, found.meaning.cosines, unseen)
    scores = _take_best(found.rows, relations, _score_words(found.words), 0.0)
    coverages = _take_best(found.rows, relations, _measure_coverage(found.words), 0.0)
    near = {row_id for row_id, relation_id in relations if relation_id in found.meaning.nearest}
    near |= found.meaning.nearest
    cosines, words = scale_to_best(similarities), scale_to_best(scores)
    if not question.is_read:
        parts = measure_word_parts(found.words.content, found.words.texts)
        alike = _take_best(found.rows, relations, parts, 0.0)
        cosines, words = lean_on_words(cosines, words, alike)
        coverages = {row_id: max(share, alike[row_id]) for row_id, share in coverages.items()}
    candidates = {
        row_id: Candidate(
            row=row,
            person=found.people.get(row_id),
            similarity=max(0.0, similarities[row_id]),
            cosine=cosines[row_id],
            words=words[row_id],
            coverage=coverages[row_id],
            link=found.links.get(row_id),
            found_by=_FOUND_BY[row_id in near, scores[row_id] > 0, row_id in found.links],
        )
        for row_id, row in found.rows.items()
    }
    return Pool(
        question=question,
        candidates=candidates,
        has_meaning=bool(found.meaning.cosines),
        has_words=bool(found.words.content),
    )


def _take_best(
    rows: Iterable[str],
    relations: Iterable[tuple[str, str]],
    values: Mapping[str, float],
    unknown: float,
) -> dict[str, float]:
    """Return the best value of each row and of the relations that it states.

    Args:
        rows: The ids of the rows.
        relations: The ids of a row and of a relation that it states.
        values: The values of rows and relations.
        unknown: The value of those that have none.
    """
    best = {row_id: values.get(row_id, unknown) for row_id in rows}
    for row_id, relation_id in relations:
        best[row_id] = max(best[row_id], values.get(relation_id, unknown))
    return best


def _score_words(words: Words) -> dict[str, float]:
    scores = compute_bm25_scores(words.asked, [*words.texts.values()])
    return dict(zip(words.texts, scores, strict=True))


def _measure_coverage(words: Words) -> dict[str, float]:
    """Return which share of the question's words each text has, weighed by their rarity."""
    content = frozenset(words.content)
    shared = [content.intersection(text) for text in words.texts.values()]
    weights = weigh_words(words.content, shared)
    total = fsum(weights.values())
    return {
        # Exactly: the order of a set differs between processes, and so would the rounding.
        row_id: fsum([weights[word] for word in known]) / total if known else 0.0
        for row_id, known in zip(words.texts, shared, strict=True)
    }
