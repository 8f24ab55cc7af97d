"""Writing what is left to ask for anybody to fill in."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.evals.runs.by_hand.open_lines import (
    ANSWERS,
    VERDICTS,
    LineIds,
    build_line_to_answer,
    build_lines_to_judge,
)
from mcp_mem0.evals.runs.plan import RunPlan
from mcp_mem0.evals.runs.remaining import RemainingWork
from mcp_mem0.private_file import create_private_file, make_private_folder, write_private_file
from mcp_mem0.prompts import answering, judging, vague

_README: Final = "README.md"

_HOW: Final = f"""\
# Answers and verdicts by hand

Anybody may fill in these files: a person, or another program. Each line is a JSON object of its
own. Change nothing but what is to be filled in, and leave lines empty that you do not get to.

`{ANSWERS}`, if it is here: questions. Write your answer into `"answer"`.
If `"task"` is `"from context"`, answer from `"context"` alone, by the rules below. If it is
`"vague"`, write an answer that commits to nothing: it is a control of whoever judges.

`{VERDICTS}`, if it is here: answers. Set `"lenient"` and `"strict"` to `true` if the answer is
right by those rules and to `false` if it is wrong, and say why in `"reason"`, in a sentence.
`"also_right"` are other right answers; `"must_say"` are points that a right answer must say.

The ids do not tell which system an answer or a context is from. Do not try to find out.

Then take in what is done, as often as you like:

    mcp-mem0 eval answers RUN --import THIS_FOLDER --by YOUR_NAME

When the answers are in, export again into another folder for the verdicts: the right answer to a
question is shown only when nobody has to answer it any more.

The rules are those that models get. What they say of JSON does not apply here.

## Answering from a context

{answering.SYSTEM}

## Answering vaguely

{vague.SYSTEM}

## Judging, lenient

{judging.LENIENT_SYSTEM}

## Judging, strict

{judging.STRICT_SYSTEM}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedLines:
    """How many lines were written: questions to answer, and answers to judge."""

    questions: int
    answers: int


def export_lines(plan: RunPlan, remaining: RemainingWork, folder: Path) -> ExportedLines:
    """Write what is left to ask into a folder; nothing is written of what is complete.

    The answers to a question are judged when every system has answered it: until then somebody may
    still have to answer it, and a line to judge has the right answer.

    Raises:
        RequestError: The folder is not empty, or cannot be written; or the run cannot be
            read.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise RequestError(
            f"{quote_path(folder)} is not empty: name a new folder, and first import what may be"
            " filled in there"
        )
    ids = LineIds(plan.id)
    asked = {(each.found.conversation, each.found.question) for each in remaining.list_questions()}
    # Sorted by ids, so that the order tells nothing of systems.
    questions = sorted(
        (build_line_to_answer(each, ids) for each in remaining.list_questions()),
        key=attrgetter("id"),
    )
    answered = [
        each
        for each in remaining.list_answers()
        if (each.conversation, each.question.id) not in asked
    ]
    answers = build_lines_to_judge(answered, ids)
    if not questions and not answers:
        return ExportedLines(questions=0, answers=0)
    try:
        make_private_folder(folder)
        write_private_file(folder / _README, _HOW.encode())
        if questions:
            _write_lines(folder / ANSWERS, questions)
        if answers:
            _write_lines(folder / VERDICTS, (answers[id_] for id_ in sorted(answers)))
    except OSError as error:
        raise RequestError(
            f"{quote_path(folder)} cannot be written ({error}): name another folder"
        ) from error
    return ExportedLines(questions=len(questions), answers=len(answers))


def _write_lines(file: Path, lines: Iterable[BaseModel]) -> None:
    with create_private_file(file) as opened:
        for line in lines:
            opened.write(line.model_dump_json().encode() + b"\n")
