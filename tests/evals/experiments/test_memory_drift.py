"""Drift is how many decisions of the run's memories come out otherwise when they are made again."""

from pathlib import Path

import pytest

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.evals.experiments.memory_drift import DriftMeasurement, MemoryDrift, read_drift
from mcp_mem0.evals.runs.starting.preparing import PreparedRun, RunWish, prepare_run
from mcp_mem0.evals.runs.steps.runner import RunLimits, run_experiments
from tests.support.asked_run import play_all_parts, show_nothing, write_conversation
from tests.support.decision_cases import operation, operations
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import MessagesServer, messages_server, said
from tests.support.two_friends import settings_for

BOAT = "I painted my boat red in the harbour."


async def build(folder: Path, served: MessagesServer, *systems: str) -> PreparedRun:
    served.will_usually_answer(play_all_parts)
    wish = RunWish(out=folder / "run", data=write_conversation(folder), systems=systems)
    prepared = prepare_run(wish, settings_for(served.url))
    limits = RunLimits(at_once=2, tokens_max=None)
    await run_experiments(prepared, limits, show_nothing, embedder=ReadableEmbedder())
    return prepared


async def measure(
    run: PreparedRun, decisions: int, settings: Settings | None = None
) -> tuple[MemoryDrift, ...]:
    return await DriftMeasurement(
        folder=run.folder,
        dataset=run.dataset,
        settings=settings or run.settings,
        decisions=decisions,
        show_progress=show_nothing,
        embedder=ReadableEmbedder(),
    ).run()


async def test_a_model_that_decides_as_before_does_not_drift(tmp_path: Path) -> None:
    with messages_server() as served:
        run = await build(tmp_path, served, "mem0g-single", "rules", "full-context")
        (measured,) = await measure(run, 2)

    assert (measured.construction, measured.memories) == ("mem0g-single", 1)
    assert measured.models == ("scripted-1",)
    assert measured.drift.changed == Proportion(count=0, total=2)
    assert measured.drift.failed == 0


async def test_what_comes_out_otherwise_and_what_fails_is_counted(tmp_path: Path) -> None:
    """The quote is in the first of three sessions; of the others it is no decision."""
    with messages_server() as served:
        run = await build(tmp_path, served, "mem0-single")
        served.will_usually_answer(
            lambda _: said(
                operations(operation("ADD", "Tom has a red boat.", message=2, quote=BOAT))
            )
        )
        (measured,) = await measure(run, 10)

    assert measured.drift.changed == Proportion(count=1, total=1)
    assert measured.drift.failed == 2


async def test_what_was_measured_last_is_kept(tmp_path: Path) -> None:
    with messages_server() as served:
        run = await build(tmp_path, served, "mem0-single")
        assert read_drift(run.folder) == ()
        await measure(run, 1)
        last = await measure(run, 3)

    assert read_drift(run.folder) == last
    assert last[0].drift.changed.total == 3


async def test_deciding_again_leaves_the_memories_as_they_are(tmp_path: Path) -> None:
    with messages_server() as served:
        run = await build(tmp_path, served, "mem0-single")
        stores = run.folder.stores
        before = {file: file.stat().st_size for file in stores.rglob("*.lance/**/*")}
        await measure(run, 3)

    assert before
    assert {file: file.stat().st_size for file in stores.rglob("*.lance/**/*")} == before


async def test_a_run_without_decisions_of_a_model_is_refused(tmp_path: Path) -> None:
    with messages_server() as served:
        run = await build(tmp_path, served, "rules")
        with pytest.raises(RequestError, match="leave --drift out"):
            await measure(run, 3)
