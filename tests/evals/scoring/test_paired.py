"""Two systems are compared on the questions that both answered, and on no others."""

import pytest

from mcp_mem0.evals.scoring.answer_tally import ANSWERABLE, UNANSWERABLE
from mcp_mem0.evals.scoring.paired import compare_systems
from tests.evals.scoring.example_answers import scored

FIRST = [
    scored("c/1", right=False, strictly=False, f1=0.2),
    scored("c/2", right=True, strictly=False, f1=0.6),
    scored("c/3", right=False, strictly=False, f1=0.0),
    scored("c/4", right=True, f1=1.0),
    scored("c/5", right=None, f1=0.5),
    scored("c/6", right=False, abstains=False, answerable=False),
    scored("c/7", right=True, f1=1.0),
]
SECOND = [
    scored("c/6", right=True, abstains=True, answerable=False),
    scored("c/5", right=True, f1=0.5),
    scored("c/4", right=True, f1=1.0),
    scored("c/3", right=True, strictly=True, f1=0.4),
    scored("c/2", right=False, strictly=False, f1=0.2),
    scored("c/1", right=True, strictly=False, f1=0.8),
]


def test_only_questions_that_both_were_judged_on_count() -> None:
    temporal, answerable, unanswerable = compare_systems(FIRST, SECOND)
    verdicts = temporal.lenient

    assert (answerable.group, unanswerable.group) == (ANSWERABLE, UNANSWERABLE)
    assert verdicts is not None
    assert (verdicts.pairs, verdicts.first, verdicts.second) == (4, 0.5, 0.75)
    assert verdicts.difference == 0.25
    assert temporal.f1 is not None
    assert temporal.f1.pairs == 5
    assert temporal.bleu_1 is None


def test_the_questions_that_changed_sides_are_named() -> None:
    """Two gained, one lost: p = 2 · (1 + 3) / 8 = 1."""
    (temporal, *_) = compare_systems(FIRST, SECOND)

    assert temporal.lenient is not None
    assert temporal.lenient.gained == ("c/1", "c/3")
    assert temporal.lenient.lost == ("c/2",)
    assert temporal.lenient.p == 1


def test_scores_are_tested_by_their_size() -> None:
    """F1 rises by 0.6 and 0.4, falls by 0.4 and stays twice: the mean difference is 0.6 / 5.

    Of the 8 ways to turn 0.6, 0.4 and -0.4 the sums are ±1.4, ±0.6 twice each and ±0.2: those as
    far from 0 as 0.6 are six.
    """
    (temporal, *_) = compare_systems(FIRST, SECOND)

    assert temporal.f1 is not None
    assert temporal.f1.difference == pytest.approx(0.12)
    assert temporal.f1.p == 6 / 8
    assert temporal.f1.interval[0] < temporal.f1.difference < temporal.f1.interval[1]


def test_a_difference_is_that_of_the_second_from_the_first() -> None:
    """Two draws from 0.3 and 0.4 are both the one, or both the other, once in four."""
    (group, _) = compare_systems(
        [scored("c/1", f1=0.2), scored("c/2", f1=0.1)],
        [scored("c/1", f1=0.5), scored("c/2", f1=0.5)],
    )

    assert group.f1 is not None
    assert group.f1.difference == pytest.approx(0.35)
    assert group.f1.interval == pytest.approx((0.3, 0.4))


def test_a_system_does_not_differ_from_itself() -> None:
    for group in compare_systems(FIRST, FIRST):
        assert group.lenient is not None
        assert (group.lenient.difference, group.lenient.interval, group.lenient.p) == (0, (0, 0), 1)
        assert group.lenient.gained == group.lenient.lost == ()


def test_systems_that_share_no_question_have_nothing_to_compare() -> None:
    assert compare_systems(FIRST[:1], SECOND[:1]) == ()
