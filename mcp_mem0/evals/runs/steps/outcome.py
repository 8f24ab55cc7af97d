"""What a run lacks when a command on it ends."""

from dataclasses import dataclass
from typing import Literal

from mcp_mem0.evals.runs.plan import RunPlan
from mcp_mem0.evals.runs.remaining import RemainingWork
from mcp_mem0.evals.runs.steps.experiments import QUESTIONS
from mcp_mem0.evals.runs.steps.limits import RunAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingRecords:
    """How many searches, answers and verdicts a run lacks."""

    contexts: int
    answers: int
    verdicts: int

    @property
    def is_any(self) -> bool:
        """Whether something is lacking."""
        return bool(self.contexts or self.answers or self.verdicts)


@dataclass(frozen=True, kw_only=True)
class RunOutcome:
    """How a command on a run ended.

    Attributes:
        mended: Files of which a torn last line was cut off.
        unfinished: Experiments that a limit or a model ended.
        tokens: What models read and wrote for this command.
        failures: How often a model failed.
        why: The first few different failures.
        stopped_by: What ended it before everything was tried.
        has_model: Whether a model could be asked.
    """

    mended: tuple[str, ...]
    lacking: LackingRecords
    unfinished: tuple[str, ...]
    tokens: int
    failures: int
    why: tuple[str, ...]
    stopped_by: Literal["tokens", "model"] | None
    has_model: bool

    @property
    def is_whole(self) -> bool:
        """Whether all that was planned is done."""
        return not self.lacking.is_any and not self.unfinished


def build_outcome(
    account: RunAccount,
    *,
    mended: tuple[str, ...],
    lacking: LackingRecords,
    unfinished: tuple[str, ...],
    has_model: bool,
) -> RunOutcome:
    """Return how a command ended that spent what an account says."""
    stopped_by = "model" if account.is_model_gone else "tokens"
    return RunOutcome(
        mended=mended,
        lacking=lacking,
        unfinished=unfinished,
        tokens=account.tokens,
        failures=account.failures,
        why=tuple(account.told),
        stopped_by=stopped_by if account.is_stopped else None,
        has_model=has_model,
    )


def count_lacking(plan: RunPlan, remaining: RemainingWork) -> LackingRecords:
    """Return what a run lacks of what was planned.

    Raises:
        RequestError: A file of the run cannot be read.
    """
    found = {
        (each.conversation, each.system, each.question) for each in remaining.folder.contexts.read()
    }
    planned = (
        {
            (conversation, system, question)
            for conversation, questions in plan.questions.items()
            for question in questions
            for system in plan.systems
        }
        if QUESTIONS in plan.experiments
        else set[tuple[str, str, str]]()
    )
    return LackingRecords(
        contexts=len(planned - found),
        answers=sum(1 for _ in remaining.list_questions()),
        verdicts=len(remaining.list_answers()),
    )
