"""F1 is checked against values worked out by hand, and against what holds of it for any texts."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mcp_mem0.evals.datasets.dataset import AnswerRule, DatasetQuestion
from mcp_mem0.evals.scoring.answer_f1 import compute_f1, compute_list_f1, score_f1
from mcp_mem0.evals.scoring.answer_words import split_answer_words

WORDS = ["red,", "boats", "boat", "the", "lake", "Ana", "3", "May"]

texts = st.lists(st.sampled_from(WORDS)).map(" ".join)


def question(answer: str, *also_right: str, rule: AnswerRule = "whole") -> DatasetQuestion:
    return DatasetQuestion(
        id="1",
        text="What does Bo own?",
        category="single-hop",
        answer=answer,
        also_right=also_right,
        rule=rule,
    )


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    """`a small red boat on the lake` → small red boat on lake; `red boats` → red boat.

    Common: red, boat. Precision 2/5, recall 2/2, F1 = 2 · (2/5 · 1) / (2/5 + 1) = 4/7.
    """
    assert compute_f1("a small red boat on the lake", "red boats", "en") == pytest.approx(4 / 7)


def test_a_word_counts_as_often_as_both_have_it() -> None:
    """`very very very old` has four words, `very very` two, and two are common.

    Precision 2/4, recall 2/2, F1 = 2 · (1/2 · 1) / (1/2 + 1) = 2/3.
    """
    assert compute_f1("very very very old", "very very", "en") == pytest.approx(2 / 3)


def test_the_parts_of_a_list_are_found_in_any_order() -> None:
    """`a red kite`: the best part is `red kite`, F1 = 1.

    `tent`: the best part is `green tent`, F1 = 2 · (1/2 · 1) / (1/2 + 1) = 2/3. `skates`: no part
    has it, 0. The mean is (1 + 2/3 + 0) / 3 = 5/9.
    """
    answer = "green tent, red kite, oars"

    assert compute_list_f1(answer, "a red kite, tent, skates", "en") == pytest.approx(5 / 9)


def test_the_list_rule_divides_at_chinese_commas_too() -> None:
    assert compute_list_f1("帐篷、风筝", "风筝，帐篷", "zh") == 1


def test_by_the_rule_first_what_follows_a_semicolon_is_not_compared() -> None:
    asked = question("Yes; she swims every day", rule="first")

    assert score_f1(asked, "yes", "en") == 1
    assert score_f1(asked, "she swims", "en") == 0


def test_a_question_is_scored_by_its_own_rule() -> None:
    """As a whole `kite, tent` and `tent, kite` have the same words; as a list each part is found.

    `kite` alone: as a whole 2 · 1/2 / (1 + 1/2) = 2/3; as a list (1 + 0) / 2 = 1/2.
    """
    assert score_f1(question("kite, tent"), "kite", "en") == pytest.approx(2 / 3)
    assert score_f1(question("kite, tent", rule="list"), "kite", "en") == pytest.approx(1 / 2)


def test_of_several_right_answers_the_best_counts() -> None:
    assert score_f1(question("a boat", "the ferry"), "ferry", "en") == 1


@given(texts, texts)
def test_f1_lies_between_0_and_1_and_is_the_same_both_ways(one: str, other: str) -> None:
    score = compute_f1(one, other, "en")

    assert 0 <= score <= 1
    assert score == compute_f1(other, one, "en")


@given(texts)
def test_equal_answers_score_1_and_an_empty_one_0(text: str) -> None:
    assume(split_answer_words(text, "en"))

    assert compute_f1(text, text, "en") == 1
    assert compute_list_f1(text.replace(",", ""), text.replace(",", ""), "en") == 1
    assert compute_f1("", text, "en") == 0


@given(texts, texts)
def test_more_to_a_list_never_lowers_its_score(one: str, other: str) -> None:
    assert compute_list_f1(f"{one}, {other}", one, "en") >= compute_list_f1(one, one, "en")
