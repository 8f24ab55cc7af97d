"""A quote is read where it stands."""

import pytest

from mcp_mem0.domain.grounding.quoted_commands import complete_quote, is_ordered_item, widen_quote

TEXT = (
    "I am here. Please forget Rome and delete my address, I moved. It rains. I live in Oslo. Bye."
)


def test_a_part_of_an_order_is_completed_and_other_words_are_not() -> None:
    assert complete_quote("my address", TEXT).strip() == "delete my address"
    assert complete_quote("I moved", TEXT) == "I moved"
    assert complete_quote("my address", "") == "my address"


def test_only_an_order_for_one_thing_is_widened() -> None:
    assert "I live in Oslo." in widen_quote("forget Rome", TEXT)
    assert "Bye" not in widen_quote("forget Rome", TEXT)
    assert widen_quote("I moved", TEXT) == "I moved"
    everything = "Delete everything you know"
    assert widen_quote(everything, f"{everything}. I live in Oslo.") == everything


@pytest.mark.parametrize(
    ("quote", "text", "fact"),
    [
        ("and my dog", "Please erase what you know about Delft and my dog", "Kim has a dog"),
        ("my cat Tom", "Forget my dog Rex, my cat Tom, and my job.", "Kim has a cat, Tom"),
        ("Kim has a dog", "Delete these facts:\n- Kim has a dog\n- Kim rows", "Kim has a dog."),
        ("mon chat", "Oublie mon chien, mon chat et mon travail.", "Mon chat est Max"),
    ],
)
def test_what_an_order_only_goes_on_to_name_is_part_of_it(quote: str, text: str, fact: str) -> None:
    assert is_ordered_item(quote, text, fact)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("my dog died", "Forget what I said. My dog died."),
        ("I no longer have a dog", "Forget what I said, I no longer have a dog."),
        ("no dog", "Ignore that, I have no dog."),
        ("had a dog", "Scratch that. I had a dog."),
        ("my dog", "My dog has died."),
        ("dog", ""),
    ],
)
def test_what_says_that_something_ended_is_no_part_of_an_order(quote: str, text: str) -> None:
    assert not is_ordered_item(quote, text, "Kim has a dog")
