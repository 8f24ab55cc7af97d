"""A run that no model answers is answered and judged by anybody, in parts and repeatedly."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.runs.by_hand.exporting import ExportedLines, export_lines
from mcp_mem0.evals.runs.by_hand.importing import FilledFileReport, HandImport
from mcp_mem0.evals.runs.questions import KnownQuestions
from mcp_mem0.evals.runs.remaining import RemainingWork
from mcp_mem0.evals.runs.starting.preparing import PreparedRun, RunWish, prepare_run
from mcp_mem0.evals.runs.steps.runner import RunLimits, run_experiments
from tests.support.asked_run import ANSWERS, VAGUE, show_nothing, write_conversation
from tests.support.doubles import ReadableEmbedder
from tests.support.two_friends import settings_for

SYSTEMS = ("full-context", "rag-128-1", "vague-control")


@pytest.fixture
async def prepared(tmp_path: Path) -> PreparedRun:
    """A run without a model: everything is shown, and nothing answered."""
    wish = RunWish(out=tmp_path / "run", data=write_conversation(tmp_path), systems=SYSTEMS)
    searched = prepare_run(wish, settings_for(provider="none"))
    limits = RunLimits(at_once=1, tokens_max=None)
    await run_experiments(searched, limits, show_nothing, embedder=ReadableEmbedder())
    return searched


def remaining(prepared: PreparedRun) -> RemainingWork:
    return RemainingWork(prepared.folder, KnownQuestions(prepared.dataset))


def export(prepared: PreparedRun, folder: Path) -> ExportedLines:
    return export_lines(prepared.plan, remaining(prepared), folder)


def take(
    prepared: PreparedRun, source: Path, *, by: str = "Ana", replaces: bool = False
) -> list[FilledFileReport]:
    return HandImport(folder=prepared.folder, by=by, replaces=replaces).import_folder(source)


def fill(file: Path, complete: Callable[[dict[str, object]], dict[str, object]]) -> None:
    """Fill in every line as a script does."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    filled = (json.dumps(each | complete(each), ensure_ascii=False) for each in lines)
    file.write_text("".join(f"{line}\n" for line in filled), encoding="utf-8")


def answer(line: dict[str, object]) -> dict[str, object]:
    if line["task"] == "vague":
        return {"answer": VAGUE}
    return {"answer": ANSWERS.get(str(line["question"]), "Not known.")}


def judge(line: dict[str, object]) -> dict[str, object]:
    is_right = line["answer"] == line["right_answer"]
    return {"lenient": is_right, "strict": "right" if is_right else "wrong", "reason": "compared"}


async def test_a_run_is_made_whole_by_hand(prepared: PreparedRun, tmp_path: Path) -> None:
    assert export(prepared, tmp_path / "a") == ExportedLines(questions=9, answers=0)
    fill(tmp_path / "a" / "answers.jsonl", answer)
    (report,) = take(prepared, tmp_path / "a")
    assert (report.taken, report.known, report.empty, report.faults) == (9, 0, [], [])

    assert export(prepared, tmp_path / "b") == ExportedLines(questions=0, answers=4)
    assert not (tmp_path / "b" / "answers.jsonl").exists()
    fill(tmp_path / "b" / "verdicts.jsonl", judge)
    (report,) = take(prepared, tmp_path / "b" / "verdicts.jsonl")
    assert (report.taken, report.faults) == (8, [])

    assert export(prepared, tmp_path / "c") == ExportedLines(questions=0, answers=0)
    assert {each.model for each in prepared.folder.answers.read()} == {"Ana"}
    assert {each.milliseconds for each in prepared.folder.answers.read()} == {None}
    right = [each for each in prepared.folder.verdicts.read() if each.is_right]
    assert [(each.question, each.answer) for each in right] == [("colour-now", "blue")] * 2


