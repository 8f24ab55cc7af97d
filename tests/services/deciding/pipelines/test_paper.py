"""The published steps, one question each: extract, decide fact by fact, draw the graph."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.model.changes import Decision, Neighbour
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Update
from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.ports import DecisionInput
from mcp_mem0.prompts.extract import FactsAnswer
from mcp_mem0.prompts.relations import VERSION as RELATIONS_VERSION
from mcp_mem0.prompts.relations import (
    ConflictsAnswer,
    FactGraphAnswer,
    GraphAnswer,
    ObsoleteAnswer,
)
from mcp_mem0.prompts.rules import EXTRACT_VERSION, EntityAnswer, RelationAnswer, StatementAnswer
from mcp_mem0.prompts.update import VERSION as UPDATE_VERSION
from mcp_mem0.prompts.update import ChoiceAnswer
from mcp_mem0.services.deciding.pipelines import PaperPipeline
from mcp_mem0.services.deciding.pipelines.paper import PaperPolicy
from tests.support.decision_cases import Shelf, case, known, near, user
from tests.support.scripted_model import ScriptedModel

pytestmark = pytest.mark.anyio

ROME = known(1, "Ana lives in Rome")
NO_GRAPH = GraphAnswer(facts=())


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


async def decided(model: ScriptedModel, shown: DecisionInput, shelf: Shelf) -> Decision:
    return await PaperPipeline(model=model).decide(shown, shelf)


def found(*texts: str, quote: str = "") -> FactsAnswer:
    return FactsAnswer(
        facts=tuple(StatementAnswer(text=text, quote=quote or text) for text in texts)
    )


def choice(action: str, target: int = 0) -> ChoiceAnswer:
    return ChoiceAnswer.model_validate({"reason": "so", "action": action, "target": target})


def relation_of(fact: Fact, subject: str, predicate: str, object_: str) -> Relation:
    return Relation(
        id="r_000000001",
        space=fact.space,
        session=fact.session,
        author=fact.author,
        said_at=fact.said_at,
        recorded_at=fact.recorded_at,
        text=f"{subject} {predicate} {object_}",
        index_text="",
        subject=subject,
        predicate=predicate,
        object=object_,
        source=fact.id,
    )


async def test_each_fact_is_decided_against_its_own_neighbours(
    model: ScriptedModel, shelf: Shelf
) -> None:
    cat = known(2, "Ana has a cat")
    shelf.facts = {"Ana lives in Oslo": near(ROME), "Ana has a cat": near(cat)}
    model.will_answer(
        found("Ana lives in Oslo", "Ana has a cat", "Ana paints", quote="Oslo"),
        choice("UPDATE", 1),
        choice("NOOP", 1),
        choice("ADD"),
        NO_GRAPH,
    )

    decision = await decided(model, case(user("I paint in Oslo, with a cat")), shelf)

    update, noop, add = decision.operations
    assert isinstance(update, Update)
    assert isinstance(noop, Noop)
    assert isinstance(add, Add)
    assert (update.target, noop.target) == (ROME, cat)
    assert add.statement.text == "Ana paints"
    assert [request.version for request in model.asked] == [
        EXTRACT_VERSION,
        UPDATE_VERSION,
        UPDATE_VERSION,
        UPDATE_VERSION,
        RELATIONS_VERSION,
    ]
    assert decision.effort.calls == 5
    assert decision.effort.decided_by == "model (pipeline paper)"
    assert {each.fact.id for each in decision.shown or ()} == {ROME.id, cat.id}


@pytest.mark.parametrize(
    ("action", "kind"), [("UPDATE", "addition"), ("UPDATE", "correction"), ("DELETE", "never_so")]
)
async def test_a_choice_says_its_kind(
    model: ScriptedModel, shelf: Shelf, action: str, kind: str
) -> None:
    shelf.facts = {"Ana lives in Oslo": near(ROME)}
    model.will_answer(
        found("Ana lives in Oslo", quote="Oslo"),
        choice(action, 1).model_copy(update={"kind": kind}),
        *([NO_GRAPH] if action == "UPDATE" else []),
    )

    decision = await decided(model, case(user("I live in Oslo")), shelf)

    [operation] = decision.operations
    assert isinstance(operation, Update | Delete)
    assert operation.kind == kind


async def test_a_contradiction_only_deletes_as_published(
    model: ScriptedModel, shelf: Shelf
) -> None:
    shelf.facts = {"Ana left Rome": near(ROME)}
    model.will_answer(found("Ana left Rome"), choice("DELETE", 1))

    [delete] = (await decided(model, case(user("Ana left Rome")), shelf)).operations

    assert isinstance(delete, Delete)
    assert (delete.target, delete.quote) == (ROME, "Ana left Rome")


async def test_a_label_that_was_never_shown_does_nothing(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(
        found("Ana paints", "Ana sings", quote="paints"),
        choice("DELETE", 7),
        choice("ADD"),
        NO_GRAPH,
    )

    decision = await decided(model, case(user("Ana paints and sings")), shelf)

    [add] = decision.operations
    assert isinstance(add, Add)
    assert add.statement.text == "Ana sings"
    assert decision.dropped == ("a choice (DELETE): it names a label that was not shown",)


async def test_choices_of_which_none_can_be_read_are_no_decision(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(
        found("Ana paints", "Ana sings", quote="paints"), choice("DELETE", 7), choice("DELETE")
    )

    with pytest.raises(DecisionError) as caught:
        await decided(model, case(user("Ana paints and sings")), shelf)

    assert "a label that was not shown" in str(caught.value)
    assert caught.value.usage.calls == 3


async def test_nothing_found_takes_one_call(model: ScriptedModel, shelf: Shelf) -> None:
    model.will_answer(found())

    decision = await decided(model, case(user("Hello")), shelf)

    assert (decision.operations, decision.effort.calls) == ((), 1)


async def test_invented_facts_are_no_decision(model: ScriptedModel, shelf: Shelf) -> None:
    model.will_answer(found("Ana is rich", quote="I won the lottery"))

    with pytest.raises(DecisionError):
        await decided(model, case(user("Hello")), shelf)


async def test_a_later_fact_may_correct_an_earlier_one_of_the_same_talk(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(
        found("Ana lives in Rome", "Ana lives in Oslo", quote="Oslo"),
        choice("ADD"),
        choice("UPDATE", 1),
        NO_GRAPH,
    )

    decision = await decided(model, case(user("Rome, no, Oslo")), shelf)

    [add] = decision.operations
    assert isinstance(add, Add)
    assert add.statement.text == "Ana lives in Oslo"


async def test_a_later_fact_may_correct_what_an_earlier_one_of_the_same_talk_updated(
    model: ScriptedModel, shelf: Shelf
) -> None:
    shelf.facts = {"Ana lives in Oslo": near(ROME), "Ana lives in Bergen": near(ROME)}
    model.will_answer(
        found("Ana lives in Oslo", "Ana lives in Bergen", quote="Oslo"),
        choice("UPDATE", 1),
        choice("UPDATE", 1),
        NO_GRAPH,
    )

    decision = await decided(model, case(user("Oslo, then Bergen")), shelf)

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.statement.text) == (ROME, "Ana lives in Bergen")
    assert "Rome" not in model.asked[2].user


async def test_relations_are_drawn_and_what_they_contradict_is_closed(
    model: ScriptedModel, shelf: Shelf
) -> None:
    lives = relation_of(ROME, "Ana", "lives in", "Rome")
    shelf.facts = {"Ana lives in Oslo": (Neighbour(fact=ROME, score=0.5, relations=(lives,)),)}
    drawn = FactGraphAnswer(
        fact=1,
        entities=(EntityAnswer(name="Ana", type="person"), EntityAnswer(name="Oslo")),
        relations=(RelationAnswer(subject="Ana", predicate="lives_in", object="Oslo"),),
    )
    model.will_answer(
        found("Ana lives in Oslo"),
        choice("ADD"),
        GraphAnswer(facts=(drawn,)),
        ConflictsAnswer(obsolete=(ObsoleteAnswer(reason="moved", known=1, new=1),)),
    )

    add, delete = (await decided(model, case(user("Ana lives in Oslo")), shelf)).operations

    assert isinstance(add, Add)
    assert isinstance(delete, Delete)
    assert [each.text for each in add.statement.relations] == ["Ana lives in Oslo"]
    assert (delete.target, delete.quote) == (ROME, "Ana lives in Oslo")
    assert '[1] "Ana lives in Rome"' in model.asked[-1].user


async def test_without_a_graph_no_relations_are_asked_for(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(found("Ana lives in Oslo"), choice("ADD"))
    plain = PaperPipeline(model=model, policy=PaperPolicy(has_graph=False))

    [add] = (await plain.decide(case(user("Ana lives in Oslo")), shelf)).operations

    assert isinstance(add, Add)
    assert add.statement.text == "Ana lives in Oslo"
    assert add.statement.relations == ()
    assert RELATIONS_VERSION not in {asked.version for asked in model.asked}


async def test_a_relation_of_an_alias_is_compared(model: ScriptedModel, shelf: Shelf) -> None:
    lives = relation_of(ROME, "Annie", "lives in", "Rome")
    alias = replace(relation_of(ROME, "ANNIE", "also_known_as", "ana"), id="r_alias")
    shelf.facts = {
        "Ana lives in Oslo": (Neighbour(fact=ROME, score=0.5, relations=(lives, alias)),)
    }
    drawn = FactGraphAnswer(
        fact=1, relations=(RelationAnswer(subject="Ana", predicate="lives_in", object="Oslo"),)
    )
    model.will_answer(
        found("Ana lives in Oslo"),
        choice("ADD"),
        GraphAnswer(facts=(drawn,)),
        ConflictsAnswer(obsolete=()),
    )

    await decided(model, case(user("Ana lives in Oslo")), shelf)

    assert '[1] "Annie lives in Rome"' in model.asked[-1].user


async def test_relations_of_other_entities_are_not_compared(
    model: ScriptedModel, shelf: Shelf
) -> None:
    bens = known(2, "Ben lives in Rome")
    lives = relation_of(bens, "Ben", "lives in", "Rome")
    shelf.facts = {"Ana lives in Oslo": (Neighbour(fact=bens, score=0.5, relations=(lives,)),)}
    drawn = FactGraphAnswer(
        fact=1, relations=(RelationAnswer(subject="Ana", predicate="lives_in", object="Oslo"),)
    )
    model.will_answer(found("Ana lives in Oslo"), choice("ADD"), GraphAnswer(facts=(drawn,)))

    decision = await decided(model, case(user("Ana lives in Oslo")), shelf)

    assert [type(each) for each in decision.operations] == [Add]


@pytest.mark.parametrize(("known_label", "new"), [(0, 1), (2, 1), (1, 0), (1, 2)])
async def test_a_conflict_between_what_was_not_shown_closes_nothing(
    model: ScriptedModel, shelf: Shelf, known_label: int, new: int
) -> None:
    lives = relation_of(ROME, "Ana", "lives in", "Rome")
    shelf.facts = {"Ana lives in Oslo": (Neighbour(fact=ROME, score=0.5, relations=(lives,)),)}
    drawn = FactGraphAnswer(
        fact=1, relations=(RelationAnswer(subject="Ana", predicate="lives_in", object="Oslo"),)
    )
    model.will_answer(
        found("Ana lives in Oslo"),
        choice("ADD"),
        GraphAnswer(facts=(drawn, FactGraphAnswer(fact=9))),
        ConflictsAnswer(obsolete=(ObsoleteAnswer(reason="x", known=known_label, new=new),)),
    )

    decision = await decided(model, case(user("Ana lives in Oslo")), shelf)

    assert [type(each) for each in decision.operations] == [Add]
    assert len(decision.dropped) == 2
