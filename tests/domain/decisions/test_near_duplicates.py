"""Facts are nearly the same if no name, number, date or denial tells them apart."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.decisions.near_duplicates import is_nearly_same
from tests.support.row_builders import NOON, fact


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ana is allergic to nuts.", "Ana has a nut allergy.", True),
        (
            "Ines works at Tinta as a graphic designer.",
            "Ines is a graphic designer at Tinta.",
            True,
        ),
        ("Ana lives in Rome.", "ana lives in rome", True),
        ("Ana does not eat fish.", "Ana eats fish.", False),
        ("Paul married on 6 August 2026.", "Paul married on 7 August 2026.", False),
        ("Quayside uses Python 3.11.", "Quayside uses Python 3.12.", False),
        ("Ana has two cats.", "Ana has three cats.", False),
        ("Ana has a cat named Mimi.", "Ben has a cat named Mimi.", False),
    ],
)
def test_what_two_facts_name_tells_them_apart(one: str, other: str, *, is_same: bool) -> None:
    first, second = fact(1, text=one), fact(2, text=other)

    assert is_nearly_same(first, second) is is_same
    assert is_nearly_same(second, first) is is_same


def test_facts_of_two_times_are_two() -> None:
    undated = fact(1, text="Ana is allergic to nuts.")
    dated = replace(fact(2, text="Ana has a nut allergy."), valid_from=NOON, start_precision="day")

    assert not is_nearly_same(undated, dated)
