"""Texts share a word if they say the same number, however it is written as an ordinal."""

import pytest

from mcp_mem0.domain.grounding.common_words import has_common_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("it is the 14th after all", "Marlies's birthday is on 14 June."),
        ("on June 22nd", "The wedding is on 22 August."),
        ("le 1er", "La fête est le 1 mai."),
        ("на 5-й", "Ольга живёт на 5 этаже."),
    ],
)
def test_an_ordinal_is_its_number(one: str, other: str) -> None:
    assert has_common_words(one, other)


@pytest.mark.parametrize("one", ["the 15th", "14kg", "114th", "4th"])
def test_another_number_or_an_amount_is_not(one: str) -> None:
    assert not has_common_words(one, "Marlies's birthday is on 14 June.")
