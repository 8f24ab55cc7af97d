"""Means of measured values, and their percentiles by the nearest rank."""

import math
from collections.abc import Iterable, Sequence
from statistics import fmean


def compute_mean(values: Iterable[float]) -> float | None:
    """Return the mean, or None of nothing."""
    known = list(values)
    return fmean(known) if known else None


def find_percentile(ordered: Sequence[float], share: float) -> float:
    """Return the first of some ordered values that a share of them, above 0, does not exceed."""
    return ordered[math.ceil(share * len(ordered)) - 1]
