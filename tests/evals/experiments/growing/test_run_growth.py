"""Growth as a part of a run: within its limits, each thing once, and nothing lost on the way."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mcp_mem0.config import Settings
from mcp_mem0.evals.datasets.dataset import Dataset
from mcp_mem0.evals.datasets.own_files import parse_own_conversation
from mcp_mem0.evals.experiments.growing.run_growth import estimate_growth, run_growth
from mcp_mem0.evals.progress import ShowDone
from mcp_mem0.evals.runs.plan import PlannedData, PlannedModels, RunPlan, record_settings
from mcp_mem0.evals.runs.questions import KnownQuestions
from mcp_mem0.evals.runs.remaining import RemainingWork
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.experiment_input import ExperimentInput
from mcp_mem0.evals.runs.steps.limits import RunAccount
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import Fails, messages_server
from tests.support.own_conversation import OWN
from tests.support.remembering_model import adding
from tests.support.two_friends import settings_for

CONVERSATION = parse_own_conversation("own", OWN)
DATASET = Dataset(name="own", source="mcp_mem0", sha256="0" * 64, conversations=(CONVERSATION,))


def plan(*systems: str, questions_max: int | None = None) -> RunPlan:
    return RunPlan(
        id="run",
        begun_at=datetime(2026, 4, 1, tzinfo=UTC),
        data=PlannedData(path=None, name="own", source="mcp_mem0", sha256="0" * 64, left_out=()),
        questions={"own": ()},
        questions_max=questions_max,
        seed=0,
        systems=systems,
        experiments=("growth",),
        settings=record_settings(settings_for()),
        models=PlannedModels(memory=None, answerer=None, judge=None),
        prompts={},
        programs=(),
    )


@contextmanager
def ignoring_progress(_title: str, _total: int) -> Generator[ShowDone]:
    yield lambda _done: None


def given(
    folder: Path,
    planned: RunPlan,
    settings: Settings | None = None,
    *,
    tokens_max: int | None = None,
) -> ExperimentInput:
    made = RunFolder(folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    return ExperimentInput(
        folder=made,
        plan=planned,
        dataset=DATASET,
        settings=settings or settings_for(),
        account=RunAccount(tokens_max),
        show_progress=ignoring_progress,
        embedder=ReadableEmbedder(),
    )


def list_shown(asked: ExperimentInput) -> Sequence[tuple[str, str]]:
    return [(each.system, each.question) for each in asked.folder.contexts.read()]


async def test_every_memory_of_the_run_grows_and_others_do_not(tmp_path: Path) -> None:
    run = given(tmp_path / "run", plan("rules", "rules+tuned", "full-context"))
    curve = await run_growth(run)

    steps = [(each.system, each.step, each.chat) for each in curve.points]
    assert steps == [
        (system, *step)
        for system in ("rules", "rules+tuned")
        for step in [(1, 0), (2, 0), (3, 0), (9, 150), (10, 300)]
    ]
    assert sum(each.forgotten_shown for each in curve.points) == 0


async def test_what_is_recorded_is_not_done_again(tmp_path: Path) -> None:
    run = given(tmp_path / "run", plan("rules"))
    first = await run_growth(run)
    shown = list_shown(run)
    again = await run_growth(run)

    assert again == first
    assert list_shown(run) == shown
    assert len(shown) == len(set(shown))


async def test_what_was_shown_on_the_way_is_answered_as_of_its_day(tmp_path: Path) -> None:
    run = given(tmp_path / "run", plan("rules"))
    await run_growth(run)
    left = RemainingWork(run.folder, KnownQuestions(DATASET)).list_questions()
    asked_at = {(each.found.system, each.question.id): each.asked_at for each in left}

    first, second, third = CONVERSATION.sessions
    assert asked_at["rules@1", "brother"] == first.said_at
    assert asked_at["rules@2", "brother"] == second.turns[1].message.at
    assert asked_at["rules@3+150", "brother"] == third.said_at


async def test_only_as_many_questions_are_asked_as_the_run_asks(tmp_path: Path) -> None:
    run = given(tmp_path / "run", plan("rules", questions_max=1))
    await run_growth(run)

    assert len({question for _, question in list_shown(run)}) == 1


@pytest.mark.heavy
async def test_a_model_that_fails_is_counted_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with messages_server() as model:
        model.will_usually_answer(lambda _: Fails(status=401, said="no such key"))
        run = given(tmp_path / "run", plan("mem0-single"), settings_for(model.url))
        failed = await run_growth(run)
        model.will_usually_answer(adding)
        later = replace(run, account=RunAccount(None))
        whole = await run_growth(later)

    assert (failed.points, run.account.failures) == ((), 1)
    assert "401" in run.account.told[0]
    assert [each.step for each in whole.points] == [1, 2, 3, 9, 10]
    assert later.account.tokens > 0


async def test_no_session_is_decided_beyond_the_limit_of_tokens(tmp_path: Path) -> None:
    with messages_server() as model:
        model.will_usually_answer(adding)
        run = given(tmp_path / "run", plan("mem0-single"), settings_for(model.url), tokens_max=1)
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
    assert estimate_growth(DATASET, plan(*systems), settings_for()).calls == answers


def test_the_estimate_has_the_decisions_of_the_conversation_and_of_the_small_talk() -> None:
    deciding = estimate_growth(DATASET, plan("mem0-single"), settings_for())

    # Three sessions and twenty of small talk, and as many answers as above.
    assert deciding.calls >= 3 + 20 + (2 + 2 + 3 * 4)
