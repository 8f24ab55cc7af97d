"""The tests over pairs are checked against values worked out by hand, and against each other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.evals.scoring.paired_tests import (
    bootstrap_interval,
    compute_mcnemar_p,
    compute_sign_flip_p,
)

differences = st.lists(st.floats(-1, 1).map(lambda each: round(each, 3)), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [
        pytest.param(6, 1, 2 * (1 + 7) / 2**7, id="6 to 1: 0 or 1 of 7, both ways"),
        pytest.param(0, 5, 2 * 1 / 2**5, id="0 to 5: none of 5, both ways"),
        pytest.param(3, 3, 1.0, id="even"),
        pytest.param(0, 0, 1.0, id="nothing changed"),
    ],
)
def test_mcnemar_counts_the_ways_to_be_so_uneven(gained: int, lost: int, p: float) -> None:
    assert compute_mcnemar_p(gained, lost) == p


def test_mcnemar_takes_thousands_of_questions() -> None:
    assert compute_mcnemar_p(2_000, 2_000) == 1
    assert 0 < compute_mcnemar_p(1_100, 900) < 0.0001


def test_signs_are_turned_in_all_ways_where_there_are_few() -> None:
    """Of the 8 ways to turn three times 0.5, two are as far from 0: all or none turned.

    Of those of 1, 2 and -1, with the sum 2, the sums are 4, 2, 2, 0, 0, -2, -2, -4: six.
    """
    assert compute_sign_flip_p([0.5, 0.5, 0.5, 0.0]) == 2 / 8
    assert compute_sign_flip_p([1, 2, -1]) == 6 / 8
    assert compute_sign_flip_p([0.0, 0.0]) == 1


def test_signs_turned_at_random_come_near_the_exact_figure() -> None:
    """Where all differences are 1 or -1, turning signs is McNemar's test."""
    exact = compute_mcnemar_p(15, 5)

    assert compute_sign_flip_p([1.0] * 15 + [-1.0] * 5) == pytest.approx(exact, abs=0.01)


def test_signs_turned_at_random_leave_some_doubt() -> None:
    """What was seen is one of the ways, so p is never 0, however rare it is."""
    assert compute_sign_flip_p([1.0] * 40) == 1 / 10_001


def test_the_bootstrap_interval_is_that_of_the_drawn_means() -> None:
    """Four draws from 0, 0, 0, 1 have k ones with the odds of a binomial of 4 and 1/4.

    At most none: 0.316. At most two: 0.949, three: 0.996. So the 2.5 % point is 0 and the 97.5 %
    point is 3/4.
    """
    assert bootstrap_interval([0, 0, 0, 1]) == (0, 0.75)


def test_the_bootstrap_interval_leaves_out_as_much_at_both_ends() -> None:
    """Three draws from 0, 1, 1 are all 0 once in 27, 0.037: above 2.5 %, so the interval has it."""
    assert bootstrap_interval([0, 1, 1]) == (0, 1)
    assert bootstrap_interval([0, 0, 1]) == (0, 1)


def test_equal_differences_leave_no_doubt_about_the_mean() -> None:
    assert bootstrap_interval([0.25] * 7) == (0.25, 0.25)


@settings(max_examples=20)
@given(differences)
def test_the_interval_lies_within_the_differences_and_is_the_same_each_time(
    values: list[float],
) -> None:
    low, high = bootstrap_interval(values)

    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert bootstrap_interval(values) == (low, high)


@settings(max_examples=20)
@given(differences)
def test_p_is_the_same_whichever_system_comes_first(values: list[float]) -> None:
    p = compute_sign_flip_p(values)

    assert 0 < p <= 1
    assert compute_sign_flip_p([-each for each in values]) == p
