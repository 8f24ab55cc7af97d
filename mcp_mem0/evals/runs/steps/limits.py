"""What a run may spend, and when it had better stop."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.usage import Usage

FAILURES_IN_A_ROW_MAX: Final = 10
"""So many failures of one part, without an answer between them, and the part is given up."""

LASTING_IN_A_ROW_MAX: Final = 3
"""Likewise of failures that no retry can mend, as where a context is too long for the model."""

FAILURES_OF_ALL_MAX: Final = 30
"""So many of all parts, without an answer between them, and no model is asked any more."""

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
    _estimated: int = 0
    _taken: int = 0
    _has_answered: bool = False
    _of_all_in_a_row: int = 0
    _in_a_row: Counter[str] = field(default_factory=Counter[str])
    _given_up: set[str] = field(default_factory=set[str])

    @property
    def is_stopped(self) -> bool:
        """Whether no model is asked any more."""
        return self.is_out_of_tokens or self.is_model_gone

    def has_room(self, tokens: int) -> bool:
        """Return whether so many tokens are left; if not, the run is stopped."""
        used = self.tokens + self._correct(self._reserved + tokens)
        if self.tokens_max is not None and used > self.tokens_max:
            self.is_out_of_tokens = True
        return not self.is_stopped

    def reserve(self, tokens: int) -> bool:
        """Set tokens aside for a call; return False if none may be made."""
        if not self.has_room(tokens):
            return False
        self._reserved += tokens
        return True

    def settle(
        self, usage: Usage, *, reserved: int = 0, estimated: int = 0, part: str = ""
    ) -> None:
        """Count what was answered for a part.

        Args:
            usage: What it took.
            reserved: The tokens that were set aside for it.
            estimated: Those that it was estimated to take, where none were set aside.
            part: The part.
        """
        self._reserved -= reserved
        self._count(usage, estimated or reserved)
        self._has_answered = self._has_answered or usage.calls > 0
        self._in_a_row[part] = self._of_all_in_a_row = 0

    def note_failure(self, error: ModelError, *, reserved: int = 0, part: str = "") -> None:
        """Count a failure of a part, such as the answers from one system.

        A part that fails again and again is given up, and the others go on. If nothing was answered
        at all, or all parts fail, no model is asked any more.
        """
        self._reserved -= reserved
        self._count(error.usage, reserved)
        self.failures += 1
        self._in_a_row[part] += 1
        self._of_all_in_a_row += 1
        if str(error) not in self.told and len(self.told) < FAILURES_TOLD_MAX:
            self.told.append(str(error))
        most = LASTING_IN_A_ROW_MAX if error.is_lasting else FAILURES_IN_A_ROW_MAX
        if self._in_a_row[part] >= most:
            self._given_up.add(part)
        is_useless = error.is_lasting or self._of_all_in_a_row >= FAILURES_IN_A_ROW_MAX
        is_gone = is_useless and not self._has_answered
        if is_gone or self._of_all_in_a_row >= FAILURES_OF_ALL_MAX:
            self.is_model_gone = True

    def is_given_up(self, part: str) -> bool:
        """Whether a part is not asked any more."""
        return part in self._given_up

    def _count(self, usage: Usage, estimated: int) -> None:
        taken = usage.tokens_in + usage.tokens_out
        self.tokens += taken
        if estimated and taken:
            self._estimated += estimated
            self._taken += taken

    def _correct(self, estimate: int) -> int:
        """Return an estimate as the calls until now say: a model that thinks takes far more."""
        if self._taken <= self._estimated:
            return estimate
        return estimate * self._taken // self._estimated
