"""Names: which are one entity, which occur in a text, and which are similar."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.entity_matching import (
    INITIALS_LIKENESS,
    compute_similarity,
    find_names,
    is_alias,
    merge_pairs,
)
from mcp_mem0.domain.text.normalise import normalise_name

KNOWN = {"ana", "ana silva", "new york", "it", "東京", "東京タワー", "c++"}

keys = st.sampled_from("abcdefgh")
pairs = st.lists(st.tuples(keys, keys))


@pytest.mark.parametrize("predicate", ["also known as", "also_known_as", "AKA", "is also known as"])
def test_a_predicate_that_says_two_names_are_one_is_an_alias(predicate: str) -> None:
    assert is_alias(predicate)


@pytest.mark.parametrize("predicate", ["known for", "knows", "is", "also likes"])
def test_other_predicates_are_no_alias(predicate: str) -> None:
    assert not is_alias(predicate)


def test_aliases_merge_through_each_other() -> None:
    assert merge_pairs([("b", "c"), ("d", "c"), ("x", "y")]) == {
        "b": "b",
        "c": "b",
        "d": "b",
        "x": "x",
        "y": "x",
    }


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_in_which_aliases_come_does_not_matter(
    aliases: list[tuple[str, str]], chance: Random
) -> None:
    shuffled = list(aliases)
    chance.shuffle(shuffled)

    assert merge_pairs(shuffled) == merge_pairs(aliases)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("where does ANA live?", ("ana",), id="whatever the case"),
        pytest.param("What is Ana's job?", ("ana",), id="possessive"),
        pytest.param("Ana Silva of New York", ("ana silva", "new york"), id="the longest wins"),
        pytest.param("is it known?", (), id="a small word alone"),
        pytest.param("東京タワーはどこ", ("東京タワー",), id="without spaces"),
        pytest.param("is C++ hard?", ("c++",), id="signs"),
        pytest.param("banana", (), id="a part of a word"),
        pytest.param("Ana and ana", ("ana",), id="once"),
    ],
)
def test_known_names_in_a_text_are_found(text: str, found: tuple[str, ...]) -> None:
    assert find_names(text, KNOWN) == found


@given(st.text(min_size=1), st.text(min_size=1))
def test_likeness_is_a_share_and_the_same_from_both_sides(one: str, other: str) -> None:
    first, second = normalise_name(one), normalise_name(other)

    assert 0.0 <= compute_similarity(first, second) <= 1.0
    assert compute_similarity(first, second) == compute_similarity(second, first)
    assert compute_similarity(first, first) == 1.0


def test_a_misspelling_is_more_like_a_name_than_its_initials_than_another_name() -> None:
    assert compute_similarity("hannah", "hanna") > INITIALS_LIKENESS
    assert compute_similarity("new york city", "nyc") == INITIALS_LIKENESS
    assert compute_similarity("hannah", "oslo") < 0.3
