"""An answer is stale if what was ended stands above its end, and forgotten words are noticed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pytest

from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.domain.results.recall_result import Memory, Pointer, Recollection
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.own_files import parse_own_conversation
from mcp_mem0.evals.experiments.growing.shown_faults import (
    ForgottenTurns,
    find_ended_facts,
    is_stale,
)
from tests.support.own_conversation import OWN
from tests.support.recalled_memory import MARCH, change_row, excerpt, memory

CONVERSATION = parse_own_conversation("own", OWN)
QUESTIONS = {each.id: each for each in CONVERSATION.questions}
TURNS = {
    Place("e", number): turn.id
    for number, turn in enumerate(
        turn for session in CONVERSATION.sessions for turn in session.turns
    )
}
PLACES = {turn: place for place, turn in TURNS.items()}
HARP: Final = "I play the harp in Lyon."
HORN: Final = "I sold the harp and play the horn in Porto."
LOCKER: Final = "My locker is number 31."


def told(turn: str, text: str = "some words", *, is_fact: bool = False) -> Memory:
    place = PLACES[turn]
    shown = memory(text) if is_fact else excerpt(text, speaker="Ines")
    return change_row(shown, source=place.source, position=place.position)


def are_stale(*memories: Memory) -> bool:
    ended = find_ended_facts(CONVERSATION, QUESTIONS["plays-now"])
    return is_stale(Recollection(memories=memories), TURNS, ended)


def test_what_the_evidence_of_a_question_ended_must_not_stand_above_it() -> None:
    assert [each.id for each in find_ended_facts(CONVERSATION, QUESTIONS["plays-now"])] == [
        "ines-harp"
    ]


@pytest.mark.parametrize("question", ["plays-then", "locker-now", "brother", "towns"])
def test_a_question_that_is_about_both_or_neither_cannot_be_stale(question: str) -> None:
    assert find_ended_facts(CONVERSATION, QUESTIONS[question]) == ()


def test_what_a_fuller_fact_replaced_still_holds() -> None:
    harp, horn = CONVERSATION.facts
    assert harp.end is not None
    fuller = replace(harp, end=replace(harp.end, kind="addition"))

    assert (
        find_ended_facts(replace(CONVERSATION, facts=(fuller, horn)), QUESTIONS["plays-now"]) == ()
    )


@pytest.mark.parametrize(
    "memories",
    [
        pytest.param([told("1:1"), told("3:1")], id="above"),
        pytest.param([told("1:3"), told("2:1")], id="another turn says it, and no end"),
        pytest.param([told("1:1", is_fact=True), told("3:1")], id="a fact"),
    ],
)
def test_an_answer_is_stale_if_the_old_stands_above_the_new(memories: Sequence[Memory]) -> None:
    assert are_stale(*memories)


@pytest.mark.parametrize(
    "memories",
    [
        pytest.param([told("3:1"), told("1:1")], id="below"),
        pytest.param([told("2:1"), told("3:1")], id="not there"),
        pytest.param([], id="nothing"),
    ],
)
def test_an_answer_is_not_stale_without_the_old_above(memories: Sequence[Memory]) -> None:
    assert not are_stale(*memories)


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param({"until": MARCH}, id="until"),
        pytest.param({"replaced_by": Pointer(id="f_1", text=HORN)}, id="replaced"),
        pytest.param({"outdated_by": Pointer(id="f_1", text=HORN)}, id="perhaps outdated"),
        pytest.param({"drawn_closing": "corrected"}, id="corrected"),
    ],
)
def test_what_is_told_as_past_is_not_stale(mark: dict[str, object]) -> None:
    marked = replace(told("1:1"), **mark)  # pyright: ignore[reportArgumentType]

    assert not are_stale(marked, told("3:1"))


FORGOTTEN = ForgottenTurns(CONVERSATION, frozenset({"2:4"}))


def are_shown(*memories: Memory, words: ForgottenTurns = FORGOTTEN) -> bool:
    return words.are_shown(Recollection(memories=memories), TURNS)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(told("2:4", "anything"), id="its message"),
        pytest.param(told("1:1", f"Ines said: {LOCKER}"), id="its words elsewhere"),
        pytest.param(replace(told("1:1"), replaces=LOCKER), id="what a fact said before"),
        pytest.param(
            replace(told("1:1"), outdated_by=Pointer(id="f_1", text=LOCKER)), id="a pointer"
        ),
    ],
)
def test_forgotten_words_are_noticed_wherever_they_stand(shown: Memory) -> None:
    assert are_shown(told("1:1", HARP), shown)


def test_other_words_are_not_forgotten() -> None:
    assert not are_shown(told("1:1", HARP), told("2:1", "Which ferry do we take?"))
    assert not are_shown()


def test_a_fact_that_only_forgotten_turns_stated_is_noticed_in_other_words() -> None:
    words = ForgottenTurns(CONVERSATION, frozenset({"1:1", "1:3"}))
    fact = told("2:1", "Ines plays the harp")

    assert are_shown(fact, words=words)
    assert not are_shown(fact, words=ForgottenTurns(CONVERSATION, frozenset({"1:1"})))


def test_a_short_message_is_noticed_only_where_nothing_else_is_said() -> None:
    words = ForgottenTurns(CONVERSATION, frozenset({"1:2"}))

    assert are_shown(told("2:1", "Since when"), words=words)
    assert not are_shown(told("2:1", "Since when do you row?"), words=words)


def test_the_messages_are_those_of_the_turns() -> None:
    assert FORGOTTEN.messages == (LOCKER,)
    assert isinstance(told("2:4").row, Excerpt)
