"""The memory of an app, as the explorer calls it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import anyio

from mcp_mem0.app.explorer.settings_view import build_settings_view
from mcp_mem0.app.running import App
from mcp_mem0.config import find_model_access
from mcp_mem0.domain.dates import EARLIEST
from mcp_mem0.domain.graph.model import AboutAnswer, AboutRequest, AsOf
from mcp_mem0.domain.graph.overview import MentionedEntity
from mcp_mem0.domain.model.rows import Relation
from mcp_mem0.domain.requests.erase import EraseRequest
from mcp_mem0.domain.requests.model import (
    ChangeRequest,
    ChangesRequest,
    ForgetRequest,
    HistoryRequest,
    ListRequest,
    RecallRequest,
    RememberRequest,
    ReviewRequest,
    SettleRequest,
)
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.domain.results.erasure import EraseReport
from mcp_mem0.domain.results.explorer.catalogue import NameCounts, PictureAnswer
from mcp_mem0.domain.results.explorer.settings_view import SettingsView
from mcp_mem0.domain.results.explorer.statistics import DailyStatistics
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory
from mcp_mem0.domain.results.pages import Page
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import Review
from mcp_mem0.server.explorer.memory import Setup, Waiting

SPACES_KEPT_S: Final = 2.0
"""How long a new space may take to be seen, in seconds."""


@dataclass(kw_only=True)
class _KnownSpaces:
    """The spaces of the store as they were read last."""

    names: Sequence[str] = ()
    read_at_s: float = -SPACES_KEPT_S


@dataclass(frozen=True, kw_only=True)
class AppMemory:
    """The memory of an app as the explorer calls it."""

    app: App
    _spaces: _KnownSpaces = field(default_factory=_KnownSpaces)

    async def remember(self, request: RememberRequest) -> Receipt:
        """Remember a statement."""
        receipt = await self.app.remember(request)
        if request.space not in self._spaces.names:
            self._spaces.read_at_s = -SPACES_KEPT_S
        return receipt

    async def take_word(self, request: RememberRequest) -> Receipt:
        """Remember what a person says of facts in front of them, without asking a model."""
        async with self.app.track_write() as services:
            return await services.take_word.remember(request)

    async def recall(self, request: RecallRequest) -> Recollection:
        """Answer a question."""
        return await self.app.recall(request)

    async def forget(self, request: ForgetRequest) -> Receipt:
        """Retire facts, or undo a change."""
        return await self.app.forget(request)

    async def erase(self, request: EraseRequest) -> EraseReport:
        """Remove rows from the store for good, or say which."""
        return await self.app.erase(request)

    async def ask_graph(self, request: AboutRequest) -> AboutAnswer:
        """Return what surrounds an entity, or what lies between several."""
        return await self.app.ask_graph(request)

    async def read_fact_history(self, request: HistoryRequest) -> FactHistory:
        """Return all revisions of a fact."""
        return await self.app.read_fact_history(request)

    async def read_change(self, request: ChangeRequest) -> ChangeDetails:
        """Return what one change did."""
        return await self.app.read_change(request)

    async def read_revision(self, space: str) -> int:
        """Return the newest revision of a space."""
        return await self.app.read_revision(space)

    async def build_notice(self, space: str, revision: int) -> ChangeNotice:
        """Return what changed after a revision."""
        return await self.app.build_notice(space, revision)

    def prepare_soon(self, space: str) -> None:
        """Load in the background what a search of a space needs."""
        self.app.prepare_soon(space)

    async def list_spaces(self) -> Sequence[str]:
        """Return all spaces of the store."""
        # Each call asks, and a store looks through all of its rows.
        known = self._spaces
        if anyio.current_time() - known.read_at_s >= SPACES_KEPT_S:
            async with self.app.track_call() as services:
                known.names = await services.records.list_spaces()
            known.read_at_s = anyio.current_time()
        return known.names

    async def read_page(self, request: ListRequest, *, sees_forgotten: bool) -> Page:
        """Return a page of facts or messages."""
        async with self.app.track_call() as services:
            browse = services.sights.choose_browse(services.browse, sees_forgotten=sees_forgotten)
            return await browse.read_page(request)

    async def read_fact_with_relations(
        self, request: HistoryRequest
    ) -> tuple[FactHistory, Mapping[str, Sequence[Relation]]]:
        """Return all revisions of a fact, and what each states."""
        async with self.app.track_call() as services:
            history = services.sights.choose_history(sees_forgotten=request.sees_forgotten)
            found = await history.read_fact_history(request.lineage, request.spaces)
            return found, await history.read_stated_relations(found)

    async def review(self, request: ReviewRequest, *, sees_forgotten: bool) -> Review:
        """Return what changed since a moment, and all that is in conflict."""
        async with self.app.track_call() as services:
            browse = services.sights.choose_browse(services.browse, sees_forgotten=sees_forgotten)
            return await browse.review(request.spaces, request.since, doubts_since=EARLIEST)

    async def keep_both(self, request: SettleRequest) -> Receipt:
        """Note of two facts in doubt that both hold."""
        async with self.app.track_call() as services:
            return await services.keep_both.keep_both(request)

    async def draw_space(
        self, space: str, names: Sequence[str], *, hops: int, limit: int, as_of: AsOf
    ) -> PictureAnswer:
        """Return the most connected entities of a space, or what surrounds some names."""
        async with self.app.track_call() as services:
            return await services.catalogue.draw(space, names, hops=hops, limit=limit, as_of=as_of)

    async def find_names(
        self, spaces: Sequence[str], prefix: str, *, limit: int
    ) -> list[tuple[str, MentionedEntity]]:
        """Return the entities whose names begin with some letters, with their spaces."""
        async with self.app.track_call() as services:
            return await services.catalogue.find_names(spaces, prefix, limit=limit)

    async def count_names(self, spaces: Sequence[str]) -> NameCounts:
        """Return how many open facts each author, tag and session has."""
        async with self.app.track_call() as services:
            return await services.catalogue.count_names(spaces)

    async def read_statistics(self, spaces: tuple[str, ...], *, days: int) -> DailyStatistics:
        """Return the figures of the last days."""
        async with self.app.track_call() as services:
            stored = await services.records.list_spaces()
            known = tuple(space for space in spaces if space in stored)
            return await services.figures.read_statistics(known, days=days)

    async def read_settings(self) -> SettingsView:
        """Return the settings that hold."""
        return build_settings_view(self.app.settings, self.app.origin)

    async def list_pending(self, spaces: Sequence[str]) -> Waiting:
        """Return what is not decided yet."""
        async with self.app.track_call() as services:
            pending = services.deciding.pending
            episodes = await pending.list_pending(spaces)
            return Waiting(episodes=episodes, stranded=pending.count_stranded(episodes))

    async def retry_pending(self, spaces: Sequence[str]) -> int:
        """Ask the model about what is due, and return how many were decided."""
        async with self.app.track_call() as services:
            return await services.deciding.pending.settle_due(spaces, is_asked_for=True)

    async def settle_pending(self, ids: Sequence[str], spaces: Sequence[str]) -> Sequence[Receipt]:
        """Let the rules decide some episodes, or all."""
        async with self.app.track_call() as services:
            return await services.deciding.pending.settle_by_rules(ids, spaces)

    async def list_changes(
        self, request: ChangesRequest, *, sees_forgotten: bool
    ) -> tuple[ChangeDetails, ...]:
        """Return the newest changes, newest first."""
        async with self.app.track_call() as services:
            history = services.sights.choose_history(sees_forgotten=sees_forgotten)
            return await history.list_changes(
                request.spaces, since=request.since, until=request.last, limit=request.limit
            )


def build_setup(app: App) -> Setup:
    """Return what the page is told of a server."""
    settings = app.settings
    return Setup(
        zone_name=settings.time_zone or app.terms.now().tzname() or "",
        has_model=find_model_access(settings.model, os.environ) is not None,
        has_graph=settings.graph.enabled,
    )
