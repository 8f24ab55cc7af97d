"""Rules keep what was stated, know a repeat, and close only what the caller named."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mcp_mem0.domain.model.changes import Decision, Neighbour
from mcp_mem0.domain.model.operations import Add, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Episode, Intake, Message, Relation, StatedRelation
from mcp_mem0.ports import DecisionInput
from mcp_mem0.services.deciding.rules import DECIDED_BY, RulesDecider
from tests.support import row_builders as rows
from tests.support.decision_cases import Shelf

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIVES = StatedRelation(subject="Ana", predicate="lives_in", object="Rome")


def known(text: str, *, number: int = 1, score: float = 0.5) -> Neighbour:
    fact = rows.fact(number, text=text, space="home", vector=None)
    fact = replace(fact, said_at=NOON, recorded_at=NOON, recorded_by=None, tags=())
    return Neighbour(fact=fact, score=score)


def related(stated: StatedRelation, *, number: int = 1) -> Neighbour:
    near = known(stated.text, number=number)
    relation = Relation(
        id=f"r_{number:09}",
        space="home",
        session="morning",
        author="tester",
        said_at=NOON,
        recorded_at=NOON,
        text=stated.text,
        index_text=stated.text,
        subject=stated.subject,
        predicate=stated.predicate,
        object=stated.object,
        source=near.fact.id,
    )
    return replace(near, relations=(relation,))


def dated(
    near: Neighbour, *, start: datetime | None = None, end: datetime | None = None
) -> Neighbour:
    return replace(near, fact=replace(near.fact, valid_from=start, valid_to=end))


def case(intake: Intake, *shown: Neighbour, replaced: tuple[Neighbour, ...] = ()) -> DecisionInput:
    episode = Episode(
        id="e_000000009",
        space="home",
        session="morning",
        author="tester",
        said_at=NOON,
        recorded_at=NOON,
        intake=intake,
    )
    return DecisionInput(
        episode=episode,
        recent=(),
        summary="",
        shown=shown,
        nearest_count=len(shown),
        replaced=replaced,
        entity_names=(),
        reference_time=NOON,
    )


async def decided(case: DecisionInput) -> Decision:
    shelf = Shelf()
    decision = await RulesDecider().decide(case, shelf)
    assert (shelf.sought, shelf.compared) == ([], []), "rules need no more than they are shown"
    return decision


async def operation(case: DecisionInput) -> Operation:
    (only,) = (await decided(case)).operations
    return only


async def test_what_is_new_is_added_whole_with_its_names() -> None:
    text = "Ana lives in Rome. She works for Lindqvist AB."

    added = await operation(case(Intake(content=text), known("Ben lives in Oslo")))

    assert isinstance(added, Add)
    assert (added.statement.text, added.statement.quote) == (text, text)
    assert "Ana" in added.statement.entities


async def test_the_decider_is_named() -> None:
    assert (await decided(case(Intake(content="x")))).effort.decided_by == DECIDED_BY


@pytest.mark.parametrize(
    "text", ["Ana lives in Rome", "ana lives in the ROME!", "Ana  lives in Rome."]
)
async def test_a_repeat_is_no_operation_and_names_the_fact(text: str) -> None:
    near = known("Ana lives in Rome")

    found = await operation(case(Intake(content=text), near))

    assert found == Noop(target=near.fact, position=0, reason="a current fact says the same")


@pytest.mark.parametrize(
    "text", ["Ana lives in Oslo", "Ana does not live in Rome", "Rome lives in Ana"]
)
async def test_likeness_alone_closes_nothing(text: str) -> None:
    near = known("Ana lives in Rome", score=0.99)

    assert isinstance(await operation(case(Intake(content=text), near)), Add)


async def test_an_ended_fact_does_not_count_as_a_repeat() -> None:
    over = dated(known("Ana lives in Rome"), end=datetime(2024, 1, 1, tzinfo=UTC))

    assert isinstance(await operation(case(Intake(content="Ana lives in Rome"), over)), Add)


async def test_what_the_caller_names_is_replaced_by_the_first_lineage() -> None:
    first, second = known("Ana lives in Rome"), known("Ana is a Roman", number=2)

    update = await operation(case(Intake(content="Ana lives in Oslo"), replaced=(first, second)))

    assert isinstance(update, Update)
    assert (update.target, update.also_closed) == (first.fact, (second.fact,))


async def test_a_replacement_leaves_no_duplicate() -> None:
    rome, oslo = known("Ana lives in Rome"), known("Ana lives in Oslo", number=2)

    update = await operation(case(Intake(content="Ana lives in Oslo"), oslo, replaced=(rome,)))

    assert isinstance(update, Update)
    assert (update.target, update.also_closed) == (rome.fact, (oslo.fact,))


async def test_replacing_a_fact_by_itself_changes_nothing() -> None:
    near = known("Ana lives in Rome")

    found = await operation(case(Intake(content="Ana lives in Rome"), near, replaced=(near,)))

    assert isinstance(found, Noop)


async def test_a_spelling_can_be_corrected() -> None:
    near = known("ana lives in rome")

    found = await operation(case(Intake(content="Ana lives in Rome"), near, replaced=(near,)))

    assert isinstance(found, Update)


async def test_a_conversation_makes_no_facts_and_says_why() -> None:
    said = Intake(messages=(Message(role="user", content="I live in Rome"),))

    found = await decided(case(said))

    assert found.operations == ()
    assert "send what should last as content" in found.notes[0]


async def test_a_relation_is_a_fact_that_states_it() -> None:
    added = await operation(case(Intake(relation=LIVES)))

    assert isinstance(added, Add)
    assert added.statement.text == "Ana lives in Rome"
    assert added.statement.relations == (LIVES,)
    assert added.statement.entities == ("Ana", "Rome")


async def test_the_same_relation_is_a_repeat_however_it_is_spelled() -> None:
    near = related(LIVES)
    again = StatedRelation(subject="ana", predicate="Lives in", object="rome")

    found = await operation(case(Intake(relation=again), near))

    assert isinstance(found, Noop)
    assert found.target == near.fact


async def test_a_relation_known_only_as_text_becomes_a_relation_with_the_same_period() -> None:
    near = known("Ana lives in Rome")

    update = await operation(case(Intake(relation=LIVES), near))

    assert isinstance(update, Update)
    assert update.target == near.fact
    assert update.statement.relations == (LIVES,)
    assert update.statement.valid_from == near.fact.said_at


async def test_another_period_is_another_fact() -> None:
    early = Intake(relation=LIVES, valid_from=datetime(2001, 1, 1, tzinfo=UTC))
    near = dated(related(LIVES), start=datetime(2020, 1, 1, tzinfo=UTC))

    assert isinstance(await operation(case(early, near)), Add)
