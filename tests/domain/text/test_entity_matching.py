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
    merge_aliases,
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


def test_somebody_may_have_many_other_names() -> None:
    assert set(merge_aliases([("robert chen", "bob"), ("robert chen", "rob")]).values()) == {"bob"}


@pytest.mark.parametrize(
    ("short", "one", "other"),
    [
        pytest.param("av", "audio visual", "antivirus", id="an abbreviation"),
        pytest.param("rob", "robert chen", "robert martin", id="a short first name"),
        pytest.param("bob", "robert chen", "robert martin", id="a nickname"),
    ],
)
def test_a_short_form_of_two_things_merges_neither(short: str, one: str, other: str) -> None:
    merged = merge_aliases([(one, short), (other, short)])

    assert len({merged[short], merged[one], merged[other]}) == 3


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([("us", "united states"), ("united states of america", "us")], id="longer"),
        pytest.param([("ibm", "big blue"), ("ibm", "international business machines")], id="other"),
        pytest.param([("ana", "ana silva"), ("ana s.", "ana")], id="an initial"),
        pytest.param([("av", "antivirus"), ("av", "audio x"), ("audio x", "antivirus")], id="said"),
    ],
)
def test_a_short_form_of_one_thing_merges_its_names(pairs: list[tuple[str, str]]) -> None:
    assert len(set(merge_aliases(pairs).values())) == 1


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_short_forms_does_not_matter(
    aliases: list[tuple[str, str]], chance: Random
) -> None:
    longer = [(one, f"{one} {other}") for one, other in aliases]
    shuffled = list(longer)
    chance.shuffle(shuffled)

    assert merge_aliases(shuffled) == merge_aliases(longer)
    assert set(merge_aliases(longer)) == {key for pair in longer for key in pair}


def test_a_name_with_a_hyphen_is_not_found_as_its_second_half() -> None:
    assert find_names("Anne‑Marie Duval rows", {"marie duval", "duval"}) == ("duval",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("陈伟住在哪里", ("陈伟",), id="Chinese"),
        pytest.param("我问Jonas在哪里", ("jonas",), id="Latin inside Chinese"),
        pytest.param("我喜欢bananas", (), id="not inside a Latin word"),
        pytest.param("我住在王府", (), id="not one sign inside a run"),
        pytest.param("김민수는 어디에 살아", ("김민수",), id="before a Korean particle"),
        pytest.param("田中さんはどこ", ("田中",), id="before a Japanese honorific"),
        pytest.param("ماذا قال لمحمد وأحمد", ("محمد", "أحمد"), id="after Arabic prefixes"),
        pytest.param("מה אמרת לדנה", ("דנה",), id="after a Hebrew prefix"),
        pytest.param("श्रीनिवास रामानुजन कौन है", ("श्रीनिवास रामानुजन",), id="vowel signs of Hindi"),
        pytest.param("समय क्या है", (), id="other vowel signs make another word"),
        pytest.param("สมชายอยู่ที่ไหน", ("สมชาย",), id="Thai"),
        pytest.param("Ayşe'nin kedisi Ankara'da", ("ayşe", "ankara"), id="Turkish endings"),
        pytest.param("محمّد", ("محمد",), id="with vowel points"),
    ],
)
def test_known_names_are_found_in_scripts_without_spaces_or_capitals(
    text: str, found: tuple[str, ...]
) -> None:
    names = "陈伟|jonas|nana|王|김민수|田中|محمد|أحمد|דנה|श्रीनिवास रामानुजन|सीमा|สมชาย|ayşe|ankara"

    assert find_names(text, {normalise_name(name) for name in names.split("|")}) == found
