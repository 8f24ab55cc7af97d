"""A clause is read with the grammar of each language."""

import pytest

from mcp_mem0.domain.text.orders.reading import (
    Clause,
    Reach,
    is_governing,
    is_naming_knowledge,
    read_reach,
)


@pytest.mark.parametrize(
    ("words", "reach"),
    [
        ("delete everything you know", "everything"),
        ("delete my address", "something"),
        ("I deleted my account", "none"),
        ("everything you know is wrong", "everything"),
        ("borra todo", "everything"),
        ("Ana borra su cuenta", "none"),
        ("borré la cuenta", "none"),
        ("borre la cuenta", "something"),
        ("heute lösche ich mein Konto", "none"),
        ("lösche mein Konto", "something"),
        ("n'oublie pas que j'ai déménagé", "none"),
        ("du weißt nichts mehr", "everything"),
        ("как ты знаешь", "none"),
        ("全部忘れて", "everything"),
    ],
)
def test_a_clause_tells_to_forget_nothing_something_or_everything(words: str, reach: Reach) -> None:
    assert read_reach(Clause(words)) == reach


def test_an_infinitive_that_depends_on_words_before_it_is_no_order() -> None:
    assert read_reach(Clause("delete the website")) == "something"
    assert read_reach(Clause("delete the website", depends=True)) == "none"


def test_words_that_govern_an_infinitive_are_found() -> None:
    assert is_governing("we decided to close")
    assert not is_governing("the shop is nice")


def test_a_name_for_what_is_known_is_told_from_an_aside() -> None:
    assert is_naming_knowledge("was du weißt")
    assert not is_naming_knowledge("wie du weißt")
    assert not is_naming_knowledge("vergiss, was du weißt")
