"""What a request to erase asks for: ids, a session, an author, a time, a query."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from mcp_mem0.domain.requests.model import ForgetAuthor, ForgetQuery, ForgetSession


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseIds:
    """Erase facts with all of their revisions, messages, and inputs with all that came of them.

    `revisions` are ids with a revision, `f_….1`: a closed one is erased alone, an open one as its
    fact.
    """

    lineages: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    episodes: tuple[str, ...] = ()

    @property
    def all_ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.lineages, *self.revisions, *self.messages, *self.episodes)


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseSpace:
    """Erase all that a space holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePeriod:
    """Erase all that was said from one moment up to another; None is no bound."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseForgotten:
    """Erase what was forgotten up to a moment."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseMessages:
    """Erase the messages stored up to a moment; facts stay, with the words that support them."""

    until: datetime


EraseSelection: TypeAlias = (
    EraseIds
    | ForgetSession
    | ForgetAuthor
    | EraseSpace
    | ErasePeriod
    | ForgetQuery
    | EraseForgotten
    | EraseMessages
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseRequest:
    """Erase rows of a space, or only say which; the rest is as for `RememberRequest`."""

    what: EraseSelection
    space: str
    session: str | None
    author: str
    dry_run: bool = False
    is_space_named: bool = False
    visible_spaces: tuple[str, ...] | None = None
