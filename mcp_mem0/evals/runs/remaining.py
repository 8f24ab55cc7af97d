"""What a run has still to ask: questions without an answer, and answers without a verdict."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, get_args

from mcp_mem0.evals.datasets.dataset import DatasetQuestion
from mcp_mem0.evals.runs.questions import KnownQuestions
from mcp_mem0.evals.runs.records import FoundContext, Strictness
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.scoring.abstention import settle_without_judge

STRICTNESSES: Final[tuple[Strictness, ...]] = get_args(Strictness)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question, and what a system showed for it, that nobody has answered."""

    found: FoundContext
    question: DatasetQuestion
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAnswer:
    """An answer that nobody has judged by these rules, whichever systems gave it."""

    conversation: str
    question: DatasetQuestion
    asked_at: datetime
    answer: str
    strictness: Strictness


@dataclass(frozen=True)
class RemainingWork:
    """Finds what is left in a run.

    Args:
        folder: Its folder.
        known: The questions of its data set.
    """

    folder: RunFolder
    known: KnownQuestions

    def list_questions(self, conversation: str | None = None) -> Iterator[OpenQuestion]:
        """Yield the questions without an answer, of one conversation or all.

        Raises:
            RequestError: A file of the run cannot be read, or is of other data.
        """
        # Tuples of names, as texts of whole conversations would fill the memory.
        seen = {
            (each.conversation, each.system, each.question) for each in self.folder.answers.read()
        }
        for found in self.folder.contexts.read():
            key = (found.conversation, found.system, found.question)
            if conversation in {None, found.conversation} and key not in seen:
                seen.add(key)
                yield OpenQuestion(
                    found=found,
                    question=self.known.find(found.conversation, found.question),
                    asked_at=self.known.find_asking_time(
                        found.conversation, found.question, found.system
                    ),
                )

    def list_answers(self, conversation: str | None = None) -> list[OpenAnswer]:
        """Return the answers that lack a verdict, of one conversation or all.

        Equal answers to a question are one, and the order tells nothing of who gave them. What a
        rule settles needs no verdict.

        Raises:
            RequestError: As `list_questions`.
        """
        judged = {
            (each.conversation, each.question, each.answer, each.strictness)
            for each in self.folder.verdicts.read()
        }
        given = {
            (each.conversation, each.system, each.question): each.answer
            for each in self.folder.answers.read()
        }
        distinct = {(name, question, answer) for (name, _, question), answer in given.items()}
        left = [
            self._build_answer(name, question, answer, strictness)
            for name, question, answer in sorted(distinct, key=_mix)
            for strictness in STRICTNESSES
            if conversation in {None, name} and (name, question, answer, strictness) not in judged
        ]
        return [each for each in left if settle_without_judge(each.question, each.answer) is None]

    def _build_answer(
        self, conversation: str, question: str, answer: str, strictness: Strictness
    ) -> OpenAnswer:
        return OpenAnswer(
            conversation=conversation,
            question=self.known.find(conversation, question),
            asked_at=self.known.find_asking_time(conversation, question),
            answer=answer,
            strictness=strictness,
        )


def _mix(key: tuple[str, str, str]) -> str:
    return hashlib.sha256("\0".join(key).encode(errors="surrogatepass")).hexdigest()
