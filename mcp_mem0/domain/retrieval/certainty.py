"""How certain it is that a pool, or one row of it, holds an answer to the question.

It rests on two measures that each row has of its own, and on no score, so it does not depend on
how rows are ranked: how far the row's cosine stands out of the pool, and how much of the question
its words cover. Rare words of the question count more, and names of people do not: that somebody is
mentioned says nothing about what was asked of them.
"""

from bisect import bisect_left
from collections.abc import Sequence
from statistics import quantiles
from typing import Final

from mcp_mem0.domain.retrieval.features.asked_date import compute_asked_date
from mcp_mem0.domain.retrieval.features.safety import compute_safety
from mcp_mem0.domain.retrieval.people import USER
from mcp_mem0.domain.retrieval.pool import Candidate, Pool
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.entity_matching import find_names
from mcp_mem0.domain.text.matters.safety import concerns_safety
from mcp_mem0.domain.text.normalise import normalise_name

KNOWN_FROM: Final = 0.29
"""Below this certainty nothing in the pool is an answer (docs/decisions/0003-ranking.md)."""

MEMBERS_KNOWN_FROM: Final = 0.15
"""The same for questions for many things: "which cities" is told as single towns, each by name."""

RIGHT_SHARES: Final = (
    (0.0, 0.0),
    (0.15, 0.17),
    (0.25, 0.29),
    (0.35, 0.4),
    (0.45, 0.72),
    (0.55, 0.88),
    (0.85, 0.96),
    (1.0, 0.98),
)
"""Certainties, and the share of first memories of each that were right: of 239 questions."""

_BANDS: Final = [certainty for certainty, _ in RIGHT_SHARES]

_COMMON_ROWS: Final = 20
"""From so many rows on, most of a pool are rows that do not answer."""

_TENTHS: Final = 10


def is_answered(pool: Pool) -> bool:
    """Return whether it is likely that the pool holds an answer.

    The meaning of one row and the words of another count together: in a conversation the answer
    and the words of the question often stand in two messages. A question of names alone is
    answered by whatever mentions them, and one of days alone by whatever names them, or was said
    or held then.
    """
    if not pool.has_words and pool.question.time.periods:
        return _is_time_told(pool) or any(each.words > 0 for each in pool.candidates.values())
    if not pool.has_words and pool.question.people:
        return bool(pool.candidates)
    candidates = [*pool.candidates.values()]
    if any(map(_is_linked_answer, candidates)) or _is_safety_told(pool):
        return True
    nearest = max((each.similarity for each in candidates), default=0.0)
    meaning = _stand_out(nearest, _find_baseline(candidates))
    coverage = max((each.coverage for each in candidates), default=0.0)
    least = MEMBERS_KNOWN_FROM if pool.question.shape.is_plural else KNOWN_FROM
    return _combine(pool, meaning, coverage) >= least


def _is_time_told(pool: Pool) -> bool:
    """Whether a row of the days asked for is by or about whom the question names, if anybody."""
    people = pool.question.people
    dated = [pool.candidates[row] for row, value in compute_asked_date(pool).items() if value >= 1]
    return any(
        not people or each.person in people or find_names(each.row.text, people) for each in dated
    )


def _is_safety_told(pool: Pool) -> bool:
    """Whether a row says of whom the question names what their health, diet or safety asks for.

    "Shellfish" answers "Can I serve prawns to them?", though no measure sees it. A question that
    names nobody must ask for such matters itself, and not for the user's own.
    """
    safety = [pool.candidates[row] for row, value in compute_safety(pool).items() if value]
    if not safety:
        return False
    question = pool.question
    names = {normalise_name(name) for name in extract_entities(question.text)}
    if names:
        return any(find_names(each.row.text, names) for each in safety)
    return concerns_safety(question.text) and USER not in question.people


def compute_certainties(pool: Pool) -> dict[str, float]:
    """Return how certain it is that each row answers, from 0 to 1.

    A fact whose chain answers (`LinkedFact.is_whole`) is as certain as the share that it covers.
    """
    baseline = _find_baseline([*pool.candidates.values()])
    certainties: dict[str, float] = {}
    for row_id, each in pool.candidates.items():
        link = each.link
        if link is not None and link.is_whole:
            certainties[row_id] = link.score
        else:
            meaning = _stand_out(each.similarity, baseline)
            certainties[row_id] = _combine(pool, meaning, each.coverage)
    return certainties


def calibrate_certainty(certainty: float) -> float:
    """Return how often, as a share, a memory that stands first with this certainty is right.

    Interpolated between the bands of `mcp-mem0 eval recall --bands` on sets of our own.
    """
    if certainty > 1:
        return RIGHT_SHARES[-1][1]
    place = max(1, bisect_left(_BANDS, certainty))
    (low, low_share), (high, high_share) = RIGHT_SHARES[place - 1 : place + 1]
    return low_share + (high_share - low_share) * (certainty - low) / (high - low)


def _is_linked_answer(candidate: Candidate) -> bool:
    link = candidate.link
    return link is not None and link.is_whole and link.score >= KNOWN_FROM


def _combine(pool: Pool, meaning: float, coverage: float) -> float:
    """Return the mean of what was measured."""
    if pool.has_meaning and pool.has_words:
        return (meaning + coverage) / 2
    if pool.has_words:
        return coverage
    return meaning if pool.has_meaning else 0.0


def _find_baseline(candidates: Sequence[Candidate]) -> float:
    """Return the cosine of rows that do not answer: what a tenth of a large pool stays below.

    Embedding models differ in what cosine unrelated texts have.
    """
    if len(candidates) < _COMMON_ROWS:
        return 0.0
    return quantiles((each.similarity for each in candidates), n=_TENTHS)[0]


def _stand_out(similarity: float, baseline: float) -> float:
    """Return a cosine as a share of the way from the baseline to the same meaning."""
    if baseline >= 1 or similarity <= baseline:
        return 0.0
    return (similarity - baseline) / (1 - baseline)
