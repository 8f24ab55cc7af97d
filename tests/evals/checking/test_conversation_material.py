"""A fact is explained by the turn that it rests on, what was said around it, and nothing later."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.checking.conversation_material import ConversationMaterial
from mcp_mem0.evals.checking.statement_match import StatementMatch
from mcp_mem0.evals.datasets.dataset import LongConversation, Session, StatedFact, Turn
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.decision_cases import ExpectedFact

ROWING: Final = StatedFact(
    id="rowing",
    turns=("2:2",),
    expected=ExpectedFact(who=("Ana",), says=("row|rows|rowed",), messages=(7,)),
)


def session(number: int, *words: str) -> Session:
    turns = (
        Turn(id=f"{number}:{place}", message=Message(role="user", name="Ana", content=each))
        for place, each in enumerate(words, start=1)
    )
    return Session(said_at=datetime(2026, number, 2, 9, tzinfo=UTC), turns=tuple(turns))


TALK: Final = LongConversation(
    name="on the lake",
    sessions=(
        session(1, "The lake at Bled is 1450 metres wide."),
        session(2, "Good morning!", "I rowed across it today.", "It took 22 minutes.", "Bye!"),
        session(3, "The boat is called Galeb."),
    ),
    questions=(),
    facts=(ROWING,),
)


def find_problem(text: str, turn: str = "2:2") -> str | None:
    material = ConversationMaterial(TALK)
    near = material.find_material(turn)
    [(_, expected)] = material.list_expected(turn)
    operation = CaseOperation(action="ADD", text=text, position=near.position)
    return StatementMatch(near.material, expected, operation).find_problem()


@pytest.mark.parametrize(
    "text",
    [
        "Ana rowed across the lake today, on 2 February 2026.",
        "Ana rowed across the lake at Bled, 1450 metres, in 22 minutes.",
    ],
)
def test_what_was_said_until_the_end_of_the_session_explains_a_fact(text: str) -> None:
    assert find_problem(text) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Ana rowed across the lake in the Galeb.", "names what nobody mentioned: galeb"),
        ("Ana rowed across the lake on 2 January 2026.", "names a date that nobody said"),
        ("Ana rowed across the lake in 25 minutes.", "has a number that nobody said: 25"),
        ("Ana rowed on 2 March 2026.", "names a date that nobody said"),
    ],
)
def test_what_was_said_later_or_never_is_made_up(text: str, problem: str) -> None:
    assert problem in (find_problem(text) or "")


def test_the_material_of_a_turn_has_its_message_and_its_day() -> None:
    near = ConversationMaterial(TALK).find_material("2:2")
    case = near.material.case

    assert case.messages[near.position].content == "I rowed across it today."
    assert (case.now, case.earlier[-1].content) == (
        TALK.sessions[1].said_at,
        "The lake at Bled is 1450 metres wide.",
    )
    assert all(message.at is not None for message in (*case.earlier, *case.messages))


def test_a_fact_is_expected_from_the_session_on_that_states_it_wherever_it_was_said() -> None:
    material = ConversationMaterial(TALK)

    assert list(material.list_expected("1:1")) == []
    assert list(material.list_expected("2:1")) == list(material.list_expected("3:1"))
    assert list(material.list_expected("3:1")) == [
        ("rowing", replace(ROWING.expected, messages=()))
    ]


def test_a_turn_that_the_conversation_does_not_have_is_named() -> None:
    with pytest.raises(RequestError, match="on the lake has no turn '4:1'"):
        ConversationMaterial(TALK).find_material("4:1")
