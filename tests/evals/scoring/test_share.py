"""The interval of a share is checked against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.evals.scoring.share import Share, count_share


def test_the_interval_is_that_of_wilson() -> None:
    """8 of 10, z = 1.96, z² = 3.84: the centre is (0.8 + 0.192) / 1.384 = 0.7167.

    Half of it is 1.96 · √((0.8 · 0.2 + 0.0960) / 10) / 1.384 = 0.2266.
    """
    assert Share(hits=8, total=10).interval == pytest.approx((0.4902, 0.9433), abs=5e-5)


def test_none_of_few_does_not_mean_never() -> None:
    """0 of 10: centre and half are both 0.192 / 1.384 = 0.1388, so it reaches from 0 to 0.2775."""
    assert Share(hits=0, total=10).interval == pytest.approx((0, 0.2775), abs=5e-5)


def test_a_share_counts_what_is_true_and_there_is_none_of_nothing() -> None:
    assert count_share([True, False, True, True]) == Share(hits=3, total=4)
    assert Share(hits=3, total=4).value == 0.75
    assert count_share([]) is None


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors_that_of_its_opposite(
    counts: tuple[int, int],
) -> None:
    hits, total = counts
    share = Share(hits=hits, total=total)
    low, high = share.interval

    assert 0 <= low <= share.value + 1e-9
    assert share.value - 1e-9 <= high <= 1
    opposite_low, _ = Share(hits=total - hits, total=total).interval
    assert opposite_low == pytest.approx(1 - high, abs=1e-9)


@pytest.mark.parametrize("total", [1, 3, 38, 252])
def test_a_share_is_never_outside_its_interval(total: int) -> None:
    assert Share(hits=total, total=total).interval[1] == 1.0
    assert Share(hits=0, total=total).interval[0] == 0.0
