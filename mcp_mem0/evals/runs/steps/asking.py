"""Asking models for answers and verdicts, one at a time."""

import time
from dataclasses import dataclass

from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.runs.questions import AT
from mcp_mem0.evals.runs.records import GivenAnswer, GivenVerdict, Strictness
from mcp_mem0.evals.runs.remaining import OpenAnswer, OpenQuestion
from mcp_mem0.evals.systems.cost import (
    ANSWER_PROMPT_TOKENS,
    ANSWER_TOKENS,
    JUDGE_PROMPT_TOKENS,
    VERDICT_TOKENS,
)
from mcp_mem0.evals.systems.system import VagueControl
from mcp_mem0.ports import LanguageModel
from mcp_mem0.prompts import answering, judging, vague


@dataclass(frozen=True)
class ModelAnswerer:
    """Has a model answer questions."""

    model: LanguageModel

    async def answer(self, asked: OpenQuestion) -> GivenAnswer:
        """Return the answer to a question, from nothing but what was shown.

        Raises:
            ModelError: The model did not answer.
        """
        found, begun_s = asked.found, time.perf_counter()
        text, asked_at = asked.question.text, asked.asked_at
        if is_vague(found.system):
            given = await self.model.ask(vague.build_request(text, asked_at))
        else:
            given = await self.model.ask(answering.build_request(text, asked_at, found.text))
        return GivenAnswer(
            conversation=found.conversation,
            system=found.system,
            question=found.question,
            answer=given.value.answer.strip(),
            model=given.model,
            version=choose_version(found.system),
            usage=given.usage,
            milliseconds=1_000 * (time.perf_counter() - begun_s),
        )

    def estimate(self, asked: OpenQuestion) -> int:
        """Return about how many tokens an answer takes."""
        return asked.found.tokens + ANSWER_PROMPT_TOKENS + ANSWER_TOKENS


@dataclass(frozen=True)
class ModelJudge:
    """Has a model judge answers."""

    model: LanguageModel

    async def judge(self, given: OpenAnswer) -> GivenVerdict:
        """Return the verdict on an answer by the rules that it names.

        Raises:
            ModelError: The model did not answer.
        """
        material = judging.JudgingMaterial(
            question=given.question.text,
            right_answers=(given.question.answer, *given.question.also_right),
            answer=given.answer,
            rubric=given.question.rubric,
            asked_at=given.asked_at,
        )
        is_lenient = given.strictness == "lenient"
        build = judging.build_lenient_request if is_lenient else judging.build_strict_request
        request = build(material)
        verdict = await self.model.ask(request)
        return GivenVerdict(
            conversation=given.conversation,
            question=given.question.id,
            answer=given.answer,
            strictness=given.strictness,
            is_right=verdict.value.is_right,
            reason=verdict.value.reason,
            model=verdict.model,
            version=request.version,
            usage=verdict.usage,
        )

    def estimate(self, given: OpenAnswer) -> int:
        """Return about how many tokens a verdict takes."""
        return estimate_tokens(given.answer) + JUDGE_PROMPT_TOKENS + VERDICT_TOKENS


def is_vague(system: str) -> bool:
    """Whether the answers of a system are to commit to nothing."""
    return system.partition(AT)[0] == VagueControl().name


def choose_version(system: str) -> str:
    """Return the version of the prompt that asks for the answers of a system."""
    return vague.VERSION if is_vague(system) else answering.VERSION


def choose_judge_version(strictness: Strictness) -> str:
    """Return the version of the rules of a judge."""
    match strictness:
        case "lenient":
            return judging.LENIENT_VERSION
        case "strict":
            return judging.STRICT_VERSION


def count_tokens(usage: Usage) -> int:
    """Return the tokens read and written."""
    return usage.tokens_in + usage.tokens_out
