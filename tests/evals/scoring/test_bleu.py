"""BLEU-1 is checked against values worked out by hand, and against what holds of it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.evals.datasets.dataset import DatasetQuestion
from mcp_mem0.evals.scoring.bleu import compute_bleu_1, score_bleu_1, split_bleu_words

WORDS = ["red", "boat", "the", "lake", "Ana's", ",", "3.5", ".", "湖"]

texts = st.lists(st.sampled_from(WORDS)).map(" ".join)


def test_a_word_counts_at_most_as_often_as_the_right_answer_has_it() -> None:
    """Of seven times `the`, `the cat is on the mat` has two: precision 2/7. 7 ≥ 6: no penalty."""
    assert compute_bleu_1("the the the the the the the", "The cat is on the mat") == pytest.approx(
        2 / 7
    )


def test_a_short_answer_is_penalised() -> None:
    """Both words of `red boat` are in `a red boat on the lake`: 2/2 · exp(1 - 6/2) = exp(-2)."""
    assert compute_bleu_1("Red boat", "a red boat on the lake") == pytest.approx(math.exp(-2))


def test_a_long_answer_is_not_penalised_twice() -> None:
    """`red` and `boat` of `my old red boat .`: 2/5."""
    assert compute_bleu_1("My old red boat.", "red boat") == pytest.approx(2 / 5)


def test_of_several_right_answers_the_best_counts() -> None:
    asked = DatasetQuestion(
        id="1",
        text="What does Bo own?",
        category="open-domain",
        answer="a big boat; he said so",
        also_right=("a ferry",),
        rule="first",
    )

    assert score_bleu_1(asked, "a ferry") == 1
    assert score_bleu_1(asked, "a big boat") == 1


def test_marks_are_words_and_marks_inside_a_word_do_not_divide_it() -> None:
    assert split_bleu_words("Bo’s well-known, at 9:30!") == (
        "bo",
        "'s",
        "well-known",
        ",",
        "at",
        "9:30",
        "!",
    )
    assert split_bleu_words("住在北京") == ("住", "在", "北", "京")


@given(texts, texts)
def test_bleu_lies_between_0_and_1_and_is_1_of_equal_answers(one: str, other: str) -> None:
    assert 0 <= compute_bleu_1(one, other) <= 1
    assert compute_bleu_1(one, one) == (1 if one else 0)
