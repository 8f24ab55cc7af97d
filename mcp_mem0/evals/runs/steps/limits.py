"""What a run may spend, and when it had better stop."""

from dataclasses import dataclass, field
from typing import Final

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.usage import Usage

FAILURES_IN_A_ROW_MAX: Final = 10
"""So many failures, without one answer between them, and the model is not asked further."""

FAILURES_TOLD_MAX: Final = 3


@dataclass
class RunAccount:
    """The tokens that one command spends on a run, and the failures of its models.

    Args:
        tokens_max: The most tokens; None is no limit.
    """

    tokens_max: int | None
    tokens: int = 0
    failures: int = 0
    told: list[str] = field(default_factory=list[str])
    is_out_of_tokens: bool = False
    is_model_gone: bool = False
    _reserved: int = 0
    _failures_in_a_row: int = 0

    @property
    def is_stopped(self) -> bool:
        """Whether no model is asked any more."""
        return self.is_out_of_tokens or self.is_model_gone

    def has_room(self, tokens: int) -> bool:
        """Return whether so many tokens are left; if not, the run is stopped."""
        used = self.tokens + self._reserved
        if self.tokens_max is not None and used + tokens > self.tokens_max:
            self.is_out_of_tokens = True
        return not self.is_stopped

    def reserve(self, tokens: int) -> bool:
        """Set tokens aside for a call; return False if none may be made."""
        if not self.has_room(tokens):
            return False
        self._reserved += tokens
        return True

    def settle(self, usage: Usage, *, reserved: int = 0) -> None:
        """Count what was answered, for which some tokens may have been set aside."""
        self._reserved -= reserved
        self._failures_in_a_row = 0
        self.tokens += usage.tokens_in + usage.tokens_out

    def note_failure(self, error: ModelError, *, reserved: int = 0) -> None:
        """Count a failure; one that will last stops the run, and so do too many in a row."""
        self._reserved -= reserved
        self.tokens += error.usage.tokens_in + error.usage.tokens_out
        self.failures += 1
        self._failures_in_a_row += 1
        if str(error) not in self.told and len(self.told) < FAILURES_TOLD_MAX:
            self.told.append(str(error))
        if error.is_lasting or self._failures_in_a_row == FAILURES_IN_A_ROW_MAX:
            self.is_model_gone = True
