"""Two facts may be about the same matter if they share more than the people they name."""

import pytest

from mcp_mem0.domain.grounding.same_matter import is_about_same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana lives in Husum since 1 July 2026", "Ana lives on the Hallig Langeness."),
        ("Ana moved to Oslo.", "Ana lives in Rome."),
        ("Ana is now working at Globex.", "Ana works for Acme."),
        ("Jana ist nach Bremen umgezogen.", "Jana wohnt in Leipzig."),
        ("Giulia si è trasferita a Roma.", "Giulia abita a Torino."),
        ("Ana sold the violin.", "Ana plays the violin."),
        ("Ana sings", "Ana sings alto"),
        ("Ana's rent is 900 euros", "Ana pays 800 euros of rent"),
        ("安娜住在奥斯陆", "安娜住在罗马"),
    ],
)
def test_a_word_or_a_kind_of_verb_of_one_value_makes_one_matter(one: str, other: str) -> None:
    assert is_about_same(one, other, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana lives in Husum.", "Ana works for Acme."),
        ("Ana plays the violin.", "Ana plays chess."),
        ("Ana likes Oslo.", "Ana likes tea."),
        ("The user sings.", "The user runs."),
        ("Ana met Ben.", "Ana has a brother named Ben."),
    ],
)
def test_people_and_verbs_of_many_values_make_none(one: str, other: str) -> None:
    assert not is_about_same(one, other, ("Ana", "Ben"))
