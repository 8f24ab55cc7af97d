"""What is measured is what an assistant would be told, from a store that was told the set."""

from dataclasses import replace

from mcp_mem0.app.parts import build_services
from mcp_mem0.evals.recall.noise import build_noise
from mcp_mem0.evals.recall.recall_set import RecallSet
from mcp_mem0.evals.recall.set_evaluation import Origins, SetEvaluation
from mcp_mem0.evals.recall.set_files import parse_recall_set
from mcp_mem0.evals.recall.set_measure import QuestionOutcome
from tests.support.wired_services import World

TOLD = """
title = "Small"
now = 2026-01-01

[[tell]]
id = "old"
content = "The parrot eats walnuts on Sundays."

[[tell]]
id = "new"
content = "The parrot eats almonds on Sundays."
replaces = ["old"]

[[tell]]
id = "again"
content = "The parrot eats almonds on Sundays."

[[tell]]
id = "graph"
relation = ["Bo", "plays", "harp"]

[[tell]]
id = "talk"
session = "talk"
messages = [
    { role = "user", content = "Bo bought a kayak with pedals." },
    { role = "assistant", content = "A kayak with pedals wants a rudder." },
]
"""


def ask(question: str, expects: str, *more: str) -> RecallSet:
    asked = [f'question = "{question}"', f"expects = {expects}", *more]
    return parse_recall_set("small", "\n".join([TOLD, "[[ask]]", *asked]))


async def measure(world: World, asked: RecallSet, *, limit: int = 8) -> QuestionOutcome:
    services = build_services(world.settings, world.parts)
    evaluation = SetEvaluation(
        remember=services.remember, recall=services.recall, limit=limit, tokens_max=1_000
    )
    origins = Origins()
    await evaluation.tell(asked.tellings, origins)
    (outcome,) = await evaluation.ask(asked.questions, origins)
    return outcome


async def test_a_replaced_fact_stands_below_the_one_that_replaces_it(world: World) -> None:
    asked = ask(
        "What does the parrot eat on Sundays?",
        '["new"]',
        'kind = "current"',
        'below = ["old"]',
    )

    outcome = await measure(world, asked)

    assert outcome.is_first_right
    assert "almonds" in outcome.memories[0].text


async def test_what_only_repeats_a_fact_is_told_by_that_fact(world: World) -> None:
    asked = ask("What does the parrot eat on Sundays?", '["again"]', 'kind = "single"')

    outcome = await measure(world, asked)

    assert outcome.memories[0].tellings == {"new", "again"}


async def test_a_relation_is_found_as_the_fact_that_states_it(world: World) -> None:
    outcome = await measure(world, ask("Bo plays harp?", '["graph"]', 'kind = "graph"'))

    assert outcome.is_first_right


async def test_of_messages_only_those_with_the_passage_answer(world: World) -> None:
    asked = ask("kayak with pedals", '["talk"]', 'kind = "meaning"', 'passage = "wants a rudder"')

    outcome = await measure(world, asked)

    assert {each.text for each in outcome.memories if "talk" in each.tellings} == {
        "Bo bought a kayak with pedals.",
        "A kayak with pedals wants a rudder.",
    }
    assert [each.text for each in outcome.memories if each.answers] == [
        "A kayak with pedals wants a rudder."
    ]


async def test_what_is_told_by_default_is_cut_to_the_limit(world: World) -> None:
    outcome = await measure(world, ask("kayak", '["talk"]', 'kind = "words"'), limit=2)

    assert outcome.told == 2
    assert len(outcome.memories) > 2
    assert 0 < outcome.tokens < 1_000


async def test_each_call_is_a_step(world: World) -> None:
    services = build_services(world.settings, world.parts)
    steps: list[str] = []
    asked = ask("kayak", '["talk"]', 'kind = "words"')
    evaluation = SetEvaluation(
        remember=services.remember,
        recall=services.recall,
        limit=8,
        tokens_max=1_000,
        on_progress=lambda: steps.append("a step"),
    )

    origins = Origins()
    await evaluation.tell(asked.tellings, origins)
    await evaluation.ask(asked.questions, origins)

    assert len(steps) == len(asked.tellings) + len(asked.questions)


async def test_noise_comes_from_nothing_that_was_told(world: World) -> None:
    asked = ask("kayak with pedals", '["talk"]', 'kind = "words"')
    services = build_services(world.settings, world.parts)
    evaluation = SetEvaluation(
        remember=services.remember, recall=services.recall, limit=50, tokens_max=1_000
    )
    origins = Origins()

    noise = build_noise(replace(asked, noise="chat"), 30)
    await evaluation.tell(asked.tellings, origins, noise)
    (outcome,) = await evaluation.ask(asked.questions, origins)

    assert any(not memory.tellings for memory in outcome.memories)
    assert any(memory.tellings == {"talk"} for memory in outcome.memories)
