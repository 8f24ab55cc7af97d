"""Hyphens, apostrophes and invisible marks are typed in many ways, and mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.normalise import (
    find_first_word,
    normalise_name,
    normalise_statement,
    replace_marks,
    split_plain_words,
    split_words,
    unify_marks,
)

HYPHENS = [*"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"]
APOSTROPHES = [*"\u2018\u2019\u201b\u02bc\u02bb\u2032\u00b4`\uff07"]
HIDDEN = [*"\u00ad\u200b\u200c\u200d\u2060\ufeff"]


@pytest.mark.parametrize("hyphen", HYPHENS, ids=ascii)
def test_every_hyphen_joins_a_name(hyphen: str) -> None:
    assert normalise_name(f"Anne{hyphen}Marie Duval") == "anne-marie duval"
    assert split_words(f"Anne{hyphen}Marie rows") == ("anne-marie", "rows")


@pytest.mark.parametrize("hyphen", HYPHENS[:-1], ids=ascii)
def test_a_repeat_may_have_another_hyphen_or_none(hyphen: str) -> None:
    said = normalise_statement("Ana works part-time.")

    assert normalise_statement(f"Ana works part{hyphen}time") == said
    assert normalise_statement("Ana works part time") == said


@pytest.mark.parametrize("apostrophe", APOSTROPHES, ids=ascii)
def test_every_apostrophe_is_one(apostrophe: str) -> None:
    assert normalise_name(f"O{apostrophe}Neil") == "o'neil"
    assert split_words(f"Ana{apostrophe}s dog") == ("ana's", "dog")
    assert split_words(f"{apostrophe}quoted{apostrophe}") == ("quoted",)
    assert split_plain_words(f"l{apostrophe}eau") == ("l", "eau")


@pytest.mark.parametrize("mark", HIDDEN, ids=ascii)
def test_an_invisible_mark_in_a_word_is_nothing(mark: str) -> None:
    plain = "Karin keeps a memory box"

    assert normalise_statement(f"Kar{mark}in keeps a mem{mark}ory box") == "karin keeps memory box"
    assert split_plain_words(f"mem{mark}ory") == ("memory",)
    assert unify_marks(f"Kar{mark}in keeps a mem{mark}ory box") == plain


def test_a_dash_between_sentences_joins_no_words() -> None:
    assert split_words("I quit—finally – yes") == ("i", "quit", "finally", "yes")


def test_numbers_keep_their_hyphens() -> None:
    assert normalise_statement("won 2-1 on 2026-05-01") != normalise_statement(
        "won 2 1 on 2026 05 01"
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The user's cat", "user"),
        ("Anne-Marie rows", "anne"),
        ("我住在北京", "我"),
        ("...", "..."),
    ],
)
def test_the_first_word_groups_what_is_said_of_one_subject(text: str, first: str) -> None:
    assert find_first_word(text) == first


@given(st.text())
def test_marks_are_replaced_place_for_place_and_once(text: str) -> None:
    assert len(replace_marks(text)) == len(text)
    assert replace_marks(replace_marks(text)) == replace_marks(text)


@given(st.text(alphabet="aA-\u2014\u00ad\u200b`'’ ", max_size=5_000))
def test_no_text_takes_long(text: str) -> None:
    assert split_words(unify_marks(text)) == split_words(text)
