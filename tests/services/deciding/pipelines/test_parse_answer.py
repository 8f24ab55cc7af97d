"""A slip of a model costs the field or the operation that it is in, and no right fact."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from mcp_mem0.domain.dates import parse_moment
from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.model.changes import Decision
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.services.deciding.pipelines.paper import PaperPipeline
from mcp_mem0.services.deciding.pipelines.single import SinglePipeline
from tests.support.decision_cases import Shelf, assistant, case, known, near, user
from tests.support.scripted_model import ScriptedModel

pytestmark = pytest.mark.anyio

ROME = known(1, "Ana lives in Rome")
VIOLIN = known(2, "Ana plays the violin")
MOVED = "I moved to Turku."
ADD: dict[str, Any] = {
    "reason": "new",
    "action": "ADD",
    "text": "Ana lives in Turku",
    "message": 1,
    "quote": "moved to Turku",
    "entities": [{"name": "Turku", "type": "city"}],
}
UPDATE: dict[str, Any] = {**ADD, "action": "UPDATE", "target": 1}


async def decided(answer: object, *messages: Message) -> Decision:
    model = ScriptedModel()
    model.will_answer(answer if isinstance(answer, str) else json.dumps(answer))
    asked = case(*(messages or (user(MOVED),)), shown=[ROME, VIOLIN])
    return await SinglePipeline(model=model).decide(asked, Shelf())


def wrapped(*given: object) -> dict[str, object]:
    return {"operations": [*given]}


def stated(operation: Operation) -> str:
    assert isinstance(operation, Add | Update)
    return operation.statement.text


@pytest.mark.parametrize(
    "slip",
    [
        {"message": "M1"},
        {"message": [1]},
        {"message": "[1]"},
        {"message": None},
        {"message": {"id": 1}},
        {"target": ""},
        {"target": None},
        {"target": "none"},
        {"target": 0},
        {"also": None},
        {"also": "none"},
        {"valid_from": 2024},
        {"valid_from": None},
        {"valid_from": "?"},
        {"valid_from": {"year": 2024}},
        {"entities": ["Turku"]},
        {"entities": "Turku"},
        {"entities": {"Turku": "city"}},
        {"entities": [["Turku", "city"], 7, {"type": "city"}]},
        {"entities": {"name": "Turku"}},
        {"entities": None},
        {"relations": [["Ana", "lives_in", "Turku"]]},
        {"relations": ["Ana, lives_in, Turku"]},
        {"relations": ["Ana -> lives_in -> Turku"]},
        {"relations": [{"subject": "Ana", "predicate": "lives_in"}]},
        {"relations": [{"source": "Ana", "relationship": "lives_in", "destination": "Turku"}]},
        {"relations": [{"head": "Ana", "relation": "lives_in", "tail": "Turku"}]},
        {"relations": {"subject": "Ana", "predicate": "lives_in", "object": "Turku"}},
        {"relations": "Ana lives in Turku"},
        {"relations": [{"subject": "Ana", "predicate": "lives_in", "object": None}]},
        {"quote": ["I", "moved to Turku"]},
        {"quote": "I … to Turku"},
        {"quote": 'Ana: "I moved to Turku"'},
        {"action": "add"},
        {"action": ["ADD"]},
        {"action": "INSERT"},
        {"more": [1, 2]},
    ],
    ids=json.dumps,
)
async def test_a_bad_field_costs_no_fact(slip: dict[str, object]) -> None:
    decision = await decided(wrapped({**ADD, **slip}))

    [add] = decision.operations
    assert isinstance(add, Add)
    assert add.statement.text == "Ana lives in Turku"
    assert "Turku" in add.statement.entities


@pytest.mark.parametrize("action", [ADD, UPDATE])
async def test_an_end_before_the_start_costs_only_the_end(action: dict[str, object]) -> None:
    dated = {**action, "valid_from": "2024-03", "valid_to": "2023"}
    decision = await decided(wrapped(dated))

    [add] = decision.operations
    assert isinstance(add, Add)
    assert (add.statement.text, add.statement.stated_end) == (action["text"], None)
    assert add.statement.stated_start == parse_moment("2024-03", name="valid_from")
    assert "it ends before it begins" in " ".join(decision.dropped)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("May 2024", "2024-05"),
        ("may  2024", "2024-05"),
        ("since 2024-05", "2024-05"),
        ("~2024", "2024"),
        ("2024-05-00", "2024-05"),
        ("2024-xx-xx", "2024"),
        ("2024/5/3", "2024-05-03"),
    ],
)
async def test_a_date_is_read_as_prompts_show_it_or_with_slashes(written: str, iso: str) -> None:
    decision = await decided(wrapped({**ADD, "valid_from": written}))

    [add] = decision.operations
    assert isinstance(add, Add)
    assert add.statement.stated_start == parse_moment(iso, name="valid_from")
    assert decision.dropped == ()


@pytest.mark.parametrize("given", ["Ana, Turku", [{"name": "Ana, Turku"}], "Turku"])
async def test_names_that_were_written_as_one_are_split(given: object) -> None:
    [add] = (await decided(wrapped({**ADD, "entities": given}))).operations

    assert isinstance(add, Add)
    assert "Turku" in add.statement.entities
    assert "Ana, Turku" not in add.statement.entities


async def test_a_name_with_a_comma_that_stands_in_the_text_stays_whole() -> None:
    slip = {"text": "Ana lives in Paris, Texas", "entities": ["Paris, Texas"]}
    told = user("I moved to Paris, Texas")
    [add] = (await decided(wrapped({**ADD, **slip, "quote": "moved to Paris"}), told)).operations

    assert isinstance(add, Add)
    assert add.statement.entities == ("Paris, Texas",)


@pytest.mark.parametrize("left_out", ["reason", "message", "entities"])
async def test_a_missing_field_costs_no_fact(left_out: str) -> None:
    decision = await decided(
        wrapped({name: each for name, each in ADD.items() if name != left_out})
    )

    assert [stated(each) for each in decision.operations] == ["Ana lives in Turku"]


@pytest.mark.parametrize("target", ["[1]", "1", [1], "label 1", "#1", 1.0, "[1] Ana lives in Rome"])
@pytest.mark.parametrize("also", [2, "2", "[2]", ["[2]"], [2, None, "x"], []])
async def test_a_label_is_read_however_it_is_written(target: object, also: object) -> None:
    text = "Ana lives in Turku and plays the violin"
    told = user("I moved to Turku. I play the violin there")
    decision = await decided(
        wrapped({**UPDATE, "text": text, "target": target, "also": also}), told
    )

    [update] = decision.operations
    assert isinstance(update, Update)
    assert update.target == ROME
    assert update.also_closed == ((VIOLIN,) if also else ())


async def test_a_list_of_targets_is_a_target_and_further_ones() -> None:
    [update] = (await decided(wrapped({**UPDATE, "target": ["[1]", 2]}))).operations

    assert isinstance(update, Update)
    assert (update.target, update.also_closed) == (ROME, (VIOLIN,))


async def test_a_year_that_is_a_number_is_a_date() -> None:
    [add] = (await decided(wrapped({**ADD, "valid_from": 2024}))).operations

    assert isinstance(add, Add)
    assert add.statement.valid_from == datetime(2024, 1, 1, tzinfo=UTC)


async def test_a_triple_is_a_relation() -> None:
    slip = {"entities": ["Ana", "Turku"], "relations": [["Ana", "lives_in", "Turku"], ["Ana", "x"]]}
    decision = await decided(wrapped({**ADD, **slip}))

    [add] = decision.operations
    assert isinstance(add, Add)
    [relation] = add.statement.relations
    assert (relation.subject, relation.predicate, relation.object) == ("Ana", "lives_in", "Turku")
    assert decision.dropped == (
        "operation 1 (ADD) of the model: 1 of its relations cannot be read",
    )


async def test_what_is_left_out_of_an_operation_is_named() -> None:
    decision = await decided(wrapped({**ADD, "valid_from": {"year": 2024}, "message": "first"}))

    assert decision.dropped == (
        "operation 1 (ADD) of the model: its message cannot be read",
        "operation 1 (ADD) of the model: its valid_from cannot be read",
    )


@pytest.mark.parametrize("bad", [{"text": "x"}, {**ADD, "action": "SING"}, "ADD", 7, [], None, {}])
async def test_one_bad_operation_costs_no_other(bad: object) -> None:
    decision = await decided(wrapped(bad, ADD))

    assert [stated(each) for each in decision.operations] == ["Ana lives in Turku"]
    assert decision.dropped == ("the model: 1 of its operations cannot be read",)


ITEM = json.dumps(ADD)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(f'{{"operations": [{ITEM},]}}', id="trailing comma"),
        pytest.param(f'{{"operations": [{ITEM} // new\n]}}', id="line comment"),
        pytest.param(f'{{"operations": [/* new */ {ITEM}]}}', id="comment"),
        pytest.param(
            f'{{"operations": [{ITEM}]}}'.replace("lives in", "lives\nin"), id="raw line break"
        ),
        pytest.param(f"[{ITEM}]", id="bare list"),
        pytest.param(ITEM, id="bare operation"),
        pytest.param(f'{{"operations": {ITEM}}}', id="one object"),
        pytest.param(f'{{"memory": [{ITEM}]}}', id="memory"),
        pytest.param(f'{{"operations": [[{ITEM}]]}}', id="list in a list"),
        pytest.param(
            json.dumps({"operations": {"ADD": [{**ADD, "action": None}], "DELETE": []}}),
            id="grouped by action",
        ),
        pytest.param(json.dumps(json.dumps(wrapped(ADD))), id="JSON string"),
        pytest.param(f'{{"operations": [{ITEM}]}}'.replace('"', "“"), id="curly quotes"),
        pytest.param(
            json.dumps({"type": "tool_use", "id": "t", "name": "save", "input": wrapped(ADD)}),
            id="tool use",
        ),
        pytest.param(f'{{"operations": [{ITEM}]}}\n\n{{"operations": []}}', id="nothing after it"),
        pytest.param(f"{ITEM}\n{{}}\nThat is all {{here}}.", id="braces after it"),
        pytest.param(f'{{"operations": [{ITEM}', id="brackets missing"),
        pytest.param(
            f'{{"operations": [{ITEM}]}}'.replace("moved to Turku", 'moved "to" Turku'),
            id="marks inside",
        ),
    ],
)
async def test_bad_syntax_costs_no_fact(answer: str) -> None:
    [add] = (await decided(answer)).operations

    assert stated(add).split() == ["Ana", "lives", "in", "Turku"]


async def test_the_published_shape_is_read_where_its_text_was_said() -> None:
    told = user("We moved to Turku. Ana lives in Turku now, and she sold the violin.", None)
    items = [
        {"id": "1", "text": "Ana lives in Turku", "event": "UPDATE", "old_memory": ROME.text},
        {"id": "2", "text": "Ana sings", "event": "UPDATE"},
        {"id": "2", "text": VIOLIN.text, "event": "NONE"},
        {"id": "3", "text": "she sold the violin", "event": "ADD"},
    ]
    decision = await decided({"memory": items}, told)

    update, noop, add = decision.operations
    assert isinstance(update, Update)
    assert update.target == ROME
    assert update.statement.quote == "Ana lives in Turku"
    assert isinstance(noop, Noop)
    assert stated(add) == "she sold the violin"
    [dropped] = decision.dropped
    assert "operation 2 (UPDATE) of the model: its quote is not in a new message" in dropped


async def test_an_answer_of_which_all_is_unreadable_is_none() -> None:
    with pytest.raises(DecisionError):
        await decided(wrapped({"text": "x"}, 7))


@pytest.mark.parametrize("target", [0, 3, 99, -1, "", None, "[7]", "the first", "none"])
@pytest.mark.parametrize("action", ["NOOP", "NONE", "none", "No change", "skip"])
async def test_nothing_to_do_is_settled_whatever_label_it_names(
    target: object, action: str
) -> None:
    answer = wrapped({"reason": "thanks", "action": action, "target": target})

    decision = await decided(answer, user("Thanks!"))

    assert decision.operations == ()
    assert decision.dropped == ()


# Quotes.


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("I work at Acme", "I work, well, at Acme"),
        ('Ana: "I work at Acme"', "I work, well, at Acme"),
        ("I work … since 7.30", "I work … since 7:30"),
    ],
)
async def test_the_words_of_the_message_are_kept_and_not_those_of_the_model(
    quote: str, words: str
) -> None:
    told = user("I work, well, at Acme, and that is so **since 7:30**.")
    decision = await decided(wrapped({**ADD, "text": "Ana works at Acme", "quote": quote}), told)

    [add] = decision.operations
    assert isinstance(add, Add)
    assert (add.statement.quote, add.statement.position) == (words, 0)


async def test_a_quote_over_two_messages_rests_on_the_one_that_goes_on() -> None:
    decision = await decided(
        wrapped({**ADD, "quote": "I moved to Turku last week"}),
        user("Guess what? I moved"),
        user("to Turku last week!"),
    )

    [add] = decision.operations
    assert isinstance(add, Add)
    assert (add.statement.quote, add.statement.position) == ("to Turku last week", 1)


@pytest.mark.parametrize("quote", ["I", "!", "a", "nice", "I had", ""])
async def test_words_that_say_nothing_of_a_fact_support_it_not(quote: str) -> None:
    told = user("I had a nice day!", None)
    walnuts = {**ADD, "text": "The user is gravely allergic to walnuts.", "quote": quote}
    day = {**ADD, "text": "The user had a nice day", "quote": "nice day"}

    decision = await decided(wrapped(walnuts, day), told)

    assert [stated(each) for each in decision.operations] == ["The user had a nice day"]
    assert len(decision.dropped) >= 1


@pytest.mark.parametrize("quote", ["I", "!", "a"])
async def test_words_that_say_nothing_end_nothing(quote: str) -> None:
    end = {"reason": "over", "action": "DELETE", "target": 1, "quote": quote}

    with pytest.raises(DecisionError):
        await decided(wrapped(end), user("I had a nice day!"))


async def test_a_plain_answer_supports_what_was_asked() -> None:
    decision = await decided(
        wrapped(
            {**ADD, "text": "Ana plays the cello", "message": 2, "quote": "Yes"},
            {"action": "DELETE", "target": 2, "message": 2, "quote": "not the violin"},
        ),
        assistant("Do you play the cello now, and not the violin any more?"),
        user("Yes, not the violin."),
    )

    add, delete = decision.operations
    assert stated(add) == "Ana plays the cello"
    assert isinstance(delete, Delete)


# Texts.


@pytest.mark.parametrize("text", ["...", "…", "[1]", "[2] ", "?!"])
async def test_a_text_without_words_replaces_nothing(text: str) -> None:
    decision = await decided(wrapped({**UPDATE, "text": text}, ADD))

    assert [stated(each) for each in decision.operations] == ["Ana lives in Turku"]


@pytest.mark.parametrize(
    "text",
    [
        "[1] Ana lives in Turku",
        "[1] 2026-01-01 Ana lives in Turku",
        '[12] 2025 to 2026-01-01 "Ana lives in Turku"',
    ],
)
async def test_a_label_before_a_text_is_no_part_of_it(text: str) -> None:
    [update] = (await decided(wrapped({**UPDATE, "text": text}))).operations

    assert stated(update) == "Ana lives in Turku"


@pytest.mark.parametrize("text", ["I moved to Turku", "My home is Turku", "Ich wohne in Turku"])
async def test_a_text_in_the_first_person_says_whose_words_it_is(text: str) -> None:
    told = "Guess what? I moved to Turku last week."
    [add] = (await decided(wrapped({**ADD, "text": text}), user(told))).operations

    assert stated(add) == f'Ana said: "{text}"'

    [add] = (await decided(wrapped({**ADD, "text": text}), user(told, None))).operations
    assert stated(add) == text


async def test_a_message_that_is_kept_word_by_word_stays_as_it_was_stated() -> None:
    [add] = (await decided(wrapped({**ADD, "text": "I moved to Turku"}))).operations

    assert stated(add) == "I moved to Turku"


async def test_two_names_become_one_only_where_that_was_said() -> None:
    told = user("Ana and Ben live in Rome. Robert Chen goes by Rob.")
    merged = [["Ana", "also_known_as", "Ben"], ["Robert Chen", "also_known_as", "Rob"]]
    text = "Ana, Ben and Robert Chen, who goes by Rob, live in Rome"
    slip = {"text": text, "quote": "Ana and Ben live in Rome", "relations": merged}

    [add] = (await decided(wrapped({**ADD, **slip}), told)).operations

    assert isinstance(add, Add)
    assert [relation.subject for relation in add.statement.relations] == ["Robert Chen"]


# The other questions.


async def test_the_second_look_is_read_as_leniently() -> None:
    model, shelf = ScriptedModel(), Shelf()
    shelf.facts = {"Ana lives in Turku": near(ROME)}
    verdict = '[{"fact": "1", "action": "update", "target": "[1]", "text": "Ana lives in Turku",},]'
    model.will_answer(json.dumps(wrapped(ADD)), verdict)

    decision = await SinglePipeline(model=model).decide(case(user(MOVED)), shelf)

    [update] = decision.operations
    assert isinstance(update, Update)
    assert update.target == ROME


async def test_the_published_steps_are_read_as_leniently() -> None:
    model, shelf = ScriptedModel(), Shelf()
    shelf.facts = {"Ana lives in Turku": near(ROME)}
    fact = {"text": "Ana lives in Turku", "message": "M1", "quote": "moved to Turku"}
    model.will_answer(
        f"[{json.dumps(fact)},]",
        "{'action': 'replace', 'target': '[1]'} // no reason",
        '{"facts": {"fact": "1", "relations": [["Ana", "lives in", "Turku"]]}}',
    )

    decision = await PaperPipeline(model=model).decide(case(user(MOVED)), shelf)

    [update] = decision.operations
    assert isinstance(update, Update)
    assert update.target == ROME
    [relation] = update.statement.relations
    assert relation.predicate == "lives_in"


async def test_nothing_to_do_in_the_published_steps_needs_no_label() -> None:
    model, shelf = ScriptedModel(), Shelf()
    fact = {"text": "Ana lives in Turku", "message": 1, "quote": "moved to Turku"}
    model.will_answer(
        json.dumps({"facts": [fact]}), '{"reason": "known", "action": "NONE", "target": 9}'
    )

    decision = await PaperPipeline(model=model).decide(case(user(MOVED)), shelf)

    assert decision.operations == ()
    assert decision.dropped == ()
