"""Of messages a brief tells those about the user first, and none that only ask or say nothing."""

from dataclasses import replace

from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.domain.retrieval.brief.messages import select_messages
from tests.support.row_builders import episode, excerpt


def said(number: int, text: str, speaker: str = "user") -> Excerpt:
    return replace(excerpt(episode(number), text=text), index_text=f"{speaker}: {text}")


def sections(*messages: Excerpt) -> list[tuple[str, str]]:
    return [(each.section, each.excerpt.text) for each in select_messages(messages)]


def test_what_the_user_says_of_themselves_comes_first() -> None:
    assert sections(
        said(3, "The train was late"),
        said(2, "I'm allergic to hazelnuts"),
        said(1, "I live in Oslo, and always answer me in English"),
    ) == [
        ("user", "I live in Oslo, and always answer me in English"),
        ("user", "I'm allergic to hazelnuts"),
        ("recent", "The train was late"),
    ]


def test_an_assistant_that_says_i_is_not_the_user() -> None:
    assert sections(said(1, "I live in the cloud", "assistant")) == [
        ("recent", "I live in the cloud")
    ]


def test_what_one_conversation_asked_for_is_no_standing_order() -> None:
    assert sections(said(1, "Use the other file")) == [("recent", "Use the other file")]


def test_questions_fillers_and_secrets_are_left_out() -> None:
    assert (
        sections(
            said(1, "Which port is the database on?"),
            said(2, "ok, thanks"),
            said(3, "My password is [redacted]"),
        )
        == []
    )
