"""A quote is read where it stands."""

from mcp_mem0.domain.grounding.quoted_commands import complete_quote, widen_quote

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
