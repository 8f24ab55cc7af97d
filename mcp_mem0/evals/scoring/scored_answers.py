"""Scoring the answers of one system: measures over words, and the verdicts that were given on them.

A question without an answer is settled by a rule: an abstention is right. So is an answer that says
nothing although there is one: it is wrong, unless a judge was asked all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import Dataset, DatasetQuestion, LongConversation
from mcp_mem0.evals.runs.records import GivenAnswer, GivenVerdict, Strictness
from mcp_mem0.evals.scoring.abstention import is_abstention, settle_without_judge
from mcp_mem0.evals.scoring.answer_f1 import score_f1
from mcp_mem0.evals.scoring.bleu import score_bleu_1


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredAnswer:
    """What one answer is worth.

    Attributes:
        key: The question, "conversation/question".
        is_left_out: Whether the label of the question is known to be wrong.
        is_abstention: Whether it says that it is not known.
        f1: From 0 to 1; None of a question without an answer.
        bleu_1: Likewise.
        lenient: Whether it is right by the lenient rules; None if nobody has judged it.
        strict: Likewise, by the strict rules.
    """

    key: str
    category: str
    is_answerable: bool
    is_left_out: bool
    is_abstention: bool
    f1: float | None
    bleu_1: float | None
    lenient: bool | None
    strict: bool | None


def score_answers(
    dataset: Dataset, answers: Iterable[GivenAnswer], verdicts: Iterable[GivenVerdict]
) -> tuple[ScoredAnswer, ...]:
    """Score the answers of one system, in the order of the data set's questions.

    Of two answers to a question, and of two verdicts on an answer, the last one counts.

    Raises:
        RequestError: An answer is to a question that the data set does not have.
    """
    given = {(each.conversation, each.question): each.answer for each in answers}
    scorer = _AnswerScorer(
        left_out=dataset.left_out,
        verdicts={
            (each.conversation, each.question, each.answer, each.strictness): each.is_right
            for each in verdicts
        },
    )
    scored = tuple(
        scorer.score(conversation, question, given.pop(key))
        for conversation in dataset.conversations
        for question in conversation.questions
        if (key := (conversation.name, question.id)) in given
    )
    if given:
        raise RequestError(
            f"there is an answer to {'/'.join(next(iter(given)))!r}, a question that"
            f" {dataset.name} does not have: take the data that the run was made with"
        )
    return scored


@dataclass(frozen=True, slots=True, kw_only=True)
class _AnswerScorer:
    """What is known beside the answers; verdicts are by conversation, question, answer, rules."""

    left_out: frozenset[str]
    verdicts: Mapping[tuple[str, str, str, str], bool]

    def score(
        self, conversation: LongConversation, question: DatasetQuestion, answer: str
    ) -> ScoredAnswer:
        key = f"{conversation.name}/{question.id}"
        is_answerable = question.is_answerable
        return ScoredAnswer(
            key=key,
            category=question.category,
            is_answerable=is_answerable,
            is_left_out=key in self.left_out,
            is_abstention=is_abstention(answer),
            f1=score_f1(question, answer, conversation.language) if is_answerable else None,
            bleu_1=score_bleu_1(question, answer) if is_answerable else None,
            lenient=self._find_verdict(conversation.name, question, answer, "lenient"),
            strict=self._find_verdict(conversation.name, question, answer, "strict"),
        )

    def _find_verdict(
        self, conversation: str, question: DatasetQuestion, answer: str, strictness: Strictness
    ) -> bool | None:
        settled = settle_without_judge(question, answer)
        if not question.is_answerable:
            return settled
        return self.verdicts.get((conversation, question.id, answer, strictness), settled)
