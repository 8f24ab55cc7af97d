"""`Latency`, how long some calls took."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from mcp_mem0.evals.scoring.averages import find_percentile


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
    return Latency(p50=find_percentile(ordered, 0.5), p95=find_percentile(ordered, 0.95))