async def test_whoever_answers_a_question_is_not_shown_its_right_answer(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    def answer_some(line: dict[str, object]) -> dict[str, object]:
        is_chosen = line["task"] == "vague" or "bakery" in str(line["question"])
        return answer(line) if is_chosen else {}

    export(prepared, tmp_path / "a")
    fill(tmp_path / "a" / "answers.jsonl", answer_some)
    take(prepared, tmp_path / "a")

    assert export(prepared, tmp_path / "b") == ExportedLines(questions=4, answers=2)
    written = (tmp_path / "b" / "verdicts.jsonl").read_text(encoding="utf-8")
    questions = {json.loads(line)["question"] for line in written.splitlines()}
    assert questions == {"Who opened a bakery?"}


async def test_nothing_that_is_written_names_a_system(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    export(prepared, tmp_path / "a")

    written = (tmp_path / "a" / "answers.jsonl").read_text(encoding="utf-8")
    assert not any(system in written for system in SYSTEMS)
    ids = [json.loads(line)["id"] for line in written.splitlines()]
    assert ids == sorted(ids)
    assert len({*ids}) == 9
    readme = (tmp_path / "a" / "README.md").read_text(encoding="utf-8")
    assert "mcp-mem0 eval answers RUN --import THIS_FOLDER" in readme


async def test_the_same_answers_may_come_again_and_others_only_where_they_may_replace(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    export(prepared, tmp_path / "a")
    file = tmp_path / "a" / "answers.jsonl"
    fill(file, answer)
    take(prepared, tmp_path / "a")

    (again,) = take(prepared, tmp_path / "a")
    assert (again.taken, again.known, again.faults) == (0, 9, [])

    fill(file, lambda line: {"answer": "green"} if "boat" in str(line["question"]) else {})
    (other,) = take(prepared, tmp_path / "a")
    assert (other.taken, other.known) == (0, 6)
    assert len(other.faults) == 3
    assert all("import it with --replace" in why for _, why in other.faults)

    (replaced,) = take(prepared, tmp_path / "a", replaces=True)
    assert (replaced.taken, replaced.known, replaced.faults) == (3, 6, [])
    left = {each.answer for each in remaining(prepared).list_answers()}
    assert left == {"green", "her brother", VAGUE}


async def test_whatever_is_wrong_with_a_line_the_others_are_taken(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    export(prepared, tmp_path / "a")
    file = tmp_path / "a" / "answers.jsonl"
    first, second, third, *_ = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    lines = [
        json.dumps(first | {"answer": "blue"}),
        "{broken",
        "",
        json.dumps(second | {"answer": "  "}),
        json.dumps({"id": "0123456789abcdef", "answer": "red"}),
        json.dumps(third | {"answer": 7}),
        json.dumps(second | {"answer": "Vera"}),
    ]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())

    (report,) = take(prepared, file)

    assert (report.taken, report.empty) == (2, [4])
    assert [number for number, _ in report.faults] == [2, 5, 6]
    assert "no question with the id '0123456789abcdef'" in report.faults[1][1]
    assert report.faults[2][1].startswith("answer: ")
    assert [each.answer for each in prepared.folder.answers.read()] == ["blue", "Vera"]


async def test_one_verdict_of_two_is_taken_and_the_other_is_still_asked_for(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    export(prepared, tmp_path / "a")
    fill(tmp_path / "a" / "answers.jsonl", answer)
    take(prepared, tmp_path / "a")
    export(prepared, tmp_path / "b")
    fill(tmp_path / "b" / "verdicts.jsonl", lambda _: {"lenient": True})

    (report,) = take(prepared, tmp_path / "b")

    assert report.taken == 4
    assert {each.strictness for each in remaining(prepared).list_answers()} == {"strict"}


async def test_what_may_be_filled_in_already_is_not_written_over(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    export(prepared, tmp_path / "a")

    with pytest.raises(RequestError, match="is not empty: name a new folder"):
        export(prepared, tmp_path / "a")


async def test_a_folder_without_lines_is_refused(prepared: PreparedRun, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"neither answers\.jsonl nor verdicts\.jsonl in"):
        take(prepared, tmp_path)


async def test_a_file_in_utf_16_is_refused_in_a_sentence(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    export(prepared, tmp_path / "a")
    file = tmp_path / "a" / "answers.jsonl"
    fill(file, answer)
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-16")

    with pytest.raises(RequestError, match="is UTF-16: save it as UTF-8"):
        take(prepared, tmp_path / "a")


async def test_lines_that_an_editor_has_broken_up_say_what_a_line_must_be(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(json.dumps([{"id": "1", "answer": "blue"}], indent=1), encoding="utf-8")

    (report,) = take(prepared, file)

    assert report.taken == 0
    assert all("must be one whole JSON object" in why for _, why in report.faults)
    assert len(report.faults) == 6


async def test_a_line_to_answer_is_no_verdict(prepared: PreparedRun, tmp_path: Path) -> None:
    export(prepared, tmp_path / "a")
    file = tmp_path / "a" / "answers.jsonl"
    fill(file, lambda _: {"lenient": True})
    file.rename(tmp_path / "a" / "verdicts.jsonl")

    (report,) = take(prepared, tmp_path / "a")

    assert report.taken == 0
    assert all("has no answer to judge with the id" in why for _, why in report.faults)


async def test_nothing_is_written_where_nothing_is_left(
    prepared: PreparedRun, tmp_path: Path
) -> None:
    for folder, complete in (("a", answer), ("v", judge)):
        export(prepared, tmp_path / folder)
        for file in (tmp_path / folder).glob("*.jsonl"):
            fill(file, complete)
        take(prepared, tmp_path / folder)

    assert export(prepared, tmp_path / "none") == ExportedLines(questions=0, answers=0)
    assert not (tmp_path / "none").exists()
