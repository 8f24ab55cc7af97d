"""The signs of failure are those of the stores that a run built, and are measured once."""

from pathlib import Path

from mcp_mem0.evals.experiments.memory_signs import MemorySigns, measure_memory_signs
from mcp_mem0.evals.runs.starting.preparing import PreparedRun, RunWish, prepare_run
from mcp_mem0.evals.runs.steps.runner import RunLimits, run_experiments
from tests.support.asked_run import NAME, play_all_parts, show_nothing, write_conversation
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import messages_server
from tests.support.two_friends import settings_for


async def build(folder: Path, *systems: str) -> PreparedRun:
    with messages_server() as served:
        served.will_usually_answer(play_all_parts)
        wish = RunWish(out=folder / "run", data=write_conversation(folder), systems=systems)
        prepared = prepare_run(wish, settings_for(served.url))
        limits = RunLimits(at_once=2, tokens_max=None)
        await run_experiments(prepared, limits, show_nothing, embedder=ReadableEmbedder())
    return prepared


async def measure(run: PreparedRun) -> tuple[MemorySigns, ...]:
    return await measure_memory_signs(
        run.folder, run.dataset, run.settings, embedder=ReadableEmbedder()
    )


async def test_each_construction_has_its_signs(tmp_path: Path) -> None:
    """The scripted model makes a fact of every message, and rules of none; two messages are the
    evidence of questions that are answered at the end, and one of a question before it."""
    run = await build(tmp_path, "mem0g-single", "rules", "full-context")

    by_name = {each.construction: each for each in await measure(run)}

    assert {*by_name} == {"mem0g-single", "rules"}
    assert by_name["rules"].conversations == (NAME,)
    kept, unkept = by_name["mem0g-single"].signs, by_name["rules"].signs
    assert (kept.unkept_episodes.count, kept.unkept_episodes.total) == (0, 3)
    assert (unkept.unkept_episodes.count, unkept.unkept_episodes.total) == (3, 3)
    assert kept.unkept_evidence is not None
    assert (kept.unkept_evidence.count, kept.unkept_evidence.total) == (0, 3)
    assert unkept.unkept_evidence is not None
    assert (unkept.unkept_evidence.count, unkept.unkept_evidence.total) == (3, 3)


async def test_what_was_measured_is_kept_while_the_stores_are_the_same(tmp_path: Path) -> None:
    run = await build(tmp_path, "rules")
    measured = await measure(run)
    file = run.folder.path / "signatures.json"
    # A figure that no store has: it is seen again only if it is read.
    file.write_text(file.read_text(encoding="utf-8").replace('"total": 3', '"total": 4'))

    again = await measure(run)

    assert measured[0].signs.unkept_episodes.total == 3
    assert again[0].signs.unkept_episodes.total == 4


async def test_a_broken_file_is_measured_anew(tmp_path: Path) -> None:
    run = await build(tmp_path, "rules")
    run.folder.write_document("signatures.json", "{")

    (measured,) = await measure(run)

    assert measured.signs.unkept_episodes.total == 3
