"""A run builds, searches, answers and judges, each thing once, whatever stops it in between."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.runs.starting.preparing import PreparedRun, RunWish, prepare_run
from mcp_mem0.evals.runs.steps.outcome import RunOutcome
from mcp_mem0.evals.runs.steps.outcome_text import render_outcome
from mcp_mem0.evals.runs.steps.runner import RunLimits, run_experiments
from mcp_mem0.prompts import answering, judging, vague
from tests.support.asked_run import (
    ASKED,
    VAGUE,
    play_all_parts,
    show_nothing,
    write_conversation,
)
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import Asked, Fails, MessagesServer, Reply, messages_server
from tests.support.two_friends import settings_for

SYSTEMS = ("mem0g-single", "full-context", "vague-control")
JUDGES = {judging.LENIENT_SYSTEM, judging.STRICT_SYSTEM}


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(play_all_parts)
        yield served


async def run(
    folder: Path,
    url: str,
    *systems: str,
    at_once: int = 2,
    tokens_max: int | None = None,
) -> tuple[PreparedRun, RunOutcome]:
    settings = settings_for(url, provider="auto" if url else "none")
    wish = RunWish(out=folder / "run", data=write_conversation(folder), systems=systems)
    prepared = prepare_run(wish, settings)
    limits = RunLimits(at_once=at_once, tokens_max=tokens_max)
    outcome = await run_experiments(prepared, limits, show_nothing, embedder=ReadableEmbedder())
    return prepared, outcome


def list_asked(model: MessagesServer) -> Counter[tuple[str, str]]:
    return Counter((each.system, each.user) for each in model.asked)


async def test_every_system_is_asked_every_question_and_every_answer_judged_twice(
    tmp_path: Path, model: MessagesServer
) -> None:
    prepared, outcome = await run(tmp_path, model.url, *SYSTEMS)
    folder = prepared.folder

    assert not outcome.lacking.is_any
    assert [each.session for each in folder.sessions.read()] == [1, 2, 3]
    assert [each.construction for each in folder.finished_stores.read()] == ["mem0g-single"]
    found = [(each.system, each.question) for each in folder.contexts.read()]
    assert found == [(system, question) for system in SYSTEMS for question in ASKED]
    assert {(each.system, each.question) for each in folder.answers.read()} == {*found}
    assert {each.answer for each in folder.answers.read() if each.system == "vague-control"} == {
        VAGUE
    }
    verdicts = {
        (each.question, each.answer, each.strictness): each.is_right
        for each in folder.verdicts.read()
    }
    # Two systems answer alike; nothing about the car is known, which is right by rule.
    assert verdicts == {
        ("colour-now", "blue", "lenient"): True,
        ("colour-now", "blue", "strict"): True,
        ("colour-now", VAGUE, "lenient"): False,
        ("colour-now", VAGUE, "strict"): False,
        ("shop", "her brother", "lenient"): False,
        ("shop", "her brother", "strict"): False,
        ("shop", VAGUE, "lenient"): False,
        ("shop", VAGUE, "strict"): False,
    }
    assert outcome.tokens == 120 * len(model.asked)


async def test_questions_of_like_ids_in_two_conversations_are_asked_of_each(
    tmp_path: Path, model: MessagesServer
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    first = write_conversation(data)
    first.with_stem("ship").write_bytes(first.read_bytes())
    wish = RunWish(out=tmp_path / "run", data=data, systems=("full-context",))
    prepared = prepare_run(wish, settings_for(model.url))

    outcome = await run_experiments(
        prepared,
        RunLimits(at_once=2, tokens_max=None),
        show_nothing,
        embedder=ReadableEmbedder(),
    )

    assert outcome.is_whole
    answers = [(each.conversation, each.question) for each in prepared.folder.answers.read()]
    assert sorted(answers) == sorted((name, id_) for name in ("boat", "ship") for id_ in ASKED)
    verdicts = Counter(each.conversation for each in prepared.folder.verdicts.read())
    assert verdicts == {"boat": 4, "ship": 4}


async def test_the_judge_is_not_told_the_system_and_the_vague_answerer_no_context(
    tmp_path: Path, model: MessagesServer
) -> None:
    await run(tmp_path, model.url, *SYSTEMS)

    judged = [each.user for each in model.asked if each.system in JUDGES]
    assert not any(system in user for user in judged for system in SYSTEMS)
    evasive = [each.user for each in model.asked if each.system == vague.SYSTEM]
    assert len(evasive) == len(ASKED)
    assert not any("harbour" in user for user in evasive)


async def test_a_whole_run_asks_nothing_when_it_is_run_again(
    tmp_path: Path, model: MessagesServer
) -> None:
    await run(tmp_path, model.url, *SYSTEMS)
    count = len(model.asked)

    _, outcome = await run(tmp_path, model.url)

    assert len(model.asked) == count
    assert "The run is whole" in render_outcome(outcome, tmp_path)


async def test_a_system_that_joins_is_the_only_one_asked(
    tmp_path: Path, model: MessagesServer
) -> None:
    await run(tmp_path, model.url, "full-context")
    before = len(model.asked)

    prepared, outcome = await run(tmp_path, model.url, "vague-control")

    assert not outcome.lacking.is_any
    assert {each.system for each in model.asked[before:]} == {vague.SYSTEM, *JUDGES}
    assert prepared.plan.systems == ("full-context", "vague-control")


@pytest.mark.parametrize("tokens_max", [1_000, 3_000])
async def test_a_run_stops_before_it_has_used_more_tokens_and_goes_on_later(
    tmp_path: Path, model: MessagesServer, tokens_max: int
) -> None:
    _, outcome = await run(tmp_path, model.url, *SYSTEMS, at_once=3, tokens_max=tokens_max)

    assert outcome.stopped_by == "tokens"
    assert outcome.tokens <= tokens_max
    assert outcome.lacking.is_any
    told = render_outcome(outcome, tmp_path)
    assert "It stopped at --tokens-max." in told
    assert "mcp-mem0 eval run --out" in told

    _, outcome = await run(tmp_path, model.url)

    assert not outcome.lacking.is_any
    assert set(list_asked(model).values()) == {1}


async def test_what_a_model_fails_at_is_counted_and_asked_again_by_the_next_run(
    tmp_path: Path, model: MessagesServer
) -> None:
    def fail_at_shops(asked: Asked) -> Reply:
        is_shop = asked.system == answering.SYSTEM and "bakery?" in asked.user
        return Fails(status=400, said="no shops") if is_shop else play_all_parts(asked)

    model.will_usually_answer(fail_at_shops)
    prepared, outcome = await run(tmp_path, model.url, "full-context", at_once=1)

    # Once with its conversation, and once more at the end.
    assert (outcome.lacking.answers, outcome.failures) == (1, 2)
    assert {each.question for each in prepared.folder.answers.read()} == {"colour-now", "car"}
    told = render_outcome(outcome, tmp_path)
    assert "no shops" in told
    assert "The run lacks 1 answer." in told

    model.will_usually_answer(play_all_parts)
    _, outcome = await run(tmp_path, model.url)

    assert outcome.is_whole
    assert sorted(each.question for each in prepared.folder.answers.read()) == sorted(ASKED)


async def test_a_context_too_long_for_the_model_does_not_stop_the_other_systems(
    tmp_path: Path, model: MessagesServer
) -> None:
    def refuse_long(asked: Asked) -> Reply:
        is_long = asked.system == answering.SYSTEM and asked.user.count("> [") > 1
        return Fails(status=400, said="too long") if is_long else play_all_parts(asked)

    model.will_usually_answer(refuse_long)
    prepared, outcome = await run(tmp_path, model.url, "rules", "full-context", at_once=1)

    assert {each.system for each in prepared.folder.answers.read()} == {"rules"}
    assert outcome.lacking.answers == len(ASKED)
    assert outcome.stopped_by is None
    # It was given up after these three, and not asked again at the end.
    assert outcome.failures == 3


async def test_a_memory_that_a_model_cannot_build_does_not_stop_the_other_systems(
    tmp_path: Path, model: MessagesServer
) -> None:
    def decide_nothing(asked: Asked) -> Reply:
        known = {answering.SYSTEM, vague.SYSTEM, *JUDGES}
        return play_all_parts(asked) if asked.system in known else Fails(status=500, said="busy")

    model.will_usually_answer(decide_nothing)
    prepared, outcome = await run(tmp_path, model.url, "mem0-single", "full-context")

    assert (outcome.lacking.contexts, outcome.lacking.answers) == (len(ASKED), 0)
    assert {each.system for each in prepared.folder.answers.read()} == {"full-context"}
    assert "session 1 is stored and could not be decided" in render_outcome(outcome, tmp_path)


async def test_without_a_model_all_is_searched_and_the_ways_by_hand_are_named(
    tmp_path: Path,
) -> None:
    prepared, outcome = await run(tmp_path, "", "rules", "full-context", "vague-control")

    assert (outcome.lacking.contexts, outcome.lacking.answers) == (0, 3 * len(ASKED))
    assert len(list(prepared.folder.contexts.read())) == 3 * len(ASKED)
    told = render_outcome(outcome, Path("my run"))
    assert "mcp-mem0 eval answers 'my run' --export FOLDER" in told
    assert "mcp-mem0 eval answers 'my run' --import FOLDER" in told


async def test_a_run_that_changed_meanwhile_is_not_written_over(
    tmp_path: Path, model: MessagesServer
) -> None:
    wish = RunWish(out=tmp_path / "run", data=write_conversation(tmp_path), systems=("rules",))
    slow = prepare_run(wish, settings_for(model.url))
    await run(tmp_path, model.url, "full-context")

    with pytest.raises(RequestError, match="was changed just now"):
        await run_experiments(slow, RunLimits(at_once=1, tokens_max=None), show_nothing)


async def test_answers_shown_at_a_checkpoint_are_answered_and_judged_as_well(
    tmp_path: Path, model: MessagesServer
) -> None:
    prepared, _ = await run(tmp_path, model.url, "full-context")
    (found, *_) = prepared.folder.contexts.read()
    early = found.model_copy(update={"system": "rules@2+150", "question": "colour-then"})
    prepared.folder.contexts.append(early)

    _, outcome = await run(tmp_path, model.url)

    assert not outcome.lacking.is_any
    asked = [each.user for each in model.asked if each.system == answering.SYSTEM]
    assert "2026-07-03 Friday 23:30 +02:00" in asked[-1]
    assert [each.system for each in prepared.folder.answers.read()][-1] == "rules@2+150"
