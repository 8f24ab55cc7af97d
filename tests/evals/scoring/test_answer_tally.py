"""The figures of a system are counted by hand from a few answers."""

import pytest

from mcp_mem0.evals.scoring.answer_tally import ANSWERABLE, UNANSWERABLE, tally_groups
from mcp_mem0.evals.scoring.share import Share
from tests.evals.scoring.example_answers import scored

ANSWERS = [
    scored("c/1", right=True, strictly=False, f1=0.5, bleu_1=0.25),
    scored("c/2", right=False, strictly=False, f1=0.0, bleu_1=0.0, abstains=True),
    scored("c/3", right=True, strictly=True, f1=1.0, bleu_1=0.5, left_out=True),
    scored("c/4", category="single-hop", f1=0.7, bleu_1=0.9),
    scored(
        "c/5", category="adversarial", right=True, strictly=True, abstains=True, answerable=False
    ),
    scored("c/6", category="adversarial", right=False, strictly=False, answerable=False),
]


def test_each_group_has_its_shares_and_means() -> None:
    temporal, single, answerable, unanswerable = tally_groups(ANSWERS)

    assert (temporal.group, single.group) == ("temporal", "single-hop")
    assert (answerable.group, unanswerable.group) == (ANSWERABLE, UNANSWERABLE)
    assert (temporal.answers, temporal.lenient) == (3, Share(hits=2, total=3))
    assert temporal.strict == Share(hits=1, total=3)
    assert temporal.abstained == Share(hits=1, total=3)
    assert (temporal.f1, temporal.bleu_1) == (0.5, 0.25)


def test_what_nobody_judged_is_in_no_share() -> None:
    _, single, answerable, _ = tally_groups(ANSWERS)

    assert single.lenient is None
    assert (answerable.answers, answerable.lenient) == (4, Share(hits=2, total=3))
    assert answerable.f1 == pytest.approx(2.2 / 4)


def test_questions_without_an_answer_count_apart() -> None:
    *_, unanswerable = tally_groups(ANSWERS)

    assert unanswerable.lenient == unanswerable.abstained == Share(hits=1, total=2)
    assert unanswerable.f1 is None


def test_both_figures_are_given_where_labels_are_known_to_be_wrong() -> None:
    kept = [each for each in ANSWERS if not each.is_left_out]

    assert len(ANSWERS) - len(kept) == 1
    assert tally_groups(kept)[0].lenient == Share(hits=1, total=2)
    assert tally_groups(ANSWERS)[0].lenient == Share(hits=2, total=3)


def test_the_control_stands_beside_on_the_same_questions() -> None:
    control = [
        scored("c/1", right=True, strictly=False),
        scored("c/2", right=False, strictly=False),
        scored("c/9", right=True, strictly=True),
    ]

    temporal, single, *_ = tally_groups(ANSWERS, control)

    assert temporal.control_lenient == Share(hits=1, total=2)
    assert temporal.control_strict == Share(hits=0, total=2)
    assert single.control_lenient is None


def test_no_answers_have_no_figures() -> None:
    assert tally_groups([]) == ()
