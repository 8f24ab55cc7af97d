from mcp_mem0.domain.model.rows import Message
from mcp_mem0.services.deciding.search_texts import build_search_texts

ASKED = Message(role="user", name="Noor", content="Good morning! Did you find a workshop yet?")
REPLY = Message(role="user", name="Emil", content="No, still at it.")


def test_a_short_answer_is_searched_together_with_what_it_answers() -> None:
    assert build_search_texts([ASKED, REPLY], None) == [
        "Noor: Good morning! Did you find a workshop yet?",
        "Did you find a workshop yet?\nEmil: No, still at it.",
    ]


def test_a_short_answer_in_a_call_of_its_own_follows_what_was_said_before() -> None:
    assert build_search_texts([REPLY], ASKED) == [
        "Did you find a workshop yet?\nEmil: No, still at it."
    ]


def test_a_short_message_that_answers_nothing_is_searched_alone() -> None:
    told = Message(role="user", name="Noor", content="I bought a lathe.")
    also = Message(role="user", name="Emil", content="I sold my bicycle.")

    assert build_search_texts([told, also], None)[1] == "Emil: I sold my bicycle."


def test_a_yes_or_no_is_searched_with_what_it_answers() -> None:
    claimed = Message(role="assistant", content="So you moved to Metz.")

    assert build_search_texts([Message(role="user", content="No, to Metz later.")], claimed) == [
        "So you moved to Metz.\nNo, to Metz later."
    ]


def test_a_long_message_is_searched_alone() -> None:
    words = " ".join(["word"] * 30)
    long = Message(role="user", content=words)

    assert build_search_texts([ASKED, long], None)[1] == words
