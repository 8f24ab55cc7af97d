"""Values are spread by nearest rank, and a share brings its interval along."""

import pytest

from mcp_mem0.evals.reports.figures import build_rate, compute_spread
from mcp_mem0.evals.scoring.averages import compute_mean
from mcp_mem0.evals.scoring.share import Share


def test_the_95th_percentile_is_a_value_that_was_measured() -> None:
    """Of 1 to 20, nineteen do not exceed 19; the tenth is 10; the mean is 210 / 20."""
    spread = compute_spread(range(20, 0, -1))

    assert spread is not None
    assert (spread.count, spread.p50, spread.p95, spread.mean) == (20, 10, 19, 10.5)


def test_one_value_is_all_of_its_percentiles() -> None:
    spread = compute_spread([7.0])

    assert spread is not None
    assert (spread.p50, spread.p95) == (7.0, 7.0)


def test_nothing_has_no_figures() -> None:
    assert compute_spread([]) is None
    assert compute_mean([]) is None
    assert build_rate(None) is None


def test_a_share_is_written_with_its_interval() -> None:
    rate = build_rate(Share(hits=1, total=2))

    assert rate is not None
    assert (rate.hits, rate.total, rate.value) == (1, 2, 0.5)
    assert rate.interval == pytest.approx((0.0945, 0.9055), abs=1e-3)
