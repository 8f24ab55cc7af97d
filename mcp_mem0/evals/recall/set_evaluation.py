"""Telling a store what a set tells, and asking its questions, through the services of the tools."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mcp_mem0.domain.model.ids import format_revision_id
from mcp_mem0.domain.model.rows import Excerpt, Fact, Target
from mcp_mem0.domain.rendering.token_budget import count_answer_tokens, fit_token_budget
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import RecallRequest, RememberRequest
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.evals.recall.recall_set import SetQuestion, Telling
from mcp_mem0.evals.recall.set_files import SPACE
from mcp_mem0.evals.recall.set_measure import QuestionOutcome, RecalledMemory
from mcp_mem0.services.recall.recall import Recall
from mcp_mem0.services.remember.remember import Remember

_NO_BUDGET: Final = 1_000_000


@dataclass(kw_only=True)
class Origins:
    """Which tellings a row comes from."""

    by_episode: dict[str, str] = field(default_factory=dict[str, str])
    by_revision: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    lineages: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """The facts of each telling, by lineage: what a later one may replace."""

    def note(self, telling: str, receipt: Receipt) -> None:
        """Note what came of a telling; what it only repeats counts as told by it, too."""
        if receipt.episode is not None:
            self.by_episode[receipt.episode] = telling
        for outcome in receipt.outcomes:
            if outcome.id is not None and outcome.revision is not None:
                revision = format_revision_id(outcome.id, outcome.revision)
                self.by_revision.setdefault(revision, set()).add(telling)
                self.lineages.setdefault(telling, []).append(outcome.id)

    def find_tellings(self, row: Fact | Excerpt) -> frozenset[str]:
        """Return the tellings that a row comes from; none of noise."""
        stated = self.by_episode.get(row.source)
        return frozenset({*self.by_revision.get(row.id, ()), *([] if stated is None else [stated])})


def _ignore_progress() -> None:
    """Ignore a step."""


@dataclass(frozen=True, kw_only=True)
class SetEvaluation:
    """Measures recall on a set, in a store created only for it.

    Args:
        remember: Remembers what is told.
        recall: Answers the questions.
        limit: Most memories of an answer by default settings.
        tokens_max: Most tokens of such an answer.
        on_progress: Called after each call.
    """

    remember: Remember
    recall: Recall
    limit: int
    tokens_max: int
    on_progress: Callable[[], None] = _ignore_progress

    async def tell(
        self, tellings: Sequence[Telling], origins: Origins, noise: Sequence[RememberRequest] = ()
    ) -> None:
        """Tell everything in order and note what came of it; the noise comes last."""
        for telling in tellings:
            origins.note(telling.id, await self._tell_one(telling, origins))
            self.on_progress()
        for request in noise:
            await self.remember.remember(request)
            self.on_progress()

    async def ask(
        self, questions: Sequence[SetQuestion], origins: Origins
    ) -> tuple[QuestionOutcome, ...]:
        """Return what is found for each question."""
        return tuple([await self._ask_one(each, origins) for each in questions])

    async def _tell_one(self, telling: Telling, origins: Origins) -> Receipt:
        replaced = (
            lineage for each in telling.replaces for lineage in origins.lineages.get(each, ())
        )
        targets = tuple(Target(lineage=lineage) for lineage in dict.fromkeys(replaced))
        intake = replace(telling.request.intake, replaces=targets)
        return await self.remember.remember(replace(telling.request, intake=intake))

    async def _ask_one(self, question: SetQuestion, origins: Origins) -> QuestionOutcome:
        recollection = await self.recall.answer(
            RecallRequest(
                query=question.text,
                spaces=(SPACE,),
                limit=Limits().results_max,
                max_tokens=_NO_BUDGET,
            )
        )
        limited = replace(recollection, memories=recollection.memories[: self.limit])
        told = fit_token_budget(limited, "brief", tokens_max=self.tokens_max)
        self.on_progress()
        return QuestionOutcome(
            question=question,
            memories=tuple(_describe_memories(recollection, question, origins)),
            told=len(told.memories),
            tokens=count_answer_tokens(told, "brief"),
            is_unknown=not recollection.is_known or not recollection.memories,
        )


def _describe_memories(
    recollection: Recollection, question: SetQuestion, origins: Origins
) -> Iterator[RecalledMemory]:
    for memory in recollection.memories:
        tellings = origins.find_tellings(memory.row)
        has_answer = question.has_passage(memory.text)
        yield RecalledMemory(
            text=memory.text,
            score=memory.score,
            tellings=tellings,
            answers=tellings & set(question.expects) if has_answer else frozenset(),
        )
