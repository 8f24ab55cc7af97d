"""Phrases become patterns."""

import pytest

from mcp_mem0.domain.text.orders.grammar import (
    GAP_WORDS_MAX,
    build_pattern,
    collect_heads,
    list_heads,
)


@pytest.mark.parametrize(
    ("phrases", "text", "is_found"),
    [
        ("delete", " please delete it ", True),
        ("delete", " deleted ", False),
        ("delet*", " deleted ", True),
        ("lösche", " losche es ", True),
        ("you ~ know", " you know ", True),
        ("you ~ know", f" you {'really ' * GAP_WORDS_MAX}know ", True),
        ("you ~ know", f" you {'really ' * (GAP_WORDS_MAX + 1)}know ", False),
        ("a|b c", " b c ", True),
        ("a|b c", " b ", False),
        ("", " a ", False),
    ],
)
def test_a_phrase_matches_whole_words(phrases: str, text: str, *, is_found: bool) -> None:
    assert (build_pattern(phrases).search(text) is not None) is is_found


def test_a_text_without_the_first_words_of_phrases_has_no_head_of_them() -> None:
    heads = collect_heads("delete|forget it|du*")

    assert not heads.isdisjoint(list_heads(" forgot "))
    assert not heads.isdisjoint(list_heads(" dunkel "))
    assert heads.isdisjoint(list_heads(" live in rome "))
