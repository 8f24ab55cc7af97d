"""The arguments of each call of the explorer, as its page sends them.

Types are strict and names are closed; what the values mean is checked by `domain/requests`.
"""

from typing import Literal

from pydantic import Field

from mcp_mem0.domain.requests.model import PAGE_SIZE_MAX, ROWS_MAX, ListKind
from mcp_mem0.server.mcp.inputs import Input


class NoInput(Input):
    """The arguments of a call that has none."""


class SpaceInput(Input):
    """A space, or all that the caller may read."""

    space: str | None = None


class IdInput(SpaceInput):
    """What has an id."""

    id: str


class FilteredInput(SpaceInput):
    """What limits an answer; all of it must hold."""

    tags: list[str] = Field(default_factory=list[str])
    authors: list[str] = Field(default_factory=list[str])
    sessions: list[str] = Field(default_factory=list[str])
    since: str | None = None
    until: str | None = None
    valid_at: str | None = None
    known_at: str | None = None
    include_retired: bool = False


class SearchInput(FilteredInput):
    """The arguments of `recall`."""

    query: str | None = None
    about: list[str] = Field(default_factory=list[str])
    limit: int = 20
    order: str = "relevance"


class ListInput(FilteredInput):
    """The arguments of `list`."""

    what: ListKind = "facts"
    entity: str | None = None
    page: int = 1
    page_size: int = 50


class ChangesInput(SpaceInput):
    """The arguments of `changes`."""

    since: str | None = None
    before: str | None = None
    limit: int = Field(default=30, ge=1, le=PAGE_SIZE_MAX)


class ReviewInput(SpaceInput):
    """The arguments of `review`."""

    since: str = "30d"


class AsOfInput(SpaceInput):
    """A space at a time."""

    valid_at: str | None = None
    known_at: str | None = None


class GraphInput(AsOfInput):
    """The arguments of `graph`."""

    names: list[str] = Field(default_factory=list[str])
    hops: int = 1
    limit: int = 150


class PathsInput(AsOfInput):
    """The arguments of `paths`."""

    source: str
    target: str


class NamesInput(SpaceInput):
    """The arguments of `names`."""

    prefix: str = ""
    limit: int = 20


class StatisticsInput(SpaceInput):
    """The arguments of `statistics`."""

    days: int = 90


class RevisionInput(Input):
    """A fact as somebody saw it."""

    id: str
    revision: int = Field(ge=1, le=ROWS_MAX * ROWS_MAX)


class SettleInput(SpaceInput):
    """The arguments of `settle`."""

    older: RevisionInput
    newer: RevisionInput
    keep: Literal["newer", "older", "both"]


class ConfirmInput(SpaceInput):
    """The arguments of `confirm`: the facts that a change left open."""

    change: str
    closes: list[str]


class CorrectInput(SpaceInput):
    """The arguments of `correct`."""

    id: str
    revision: int = Field(ge=1, le=ROWS_MAX * ROWS_MAX)
    text: str
    kind: Literal["change", "correction", "addition"] = "change"
    valid_from: str | None = None
    dry_run: bool = False


class StatementInput(SpaceInput):
    """The arguments of `remember`."""

    text: str
    tags: list[str] = Field(default_factory=list[str])
    valid_from: str | None = None


class ForgetIdsInput(SpaceInput):
    """The arguments of `forget`; whether it is a dry run must be said."""

    ids: list[str]
    everywhere: bool = False
    dry_run: bool


class EraseIdsInput(SpaceInput):
    """The arguments of `erase`; whether it is a dry run must be said, and typed if not."""

    ids: list[str]
    dry_run: bool
    typed: str | None = None


class UndoInput(SpaceInput):
    """The arguments of `undo`."""

    change: str
    dry_run: bool = False


class RetryInput(SpaceInput):
    """The arguments of `retry`."""

    how: Literal["model", "rules"]
    ids: list[str] = Field(default_factory=list[str])
