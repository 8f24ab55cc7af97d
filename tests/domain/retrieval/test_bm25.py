"""Words are weighted by how rare they are among the given texts only."""

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores

WORDS = st.lists(st.sampled_from(("tea", "oak", "bee", "sea")), max_size=6)


def best_for(question: str, *texts: str) -> str:
    scores = compute_bm25_scores(question.split(), [text.split() for text in texts])
    return texts[scores.index(max(scores))]


def test_of_two_words_the_rarer_counts_more() -> None:
    assert best_for("oak tea", "tea here", "tea there", "oak there") == "oak there"


def test_a_text_with_more_of_the_words_is_better() -> None:
    assert best_for("oak tea", "tea there", "tea oak", "oak there") == "tea oak"


def test_a_word_counts_more_in_a_short_text() -> None:
    assert best_for("oak", "oak and much else that was said", "oak here") == "oak here"


def test_a_word_said_twice_counts_more_but_not_twice() -> None:
    once, twice = compute_bm25_scores(["oak"], [["oak", "a"], ["oak", "oak"]])

    assert once < twice < 2 * once


def test_nothing_is_scored_when_nothing_was_found() -> None:
    assert compute_bm25_scores(["oak"], []) == []


def test_texts_without_a_word_of_the_question_score_zero() -> None:
    assert compute_bm25_scores(["oak"], [["tea"], []]) == [0.0, 0.0]


@given(WORDS, st.lists(WORDS, max_size=5))
def test_only_texts_that_share_a_word_score_above_zero(
    asked: list[str], texts: list[list[str]]
) -> None:
    scores = compute_bm25_scores(asked, texts)

    assert [score > 0 for score in scores] == [bool({*asked} & {*text}) for text in texts]
