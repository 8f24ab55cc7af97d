"""Tests of whether two systems really differ, on what both scored for the same questions.

What is easy or hard about a question is the same for both, so only the differences count, pair by
pair. Chance comes from a seed: the same scores give the same figures.
"""

import itertools
import math
import operator
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mcp_mem0.evals.scoring.share import CONFIDENCE

Scores: TypeAlias = NDArray[np.float64]

ROUNDS: Final = 10_000
"""How often pairs are drawn, or signs turned."""

_SEED: Final = 20_250_419
_BATCH: Final = 500
_EXACT_PAIRS_MAX: Final = 12
_ROUNDING: Final = 1e-12


def bootstrap_interval(differences: Sequence[float]) -> tuple[float, float]:
    """Return the interval in which the true mean difference may lie.

    It is the percentile bootstrap (Efron 1979): as many pairs are drawn with replacement, again and
    again, and the interval holds the middle 95 % of the means.

    Args:
        differences: One for each pair, at least one.
    """
    values = np.asarray(differences, dtype=np.float64)
    random = np.random.default_rng(_SEED)
    means = _draw_in_batches(
        lambda count: values[random.integers(len(values), size=(count, len(values)))].mean(axis=1)
    )
    low, high = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def compute_mcnemar_p(gained: int, lost: int) -> float:
    """Return the two-sided p of the exact McNemar test (1947).

    If neither system is better, a question that only one of them answers right is as likely to be
    that of the one as of the other.

    Args:
        gained: How many questions only the second answers right.
        lost: How many only the first does.
    """
    changed = gained + lost
    ways = sum(math.comb(changed, count) for count in range(min(gained, lost) + 1))
    return min(1.0, 2 * ways / 2**changed)


def compute_sign_flip_p(differences: Sequence[float]) -> float:
    """Return the two-sided p of the paired permutation test (Fisher 1935).

    If neither system is better, each difference could as well be the other way round. So signs are
    turned, all ways of it where differences are few, else at random, and p is how often the mean is
    at least as far from 0 as it is.
    """
    # Turning the sign of 0 changes nothing.
    values = [each for each in differences if each]
    seen = abs(sum(values)) - _ROUNDING
    if len(values) <= _EXACT_PAIRS_MAX:
        ways = itertools.product((-1, 1), repeat=len(values))
        sums = [abs(sum(map(operator.mul, signs, values))) for signs in ways]
        return fmean(each >= seen for each in sums)
    random = np.random.default_rng(_SEED)
    drawn = _draw_in_batches(
        lambda count: random.choice((-1.0, 1.0), size=(count, len(values))) @ np.asarray(values)
    )
    # The differences as they are count as one way.
    return (1 + int(np.sum(np.abs(drawn) >= seen))) / (ROUNDS + 1)


def _draw_in_batches(draw: Callable[[int], Scores]) -> Scores:
    """Return what is drawn in all rounds, a batch at a time to bound the memory that it takes."""

    def draw_all() -> Iterator[Scores]:
        for _ in range(ROUNDS // _BATCH):
            yield draw(_BATCH)

    return np.concatenate(list(draw_all()))
