"""Failed attempts to decide an episode, and when the next one is due.

Each attempt is a row that is never rewritten, so that every process on a store sees all of them and
their cost is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mcp_mem0.domain.errors import DecisionError, Mem0Error, ModelError
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Row):
    """An attempt that failed; `source` is the episode.

    Attributes:
        why: What was wrong. It contains nothing of a model's answer, which may quote people.
        is_answered: The model did answer, so asking again costs as much again.
        is_lasting: Retrying is useless until somebody corrects a setting.
        retry_at: When the next attempt is due.
        effort: What the attempt cost.
    """

    source: str
    why: str
    is_answered: bool
    is_lasting: bool
    retry_at: datetime
    effort: Effort


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often an episode is retried, and at which intervals.

    Attributes:
        first_s: Wait after the first failure, in seconds; it doubles with each one.
        longest_s: Longest wait.
        failures_max: Failures after which the rules settle the episode.
        answers_max: Invalid answers after which the rules settle the episode.
    """

    first_s: float = 15.0
    longest_s: float = 900.0
    failures_max: int = 100
    answers_max: int = 5

    def compute_wait_s(self, failures: int, error: ModelError, jitter: float) -> float:
        """Return how long to wait after this many failures, including the latest.

        Args:
            failures: At least 1.
            error: The latest one; a delay that it asks for counts, up to a day.
            jitter: From 0 to below 1, so that processes do not all wait equally long.
        """
        growing = min(self.longest_s, self.first_s * 2.0 ** min(failures - 1, _DOUBLINGS_MAX))
        wished = min(error.retry_after_s or 0.0, _WISH_MAX_S)
        return max(growing * (1 + jitter) / 2, wished)

    def explain_exhaustion(self, attempts: Sequence[Attempt]) -> str | None:
        """Return why the rules must decide an episode, or None while the model may be asked."""
        answers = sum(attempt.is_answered for attempt in attempts)
        if answers >= self.answers_max:
            return f"the model gave {_format_count(answers, 'invalid answer')}"
        if len(attempts) >= self.failures_max:
            return _format_count(len(attempts), "failed attempt") + " of the model"
        return None


_DOUBLINGS_MAX = 30
_WISH_MAX_S = timedelta(days=1).total_seconds()


def _format_count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def describe_error(error: Mem0Error) -> str:
    """Return what was wrong, without the model's answer, which is not trusted."""
    return f"not a decision: {error.problem}" if isinstance(error, DecisionError) else str(error)
