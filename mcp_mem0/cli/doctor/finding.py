"""What looking over an installation finds."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

FindingState: TypeAlias = Literal["good", "warning", "fault"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        topic: What it is about, in a word or two.
        said: How it is.
        remedy: What to do about it, if something is to be done.
    """

    topic: str
    state: FindingState
    said: str
    remedy: str = ""
