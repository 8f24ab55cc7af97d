"""Percentiles are values that were measured, and nothing has no mean."""

import pytest

from mcp_mem0.evals.scoring.averages import compute_mean, find_percentile


@pytest.mark.parametrize(
    ("count", "share", "value"),
    [(1, 0.5, 1), (2, 0.5, 1), (3, 0.5, 2), (20, 0.95, 19), (21, 0.95, 20), (100, 0.95, 95)],
)
def test_a_percentile_is_the_first_value_that_so_many_do_not_exceed(
    count: int, share: float, value: int
) -> None:
    assert find_percentile([*range(1, count + 1)], share) == value


def test_the_mean_of_nothing_is_none() -> None:
    assert compute_mean([]) is None
    assert compute_mean([1.0, 2.0, 6.0]) == 3.0
