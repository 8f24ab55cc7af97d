"""Evaluating retrieval: remember conversations, ask about them, and check the evidence found.

It goes through the services that the tools call, so it measures what an assistant would get.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.rendering.answer_size import count_answer_tokens
from mcp_mem0.domain.rendering.token_budget import fit_token_budget
from mcp_mem0.domain.requests.model import RecallRequest, RememberRequest
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation, Turn
from mcp_mem0.evals.evidence.retrieval_measure import (
    LARGE_BUDGET,
    SMALL_BUDGET,
    QuestionResult,
    RetrievalResult,
    compute_evidence_share,
    compute_retrieval_result,
)
from mcp_mem0.evals.recall.budget_curve import BudgetedAnswer
from mcp_mem0.services.recall.recall import Recall
from mcp_mem0.services.remember.remember import Remember

MEMORIES_MAX: Final = 50
"""More memories than fit the larger budget."""

TOKENS_MAX: Final = 1_000_000
WAIT_S: Final = 600.0

TurnIds = Mapping[Place, str]


def _ignore_progress() -> None:
    """Ignore a step."""


def count_steps(conversations: Sequence[LongConversation]) -> int:
    """Return how many steps an evaluation takes: one per session and one per question."""
    return sum(
        len(conversation.sessions) + len(conversation.evidenced_questions)
        for conversation in conversations
    )


@dataclass(frozen=True, kw_only=True)
class RetrievalEvaluation:
    """Measures retrieval, on a store created only for this.

    Args:
        remember: Remembers the conversations.
        recall: Answers the questions.
        turn_by_turn: Whether each message is a call of its own, as chats and hooks send them;
            else each session is one.
        budgets: Token budgets, for the curve of evidence told against tokens.
        on_progress: Called after each step; `count_steps` says how many there are.
    """

    remember: Remember
    recall: Recall
    turn_by_turn: bool = False
    budgets: tuple[int, ...] = ()
    on_progress: Callable[[], None] = _ignore_progress

    async def measure(self, conversations: Sequence[LongConversation]) -> RetrievalResult:
        """Return the figures over all conversations."""
        results = [
            result
            for number, conversation in enumerate(conversations, start=1)
            for result in await self.answer_questions(conversation, space=f"conversation-{number}")
        ]
        return compute_retrieval_result(results, has_graph=self.recall.policy.has_graph)

    async def answer_questions(
        self, conversation: LongConversation, *, space: str
    ) -> list[QuestionResult]:
        """Remember one conversation in a space of its own, and ask all its questions."""
        turn_ids = await self.remember_sessions(conversation, space)
        results: list[QuestionResult] = []
        for question in conversation.evidenced_questions:
            results.append(await self._ask_question(question, space, turn_ids))
            self.on_progress()
        return results

    async def remember_sessions(self, conversation: LongConversation, space: str) -> TurnIds:
        """Remember session by session, and return the turn of each message."""
        turn_ids: dict[Place, str] = {}
        for number, session in enumerate(conversation.sessions, start=1):
            ask = RememberRequest(
                intake=Intake(),
                space=space,
                session=f"session {number}",
                author="evaluation",
                said_at=session.said_at,
                wait_s=WAIT_S,
            )
            calls = [(turn,) for turn in session.turns] if self.turn_by_turn else [session.turns]
            for turns in calls:
                turn_ids |= await self._remember_turns(turns, ask)
            self.on_progress()
        return turn_ids

    async def _remember_turns(
        self, turns: Sequence[Turn], ask: RememberRequest
    ) -> dict[Place, str]:
        """Remember some turns with one call, and return the turn of each message."""
        intake = Intake(messages=tuple(turn.message for turn in turns))
        receipt = await self.remember.remember(replace(ask, intake=intake))
        # Only a dry run has no episode.
        episode = receipt.episode or ""
        return {Place(episode, position): turn.id for position, turn in enumerate(turns)}

    async def _ask_question(
        self, question: DatasetQuestion, space: str, turn_ids: TurnIds
    ) -> QuestionResult:
        recollection = await self.recall.answer(
            RecallRequest(
                query=question.text, spaces=(space,), limit=MEMORIES_MAX, max_tokens=TOKENS_MAX
            )
        )
        return QuestionResult(
            category=question.category,
            evidence=question.evidence,
            found_turns=_list_turns(recollection, turn_ids),
            within_small=_list_turns(
                fit_token_budget(recollection, "brief", tokens_max=SMALL_BUDGET), turn_ids
            ),
            within_large=_list_turns(
                fit_token_budget(recollection, "brief", tokens_max=LARGE_BUDGET), turn_ids
            ),
            by_budget=tuple(
                _cut_answer(recollection, budget, question, turn_ids) for budget in self.budgets
            ),
        )


def _cut_answer(
    recollection: Recollection, budget: int, question: DatasetQuestion, turn_ids: TurnIds
) -> BudgetedAnswer:
    cut = fit_token_budget(recollection, "brief", tokens_max=budget)
    return BudgetedAnswer(
        budget=budget,
        tokens=count_answer_tokens(cut, "brief"),
        memories=len(cut.memories),
        recall=compute_evidence_share(question.evidence, _list_turns(cut, turn_ids)),
    )


def _list_turns(recollection: Recollection, turn_ids: TurnIds) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_find_turns(recollection, turn_ids)))


def _find_turns(recollection: Recollection, turn_ids: TurnIds) -> Iterator[str]:
    for memory in recollection.memories:
        turn = turn_ids.get(Place(memory.row.source, memory.row.position))
        if turn is not None:
            yield turn
