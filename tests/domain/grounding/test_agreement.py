"""A yes is distinguished from everything that only looks like one."""

import pytest

from mcp_mem0.domain.grounding.agreement import is_agreed, is_agreement
from mcp_mem0.domain.model.rows import Message

TOLD = "Ana no longer plays the violin."


def talk(*said: str) -> list[Message]:
    """A conversation that an assistant begins, and in which a user has every second word."""
    return [
        Message(role="user" if place % 2 else "assistant", content=each)
        for place, each in enumerate(said)
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "Yes.",
        "yes, that's right",
        "That is correct.",
        "Exactly!",
        "Oh yes, since May.",
        "Ja, genau.",
        "Stimmt.",
        "Oui !",
        "Exacto.",
        "Sí.",
        "Sì, esatto.",
        "Esatto, è così",
        "Klopt.",
        "Zgadza się.",
        "Přesně tak.",
        "Да, верно.",
        "Так, вірно.",
        "Evet, doğru.",
        "Igen, pontosan.",
        "Kyllä.",
        "Ναι.",
        "نعم، صحيح.",
        "כן.",
        "بله.",
        "हाँ, सही",
        "Đúng.",
        "Betul.",
        "对，没错。",
        "是的",
        "はい、そうです。",
        "네, 맞아요.",
        "ใช่ครับ",
    ],
)
def test_a_yes_agrees_in_many_languages(answer: str) -> None:
    assert is_agreement(answer)
    assert is_agreed(talk(TOLD, answer), 0, "violin")


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "!",
        "No.",
        "Yes, but no.",
        "Yes and no.",
        "Not right.",
        "That's not true.",
        "Yes, that is wrong.",
        "Yes?",
        "Yes, what is the weather like?",
        "Right, however she sings.",
        "Right, whatever.",
        "Yes, maybe.",
        "Ja, vielleicht.",
        "ok",
        "Thanks!",
        "Hej!",
        "Tak!",
        "Ya basta",
        "Da war ich gestern",
        "Si tu veux",
        "Nein, stimmt nicht.",
        "Ja, aber sie singt.",
        "不对",
        "对不起",
        "예전에",
        "はい、でも違います",
        "I saw the right page",
    ],
)
def test_what_is_no_plain_yes_does_not(answer: str) -> None:
    assert not is_agreement(answer)


@pytest.mark.parametrize("answer", ["ok", "Sure, please.", "Da.", "Tak.", "хорошо"])
def test_a_mere_ok_agrees_to_a_question_alone(answer: str) -> None:
    assert not is_agreed(talk(TOLD, answer), 0, "violin")
    assert is_agreed(talk("Ana no longer plays the violin, then?", answer), 0, "violin")


def test_a_yes_is_to_the_end_of_what_was_said_right_before() -> None:
    assert not is_agreed(talk(TOLD), 0, "violin")
    assert not is_agreed(talk(f"{TOLD} It rains. It is cold. Tea?", "Yes."), 0, "violin")


@pytest.mark.parametrize(
    "question", ["Is that right?", "Stimmt das?", "¿Verdad?", "OK?", "合っていますか？", "是吗？"]
)
def test_a_yes_to_whether_it_is_right_agrees_to_what_was_said_before(question: str) -> None:
    assert is_agreed(talk(f"{TOLD} {question}", "Yes."), 0, "violin")


@pytest.mark.parametrize(
    "question",
    [
        "Shall I book the table?",
        "Soll ich den Tisch reservieren?",
        "Is it all right if I book the table for two at eight?",
        "OK if I go on?",
    ],
)
def test_a_yes_to_another_question_agrees_to_nothing_before_it(question: str) -> None:
    assert not is_agreed(talk(f"{TOLD} {question}", "Yes please."), 0, "violin")


def test_a_yes_of_anybody_but_a_user_agrees_to_nothing() -> None:
    question, answer = talk(TOLD, "Yes.")

    for role in ("assistant", "tool", "system"):
        assert not is_agreed([question, Message(role=role, content=answer.content)], 0, "violin")


def test_an_earlier_message_agrees_to_nothing() -> None:
    said = [Message(role="user", content="Yes."), Message(role="assistant", content=TOLD)]

    assert not is_agreed(said, 1, "violin")
