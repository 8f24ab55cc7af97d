"""The figures of a report: shares with their intervals, and how values are spread."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from mcp_mem0.evals.scoring.averages import find_percentile
from mcp_mem0.evals.scoring.share import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share, from 0 to 1, and its 95 % interval, as a report writes it."""

    hits: int
    total: int
    value: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How values are spread; `p95` is the smallest that 95 % of them do not exceed."""

    count: int
    mean: float
    p50: float
    p95: float


def build_rate(share: Share | None) -> Rate | None:
    """Return a share with its interval written out."""
    if share is None:
        return None
    return Rate(hits=share.hits, total=share.total, value=share.value, interval=share.interval)


def compute_spread(values: Iterable[float]) -> Spread | None:
    """Return how values are spread, or None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    return Spread(
        count=len(ordered),
        mean=fmean(ordered),
        p50=find_percentile(ordered, 0.5),
        p95=find_percentile(ordered, 0.95),
    )
