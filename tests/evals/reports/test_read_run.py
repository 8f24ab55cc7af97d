"""A run is read as it was written, with what it was made of."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.load import SHIPPED, load_dataset
from mcp_mem0.evals.reports.read_run import read_run
from mcp_mem0.evals.reports.run_report import build_report
from mcp_mem0.evals.runs.plan import PlannedData, PlannedModels, RunPlan
from mcp_mem0.evals.runs.program import MeasuringProgram
from mcp_mem0.evals.runs.records import FoundContext, GivenAnswer
from mcp_mem0.evals.runs.run_folder import RunFolder

CONVERSATION = "werkstatt"


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    """A run over one conversation that ships, which asked one of its questions."""
    dataset = load_dataset(conversations=[CONVERSATION])
    question = dataset.conversations[0].questions[0]
    run = RunFolder(tmp_path / "run")
    run.write_plan(
        RunPlan(
            id="0" * 32,
            begun_at=datetime(2026, 3, 1, tzinfo=UTC),
            data=PlannedData(
                path=None,
                name=SHIPPED,
                source=dataset.source,
                sha256=dataset.sha256,
                left_out=(f"{CONVERSATION}/{question.id}",),
            ),
            questions={CONVERSATION: (question.id,)},
            questions_max=1,
            seed=0,
            systems=("rules",),
            experiments=("questions",),
            settings={"recall": {"limit": 50}},
            models=PlannedModels(memory=None, answerer=None, judge=None),
            prompts={"answering": "answering-1"},
            programs=(MeasuringProgram(version="1.0", commit="abc", machine="Linux"),),
        )
    )
    run.contexts.append(
        FoundContext(
            conversation=CONVERSATION,
            system="rules",
            question=question.id,
            text="shown",
            tokens=12,
            turns=question.evidence,
            milliseconds=3,
        )
    )
    run.answers.append(
        GivenAnswer(
            conversation=CONVERSATION,
            system="rules",
            question=question.id,
            answer=question.answer,
            model="Ana",
            version="by hand",
        )
    )
    run.write_document("experiments/clients.json", json.dumps({"errors": 0}))
    return run


def test_records_data_and_experiments_are_read(folder: RunFolder) -> None:
    report = build_report(read_run(folder))

    (system,) = report.systems
    assert system.answerable
    assert (system.answerable.evidence, system.answerable.f1) == (1, 1)
    assert (report.asked, report.left_out) == (1, 1)
    assert report.experiments == {"clients": {"errors": 0}}


def test_it_is_said_how_the_run_was_made(folder: RunFolder) -> None:
    made = read_run(folder).provenance

    assert (made.name, made.data, made.program) == ("run", SHIPPED, "1.0 (abc)")
    assert made.machine == "Linux"
    assert made.started == "2026-03-01T00:00:00+00:00"
    assert made.models == {"answered by": "Ana"}
    assert made.settings["recall.limit"] == "50"


def test_data_that_has_changed_is_refused(folder: RunFolder) -> None:
    plan = folder.read_plan()
    data = plan.data.model_copy(update={"sha256": "0" * 64})
    folder.write_plan(plan.model_copy(update={"data": data}))

    with pytest.raises(RequestError, match="has changed since the run began"):
        read_run(folder)


def test_a_broken_result_of_an_experiment_is_named(folder: RunFolder) -> None:
    folder.write_document("experiments/growth.json", "{")

    with pytest.raises(RequestError, match=r"growth\.json"):
        read_run(folder)
