"""A long text is cut so that nothing of it is lost and every passage fits."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.chunking import sample_evenly, split_passages

prose = st.lists(
    st.sampled_from(
        ["Ana", "lives", "in", "Oslo.", "Why?", "家。", "「本。」", "\n", " ", "x" * 40]
    ),
    max_size=60,
).map(" ".join)
texts = st.text(max_size=200) | prose
sizes = st.integers(1, 50)


def without_space(text: str) -> str:
    return "".join(text.split())


def split(text: str, size_max: int) -> list[str]:
    return split_passages(text, size_max=size_max, size=len)


@given(texts, sizes)
def test_no_character_but_space_is_lost_or_moved(text: str, size_max: int) -> None:
    assert without_space("".join(split(text, size_max))) == without_space(text)


@given(texts, sizes)
def test_every_passage_fits_and_says_something(text: str, size_max: int) -> None:
    assert all(0 < len(passage.strip()) <= size_max for passage in split(text, size_max))


@given(texts)
def test_a_text_that_fits_stays_whole(text: str) -> None:
    assert split(text, len(text) + 1) == [text.strip()] * bool(text.strip())


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        pytest.param(
            "Ana left. Bob left.\nWhy? Nobody knows.",
            ["Ana left.", "Bob left.\nWhy?", "Nobody knows."],
            id="sentences",
        ),
        pytest.param('"I go." She left.', ['"I go."', "She left."], id="closing quote"),
        pytest.param(
            "version 1.2.3 of the program", ["version 1.2.3", "of the program"], id="words"
        ),
        pytest.param(
            "我住在东京的北边很远。你住在哪里呢。",
            ["我住在东京的北边很远。", "你住在哪里呢。"],
            id="no spaces",
        ),
        pytest.param("x" * 20, ["x" * 10, "x" * 10], id="a word too long"),
    ],
)
def test_a_cut_falls_at_the_most_natural_place(text: str, passages: list[str]) -> None:
    assert split(text, 16) == passages


def test_a_character_larger_than_the_limit_is_a_passage_of_its_own() -> None:
    assert split_passages("ab", size_max=1, size=lambda part: 2 * len(part)) == ["a", "b"]


@given(st.integers(0, 200), st.integers(1, 50))
def test_chosen_items_keep_their_order_and_reach_from_first_to_last(
    count: int, count_max: int
) -> None:
    chosen = sample_evenly(range(count), count_max)

    assert len(chosen) == min(count, count_max)
    assert all(earlier < later for earlier, later in pairwise(chosen))
    if count_max > 1 and count:
        assert (chosen[0], chosen[-1]) == (0, count - 1)
