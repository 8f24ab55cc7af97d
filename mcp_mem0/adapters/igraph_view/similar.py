"""Finds entities with similar names, by spelling and by meaning.

Meaning is compared for few names only, since each must be embedded once: those most similar in
spelling, and those that most facts use.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import mul
from typing import Final

from mcp_mem0.adapters.igraph_view.space_graph import SpaceGraph
from mcp_mem0.domain.graph.model import SimilarName
from mcp_mem0.domain.text.entity_matching import compute_similarity
from mcp_mem0.domain.text.normalise import normalise_name

COMPARED_MAX: Final = 32
"""Names compared by meaning because of their spelling, and as many because of their use."""

SIMILAR_MIN: Final = 0.5
"""How similar a name must be to be suggested, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """An entity's name, and the best spelling similarity of any of its names."""

    name: str
    letters: float


def find_candidates(graph: SpaceGraph, name: str) -> list[NameCandidate]:
    """Return the entities to compare by meaning with a name, except the one it names."""
    key, own = normalise_name(name), graph.find_entity(name)
    candidates = [
        (
            NameCandidate(
                entity.name,
                max(
                    compute_similarity(key, normalise_name(spelling))
                    for spelling in entity.spellings
                ),
            ),
            sum(entity.spellings.values()),
        )
        for entity in graph.entities
        if entity is not own
    ]
    alike = nlargest(COMPARED_MAX, candidates, key=lambda each: (each[0].letters, each[0].name))
    used = nlargest(COMPARED_MAX, candidates, key=lambda each: (each[1], each[0].name))
    return list(dict.fromkeys(candidate for candidate, _ in [*alike, *used]))


def rank_similar_names(
    name: str,
    candidates: Sequence[NameCandidate],
    vectors: Mapping[str, Sequence[float]],
    *,
    limit: int,
) -> list[SimilarName]:
    """Return the candidates similar in spelling or meaning, most similar first."""
    own = vectors.get(name, ())
    names = [
        SimilarName(name=candidate.name, score=_compute_score(candidate, own, vectors))
        for candidate in candidates
    ]
    similar = [each for each in names if each.score >= SIMILAR_MIN]
    return sorted(similar, key=lambda each: (-each.score, each.name))[:limit]


def _compute_score(
    candidate: NameCandidate, own: Sequence[float], vectors: Mapping[str, Sequence[float]]
) -> float:
    # Stored vectors have length one.
    meaning = sum(map(mul, own, vectors.get(candidate.name, ())))
    return min(1.0, max(candidate.letters, meaning))
