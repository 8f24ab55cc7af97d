"""The answer of one call becomes operations that pass validation; what is not valid is
left out and named, and nothing that the caller asked for outright is lost."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from mcp_mem0.domain.errors import DecisionError, ModelError
from mcp_mem0.domain.model.changes import Decision
from mcp_mem0.domain.model.closings import CHANGE_KINDS, ChangeKind
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Fact, Intake, Message, StatedRelation
from mcp_mem0.domain.usage import Usage
from mcp_mem0.ports import DecisionInput
from mcp_mem0.prompts.decide import SYSTEM, OperationsAnswer
from mcp_mem0.prompts.rules import DECIDE_VERSION
from mcp_mem0.prompts.second_look import VERSION as SECOND_LOOK_VERSION
from mcp_mem0.prompts.second_look import VerdictAnswer, VerdictsAnswer
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from mcp_mem0.services.deciding.pipelines.batches import BATCH_MESSAGES_MAX
from mcp_mem0.services.deciding.pipelines.second_look import UNCOMPARED
from mcp_mem0.services.deciding.pipelines.single import SinglePolicy
from mcp_mem0.services.deciding.search_texts import build_search_texts
from tests.support.decision_cases import (
    MONDAY,
    Shelf,
    assistant,
    case,
    known,
    near,
    operation,
    operations,
    user,
)
from tests.support.scripted_model import ScriptedModel

pytestmark = pytest.mark.anyio

ROME = known(1, "Ana lives in Rome")
CAT = known(2, "Ana has a cat")


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


async def decided(
    model: ScriptedModel, shown: DecisionInput, shelf: Shelf | None = None
) -> Decision:
    return await SinglePipeline(model=model).decide(shown, shelf or Shelf())


def texts(given: tuple[Operation, ...]) -> list[str]:
    return [each.statement.text for each in given if isinstance(each, Add | Update)]


# --- reading


async def test_a_whole_operation_comes_through(model: ScriptedModel) -> None:
    model.will_answer(
        operations(
            operation(
                "UPDATE",
                "Ana lives in Oslo",
                target=1,
                also=[2],
                message=1,
                quote="moved to Oslo",
                valid_from="2026-05-30",
                entities=[{"name": "Ana", "type": "Person"}, {"name": "Oslo", "type": "city"}],
                relations=[{"subject": "Ana", "predicate": "lives in", "object": "Oslo"}],
            )
        )
    )

    decision = await decided(model, case(user("I moved to Oslo."), shown=[ROME, CAT]))

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.also_closed) == (ROME, (CAT,))
    assert update.statement.text == "Ana lives in Oslo"
    assert update.statement.position == 0
    assert update.statement.valid_from == datetime(2026, 5, 30, tzinfo=UTC)
    assert update.statement.entities == ("Ana", "Oslo")
    assert update.statement.relations == (
        StatedRelation(
            subject="Ana",
            predicate="lives_in",
            object="Oslo",
            subject_type="person",
            object_type="city",
        ),
    )
    assert decision.dropped == ()


async def test_the_cost_is_reported(model: ScriptedModel) -> None:
    model.will_answer(operations())

    effort = (await decided(model, case(user("Hello")))).effort

    assert effort.decided_by == "model (pipeline single)"
    assert (effort.model, effort.prompt_version) == ("scripted", DECIDE_VERSION)
    assert (effort.calls, effort.tokens_in, effort.tokens_cached) == (1, 100, 50)


async def test_nothing_worth_keeping_is_a_decision(model: ScriptedModel) -> None:
    model.will_answer(operations())

    assert (await decided(model, case(user("Good morning!")))).operations == ()


async def test_a_delete_needs_a_quote_too(model: ScriptedModel) -> None:
    model.will_answer(
        operations(
            operation("DELETE", target=1, quote="left Rome", valid_to="2026-05"),
            operation("DELETE", target=2, quote="the cat died"),
        )
    )

    decision = await decided(model, case(user("I left Rome."), shown=[ROME, CAT]))

    [delete] = decision.operations
    assert isinstance(delete, Delete)
    assert (delete.target, delete.position) == (ROME, 0)
    assert delete.valid_to is not None
    assert delete.valid_to.month == 5
    assert decision.dropped == (
        "operation 2 (DELETE) of the model: its quote is not in a new message",
    )


@pytest.mark.parametrize("label", [-1, 0, 3, 999])
async def test_a_label_that_was_never_shown_closes_nothing(
    model: ScriptedModel, label: int
) -> None:
    model.will_answer(
        operations(
            operation("ADD", "Ana paints", quote="paint"),
            operation("UPDATE", "Ana lives in Oslo", target=label, quote="Oslo"),
            operation("DELETE", target=label, quote="Oslo"),
        )
    )

    decision = await decided(model, case(user("In Oslo I paint."), shown=[ROME, CAT]))

    assert texts(decision.operations) == ["Ana paints", "Ana lives in Oslo"]
    assert all(isinstance(each, Add) for each in decision.operations)
    assert decision.dropped == (
        (
            "operation 2 (UPDATE) of the model: it names a label that was not shown, so its text"
            " is added"
        ),
        "operation 3 (DELETE) of the model: it names a label that was not shown",
    )


async def test_a_fact_with_an_invented_quote_is_dropped(model: ScriptedModel) -> None:
    model.will_answer(
        operations(
            operation("ADD", "Ana is rich", quote="I won the lottery"),
            operation("ADD", "Ana paints", quote="“I PAINT”"),
        )
    )

    decision = await decided(model, case(user("I paint, you know.")))

    assert texts(decision.operations) == ["Ana paints"]


async def test_the_quote_counts_and_not_the_number_of_the_message(model: ScriptedModel) -> None:
    model.will_answer(operations(operation("ADD", "Ana paints", message=7, quote="I paint")))

    [add] = (await decided(model, case(user("Hi"), user("I paint")))).operations

    assert isinstance(add, Add)
    assert add.statement.position == 1


async def test_an_answer_of_which_nothing_can_be_read_is_no_decision(model: ScriptedModel) -> None:
    model.will_answer(operations(operation("ADD", "Ana is rich", quote="I won")))

    with pytest.raises(DecisionError) as caught:
        await decided(model, case(user("Hi")))

    assert "no part of it is valid" in str(caught.value)
    assert caught.value.usage.tokens_in == 100


async def test_rules_copied_from_the_prompt_are_no_facts(model: ScriptedModel) -> None:
    rule = "A fact is closed only by words that contradict it, about the same person and thing"
    assert rule in SYSTEM
    model.will_answer(
        operations(
            operation("ADD", rule, quote="Hi"),
            operation("ADD", "Ana paints", quote="I paint"),
        )
    )

    decision = await decided(model, case(user("Hi. I paint.")))

    assert texts(decision.operations) == ["Ana paints"]


async def test_the_rules_handed_back_are_no_relations_and_no_types(model: ScriptedModel) -> None:
    rule = "what people said, or what is on record"
    assert rule in SYSTEM
    model.will_answer(
        operations(
            operation(
                "ADD",
                "Ana paints with Bo",
                entities=[{"name": "Ana", "type": rule}, {"name": "Bo", "type": "person"}],
                relations=[
                    {"subject": "Ana", "predicate": rule, "object": "Bo"},
                    {"subject": "Ana", "predicate": rule.replace(" ", "_"), "object": "Bo"},
                    {"subject": "Ana", "predicate": "paints with", "object": "Bo"},
                ],
            )
        )
    )

    [add] = (decision := await decided(model, case(user("Ana paints with Bo")))).operations

    assert isinstance(add, Add)
    [relation] = add.statement.relations
    assert (relation.predicate, relation.subject_type) == ("paints_with", None)
    assert relation.object_type == "person"
    [dropped] = decision.dropped
    assert "2 of its relations" in dropped
    assert dropped.endswith("or are copied from the rules")


async def test_a_date_that_is_none_is_left_out_and_the_fact_kept(model: ScriptedModel) -> None:
    model.will_answer(operations(operation("ADD", "Ana paints", valid_from="last spring")))

    decision = await decided(model, case(user("Ana paints")))

    [add] = decision.operations
    assert isinstance(add, Add)
    assert add.statement.valid_from is None
    assert decision.dropped == (
        "operation 1 (ADD) of the model: one of its dates is not an ISO 8601 date",
    )


@pytest.mark.parametrize("text", ["", " ", "x" * 5_000, "a\x00b", "half \ud800"])
async def test_a_text_that_cannot_be_stored_is_no_fact(model: ScriptedModel, text: str) -> None:
    good = {"reason": "said", "action": "ADD", "text": "Ana paints", "quote": "Ana paints"}
    model.will_answer(json.dumps({"operations": [{**good, "text": text}, good]}))

    decision = await decided(model, case(user("Ana paints")))

    assert texts(decision.operations) == ["Ana paints"]


async def test_five_thousand_operations_are_cut_and_counted(model: ScriptedModel) -> None:
    model.will_answer(
        operations(*(operation("ADD", f"Ana paints {n}", quote="paint") for n in range(5_000)))
    )

    decision = await decided(model, case(user("I paint")))

    assert len(decision.operations) == 200
    assert decision.dropped == ("the model: 5,000 were named; 200 are used",)


async def test_a_fact_known_word_for_word_is_not_added_again(model: ScriptedModel) -> None:
    model.will_answer(
        operations(
            operation("ADD", "Ana lives in Rome."),
            operation("UPDATE", "Ana has the cat", target=2, quote="cat"),
        )
    )

    decision = await decided(
        model, case(user("Ana lives in Rome. My cat, too."), shown=[ROME, CAT])
    )

    assert [each.target for each in decision.operations if isinstance(each, Noop)] == [ROME, CAT]


# --- names


async def test_a_name_is_spelled_as_it_is_in_use(model: ScriptedModel) -> None:
    entities = [{"name": "ACME corp"}, {"name": "ana"}]
    model.will_answer(
        operations(operation("ADD", "Ana works at Acme Corp", quote="Acme", entities=entities))
    )

    decision = await decided(model, case(user("At Acme Corp now"), names=["Acme Corp", "Ana"]))

    [add] = decision.operations
    assert isinstance(add, Add)
    assert add.statement.entities == ("Acme Corp", "Ana")


async def test_a_name_that_was_not_said_is_dropped(model: ScriptedModel) -> None:
    model.will_answer(
        operations(
            operation(
                "ADD",
                "Ana paints",
                entities=[{"name": "Ana"}, {"name": "Zorro"}],
                relations=[{"subject": "Ana", "predicate": "fears", "object": "Zorro"}],
            )
        )
    )

    decision = await decided(model, case(user("Ana paints")))

    [add] = decision.operations
    assert isinstance(add, Add)
    assert add.statement.entities == ("Ana",)
    assert add.statement.relations == ()
    assert len(decision.dropped) == 2


async def test_similar_names_are_shown_to_the_model_and_never_merged(model: ScriptedModel) -> None:
    model.will_answer(
        operations(
            operation("ADD", "Acme Corporation hires", entities=[{"name": "Acme Corporation"}])
        )
    )

    decision = await decided(model, case(user("Acme Corporation hires"), names=["Acme Corp"]))

    assert '"Acme Corporation": maybe the same as "Acme Corp"' in model.asked[0].user
    [add] = decision.operations
    assert isinstance(add, Add)
    assert add.statement.entities == ("Acme Corporation",)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("change", "change"),
        ("correction", "correction"),
        (" Addition ", "addition"),
        ("never so", "correction"),
        ("", "change"),
        ("amended", "change"),
        ("Correction.", "correction"),
        ("corrected", "correction"),
        ("extended", "addition"),
        (7, "change"),
        (["addition"], "change"),
        (None, "change"),
    ],
)
async def test_an_update_says_its_kind_and_an_unknown_word_drops_nothing(
    model: ScriptedModel, given: object, kind: str
) -> None:
    model.will_answer(
        json.dumps(
            {
                "operations": [
                    {
                        "reason": "so",
                        "action": "UPDATE",
                        "target": 1,
                        "kind": given,
                        "text": "Ana lives in Oslo",
                        "message": 1,
                        "quote": "I live in Oslo",
                    }
                ]
            }
        )
    )

    decision = await decided(model, case(user("I live in Oslo"), shown=[ROME]))

    [update] = decision.operations
    assert isinstance(update, Update)
    assert update.kind == kind
    assert decision.dropped == ()


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("never_so", "never_so"),
        ("Never-So", "never_so"),
        ("never was so", "never_so"),
        ("correction", "never_so"),
        ("", "ended"),
    ],
)
async def test_a_delete_says_its_kind(model: ScriptedModel, given: str, kind: str) -> None:
    model.will_answer(operations(operation("DELETE", target=1, quote="not in Rome", kind=given)))

    decision = await decided(model, case(user("I am not in Rome"), shown=[ROME]))

    [delete] = decision.operations
    assert isinstance(delete, Delete)
    assert delete.kind == kind


@pytest.mark.parametrize("kind", CHANGE_KINDS)
async def test_the_kind_that_the_caller_says_counts(model: ScriptedModel, kind: ChangeKind) -> None:
    model.will_answer(operations(operation("UPDATE", "Ana lives in Oslo", target=1)))
    intake = Intake(content="Ana lives in Oslo", replaces_as=kind)

    decision = await decided(model, case(intake=intake, shown=[ROME], replaced=[ROME]))

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.kind) == (ROME, kind)


async def test_a_fact_that_the_model_passes_over_is_closed_as_the_caller_says(
    model: ScriptedModel,
) -> None:
    model.will_answer(operations(operation("ADD", "Ana lives in Oslo")))
    intake = Intake(content="Ana lives in Oslo", replaces_as="correction")

    decision = await decided(model, case(intake=intake, shown=[ROME], replaced=[ROME]))

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.kind) == (ROME, "correction")


async def test_a_fact_that_the_caller_corrects_is_not_merely_ended(model: ScriptedModel) -> None:
    model.will_answer(
        operations(
            operation("DELETE", target=1, quote="Ana lives in Oslo"),
            operation("ADD", "Ana lives in Oslo"),
        )
    )
    intake = Intake(content="Ana lives in Oslo", replaces_as="correction")

    decision = await decided(model, case(intake=intake, shown=[ROME], replaced=[ROME]))

    delete = decision.operations[0]
    assert isinstance(delete, Delete)
    assert delete.kind == "never_so"


# --- the second call


async def test_a_verdict_says_the_kind_of_its_close(model: ScriptedModel, shelf: Shelf) -> None:
    other = known(9, "Ana lives in a hut")
    shelf.facts["Ana lives in Oslo"] = (*near(ROME), *near(other))
    verdicts = (
        VerdictAnswer(reason="wrong", fact=1, action="DELETE", target=2, kind="never_so"),
        VerdictAnswer(reason="wrong", fact=1, action="UPDATE", target=1, kind="correction"),
    )
    model.will_answer(
        operations(operation("ADD", "Ana lives in Oslo", quote="Oslo")),
        VerdictsAnswer(verdicts=verdicts),
    )

    decision = await decided(model, case(user("I live in Oslo")), shelf)

    update, delete = decision.operations
    assert isinstance(update, Update)
    assert isinstance(delete, Delete)
    assert (update.kind, delete.kind) == ("correction", "never_so")


PAINTING = known(7, "Ana paints portraits")


async def test_no_second_call_where_only_the_people_are_the_same(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(operations(operation("ADD", "Ana paints")))
    shelf.facts["Ana paints"] = near(CAT)

    decision = await decided(model, case(user("Ana paints")), shelf)

    assert decision.effort.calls == 1


async def test_an_update_has_a_second_look_too(model: ScriptedModel, shelf: Shelf) -> None:
    model.will_answer(
        operations(operation("UPDATE", "Ana lives in Oslo", target=1, quote="Oslo")),
        VerdictsAnswer(
            verdicts=(VerdictAnswer(reason="moved", fact=1, action="UPDATE", target=1),)
        ),
    )
    again = known(8, "Ana lives by the river in Rome")
    shelf.facts["Ana lives in Oslo"] = near(again)

    decision = await decided(model, case(user("I moved to Oslo"), shown=[ROME]), shelf)

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.also_closed) == (ROME, (again,))


async def test_a_known_fact_stands_below_each_new_one_that_it_may_be_about(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(
        operations(
            operation("ADD", "Ana lives in Oslo", quote="Oslo"),
            operation("ADD", "Ana lives alone", quote="alone"),
        ),
        VerdictsAnswer(verdicts=()),
    )
    shelf.facts = {"Ana lives in Oslo": near(ROME), "Ana lives alone": near(ROME)}

    await decided(model, case(user("I live in Oslo, alone")), shelf)

    assert model.asked[1].user.count('[1] 2025-01-01 "Ana lives in Rome"') == 2


async def test_a_verdict_may_say_what_the_fact_relates(model: ScriptedModel, shelf: Shelf) -> None:
    verdict = {
        "reason": "moved",
        "fact": 1,
        "action": "UPDATE",
        "target": 1,
        "relations": [{"subject": "Ana", "predicate": "lives_in", "object": "Oslo"}],
    }
    model.will_answer(
        operations(operation("ADD", "Ana lives in Oslo", quote="Oslo")),
        VerdictsAnswer.model_validate({"verdicts": [verdict]}),
    )
    shelf.facts["Ana lives in Oslo"] = near(ROME)

    decision = await decided(model, case(user("I moved to Oslo")), shelf)

    [update] = decision.operations
    assert isinstance(update, Update)
    assert [each.object for each in update.statement.relations] == ["Oslo"]


async def test_no_second_call_where_nothing_near_was_missed(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(operations(operation("ADD", "Ana paints")))
    shelf.facts["Ana paints"] = (*near(ROME), *near(CAT, score=0.4))

    decision = await decided(model, case(user("Ana paints"), shown=[ROME]), shelf)

    assert (shelf.compared, shelf.sought) == (["Ana paints"], [])
    assert decision.effort.calls == 1


async def test_a_near_fact_that_was_missed_is_looked_at(model: ScriptedModel, shelf: Shelf) -> None:
    model.will_answer(
        operations(operation("ADD", "Ana lives in Oslo", quote="Oslo")),
        VerdictsAnswer(
            verdicts=(VerdictAnswer(reason="moved", fact=1, action="UPDATE", target=1),)
        ),
    )
    shelf.facts["Ana lives in Oslo"] = near(ROME)

    decision = await decided(model, case(user("I moved to Oslo")), shelf)

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.statement.text) == (ROME, "Ana lives in Oslo")
    assert decision.shown == near(ROME)
    assert decision.effort.prompt_version == f"{DECIDE_VERSION}, {SECOND_LOOK_VERSION}"
    assert decision.effort.calls == 2


async def test_a_second_call_is_shown_only_what_is_near_and_may_be_about_it(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(
        operations(operation("ADD", "Ana lives in Oslo", quote="Oslo")), VerdictsAnswer(verdicts=())
    )
    shelf.facts["Ana lives in Oslo"] = (*near(ROME), *near(CAT, score=0.1))

    await decided(model, case(user("I moved to Oslo")), shelf)

    assert '"Ana lives in Rome"' in model.asked[1].user
    assert '"Ana has a cat"' not in model.asked[1].user


async def test_what_the_caller_replaces_needs_no_second_look(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(operations(operation("ADD", "Ana lives in Oslo", quote="Oslo")))
    shelf.facts["Ana lives in Oslo"] = near(ROME)

    decision = await decided(
        model, case(intake=Intake(content="Ana lives in Oslo"), replaced=[ROME]), shelf
    )

    assert decision.effort.calls == 1


async def test_a_second_call_may_add_repeat_or_end(model: ScriptedModel, shelf: Shelf) -> None:
    model.will_answer(
        operations(
            operation("ADD", "Ana sold her flat", quote="sold"),
            operation("ADD", "Ana owns a cat", quote="cat"),
            operation("ADD", "Ana sings", quote="sing"),
        ),
        VerdictsAnswer(
            verdicts=(
                VerdictAnswer(reason="over", fact=1, action="DELETE", target=1),
                VerdictAnswer(reason="same", fact=2, action="NOOP", target=2),
                VerdictAnswer(reason="new", fact=3, action="ADD"),
            )
        ),
    )
    flat, song = known(3, "Ana owns a flat"), known(4, "Ana sings alto")
    shelf.facts = {
        "Ana sold her flat": near(flat),
        "Ana owns a cat": near(CAT),
        "Ana sings": near(song),
    }

    decision = await decided(model, case(user("I sold it, my cat and I sing")), shelf)

    assert texts(decision.operations) == ["Ana sold her flat", "Ana sings"]
    [noop] = [each for each in decision.operations if isinstance(each, Noop)]
    [delete] = [each for each in decision.operations if isinstance(each, Delete)]
    assert (noop.target, delete.target) == (CAT, flat)


@pytest.mark.parametrize(
    "verdict",
    [
        pytest.param({"fact": 9, "action": "NOOP", "target": 1}, id="no such fact"),
        pytest.param({"fact": 1, "action": "NOOP", "target": 9}, id="no such label"),
    ],
)
async def test_a_verdict_that_cannot_be_read_leaves_the_fact(
    model: ScriptedModel, shelf: Shelf, verdict: dict[str, object]
) -> None:
    answer = VerdictAnswer.model_validate({"reason": "x", **verdict})
    model.will_answer(
        operations(operation("ADD", "Ana paints")), VerdictsAnswer(verdicts=(answer,))
    )
    shelf.facts["Ana paints"] = near(PAINTING)

    decision = await decided(model, case(user("Ana paints")), shelf)

    assert texts(decision.operations) == ["Ana paints"]
    assert len(decision.dropped) == 1


async def test_an_invalid_second_answer_keeps_the_facts_and_says_so(
    model: ScriptedModel, shelf: Shelf
) -> None:
    spent = Usage(calls=1, tokens_in=30)
    model.will_answer(
        operations(operation("ADD", "Ana paints")), DecisionError("no JSON", usage=spent)
    )
    shelf.facts["Ana paints"] = near(PAINTING)

    decision = await decided(model, case(user("Ana paints")), shelf)

    assert texts(decision.operations) == ["Ana paints"]
    assert decision.notes == (UNCOMPARED,)
    assert decision.effort.tokens_in == 130


async def test_a_model_that_fails_halfway_decides_nothing_and_its_cost_is_reported(
    model: ScriptedModel, shelf: Shelf
) -> None:
    model.will_answer(operations(operation("ADD", "Ana paints")), ModelError("gone"))
    shelf.facts["Ana paints"] = near(PAINTING)

    with pytest.raises(ModelError) as caught:
        await decided(model, case(user("Ana paints")), shelf)

    assert caught.value.usage.tokens_in == 100


# --- what the caller asked for


async def test_what_the_caller_replaces_is_replaced_whatever_the_model_says(
    model: ScriptedModel,
) -> None:
    model.will_answer(operations(operation("ADD", "Ana lives in Oslo", quote="Oslo")))
    stated = Intake(content="Ana lives in Oslo")

    decision = await decided(model, case(intake=stated, replaced=[ROME]))

    [update] = decision.operations
    assert isinstance(update, Update)
    assert update.target == ROME
    assert '[1] 2025-01-01 "Ana lives in Rome" (to be replaced)' in model.asked[0].user


async def test_a_replaced_fact_is_closed_even_if_the_model_finds_nothing_new(
    model: ScriptedModel,
) -> None:
    oslo = known(3, "Ana lives in Oslo")
    model.will_answer(operations(operation("NOOP", target=2)))
    stated = Intake(content="Ana lives in Oslo")

    decision = await decided(model, case(intake=stated, replaced=[ROME], shown=[oslo]))

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.also_closed) == (ROME, (oslo,))
    assert update.statement.text == "Ana lives in Oslo"


async def test_without_a_graph_only_the_caller_states_relations(model: ScriptedModel) -> None:
    lives = [{"subject": "Ana", "predicate": "lives_in", "object": "Oslo"}]
    plain = SinglePipeline(model=model, policy=SinglePolicy(has_graph=False))
    model.will_answer(
        operations(operation("ADD", "Ana lives in Oslo", message=1, quote="Oslo", relations=lives))
    )
    model.will_answer(operations())
    stated = StatedRelation(subject="Ana", predicate="works_at", object="Acme")

    [told] = (await plain.decide(case(user("Ana lives in Oslo.")), Shelf())).operations
    [kept] = (await plain.decide(case(intake=Intake(relation=stated)), Shelf())).operations

    assert isinstance(told, Add)
    assert isinstance(kept, Add)
    assert told.statement.text == "Ana lives in Oslo"
    assert told.statement.relations == ()
    assert kept.statement.relations == (stated,)


async def test_a_stated_relation_stays_as_stated(model: ScriptedModel) -> None:
    relation = StatedRelation(subject="Ana", predicate="works_at", object="Acme")
    since = datetime(2020, 1, 1, tzinfo=UTC)
    old = known(5, "Ana works at Bolt")
    model.will_answer(
        operations(
            operation("ADD", "Ana is employed", quote="Ana works at Acme"),
            operation("UPDATE", "Ana is now at Acme", target=1, quote="Ana works at Acme"),
        )
    )

    decision = await decided(
        model, case(intake=Intake(relation=relation, valid_from=since), shown=[old])
    )

    [update] = decision.operations
    assert isinstance(update, Update)
    assert update.target == old
    assert update.statement.text == "Ana works at Acme"
    assert update.statement.relations == (relation,)
    assert update.statement.valid_from == since


async def test_a_stated_relation_is_stored_even_if_the_model_ignores_it(
    model: ScriptedModel,
) -> None:
    relation = StatedRelation(subject="Ana", predicate="works_at", object="Acme")
    model.will_answer(operations())

    decision = await decided(model, case(intake=Intake(relation=relation)))

    assert texts(decision.operations) == ["Ana works at Acme"]


async def test_a_stated_relation_is_stored_if_the_model_only_ends_another(
    model: ScriptedModel,
) -> None:
    relation = StatedRelation(subject="Ana", predicate="works_at", object="Acme")
    old = known(5, "Ana works at Bolt")
    model.will_answer(operations(operation("DELETE", target=1, quote="Ana works at Acme")))

    decision = await decided(model, case(intake=Intake(relation=relation), shown=[old]))

    delete, add = decision.operations
    assert isinstance(delete, Delete)
    assert isinstance(add, Add)
    assert (delete.target, add.statement.relations) == (old, (relation,))


# --- a long conversation at once


async def test_a_long_conversation_is_decided_in_batches_that_see_earlier_ones(
    model: ScriptedModel,
) -> None:
    before, after = build_lines(1), build_lines(2)
    model.will_answer(
        operations(
            operation("ADD", "Ana lives in Rome", quote="I live in Rome"),
            operation("ADD", "Ana has a cat", quote="my cat"),
        ),
        operations(
            operation("UPDATE", "Ana lives in Oslo", target=1, quote="moved to Oslo"),
            operation("DELETE", target=2, quote="gave the cat away"),
        ),
    )

    decision = await decided(
        model,
        case(
            *before,
            user("I live in Rome with my cat"),
            *after,
            user("I moved to Oslo, gave the cat away"),
        ),
    )

    assert texts(decision.operations) == ["Ana lives in Oslo", "Ana has a cat"]
    cat = decision.operations[1]
    assert isinstance(cat, Add)
    assert cat.statement.valid_to == MONDAY
    assert '[1] 2026-06-01 "Ana lives in Rome"' in model.asked[1].user
    assert 'user "Ana": "I live in Rome with my cat"' in model.asked[1].user
    assert "M14 " in model.asked[1].user
    assert "M13 " not in model.asked[1].user


def build_lines(part: int) -> list[Message]:
    """Return the lines of one of two equal parts of a conversation, all but its last."""
    return [user(f"Line {n} of {part}") for n in range(BATCH_MESSAGES_MAX // 2)]


async def in_portions(
    model: ScriptedModel, *answers: OperationsAnswer, last: str, shown: Sequence[Fact]
) -> Decision:
    """Decide a conversation of two portions; the first ends with a move to Oslo."""
    said = [*build_lines(1), user("I moved to Oslo"), *build_lines(2), user(last)]
    model.will_answer(*answers)
    shelf = Shelf(facts={text: near(*shown) for text in build_search_texts(said, None)})
    return await decided(model, case(*said), shelf)


OSLO = operation("UPDATE", "Ana lives in Oslo", target=1, quote="moved to Oslo")


async def test_a_later_portion_may_correct_what_an_earlier_one_updated(
    model: ScriptedModel,
) -> None:
    bergen = operation("UPDATE", "Ana lives in Bergen", target=1, quote="on to Bergen")

    decision = await in_portions(
        model, operations(OSLO), operations(bergen), last="And on to Bergen", shown=[ROME]
    )

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.statement.text) == (ROME, "Ana lives in Bergen")
    assert '[1] 2026-06-01 "Ana lives in Oslo"' in model.asked[1].user
    assert "Rome" not in model.asked[1].user


async def test_a_later_portion_may_end_what_an_earlier_one_updated(model: ScriptedModel) -> None:
    decision = await in_portions(
        model,
        operations(OSLO),
        operations(operation("DELETE", target=1, quote="left it", valid_to="2026-06-02")),
        last="I left it",
        shown=[ROME],
    )

    [update] = decision.operations
    assert isinstance(update, Update)
    assert update.target == ROME
    assert update.statement.valid_to is not None


async def test_what_replaces_an_update_of_an_earlier_portion_closes_what_that_closed(
    model: ScriptedModel,
) -> None:
    both = operation(
        "UPDATE", "Ana and her cat live in Bergen", target=1, also=[2], quote="cat came along"
    )

    decision = await in_portions(
        model, operations(OSLO), operations(both), last="The cat came along", shown=[ROME, CAT]
    )

    [update] = decision.operations
    assert isinstance(update, Update)
    assert (update.target, update.also_closed) == (CAT, (ROME,))


async def test_a_second_update_of_what_an_earlier_portion_stated_is_added(
    model: ScriptedModel,
) -> None:
    decision = await in_portions(
        model,
        operations(OSLO),
        operations(
            operation("UPDATE", "Ana lives in Bergen", target=1, quote="on to Bergen"),
            operation("UPDATE", "Ana sold her flat", target=1, quote="sold the flat"),
        ),
        last="On to Bergen, sold the flat",
        shown=[ROME],
    )

    assert texts(decision.operations) == ["Ana lives in Bergen", "Ana sold her flat"]
    assert decision.dropped == (
        (
            "operation 2 (UPDATE) of the model: it closes a fact that is closed already by this"
            " change, so its text is added"
        ),
    )


async def test_a_portion_only_rests_on_its_own_messages(model: ScriptedModel) -> None:
    chat = [user(f"Line {n}") for n in range(BATCH_MESSAGES_MAX)]
    model.will_answer(
        operations(),
        operations(operation("ADD", "Ana says line", quote="Line 3"), operation("ADD", "Bye")),
    )

    decision = await decided(model, case(*chat, user("Bye")))

    assert texts(decision.operations) == ["Bye"]


async def test_what_the_assistant_promised_is_a_fact_of_its_own(model: ScriptedModel) -> None:
    model.will_answer(
        operations(operation("ADD", "The assistant will send the recipe", quote="I will send it"))
    )

    decision = await decided(model, case(user("The recipe?"), assistant("I will send it.")))

    assert texts(decision.operations) == ["The assistant will send the recipe"]
    assert decision.effort.calls == 1


async def test_a_prompt_shows_a_bounded_number_of_facts_and_at_least_ten(
    model: ScriptedModel,
) -> None:
    many = [known(n, f"Ana paints {n}") for n in range(1, 81)]
    long = [known(n, f"Ana paints {n} " + "word " * 200) for n in range(1, 21)]
    model.will_answer(operations(), operations())

    await decided(model, case(user("I paint"), shown=many))
    await decided(model, case(user("I paint"), shown=long))

    assert "[60] " in model.asked[0].user
    assert "[61] " not in model.asked[0].user
    assert "[10] " in model.asked[1].user
    assert "[11] " not in model.asked[1].user


async def test_as_many_facts_are_shown_as_there_is_room_for(model: ScriptedModel) -> None:
    facts = [known(n, f"Ana paints {n} " + "word " * 40) for n in range(1, 41)]
    model.will_answer(operations())

    await decided(model, case(user("I paint"), shown=facts))

    assert "[26] " in model.asked[0].user
    assert "[27] " not in model.asked[0].user


async def test_a_near_fact_that_found_no_room_is_looked_at_again(
    model: ScriptedModel, shelf: Shelf
) -> None:
    many = [known(n, f"Ana paints {n}") for n in range(1, 81)]
    model.will_answer(
        operations(operation("ADD", "Ana paints icons", quote="paint")),
        VerdictsAnswer(verdicts=()),
    )
    shelf.facts["Ana paints icons"] = near(many[0], many[79])

    decision = await decided(model, case(user("I paint"), shown=many), shelf)

    assert decision.shown == near(*many[:60], many[79])
    assert '[1] 2025-01-01 "Ana paints 80"' in model.asked[1].user
    assert '"Ana paints 1"' not in model.asked[1].user
