"""Figures that are reported must be right: each on a case small enough to count by hand."""

import pytest

from mcp_mem0.evals.recall.recall_set import SetQuestion
from mcp_mem0.evals.recall.set_bands import compute_bands
from mcp_mem0.evals.recall.set_measure import (
    QuestionOutcome,
    RecalledMemory,
    compute_set_scores,
)

LIST = SetQuestion(
    text="What does Bo own?",
    kind="list",
    language="en",
    expects=("t1", "t2", "t3", "t4", "t5", "t6"),
)
CURRENT = SetQuestion(
    text="Wo wohnt Bo?", kind="current", language="de", expects=("t7",), below=("t8", "t9")
)
UNANSWERABLE = SetQuestion(text="Who is the pope?", kind="unanswerable")


def outcome(
    question: SetQuestion, *found: str, told: int = 8, unknown: bool = False, score: float = 0.95
) -> QuestionOutcome:
    """Return an outcome whose memories come from these tellings; "a+b" is one of two."""
    memories = (frozenset(each.split("+")) for each in found)
    return QuestionOutcome(
        question=question,
        memories=tuple(
            RecalledMemory(
                text=" ".join(sorted(tellings)),
                score=score,
                tellings=tellings,
                answers=tellings & set(question.expects),
            )
            for tellings in memories
        ),
        told=told,
        tokens=100 * len(found),
        is_unknown=unknown,
    )


def test_recall_of_a_long_list_is_of_the_most_that_fit() -> None:
    found = outcome(LIST, "t1", "t2", "t3", "t9", "t4", "t5")

    assert found.compute_recall(5) == pytest.approx(4 / 5)
    assert found.compute_recall(10) == pytest.approx(5 / 6)


def test_a_memory_that_two_tellings_stated_counts_for_both_of_them() -> None:
    assert outcome(LIST, "t1+t2").compute_recall(5) == pytest.approx(2 / 5)
    assert outcome(LIST, "t1+t2", "t3", "t4", "t5", "t6").compute_recall(5) == 1.0


@pytest.mark.parametrize(
    ("found", "first", "reciprocal"),
    [
        (("t7", "t8"), True, 1.0),
        (("t0", "t7"), False, 0.5),
        (("t0", "t0", "t0", "t7"), False, 0.25),
        (("t8",), False, 0.0),
        ((), False, 0.0),
    ],
)
def test_the_rank_is_that_of_the_first_memory_that_is_expected(
    found: tuple[str, ...], *, first: bool, reciprocal: float
) -> None:
    answered = outcome(CURRENT, *found)

    assert answered.is_first_right is first
    assert answered.reciprocal_rank == reciprocal


@pytest.mark.parametrize(
    ("found", "stale"),
    [
        (("t7", "t8", "t9"), False),
        (("t0", "t7", "t8"), False),
        (("t8", "t7"), True),
        (("t8", "t0"), True),
        (("t0",), False),
        ((), False),
        # The new fact repeats the old one word for word, so they are one memory.
        (("t7+t8",), False),
    ],
)
def test_what_is_outdated_must_stand_below_all_that_is_expected(
    found: tuple[str, ...], *, stale: bool
) -> None:
    assert outcome(CURRENT, *found).is_stale_above is stale


def test_an_old_value_between_two_that_are_expected_is_too_high() -> None:
    question = SetQuestion(text="?", kind="list", expects=("t1", "t2"), below=("t3",))

    assert outcome(question, "t1", "t3", "t2").is_stale_above
    assert not outcome(question, "t1", "t2", "t3").is_stale_above


def test_each_kind_has_its_figures_and_all_answerable_questions_have_them_together() -> None:
    scores = compute_set_scores(
        [
            outcome(CURRENT, "t7", "t8"),
            outcome(CURRENT, "t8", "t7", unknown=True),
            outcome(LIST, "t0", "t1", "t2", "t3", told=3),
            outcome(UNANSWERABLE, "t0", unknown=True),
            outcome(UNANSWERABLE, "t0", "t1", "t2"),
        ]
    )
    by_group = {each.group: each for each in scores}

    assert list(by_group) == ["list", "current", "de", "en", "answerable", "unanswerable"]
    current, asked_list = by_group["current"], by_group["list"]
    assert (current.questions, current.first, current.reciprocal_rank) == (2, 50.0, 75.0)
    assert (current.stale, current.unknown, current.tokens) == (50.0, 50.0, 200.0)
    assert asked_list.recall_at_5 == pytest.approx(60.0)
    assert asked_list.told == pytest.approx(100 * 2 / 6)
    assert asked_list.stale is None
    assert by_group["answerable"].questions == 3
    assert by_group["answerable"].unknown == pytest.approx(100 / 3)


def test_an_unanswerable_question_has_no_figure_but_whether_it_is_told() -> None:
    (unanswerable,) = compute_set_scores([outcome(UNANSWERABLE, "t0")])

    assert (unanswerable.first, unanswerable.recall_at_5, unanswerable.told) == (None, None, None)
    assert unanswerable.unknown == 0.0


def test_a_band_holds_the_questions_whose_first_memory_scores_in_it() -> None:
    bands = compute_bands(
        [
            outcome(CURRENT, "t7", score=1.0),
            outcome(CURRENT, "t8", score=0.9),
            outcome(UNANSWERABLE, "t7", score=0.31),
            outcome(CURRENT, score=0.5),
        ]
    )

    assert [(each.low, each.high, each.questions, each.right) for each in bands] == [
        (0.9, 1.0, 2, 50.0),
        (0.3, 0.4, 1, 0.0),
    ]
