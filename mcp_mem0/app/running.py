"""The life of the app: when it opens the store, what a call waits for, how it shuts down.

Building it is cheap, so that a server can answer its client's handshake at once. The first call,
or `open_soon` in the background, loads LanceDB and the embedding model and opens the store. If
that fails, the next call tries again.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import anyio

from mcp_mem0.adapters.system.machine_limits import explain_limits
from mcp_mem0.app.clock import build_clock
from mcp_mem0.app.moving.calls import MovingCalls
from mcp_mem0.app.moving.store_access import StoreAccess
from mcp_mem0.app.terms import build_terms, create_process_session
from mcp_mem0.app.upkeep import Upkeep
from mcp_mem0.config import Settings, SettingsOrigin
from mcp_mem0.domain.graph.model import AboutAnswer, AboutRequest
from mcp_mem0.domain.requests.erase import EraseRequest
from mcp_mem0.domain.requests.model import (
    ChangeRequest,
    ChangesRequest,
    ForgetRequest,
    HistoryRequest,
    ListRequest,
    NamesRequest,
    OverviewRequest,
    RecallRequest,
    RememberRequest,
    ReviewRequest,
    SignaturesRequest,
)
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.domain.results.erasure import EraseReport
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory
from mcp_mem0.domain.results.pages import NamePage, Overview, Page
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import Review
from mcp_mem0.domain.results.signatures import Signatures

if TYPE_CHECKING:
    from anyio.abc import TaskGroup

    from mcp_mem0.app.parts import Services
    from mcp_mem0.ports import Clock, Embedder

FINISH_TIMEOUT_S: Final = 1.5
"""How long running calls and decisions may take at shutdown; clients kill a server after two
seconds."""


class App(MovingCalls):
    """One memory for one process: an async context manager around the store.

    Args:
        settings: The effective settings.
        now: The clock.
        embedder: Used instead of the embedding model that the settings name.
        origin: Where the settings come from.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        now: "Clock",
        embedder: "Embedder | None" = None,
        origin: SettingsOrigin | None = None,
    ) -> None:
        self.terms = build_terms(settings, session=create_process_session(), now=now)
        self.origin = origin
        self.access = StoreAccess(settings, now=now, embedder=embedder, origin=origin)
        self._deciding: TaskGroup = anyio.create_task_group()
        self._maintenance: TaskGroup = anyio.create_task_group()
        self._is_maintained = False
        self._open_calls = 0
        self._call_ended = anyio.Event()
        self._called = anyio.Event()
        self._written = anyio.Event()

    async def __aenter__(self) -> Self:
        await self._deciding.__aenter__()
        await self._maintenance.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # The task groups do not get the caller's error: they would wrap it.
        self._maintenance.cancel_scope.cancel()
        await self._maintenance.__aexit__(None, None, None)
        # What is undecided by then stays pending in the store, for the next process.
        self._deciding.cancel_scope.deadline = anyio.current_time() + FINISH_TIMEOUT_S
        await self._deciding.__aexit__(None, None, None)
        await self.access.close()

    async def remember(self, request: RememberRequest) -> Receipt:
        """Store a statement, a conversation or a relation."""
        async with self.track_write() as services:
            return await services.remember.remember(request)

    async def recall(self, request: RecallRequest) -> Recollection:
        """Find what is remembered."""
        async with self.track_call() as services:
            sights = services.sights
            if request.ids:
                return await sights.choose_whole(request).answer(request)
            return await sights.choose_recall(request).answer(request)

    async def forget(self, request: ForgetRequest) -> Receipt:
        """Retire facts, or undo a change."""
        async with self.track_write() as services:
            return await services.forget.forget(request)

    async def erase(self, request: EraseRequest) -> EraseReport:
        """Remove rows from the store for good, or say which."""
        async with self.track_write() as services:
            return await services.erase.erase(request)

    async def erase_due(self) -> dict[str, int]:
        """Erase what is older than the settings keep it; return how many rows went, by space."""
        async with self.track_write() as services:
            return await services.retention.erase_due(is_asked_for=True)

    async def ask_graph(self, request: AboutRequest) -> AboutAnswer:
        """Return what surrounds an entity, or the paths between several."""
        async with self.track_call() as services:
            return await services.about.answer(request)

    async def read_fact_history(self, request: HistoryRequest) -> FactHistory:
        """Return all revisions of a fact."""
        async with self.track_call() as services:
            history = services.sights.choose_history(sees_forgotten=request.sees_forgotten)
            return await history.read_fact_history(request.lineage, request.spaces)

    async def read_change(self, request: ChangeRequest) -> ChangeDetails:
        """Return what one change did."""
        async with self.track_call() as services:
            history = services.sights.choose_history(sees_forgotten=request.sees_forgotten)
            return await history.read_change(request.change, request.spaces)

    async def list_changes(self, request: ChangesRequest) -> tuple[ChangeDetails, ...]:
        """Return the newest changes."""
        async with self.track_call() as services:
            return await services.history.list_changes(
                request.spaces,
                since=request.since,
                until=request.last,
                limit=request.limit,
            )

    async def read_page(self, request: ListRequest) -> Page:
        """Return a page of facts or messages."""
        async with self.track_call() as services:
            return await services.browse.read_page(request)

    async def list_names(self, request: NamesRequest) -> NamePage:
        """Return a page of the tags, entities, sessions or authors of open facts."""
        async with self.track_call() as services:
            return await services.catalogue.list_names(request)

    async def review(self, request: ReviewRequest) -> Review:
        """Return a page of what changed since a moment, and of what may be in conflict."""
        async with self.track_call() as services:
            return await services.browse.review(
                request.spaces,
                request.since,
                before=request.before,
                page=request.page,
                limit=request.limit,
            )

    async def read_overview(self, request: OverviewRequest) -> Overview:
        """Count what spaces hold (all spaces if none is named) and their cost since a moment."""
        async with self.track_call() as services:
            return await services.browse.read_overview(request.spaces, request.since)

    async def read_signatures(self, request: SignaturesRequest) -> Signatures:
        """Measure whether the memory of some spaces fails."""
        async with self.track_call() as services:
            return await services.browse.read_signatures(request.spaces)

    async def read_revision(self, space: str) -> int:
        """Return the newest revision of a space, 0 before its first change."""
        return await (await self.get_services()).watch.read_revision(space)

    async def build_notice(self, space: str, revision: int) -> ChangeNotice:
        """Return what changed in a space after a revision."""
        return await (await self.get_services()).watch.build_notice(space, revision)

    @property
    def settings(self) -> Settings:
        """The effective settings, with the embedding model that is used now."""
        return self.access.settings

    @property
    def is_open(self) -> bool:
        """Whether the store has been opened, by a call or in the background."""
        return self.access.is_open

    @property
    def is_busy(self) -> bool:
        """Whether a call is running."""
        return self._open_calls > 0

    async def wait_until_written(self) -> None:
        """Wait until a call has written since this last returned."""
        await self._written.wait()
        self._written = anyio.Event()

    async def wait_until_quiet(self, quiet_s: float) -> None:
        """Wait until a call has ended since this last returned, and then no other for so long."""
        await self._called.wait()
        while self._called.is_set() or self._open_calls:
            self._called = anyio.Event()
            await anyio.sleep(quiet_s)

    async def get_services(self) -> "Services":
        """Return the services over the open store; the first call opens it.

        Raises:
            Mem0Error: The store or the embedding model cannot be opened, or not in time.
        """
        return await self.access.get_services(self._deciding)

    def open_soon(self) -> None:
        """Open the store in the background and maintain it from then on.

        Later calls do nothing.
        """
        if not self._is_maintained:
            self._is_maintained = True
            upkeep = Upkeep(self)
            self._maintenance.start_soon(upkeep.maintain)
            self._maintenance.start_soon(upkeep.settle)
            self._maintenance.start_soon(upkeep.release)

    def prepare_soon(self, space: str) -> None:
        """Load in the background what a search of a space needs."""
        self._maintenance.start_soon(Upkeep(self).prepare, space)

    async def finish(self) -> None:
        """Wait for running calls to finish, at most `FINISH_TIMEOUT_S`."""
        with anyio.move_on_after(FINISH_TIMEOUT_S):
            while self._open_calls:
                self._call_ended = anyio.Event()
                await self._call_ended.wait()

    @asynccontextmanager
    async def track_call(self) -> AsyncGenerator["Services"]:
        """Yield the services for one call, which a shutdown waits for."""
        self._open_calls += 1
        try:
            with explain_limits():
                yield await self.get_services()
        finally:
            self._open_calls -= 1
            self._call_ended.set()
            self._called.set()
            if not self._open_calls:
                await self.access.close_former()

    @asynccontextmanager
    async def track_write(self) -> AsyncGenerator["Services"]:
        """Yield the services for one call that writes."""
        async with self.track_call() as services:
            yield services
        self._written.set()


def build_app(settings: Settings, *, origin: SettingsOrigin | None = None) -> App:
    """Return the app for some settings; nothing is loaded or opened yet."""
    return App(settings, now=build_clock(settings.zone), origin=origin)
