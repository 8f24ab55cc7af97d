"""Calibration: how often the first memory is right, by its score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.evals.recall.set_measure import QuestionOutcome

BANDS: Final = 10
"""Into how many bands the scores from 0 to 1 are divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBand:
    """The questions whose first memory has a score from `low` up to `high`.

    `right` is the share of these memories that are expected, in per cent; one of an
    unanswerable question never is.
    """

    low: float
    high: float
    questions: int
    right: float


def compute_bands(outcomes: Sequence[QuestionOutcome]) -> tuple[ScoreBand, ...]:
    """Return the bands in which there are questions, the highest first."""
    by_band: dict[int, list[bool]] = {}
    for outcome in outcomes:
        if outcome.memories:
            score = outcome.memories[0].score
            band = max(0, min(BANDS - 1, int(score * BANDS)))
            by_band.setdefault(band, []).append(outcome.is_first_right)
    return tuple(
        ScoreBand(
            low=band / BANDS,
            high=(band + 1) / BANDS,
            questions=len(right),
            right=100 * sum(right) / len(right),
        )
        for band, right in sorted(by_band.items(), reverse=True)
    )
