"""Looking through a memory page by page, and counting what is in it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.model.cost_report import Spent
from mcp_mem0.domain.results.recall_result import Memory

Listed: TypeAlias = Literal["facts", "messages"]

ROWS_MAX = 10_000
"""How deep pages may reach; who looks for something older asks more narrowly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """Show a page of facts or messages, what was recorded last first.

    Attributes:
        entity: Only what names it, spelled as stored.
        include_retired: Also what was replaced, ended, forgotten or undone.
        page: From 1.
    """

    what: Listed
    spaces: tuple[str, ...]
    entity: str | None = None
    tags: tuple[str, ...] = ()
    said_since: datetime | None = None
    said_until: datetime | None = None
    sessions: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    valid_at: datetime | None = None
    known_at: datetime | None = None
    include_retired: bool = False
    page: int = 1
    page_size: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, how many rows all pages have, and what else should be known of it."""

    memories: tuple[Memory, ...]
    page: int
    page_size: int
    total: int
    notes: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.page_size))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceFigures:
    """How much one space holds, and when it was last changed."""

    space: str
    facts: int
    closed_facts: int
    relations: int
    messages: int
    pending: int
    changes: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How much is kept, and what models cost since a moment."""

    spaces: tuple[SpaceFigures, ...]
    since: datetime
    spent: Spent = field(default_factory=Spent)
