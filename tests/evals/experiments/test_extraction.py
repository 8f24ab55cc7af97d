"""A memory is compared with what is known of its conversation; the counts are made by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.operations import Add, Delete, Operation, Update
from mcp_mem0.domain.model.rows import Fact, Message, Statement
from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.dataset import (
    FactEnd,
    LongConversation,
    Session,
    StatedFact,
    Turn,
)
from mcp_mem0.evals.deciding.decision_cases import CloseKind, ExpectedFact
from mcp_mem0.evals.experiments.extraction import compare_facts, measure_extraction
from mcp_mem0.ports import DecisionInput
from tests.support.doubles import ScriptedDecider
from tests.support.row_builders import NOON, fact
from tests.support.wired_services import ASK, SPACE, World, opened_world

pytestmark = pytest.mark.anyio

JANUARY = datetime(2026, 1, 5, 19, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 19, tzinfo=UTC)


def turn(number: str, name: str, words: str) -> Turn:
    return Turn(id=number, message=Message(role="user", name=name, content=words))


def known(
    name: str, who: str, *says: str, turn: str, end: CloseKind | None = None, on: str | None = None
) -> StatedFact:
    return StatedFact(
        id=name,
        turns=(turn,),
        expected=ExpectedFact(who=(who,), says=says, on=on),
        end=None if end is None else FactEnd(turn="2:1", kind=end),
    )


TALK: Final = LongConversation(
    name="two friends",
    sessions=(
        Session(
            said_at=JANUARY,
            turns=(
                turn("1:1", "Ines", "I live in Lisbon, in a flat near the river."),
                turn("1:2", "Tomas", "I have a dog named Biscuit."),
                turn("1:3", "Ines", "I play the cello."),
            ),
        ),
        Session(
            said_at=MARCH,
            turns=(
                turn("2:1", "Ines", "I moved to Porto yesterday!"),
                turn(
                    "2:2", "Tomas", "My dog Biscuit is with my mother. I work at the bakery Trigo."
                ),
            ),
        ),
    ),
    questions=(),
    facts=(
        known("home-lisbon", "Ines", "lives", "Lisbon", turn="1:1", end="change"),
        known("home-porto", "Ines", "moved|lives", "Porto", turn="2:1", on="2026-03-01"),
        known("dog", "Tomas", "dog", "Biscuit", turn="1:2"),
        known("cello", "Ines", "cello", turn="1:3"),
        known("work", "Tomas", "works", "Trigo", turn="2:2"),
    ),
)


def add(text: str, quote: str, position: int) -> Add:
    statement = Statement.from_words(text, quote=quote, position=position)
    return Add(statement=statement, reason="so it was said")


async def remember(world: World, session: Session) -> dict[Place, str]:
    intake = replace(ASK.intake, messages=tuple(each.message for each in session.turns))
    receipt = await world.remembering.remember(replace(ASK, intake=intake, said_at=session.said_at))
    return {Place(str(receipt.episode), n): each.id for n, each in enumerate(session.turns)}


async def test_a_store_is_compared_with_what_is_known_at_the_end(tmp_path: Path) -> None:
    decider = ScriptedDecider()

    async def decide_march(case: DecisionInput) -> Sequence[Operation]:
        shown = {near.fact.text: near.fact for near in case.shown}
        moved = add("Ines moved to Porto on 1 March 2026.", "I moved to Porto yesterday", 0)
        return [
            Update(
                target=shown["Ines lives in Lisbon."], statement=moved.statement, reason="moved"
            ),
            Delete(
                target=shown["Tomas has a dog named Biscuit."],
                position=1,
                quote="My dog Biscuit is with my mother",
                reason="misread",
            ),
        ]

    decider.will_answer(
        add("Ines lives in Lisbon.", "I live in Lisbon", 0),
        add("Tomas has a dog named Biscuit.", "I have a dog named Biscuit", 1),
        add("Ines has a flat near the river.", "a flat near the river", 0),
    )
    decider.will_answer_with(decide_march)
    async with opened_world(tmp_path / "store", decider=decider) as world:
        world.clock.moment = JANUARY
        turns = await remember(world, TALK.sessions[0])
        world.clock.moment = MARCH
        turns |= await remember(world, TALK.sessions[1])
        found = await measure_extraction(world.records, SPACE, TALK, turns)

    assert {each.id: each.state for each in found.known} == {
        "home-lisbon": "found",
        "home-porto": "found",
        "dog": "wrongly closed",
        "cello": "missed",
        "work": "missed",
    }
    assert [each.text for each in found.unmatched] == ["Ines has a flat near the river."]
    assert found.accuracy.precision == Proportion(count=1, total=2)
    assert found.accuracy.recall == Proportion(count=2, total=5)
    assert found.accuracy.wrong_closes == Proportion(count=1, total=4)
    assert found.accuracy.missed_closes == Proportion(count=0, total=1)


PLACES = {Place("e_000000001", n): each for n, each in enumerate(("1:1", "1:2", "1:3", "2:1"))}
"""All turns but the last one, as if they had come with one call."""


def stored(number: int, text: str, position: int, how: Closing | None = None) -> Fact:
    closed_at = None if how is None else NOON
    return replace(fact(number, text=text), position=position, retired_as=how, retired_at=closed_at)


def states(conversation: LongConversation, *facts: Fact) -> dict[str, str]:
    found = compare_facts(conversation, facts, PLACES)
    return {each.id: each.state for each in found.known}


def test_a_fact_that_ended_and_stands_open_is_a_missed_close() -> None:
    found = compare_facts(
        TALK,
        [
            stored(1, "Ines lives in Lisbon.", 0),
            stored(2, "Ines moved to Porto on 1 March 2026.", 3),
        ],
        PLACES,
    )

    assert found.known[0].state == "still open"
    assert found.known[0].stored == ("f_000000001.1",)
    assert found.accuracy.missed_closes == Proportion(count=1, total=1)
    # It was extracted rightly, so it is no fault of precision.
    assert found.accuracy.precision == Proportion(count=2, total=2)


def test_what_was_said_before_a_fact_became_known_is_not_that_fact() -> None:
    # The first session knows of Lisbon only, whatever the expected words let pass.
    loose = replace(TALK, facts=(known("home", "Ines", "lives", turn="2:1"),))

    assert states(loose, stored(1, "Ines lives in Lisbon.", 0)) == {"home": "missed"}
    assert states(loose, stored(1, "Ines lives in Porto.", 3)) == {"home": "found"}


def test_closing_what_has_ended_is_no_wrong_close_of_what_holds() -> None:
    both = replace(
        TALK,
        facts=(
            known("lisbon", "Ines", "Lisbon", turn="1:1", end="change"),
            known("lives", "Ines", "lives", turn="1:1"),
        ),
    )
    lisbon = stored(1, "Ines lives in Lisbon.", 0, "replaced")

    assert states(both, lisbon) == {"lisbon": "found", "lives": "missed"}


def test_a_store_of_another_conversation_is_refused() -> None:
    with pytest.raises(RequestError, match="two friends has no turn '9:9'"):
        compare_facts(TALK, [stored(1, "Ana rows.", 0)], {Place("e_000000001", 0): "9:9"})


def test_a_fact_stated_again_after_it_was_closed_is_found() -> None:
    dog = "Tomas has a dog named Biscuit."

    assert states(TALK, stored(1, dog, 1, "withdrawn"), stored(2, dog, 1))["dog"] == "found"


@pytest.mark.parametrize("how", ["forgotten", "undone"])
def test_what_somebody_took_back_counts_for_nothing(how: Closing) -> None:
    found = compare_facts(TALK, [stored(1, "Ines plays the cello.", 2, how)], PLACES)

    assert found.known[3].state == "forgotten"
    assert found.accuracy.recall == Proportion(count=0, total=4)
    assert found.accuracy.wrong_closes == Proportion(count=0, total=3)


def test_what_was_told_more_fully_is_found_in_the_fuller_fact() -> None:
    grown = replace(
        TALK,
        facts=(
            known("a-dog", "Tomas", "dog", turn="1:2", end="addition"),
            known("dog", "Tomas", "dog", "Biscuit", turn="1:2"),
        ),
    )
    full = stored(1, "Tomas has a dog named Biscuit.", 1)

    assert states(grown, full) == {"a-dog": "found", "dog": "found"}
    assert states(grown, stored(1, "Tomas has a dog.", 1)) == {
        "a-dog": "still open",
        "dog": "missed",
    }


def test_what_changed_is_not_found_in_what_holds_since() -> None:
    changed = replace(
        TALK,
        facts=(
            known("a-dog", "Tomas", "dog", turn="1:2", end="change"),
            known("dog", "Tomas", "dog", "Biscuit", turn="1:2"),
        ),
    )

    assert states(changed, stored(1, "Tomas has a dog named Biscuit.", 1)) == {
        "a-dog": "missed",
        "dog": "found",
    }


@pytest.mark.parametrize(
    ("text", "position", "about"),
    [
        ("Ines moved to Porto on 2 March 2026.", 3, "home-porto"),
        ("Ines does not play the cello.", 2, "cello"),
        ("Ines plays the cello and her twin the harp.", 2, "cello"),
        ("Tomas has a cat.", 1, None),
        ("Biscuit barks.", 9, None),
    ],
)
def test_a_stored_fact_that_is_no_known_one_is_listed_with_what_is_wrong(
    text: str, position: int, about: str | None
) -> None:
    found = compare_facts(TALK, [stored(1, text, position)], PLACES)
    [unmatched] = found.unmatched

    assert (unmatched.text, unmatched.about) == (text, about)
    assert (unmatched.problem is None) is (about is None)
    assert found.accuracy.precision == Proportion(count=0, total=1)
