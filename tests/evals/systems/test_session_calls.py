"""A session is handed over as a client would: one call, or as many as the limits ask for."""

from dataclasses import replace

from mcp_mem0.app.terms import build_terms
from mcp_mem0.config import RememberSettings, Settings
from mcp_mem0.domain.decisions.episode_builder import build_episode
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.dataset import Session, Turn
from mcp_mem0.evals.systems.session_calls import (
    SessionCall,
    build_session_calls,
    find_session_end,
)
from tests.support.two_friends import BOAT, FRIENDS, SPRING, SUMMER, turn

FIRST = FRIENDS.sessions[0]


def calls(session: Session, **limits: int) -> tuple[SessionCall, ...]:
    settings = Settings(remember=RememberSettings.model_validate(limits))
    return build_session_calls(1, session, build_terms(settings))


def spoken(call: SessionCall) -> list[str]:
    return [message.content for message in call.request.intake.messages]


def test_a_session_is_one_call_with_its_time_its_speakers_and_theirs() -> None:
    (call,) = calls(FIRST)

    request = call.request
    assert (request.session, request.said_at) == ("session 1", SPRING)
    assert [(each.name, each.role, each.at) for each in request.intake.messages] == [
        ("Ida", "user", None),
        ("Tom", "user", find_session_end(FIRST)),
    ]
    assert call.turns == ("D1:1", "D1:2")


def test_a_session_ends_with_its_last_message_or_where_it_begins() -> None:
    assert find_session_end(FRIENDS.sessions[0]) > SPRING
    assert find_session_end(FRIENDS.sessions[1]) == SUMMER


def test_a_session_beyond_the_limits_takes_several_calls_with_keys_of_their_own() -> None:
    one, two = calls(FIRST, messages_max=1)

    assert (spoken(one), spoken(two)) == ([FIRST.turns[0].message.content], [BOAT])
    assert one.episode_id != two.episode_id
    assert one.request.session == two.request.session
    assert len(calls(FIRST, total_chars_max=60)) == 2


def test_the_same_session_is_the_same_episode_each_time() -> None:
    assert [each.episode_id for each in calls(FIRST)] == [each.episode_id for each in calls(FIRST)]


def test_a_message_that_is_too_long_is_sent_as_several_of_the_same_turn() -> None:
    (call,) = calls(Session(said_at=SPRING, turns=FIRST.turns[1:]), message_chars_max=20)

    assert len(spoken(call)) > 1
    assert set(call.turns) == {"D1:2"}


def test_a_turn_without_words_is_left_out() -> None:
    silent = Turn(id="D1:0", message=Message(role="assistant", content=" \n"))

    (call,) = calls(Session(said_at=SPRING, turns=(silent, *FIRST.turns)))

    assert call.turns == ("D1:1", "D1:2")
    assert calls(Session(said_at=SPRING, turns=(silent,))) == ()


def test_each_stored_message_has_the_place_of_its_turn() -> None:
    (call,) = calls(FIRST)
    whole = build_episode(call.request, session="session 1", now=SPRING, new_id=lambda _: "e_new")
    held_back = replace(whole, intake=replace(whole.intake, messages=whole.intake.messages[1:]))

    assert call.place_turns(whole) == {
        Place(whole.id, 0): "D1:1",
        Place(whole.id, 1): "D1:2",
    }
    assert call.place_turns(held_back) == {Place(whole.id, 0): "D1:2"}


def test_two_turns_with_the_same_words_stay_two() -> None:
    twice = (turn("D1:1", "Ida", "Yes"), turn("D1:2", "Ida", "Yes"))

    (call,) = calls(Session(said_at=SPRING, turns=twice))

    assert call.turns == ("D1:1", "D1:2")
