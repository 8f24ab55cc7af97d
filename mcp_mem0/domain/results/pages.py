"""The answers of list, spaces and stats: a page of memories or names, and figures per space."""

from dataclasses import dataclass, field
from datetime import datetime

from mcp_mem0.domain.model.cost_report import CostReport
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.requests.model import NameKind
from mcp_mem0.domain.results.explorer.catalogue import NameCount
from mcp_mem0.domain.results.recall_result import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, the total number of rows, and notes for the caller."""

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
class NamePage:
    """One page of the tags, entities, sessions or authors of open facts, most used first."""

    what: NameKind
    names: tuple[NameCount, ...]
    page: int
    page_size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.page_size))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceFigures:
    """How much one space holds, and when it was last changed.

    `erased` counts the facts and messages of which an erase left nothing.
    """

    space: str
    facts: int
    closed_facts: int
    relations: int
    messages: int
    pending: int
    changes: int
    changed_at: datetime | None
    erased: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How much is stored, by which model it is embedded, and what models cost since a moment."""

    spaces: tuple[SpaceFigures, ...]
    since: datetime
    spent: CostReport = field(default_factory=CostReport)
    embedder: EmbedderIdentity | None = None
