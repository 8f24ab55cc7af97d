"""The rows among which one question is answered, with what was measured of each.

Everything is counted over the pool alone, which holds only rows that the caller may see: counted
over the store, the texts of one space would change the order in another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from mcp_mem0.domain.graph.model import LinkedFact
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.question import Question


class Candidate(NamedTuple):
    """One row of a pool; a named tuple, because a question makes hundreds.

    Attributes:
        row: The fact or the excerpt.
        person: The key of who said it, or whom it is about, if that is known.
        similarity: Its cosine similarity to the question, from 0 to 1.
        cosine: The same as a share of the best in the pool; less if the embedding model does not
            read the question.
        words: Its BM25 score over the pool as a share of the best, from 0 to 1; with that of words
            that are alike if the embedding model does not read the question.
        coverage: How much of the question its words cover, from 0 to 1; rare words count more,
            and the names of people do not.
        link: How the graph leads to it from the question, if it does.
        found_by: The names of the searches that found it.
    """

    row: Fact | Excerpt
    person: str | None = None
    similarity: float = 0.0
    cosine: float = 0.0
    words: float = 0.0
    coverage: float = 0.0
    link: LinkedFact | None = None
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pool:
    """A question and its candidates, by row id.

    `has_meaning` and `has_words` say whether the candidates were measured by meaning, and by words
    that the question has besides names.
    """

    question: Question
    candidates: Mapping[str, Candidate] = field(default_factory=dict[str, Candidate])
    has_meaning: bool = True
    has_words: bool = True

    @cached_property
    def conversations(self) -> Mapping[tuple[str, str], Sequence[Candidate]]:
        """The candidates of each space and session."""
        groups: dict[tuple[str, str], list[Candidate]] = {}
        for candidate in self.candidates.values():
            row = candidate.row
            groups.setdefault((row.space, row.session), []).append(candidate)
        return groups


Feature: TypeAlias = Callable[[Pool], Mapping[str, float]]
"""Returns a value from 0 to 1 for each row, or nothing where it cannot tell any two apart."""


def scale_to_best(scores: Mapping[str, float]) -> dict[str, float]:
    """Return scores as shares of the best; what is below zero is zero."""
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return dict.fromkeys(scores, 0.0)
    return {row_id: max(0.0, score) / best for row_id, score in scores.items()}
