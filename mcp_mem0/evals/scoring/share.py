"""`Share`, how many of how many, with the interval in which the true share may lie."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95
"""Of all intervals, how many contain the true value."""

_Z: Final = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of at least one.

    Attributes:
        hits: How many were counted.
        total: Out of how many.
    """

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.hits / self.total

    @property
    def interval(self) -> tuple[float, float]:
        """Its Wilson score interval (Wilson 1927), which also holds near 0 and 1 and of few."""
        spread = _Z**2 / self.total
        centre = (self.value + spread / 2) / (1 + spread)
        variance = (self.value * (1 - self.value) + spread / 4) / self.total
        half = _Z * math.sqrt(variance) / (1 + spread)
        low, high = centre - half, centre + half
        # Rounding must not leave the share itself outside.
        return max(0.0, min(low, self.value)), min(1.0, max(high, self.value))


def count_share(flags: list[bool]) -> Share | None:
    """Return the share of what is true, or None of nothing."""
    return Share(hits=sum(flags), total=len(flags)) if flags else None
