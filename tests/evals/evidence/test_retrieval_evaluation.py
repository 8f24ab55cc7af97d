"""The measure finds what recall finds, for each conversation in a space of its own."""

from dataclasses import replace

from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt
from mcp_mem0.evals.datasets.locomo import parse_locomo
from mcp_mem0.evals.evidence.retrieval_evaluation import RetrievalEvaluation, count_steps
from tests.support.locomo import question, record, written
from tests.support.wired_services import World


def evaluation(world: World) -> RetrievalEvaluation:
    recall = build_services(world.settings, world.parts).recall
    return RetrievalEvaluation(remember=world.remembering, recall=recall)


async def test_evidence_that_shares_words_with_its_question_is_found(world: World) -> None:
    conversations = parse_locomo(
        written(
            [
                record(
                    question("Who painted the boat red?", 4, "D1:2"),
                    question("When did Vera open a bakery?", 2, "D2:1"),
                ),
                record(question("Who has a sister?", 1, "D1:1", "D2:1"), sample_id="conv-2"),
            ]
        )
    )

    result = await evaluation(world).measure(conversations)

    assert [each.category for each in result.categories] == ["multi-hop", "temporal", "single-hop"]
    assert result.overall.questions == 3
    assert result.overall.recall_at_5 == 100
    assert result.overall.within_1000_tokens == 100


async def test_each_session_and_each_question_is_a_step(world: World) -> None:
    conversations = parse_locomo(
        written([record(question("boat", 4, "D1:2"), question("bakery", 2, "D2:1"))])
    )
    steps: list[str] = []
    measure = replace(evaluation(world), on_progress=lambda: steps.append("a step"))

    await measure.measure(conversations)

    assert len(steps) == count_steps(conversations) == len(conversations[0].sessions) + 2


async def test_conversations_do_not_see_each_other(world: World) -> None:
    first, second = parse_locomo(
        written([record(question("boat", 4, "D1:2")), record(question("boat", 4, "D1:2"))])
    )
    measure = evaluation(world)

    await measure.answer_questions(first, space="one")
    (answered,) = await measure.answer_questions(second, space="two")

    assert sorted(answered.found_turns) == ["D1:1", "D1:2", "D2:1", "D2:2"]


async def test_each_turn_of_its_own_call_is_indexed_as_in_a_whole_session(world: World) -> None:
    (conversation,) = parse_locomo(
        written([record(question("boat", 4, "D1:2"), question("bakery", 2, "D2:1"))])
    )
    whole = evaluation(world)

    answered = await whole.answer_questions(conversation, space="whole")
    by_turns = await replace(whole, turn_by_turn=True).answer_questions(conversation, space="turns")

    assert [each.found_turns[0] for each in by_turns] == ["D1:2", "D2:1"]
    assert [each.found_turns[0] for each in answered] == ["D1:2", "D2:1"]
    episodes = await world.records.find(Episode, Filter(spaces=("turns",), state="any"))
    assert [len(each.intake.messages) for each in episodes] == [1] * 4
    indexed = {
        space: {
            excerpt.index_text
            for excerpt in await world.records.find(Excerpt, Filter(spaces=(space,)))
        }
        for space in ("whole", "turns")
    }
    assert indexed["whole"] == indexed["turns"]
    assert len(indexed["whole"]) == 4
