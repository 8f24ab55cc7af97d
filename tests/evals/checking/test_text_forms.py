"""Values are found in other words: numbers in digits or letters, times on any clock, synonyms."""

import pytest

from mcp_mem0.evals.checking.language import load_language
from mcp_mem0.evals.checking.text_forms import find_value, fold_numbers, fold_text, split_clauses


def has_value(text: str, value: str, code: str = "en") -> bool:
    language = load_language(code)
    return find_value(fold_numbers(fold_text(text), language), value, language) is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Yuki and Tom wed in May.", "married"),
        ("Ana has abandoned the plan.", "dropped"),
        ("The stand-up is at ten o'clock.", "10:00"),
        ("The stand-up is at 10 a.m.", "10:00"),
        ("The appointment is at eight.", "8:00"),
        ("It lands at 4:40 pm.", "16:40"),
        ("Emil is 7.", "seven"),
        ("Emil is twenty-one.", "21"),
        ("It costs 1,200 euros.", "1200"),
        ("Katya's kids are Misha, nine, and Anya.", "Misha … nine"),
    ],
)
def test_a_value_is_found_in_other_words(text: str, value: str) -> None:
    assert has_value(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Bruno lives in Trieste in velvet.", "vet"),
        ("The stand-up is at 10:30.", "10:00"),
        ("Emil is 17.", "seven"),
        ("Katya's kids are Anya, nine, and Misha.", "Misha … nine"),
        ("Anastasia lives here.", "Ana"),
    ],
)
def test_what_only_looks_like_a_value_is_none(text: str, value: str) -> None:
    assert not has_value(text, value)


def test_a_text_is_split_where_another_clause_begins() -> None:
    folded = fold_text("Ana moved to Oslo and has a cat, which sleeps. It is 3.5 years old.")
    clauses = [folded[a:b].strip() for a, b in split_clauses(folded, load_language("en"))]

    assert clauses == ["ana moved to oslo", "has a cat", "sleeps", "it is 3.5 years old"]
