"""Failed attempts to decide an episode: how many there were, and when the next one is due.

Each is a row of its own, never rewritten, so that every process on a store sees them all, and
what they cost is counted.
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
        why: What was wrong. Nothing of a model's answer stands in it, which may quote people.
        is_answered: The model did answer, so that asking again costs as much again.
        is_lasting: Asking again changes nothing until somebody mends a setting.
        retry_at: When the next attempt is due.
        effort: What was spent all the same.
    """

    source: str
    why: str
    is_answered: bool
    is_lasting: bool
    retry_at: datetime
    effort: Effort


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often and how far apart an episode is tried again.

    Attributes:
        first_s: Wait after the first failure, in seconds; it doubles with each one.
        longest_s: Longest wait.
        failures_max: Failures after which the rules settle the episode.
        answers_max: Answers that were no decision, after which they do.
    """

    first_s: float = 15.0
    longest_s: float = 900.0
    failures_max: int = 100
    answers_max: int = 5

    def compute_wait_s(self, failures: int, error: ModelError, jitter: float) -> float:
        """Return how long to wait after so many failures, the one at hand included.

        Args:
            failures: At least 1.
            error: The last one; its own wish counts, within a day.
            jitter: From 0 to below 1, so that processes do not wait alike.
        """
        growing = min(self.longest_s, self.first_s * 2.0 ** min(failures - 1, _DOUBLINGS_MAX))
        wished = min(error.retry_after_s or 0.0, _WISH_MAX_S)
        return max(growing * (1 + jitter) / 2, wished)

    def explain_exhaustion(self, attempts: Sequence[Attempt]) -> str | None:
        """Return why the rules must settle an episode, or None while the model may be asked."""
        answers = sum(attempt.is_answered for attempt in attempts)
        if answers >= self.answers_max:
            return f"no decision in {_format_count(answers, 'answer')} of the model"
        if len(attempts) >= self.failures_max:
            return _format_count(len(attempts), "failed attempt") + " of the model"
        return None


_DOUBLINGS_MAX = 30
_WISH_MAX_S = timedelta(days=1).total_seconds()


def _format_count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def describe_error(error: Mem0Error) -> str:
    """Return what was wrong without what a model answered, which may be made up."""
    return f"not a decision: {error.problem}" if isinstance(error, DecisionError) else str(error)
