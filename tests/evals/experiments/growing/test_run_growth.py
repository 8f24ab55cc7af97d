"""Growth as a part of a run: within its limits, each thing once, and nothing lost on the way."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.config import Settings
from mcp_mem0.evals.experiments.growing.run_growth import (
    estimate_growth,
    open_growth_records,
    run_growth,
)
from mcp_mem0.evals.runs.plan import RunPlan
from mcp_mem0.evals.runs.questions import KnownQuestions
from mcp_mem0.evals.runs.remaining import RemainingWork
from mcp_mem0.evals.runs.steps.experiment_input import ExperimentInput
from mcp_mem0.evals.runs.steps.limits import RunAccount
from tests.support import experiment_run
from tests.support.doubles import ReadableEmbedder
from tests.support.experiment_run import CONVERSATION, DATASET, planned
from tests.support.messages_api import Fails, messages_server
from tests.support.remembering_model import adding
from tests.support.two_friends import settings_for


def given(
    folder: Path,
    plan: RunPlan,
    settings: Settings | None = None,
    *,
    tokens_max: int | None = None,
) -> ExperimentInput:
    return experiment_run.given(
        folder, plan, settings, tokens_max=tokens_max, embedder=ReadableEmbedder()
    )


def list_shown(asked: ExperimentInput) -> Sequence[tuple[str, str]]:
    return [(each.system, each.question) for each in asked.folder.contexts.read()]


@pytest.mark.heavy
async def test_every_memory_of_the_run_grows_and_others_do_not(tmp_path: Path) -> None:
    run = given(tmp_path / "run", planned("rules", "rules+tuned", "full-context"))
    curve = await run_growth(run)

    steps = [(each.system, each.step, each.chat) for each in curve.points]
    assert steps == [
        (system, *step)
        for system in ("rules", "rules+tuned")
        for step in [(1, 0), (2, 0), (3, 0), (3, 150), (3, 300)]
    ]
    assert sum(each.forgotten_shown for each in curve.points) == 0


async def test_what_is_recorded_is_not_done_again(tmp_path: Path) -> None:
    run = given(tmp_path / "run", planned("rules"))
    first = await run_growth(run)
    shown = list_shown(run)
    again = await run_growth(run)

    assert again == first
    assert list_shown(run) == shown
    assert len(shown) == len(set(shown))


async def test_what_was_shown_on_the_way_is_answered_as_of_its_day(tmp_path: Path) -> None:
    run = given(tmp_path / "run", planned("rules"))
    await run_growth(run)
    left = RemainingWork(run.folder, KnownQuestions(DATASET)).list_questions()
    asked_at = {(each.found.system, each.question.id): each.asked_at for each in left}

    first, second, third = CONVERSATION.sessions
    assert asked_at["rules@1", "brother"] == first.said_at
    assert asked_at["rules@2", "brother"] == second.turns[1].message.at
    assert asked_at["rules@3+150", "brother"] == third.said_at


async def test_only_as_many_questions_are_asked_as_the_run_asks(tmp_path: Path) -> None:
    run = given(tmp_path / "run", planned("rules", questions_max=1))
    await run_growth(run)

    assert len({question for _, question in list_shown(run)}) == 1


@pytest.mark.heavy
async def test_a_model_that_fails_is_counted_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with messages_server() as model:
        model.will_usually_answer(lambda _: Fails(status=401, said="no such key"))
        run = given(tmp_path / "run", planned("mem0-single"), settings_for(model.url))
        failed = await run_growth(run)
        model.will_usually_answer(adding)
        later = replace(run, account=RunAccount(None))
        whole = await run_growth(later)

    assert (failed.points, run.account.failures) == ((), 1)
    assert "401" in run.account.told[0]
    assert [each.step for each in whole.points] == [1, 2, 3, 3, 3]
    assert later.account.tokens > 0


async def test_no_session_is_decided_beyond_the_limit_of_tokens(tmp_path: Path) -> None:
    with messages_server() as model:
        model.will_usually_answer(adding)
        run = given(tmp_path / "run", planned("mem0-single"), settings_for(model.url), tokens_max=1)
        curve = await run_growth(run)

    assert curve.points == ()
    assert run.account.is_out_of_tokens
    assert model.asked == []


@pytest.mark.parametrize(
    ("systems", "answers"),
    [
        # Two after the first session, two after the second, four after the third and twice beside.
        pytest.param(("rules",), 2 + 2 + 3 * 4, id="rules ask no model to decide"),
        pytest.param(("rules", "rules+tuned", "full-context"), 2 * (2 + 2 + 3 * 4), id="two"),
    ],
)
def test_the_estimate_has_an_answer_for_each_question_of_each_checkpoint(
    systems: tuple[str, ...], answers: int
) -> None:
    assert estimate_growth(DATASET, planned(*systems), settings_for()).calls == answers


async def test_a_memory_that_has_grown_costs_nothing_more(tmp_path: Path) -> None:
    run = given(tmp_path / "run", planned("rules"))
    await run_growth(run)
    recorded = [*open_growth_records(run.folder).read()]

    assert estimate_growth(DATASET, run.plan, settings_for(), recorded).calls == 0
    assert estimate_growth(DATASET, run.plan, settings_for(), recorded[:-1]).calls == 16


def test_the_estimate_has_the_decisions_of_the_conversation_and_of_the_small_talk() -> None:
    deciding = estimate_growth(DATASET, planned("mem0-single"), settings_for())

    # Three sessions and twenty of small talk, and as many answers as above.
    assert deciding.calls >= 3 + 20 + (2 + 2 + 3 * 4)
