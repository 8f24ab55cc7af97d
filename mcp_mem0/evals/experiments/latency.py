"""`Latency`, how long some calls took."""

import math
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict


class Latency(BaseModel):
    """How long calls took, in milliseconds: half of them at most `p50`, 95 of 100 at most `p95`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    p50: float
    p95: float


def measure_latency(milliseconds: Sequence[float]) -> Latency | None:
    """Return the nearest-rank percentiles of some times, None of none."""
    ordered = sorted(milliseconds)
    if not ordered:
        return None
    return Latency(p50=_find_rank(ordered, 0.5), p95=_find_rank(ordered, 0.95))


def _find_rank(ordered: Sequence[float], share: float) -> float:
    return ordered[math.ceil(share * len(ordered)) - 1]
