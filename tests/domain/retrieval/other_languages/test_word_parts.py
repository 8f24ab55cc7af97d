"""Words are alike by their parts where neither stems nor meaning help."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.other_languages.word_parts import (
    UNREAD_MEANING,
    lean_on_words,
    measure_word_parts,
)


@pytest.mark.parametrize(
    ("asked", "told", "other"),
    [
        ("ärztin", "hausärztin", "kindergarten"),
        ("milch", "hafermilch", "schilddrüse"),
        ("живут", "проживут", "работает"),
        ("przeprowadza", "przeprowadzamy", "zostaje"),
        ("chiave", "chiavi", "cucina"),
        ("bespricht", "teambesprechung", "donnerstags"),
    ],
)
def test_another_form_of_a_word_is_like_it(asked: str, told: str, other: str) -> None:
    found = measure_word_parts([asked], {"told": [told], "other": [other]})

    assert found["told"] > 0
    assert found["other"] == 0


def test_short_words_and_other_words_are_not_alike() -> None:
    assert measure_word_parts(["ist", "zug"], {"row": ["ist", "zug", "zugang"]}) == {"row": 0}


def test_a_word_that_few_have_counts_more() -> None:
    rows = {
        "rare": ["hausärztin"],
        "one": ["wohnung"],
        "two": ["wohnungen"],
        "three": ["wohnhaus"],
    }

    found = measure_word_parts(["ärztin", "wohnung"], rows)

    assert found["rare"] > found["one"] >= found["two"] > 0


def test_words_count_more_than_meaning_for_a_question_that_is_not_read() -> None:
    cosines = {"like": 1.0, "compound": 0.5, "none": 0.5}
    words = dict.fromkeys(cosines, 0.0)

    lowered, shares = lean_on_words(cosines, words, {"like": 0.0, "compound": 0.3, "none": 0.0})

    assert shares == {"like": 0.0, "compound": 1.0, "none": 0.0}
    assert lowered == {"like": UNREAD_MEANING, "compound": UNREAD_MEANING / 2, "none": 0.25}


@given(
    st.lists(st.text(alphabet="abcdeä", max_size=8), max_size=5),
    st.dictionaries(
        st.sampled_from(["one", "two"]),
        st.lists(st.text(alphabet="abcdeä", max_size=8), max_size=6),
    ),
)
def test_a_share_is_between_nothing_and_all(asked: list[str], texts: dict[str, list[str]]) -> None:
    found = measure_word_parts(asked, texts)

    assert found.keys() == texts.keys()
    assert all(0 <= share <= 1 + 1e-9 for share in found.values())
