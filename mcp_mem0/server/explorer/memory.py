"""The memory that the explorer calls: what the tools call, and what only people look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mcp_mem0.domain.model.rows import Relation
from mcp_mem0.domain.requests.model import (
    ChangesRequest,
    HistoryRequest,
    ListRequest,
    ReviewRequest,
)
from mcp_mem0.domain.requests.settle import SettleRequest
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory
from mcp_mem0.domain.results.pages import Page
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import Review
from mcp_mem0.server.mcp.memory import MemoryService


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What holds for a whole server.

    Attributes:
        zone_name: The name of the time zone of the settings.
        has_model: Whether a language model decides.
        has_graph: Whether memories are related to each other.
    """

    zone_name: str
    has_model: bool
    has_graph: bool


class ExplorerMemory(MemoryService, Protocol):
    """The use cases of the explorer. Each may raise any Mem0Error.

    What was forgotten is told only where `sees_forgotten` says so.
    """

    async def list_spaces(self) -> Sequence[str]:
        """Return all spaces of the store, sorted."""
        ...

    async def read_revision(self, space: str) -> int:
        """Return the newest revision of a space; 0 before its first change."""
        ...

    async def build_notice(self, space: str, revision: int) -> ChangeNotice:
        """Return what changed after a revision."""
        ...

    async def read_page(self, request: ListRequest, *, sees_forgotten: bool) -> Page:
        """Return a page of facts or messages."""
        ...

    async def read_fact_with_relations(
        self, request: HistoryRequest
    ) -> tuple[FactHistory, Mapping[str, Sequence[Relation]]]:
        """Return all revisions of a fact, and what each states, by its row id."""
        ...

    async def review(self, request: ReviewRequest, *, sees_forgotten: bool) -> Review:
        """Return what changed since a moment, and all that is in conflict."""
        ...

    async def keep_both(self, request: SettleRequest) -> Receipt:
        """Note of two facts in doubt that both hold."""
        ...

    async def list_changes(
        self, request: ChangesRequest, *, sees_forgotten: bool
    ) -> tuple[ChangeDetails, ...]:
        """Return the newest changes, newest first."""
        ...
