"""Percentiles of measured values, by the nearest rank."""

import math
from collections.abc import Sequence


def find_percentile(ordered: Sequence[float], share: float) -> float:
    """Return the first of some ordered values that a share of them, above 0, does not exceed."""
    return ordered[math.ceil(share * len(ordered)) - 1]
