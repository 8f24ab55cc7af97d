"""What is left of a run is what it will cost, and no more."""

from pathlib import Path

from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.runs.records import BuiltSession, GivenAnswer
from mcp_mem0.evals.runs.starting.cost_preview import (
    CostPreview,
    preview_cost,
    render_cost_preview,
)
from mcp_mem0.evals.runs.starting.preparing import PreparedRun, RunWish, prepare_run
from tests.support.asked_run import NAME, write_conversation
from tests.support.two_friends import settings_for

SYSTEMS = ("mem0-single", "full-context")


def prepare(folder: Path, *, provider: str = "auto", systems: tuple[str, ...]) -> PreparedRun:
    wish = RunWish(out=folder / "run", data=write_conversation(folder), systems=systems)
    return prepare_run(wish, settings_for("http://127.0.0.1:9", provider=provider))


def count_calls(preview: CostPreview) -> dict[str, int]:
    return {part.name: part.usage.calls for part in preview.parts}


def test_every_part_is_counted(tmp_path: Path) -> None:
    preview = preview_cost(prepare(tmp_path, systems=SYSTEMS))

    # Three sessions with two second looks; three questions to each system; of each of the two that
    # have an answer a lenient and a strict verdict for each system.
    assert count_calls(preview) == {
        "build mem0-single": 5,
        "answer from mem0-single": 3,
        "answer from full-context": 3,
        "judge": 8,
    }
    assert preview.total.calls == 19
    assert render_cost_preview(preview).splitlines()[-1].startswith("in all")


def test_what_is_done_costs_nothing_more(tmp_path: Path) -> None:
    prepared = prepare(tmp_path, systems=SYSTEMS)
    prepared.folder.path.mkdir()
    prepared.folder.sessions.append(
        BuiltSession(
            conversation=NAME,
            construction="mem0-single",
            session=1,
            usage=Usage(calls=1),
            milliseconds=1.0,
        )
    )
    prepared.folder.answers.append(
        GivenAnswer(
            conversation=NAME,
            system="full-context",
            question="shop",
            answer="Vera",
            model="scripted",
            version="answering-1",
        )
    )

    # Two sessions and a second look are left; the answer that is there still lacks its verdicts.
    assert count_calls(preview_cost(prepared)) == {
        "build mem0-single": 3,
        "answer from mem0-single": 3,
        "answer from full-context": 2,
        "judge": 8,
    }


def test_without_a_model_nothing_costs_anything(tmp_path: Path) -> None:
    prepared = prepare(tmp_path, provider="none", systems=("rules", "full-context"))

    assert preview_cost(prepared).parts == ()
