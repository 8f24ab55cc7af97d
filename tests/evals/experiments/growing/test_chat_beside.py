"""Small talk comes after a conversation, in its language and its months, and answers nothing."""

from dataclasses import replace

from mcp_mem0.evals.experiments.growing.chat_beside import add_chat, list_chat_checkpoints
from mcp_mem0.evals.experiments.growing.checkpoints import Checkpoint
from mcp_mem0.evals.recall.chat_noise import SESSION_MESSAGES, generate_chat
from tests.support.two_friends import FRIENDS, SPRING, WINTER

LAST = Checkpoint(step=2, session=3)


def test_the_sessions_of_the_conversation_stay_and_the_chat_follows() -> None:
    grown = add_chat(FRIENDS, 40)
    chat = grown.sessions[3:]

    assert grown.sessions[:3] == FRIENDS.sessions
    assert [len(each.turns) for each in chat] == [SESSION_MESSAGES, SESSION_MESSAGES, 10]
    assert all(SPRING < each.said_at <= WINTER for each in chat)
    assert chat[-1].said_at == WINTER


def test_each_turn_of_the_chat_has_an_id_of_its_own() -> None:
    ids = [turn.id for session in add_chat(FRIENDS, 40).sessions for turn in session.turns]

    assert len(ids) == len(set(ids)) == 5 + 40


def test_chat_is_in_the_language_of_the_conversation_or_else_in_english() -> None:
    def first(language: str) -> str:
        (session,) = add_chat(replace(FRIENDS, language=language), 5).sessions[3:]
        return session.turns[0].message.content

    assert first("de") == generate_chat(5, languages=("de",))[0].messages[0].content
    assert first("es") == first("en") != first("de")


def test_it_is_asked_again_once_so_much_was_said() -> None:
    grown = add_chat(FRIENDS, 40)

    assert list_chat_checkpoints(grown, last=LAST, points=(40, 20)) == {
        5: Checkpoint(step=2, session=3, chat=20),
        6: Checkpoint(step=2, session=3, chat=40),
    }


def test_without_chat_nothing_is_added_and_nothing_asked() -> None:
    assert add_chat(FRIENDS, 0) == FRIENDS
    assert list_chat_checkpoints(FRIENDS, last=LAST, points=()) == {}
