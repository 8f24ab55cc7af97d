"""Sentences that say what was forgotten are taken out of messages, and nothing else is."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.forgetting.holding import HELD, SaidMessage, hold_messages
from mcp_mem0.domain.forgetting.sentences import split_sentences
from mcp_mem0.domain.model.rows import Message, Role
from tests.support.forgotten_texts import CHANGE, FORGOTTEN_AT, forget

OSLO = forget("The user lives in Oslo.")
BEFORE = FORGOTTEN_AT - timedelta(hours=1)


def said(content: str, role: Role = "user", *, is_old: bool = False) -> SaidMessage:
    message = Message(role=role, content=content)
    return SaidMessage(message=message, said_at=BEFORE if is_old else None)


def left(*messages: SaidMessage) -> list[str | None]:
    return [each.message and each.message.content for each in hold_messages(OSLO, list(messages))]


def test_a_sentence_is_replaced_and_the_rest_stays() -> None:
    [held] = hold_messages(OSLO, [said("Hi! I live in Oslo. My cat is called Mia.")])

    assert held.message is not None
    assert held.message.content == f"Hi! {HELD} My cat is called Mia."
    assert (held.count, held.changes) == (1, (CHANGE,))


def test_a_message_of_which_nothing_is_left_is_left_out() -> None:
    assert left(said("I live in Oslo."), said("I have a cat.")) == [None, "I have a cat."]


def test_several_sentences_in_a_row_are_one_mark() -> None:
    assert left(said("I live in Oslo. Oslo is my home. And I row.")) == [f"{HELD} And I row."]


def test_an_order_to_forget_takes_with_it_what_else_it_names() -> None:
    assert left(said("Please forget that I live in Oslo. Nobody should hear of Oslo. I row.")) == [
        f"{HELD} I row."
    ]


def test_an_answer_to_what_is_held_is_held_if_it_names_it() -> None:
    assert left(
        said("Please forget that I live in Oslo."),
        said("Done. Oslo is gone.", "assistant"),
        said("Is Oslo in Norway?"),
        said("Yes, Oslo is.", "assistant"),
    ) == [None, f"Done. {HELD}", "Is Oslo in Norway?", "Yes, Oslo is."]


def test_nothing_is_held_where_nothing_is_forgotten() -> None:
    message = said("I live in Oslo.")

    assert hold_messages(forget(), [message])[0].message is message.message


@pytest.mark.parametrize(
    "text", ["京都に住んでいる。大阪も好き。", "A.\n\nB!  C?", "one", "Dr. Who. It is."]
)
def test_sentences_and_their_gaps_are_the_text(text: str) -> None:
    assert "".join(part.text + part.gap for part in split_sentences(text)) == text


@given(st.text(max_size=200))
def test_no_character_is_lost_between_sentences(text: str) -> None:
    assert "".join(part.text + part.gap for part in split_sentences(text)) == text


OTHERS = st.lists(
    st.sampled_from(["I row.", "It is warm!", "Is Oslo big?", "Ben likes tea.", "Fine."]),
    max_size=5,
)


@given(before=OTHERS, after=OTHERS, again=st.sampled_from(["I live in Oslo.", "My home is Oslo."]))
def test_whatever_stands_around_it_is_kept(before: list[str], after: list[str], again: str) -> None:
    [text] = left(said(" ".join([*before, again, *after])))

    if before or after:
        assert text == " ".join([*before, HELD, *after])
    else:
        assert text is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I live\nin Oslo.", id="a line break"),
        pytest.param("By the way, I am still living in\nOslo", id="before the name"),
        pytest.param("I live in\r\nOslo now", id="a line break of Windows"),
        pytest.param("My home,\nas you know, has for years\nbeen in\nOslo", id="four lines"),
        pytest.param("> I live\n> in Oslo.", id="a quote"),
    ],
)
def test_a_sentence_that_is_wrapped_is_read_as_one(text: str) -> None:
    assert left(said(text)) == [None]


def test_lines_that_are_sentences_of_their_own_stay_apart() -> None:
    list_of_two = "- I live with Ben\n- Oslo: next trip"
    paragraphs = "I live with Ben\n\nOslo: next trip"
    whole = "I live with Ben.\nOslo: next trip"

    assert left(said(list_of_two), said(paragraphs), said(whole)) == [
        list_of_two,
        paragraphs,
        whole,
    ]


def test_of_wrapped_lines_only_those_are_held_that_say_it() -> None:
    assert left(said("My cat is called Mia\nI live\nin Oslo.\nShe is grey.")) == [
        f"My cat is called Mia\n{HELD}\nShe is grey."
    ]


def test_what_was_forgotten_may_have_been_wrapped() -> None:
    forgotten = forget("The user\nlives in Oslo.")

    [held] = hold_messages(forgotten, [said("I live in Oslo.")])

    assert held.message is None


ORDERS = (
    ("The user lives in Oslo.", "Scrap that bit about Oslo."),
    ("The user lives in Oslo.", "Actually, strike the part on Oslo"),
    ("The user lives in Oslo.", "Please leave Oslo out."),
    ("The user is allergic to peanuts.", "You can drop the thing about peanuts."),
    ("The user has bipolar disorder.", "Never mind the bipolar thing, forget it."),
    ("Der Nutzer wohnt in Hamburg.", "Streich das mit Hamburg bitte."),
    ("Der Nutzer wohnt in Hamburg.", "Nimm das mit Hamburg wieder raus."),
    ("El usuario vive en Sevilla.", "Borra lo de Sevilla."),
    ("L'utilisateur habite à Lyon.", "Oublie le truc de Lyon"),
    ("ユーザーは大阪に住んでいます。", "大阪のことは忘れてください"),
    ("用户住在北京。", "别提北京了"),
    ("사용자는 서울에 산다.", "서울 얘기는 빼 줘"),
)


@pytest.mark.parametrize(("forgotten", "order"), ORDERS)
def test_an_order_that_only_names_the_value_does_not_tell_it(forgotten: str, order: str) -> None:
    [held] = hold_messages(forget(forgotten), [said(order)])

    assert held.message is None


def test_an_order_may_name_the_value_in_the_next_sentence() -> None:
    assert left(said("Forget it. The Oslo thing, I mean.")) == [f"Forget it. {HELD}"]


@pytest.mark.parametrize(
    ("forgotten", "echo"),
    [
        ("Der Nutzer wohnt in Hamburg.", "Hamburg habe ich gestrichen."),
        ("The user is allergic to peanuts.", "OK, I've dropped the peanuts."),
        ("The user lives in Oslo.", "Oslo is forgotten."),
    ],
)
def test_an_assistant_that_has_forgotten_it_does_not_tell_it(forgotten: str, echo: str) -> None:
    [held] = hold_messages(forget(forgotten), [said(echo, "assistant")])

    assert held.message is None


@pytest.mark.parametrize(
    ("forgotten", "text"),
    [
        ("The user lives in Oslo.", "I dropped out of school in Oslo."),
        ("The user lives in Oslo.", "Never forget Oslo's harbour!"),
        ("The user lives in Oslo.", "We take the train out of Oslo."),
        ("The user lives in Oslo.", "The flight to Oslo was cancelled."),
        ("The user is allergic to peanuts.", "He dropped the peanuts on the floor."),
        ("Der Nutzer wohnt in Hamburg.", "Ich habe in Hamburg meinen Schirm vergessen."),
    ],
)
def test_words_of_the_world_are_no_order_though_they_name_it(forgotten: str, text: str) -> None:
    [held] = hold_messages(forget(forgotten), [said(text)])

    assert held.message is not None
    assert held.message.content == text
