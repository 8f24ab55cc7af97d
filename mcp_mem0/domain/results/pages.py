"""Looking through a memory page by page, and counting what is in it."""

from dataclasses import dataclass, field
from datetime import datetime

from mcp_mem0.domain.model.cost_report import CostReport
from mcp_mem0.domain.results.recall_result import Memory


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
    spent: CostReport = field(default_factory=CostReport)
