"""The lines that a person, or another program, fills in: one question or one answer each.

Their ids tell nothing of the system. They are made from the run's own id, so that they are the same
each time, and nobody can work them out who does not have the run.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from mcp_mem0.evals.runs.records import FoundContext
from mcp_mem0.evals.runs.remaining import OpenAnswer, OpenQuestion
from mcp_mem0.evals.runs.steps.asking import is_vague
from mcp_mem0.prompts.parts import render_marked_lines

ANSWERS: Final = "answers.jsonl"
VERDICTS: Final = "verdicts.jsonl"

LineTask: TypeAlias = Literal["from context", "vague"]
_ID_CHARS: Final = 16


class LineToAnswer(BaseModel):
    """A question to answer; `answer` is filled in."""

    model_config = ConfigDict(frozen=True)

    id: str
    task: LineTask
    question: str
    asked_on: str
    context: str
    answer: str = ""


class LineToJudge(BaseModel):
    """An answer to judge; `lenient`, `strict` and `reason` are filled in."""

    model_config = ConfigDict(frozen=True)

    id: str
    question: str
    asked_on: str
    right_answer: str
    also_right: tuple[str, ...]
    must_say: tuple[str, ...]
    answer: str
    lenient: bool | None = None
    strict: bool | None = None
    reason: str = ""


@dataclass(frozen=True)
class LineIds:
    """Makes the ids of a run's lines.

    Args:
        run: The id of the run.
    """

    run: str

    def of_question(self, found: FoundContext) -> str:
        """Return the id of a question to a system."""
        return self._hash("question", found.conversation, found.question, found.system)

    def of_answer(self, conversation: str, question: str, answer: str) -> str:
        """Return the id of an answer, whichever systems gave it."""
        return self._hash("answer", conversation, question, answer)

    def _hash(self, *parts: str) -> str:
        text = "\0".join((self.run, *parts))
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_ID_CHARS]


def build_line_to_answer(asked: OpenQuestion, ids: LineIds) -> LineToAnswer:
    """Return the line of a question."""
    return LineToAnswer(
        id=ids.of_question(asked.found),
        task="vague" if is_vague(asked.found.system) else "from context",
        question=asked.question.text,
        asked_on=asked.asked_at.isoformat(),
        context="\n".join(render_marked_lines(asked.found.text)),
    )


def build_lines_to_judge(left: list[OpenAnswer], ids: LineIds) -> Mapping[str, LineToJudge]:
    """Return the lines of answers by their ids, whichever of the two verdicts each lacks."""
    lines: dict[str, LineToJudge] = {}
    for each in left:
        id_ = ids.of_answer(each.conversation, each.question.id, each.answer)
        lines[id_] = LineToJudge(
            id=id_,
            question=each.question.text,
            asked_on=each.asked_at.isoformat(),
            right_answer=each.question.answer,
            also_right=each.question.also_right,
            must_say=each.question.rubric,
            answer=each.answer,
        )
    return lines
