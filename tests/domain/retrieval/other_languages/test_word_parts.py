"""Words are alike by their parts where neither stems nor meaning help."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.other_languages.word_parts import measure_word_parts


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
