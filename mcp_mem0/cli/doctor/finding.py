"""A finding of `mcp-mem0 doctor`."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

FindingState: TypeAlias = Literal["good", "untried", "warning", "fault"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was checked.

    Attributes:
        topic: What was checked, in a word or two.
        state: Whether it is in order; what answered no real call is not good, but untried.
        said: What was found.
        remedy: What to do about it; empty if nothing.
    """

    topic: str
    state: FindingState
    said: str
    remedy: str = ""
