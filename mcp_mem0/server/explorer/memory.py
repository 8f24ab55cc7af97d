"""The memory that the explorer calls: what the tools call, and what only people look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mcp_mem0.domain.graph.model import AsOf
from mcp_mem0.domain.graph.overview import MentionedEntity
from mcp_mem0.domain.model.rows import Relation
from mcp_mem0.domain.requests.model import (
    ChangesRequest,
    HistoryRequest,
    ListRequest,
    RememberRequest,
    ReviewRequest,
    SettleRequest,
)
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.domain.results.explorer.catalogue import NameCounts, PictureAnswer
from mcp_mem0.domain.results.explorer.settings_view import SettingsView
from mcp_mem0.domain.results.explorer.statistics import DailyStatistics
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory
from mcp_mem0.domain.results.pages import Page
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import Review
from mcp_mem0.server.mcp.memory import MemoryService

if TYPE_CHECKING:
    from mcp_mem0.services.settling.pending import PendingEpisode


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is pending, and how much of it waits for a model where none is configured."""

    episodes: "tuple[PendingEpisode, ...]"
    stranded: int


class ExplorerMemory(MemoryService, Protocol):
    """The use cases of the explorer. Each may raise any Mem0Error.

    What was forgotten is told only where `sees_forgotten` says so.
    """

    async def take_word(self, request: RememberRequest) -> Receipt:
        """Remember what a person says of facts in front of them: rules decide, and at once."""
        ...

    def prepare_soon(self, space: str) -> None:
        """Load in the background what a search of a space needs."""
        ...

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

    async def draw_space(
        self, space: str, names: Sequence[str], *, hops: int, limit: int, as_of: AsOf
    ) -> PictureAnswer:
        """Return the most connected entities of a space, or what surrounds some names."""
        ...

    async def find_names(
        self, spaces: Sequence[str], prefix: str, *, limit: int
    ) -> list[tuple[str, MentionedEntity]]:
        """Return the entities whose names begin with some letters, with their spaces."""
        ...

    async def count_names(self, spaces: Sequence[str]) -> NameCounts:
        """Return how many open facts each author, tag and session has."""
        ...

    async def read_statistics(self, spaces: tuple[str, ...], *, days: int) -> DailyStatistics:
        """Return the figures of the last days."""
        ...

    async def read_settings(self) -> SettingsView:
        """Return the settings that hold."""
        ...

    async def list_pending(self, spaces: Sequence[str]) -> Waiting:
        """Return what is not decided yet."""
        ...

    async def retry_pending(self, spaces: Sequence[str]) -> int:
        """Ask the model about what is due, and return how many were decided."""
        ...

    async def settle_pending(self, ids: Sequence[str], spaces: Sequence[str]) -> Sequence[Receipt]:
        """Let the rules decide some episodes, or all."""
        ...

    async def list_changes(
        self, request: ChangesRequest, *, sees_forgotten: bool
    ) -> tuple[ChangeDetails, ...]:
        """Return the newest changes, newest first."""
        ...
