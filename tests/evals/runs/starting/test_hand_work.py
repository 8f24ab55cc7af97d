"""Without a model, what a run will show says how much there is to answer and to judge by hand."""

from pathlib import Path

from mcp_mem0.evals.runs.records import FoundContext, GivenAnswer
from mcp_mem0.evals.runs.starting.hand_work import HandWork, preview_hand_work, render_hand_work
from mcp_mem0.evals.runs.starting.preparing import PreparedRun, RunWish, prepare_run
from mcp_mem0.evals.systems.full_context import build_full_context
from tests.support.asked_run import NAME, write_conversation
from tests.support.two_friends import settings_for

SYSTEMS = ("full-context", "vague-control")


def prepare(folder: Path, *, experiments: tuple[str, ...] = ()) -> PreparedRun:
    wish = RunWish(
        out=folder / "run",
        data=write_conversation(folder),
        systems=SYSTEMS,
        experiments=experiments,
    )
    return prepare_run(wish, settings_for(provider="none"))


def show(prepared: PreparedRun, question: str) -> None:
    prepared.folder.contexts.append(
        FoundContext(
            conversation=NAME,
            system="full-context",
            question=question,
            text="Tom: blue",
            tokens=5,
            turns=(),
            milliseconds=1.0,
        )
    )


def test_what_was_not_searched_yet_is_estimated(tmp_path: Path) -> None:
    prepared = prepare(tmp_path)

    work = preview_hand_work(prepared)

    # Three questions to both systems, of which the control is shown nothing; two have an answer.
    whole = build_full_context(prepared.dataset.conversations[0]).shown.tokens
    assert (work.answers, work.tokens, work.verdicts) == (6, 3 * whole, 4)
    assert render_hand_work(work).startswith(
        "No model will be asked. By hand, 6 questions are to be answered from at most"
    )


def test_what_is_answered_is_left_to_judge(tmp_path: Path) -> None:
    prepared = prepare(tmp_path)
    before = preview_hand_work(prepared)
    prepared.folder.path.mkdir()
    show(prepared, "shop")
    show(prepared, "colour-now")
    prepared.folder.answers.append(
        GivenAnswer(
            conversation=NAME,
            system="full-context",
            question="shop",
            answer="her brother",
            model="Ana",
            version="answering-1",
        )
    )

    work = preview_hand_work(prepared)

    assert (work.answers, work.verdicts) == (5, 4)
    assert work.tokens == before.tokens // 3 + 5


def test_questions_of_growth_are_said_to_come_on_top(tmp_path: Path) -> None:
    grows = preview_hand_work(prepare(tmp_path, experiments=("questions", "growth")))

    assert render_hand_work(grows).endswith("The questions of growth come on top.")


def test_where_nothing_is_left_that_is_said() -> None:
    done = HandWork(answers=0, tokens=0, verdicts=0, grows=False)

    assert render_hand_work(done).endswith("nothing is left to do by hand.")
