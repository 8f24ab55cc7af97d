"""A claim: what a statement says of one matter of one subject."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Aspect: TypeAlias = Literal["holds", "changed", "ended"]
"""Whether a claim tells what is so, what has become so, or what is over."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one matter of one subject.

    Attributes:
        matter: What it is about: "boss", "home", "measure". Claims of two matters are not compared.
        subject: The words that name whose it is or what it belongs to; `USER` for the user.
        value: The words of the value; empty if an end leaves open what has ended.
        aspect: Whether the value holds, has become so, or has ended.
        is_marked: Whether the statement says by itself that it is about something new.
    """

    matter: str
    subject: frozenset[str]
    value: frozenset[str]
    aspect: Aspect = "holds"
    is_marked: bool = False


USER = "@user"
"""The subject of what somebody says of themselves."""

GROUP = "@group"
"""The subject of what somebody says of a group that they belong to."""
