"""The app while it runs: when it opens, what a call waits for, how it ends.

Building it is cheap, so that a server can answer its client's handshake at once. LanceDB and
the embedding model are loaded, and the store is opened, with the first call or soon after
`open_soon`. A store that cannot be opened is tried again with the next call.
"""

import importlib
import logging
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import anyio
import anyio.to_thread

from mcp_mem0.adapters.system.allocator import keep_few_arenas
from mcp_mem0.adapters.system.collector import collect_seldom
from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.terms import build_terms, create_process_session
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import Mem0Error, StoreError, quote_value
from mcp_mem0.domain.graph.model import AboutAnswer, AboutRequest
from mcp_mem0.domain.requests.model import (
    ChangeRequest,
    ChangesRequest,
    ForgetRequest,
    HistoryRequest,
    ListRequest,
    RecallRequest,
    RememberRequest,
    ReviewRequest,
)
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory
from mcp_mem0.domain.results.pages import Overview, Page
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import Review

if TYPE_CHECKING:
    from anyio.abc import TaskGroup

    from mcp_mem0.app.parts import Services
    from mcp_mem0.ports import Clock, Embedder

log = logging.getLogger(__name__)

OPEN_TIMEOUT_S: Final = 120.0
"""How long a call waits for libraries and store; healing a large store takes its time."""

ANSWER_FIRST_S: Final = 0.05
"""How long opening in the background waits, so that the answer under way is written before
imports want the interpreter for themselves."""

FINISH_TIMEOUT_S: Final = 1.5
"""How long calls and decisions under way may take when the process is to end; clients kill
after two seconds."""

TEND_EVERY_S: Final = 30.0
"""How often the store is looked after: compacted if that is due, and pending episodes that
other processes left are settled."""

_PARTS: Final = "mcp_mem0.app.parts"


class App:
    """One memory for one process. Enter it, call it, leave it.

    Args:
        settings: The effective settings.
        now: The clock.
        embedder: Used instead of the embedding model that the settings name.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        now: "Clock",
        embedder: "Embedder | None" = None,
    ) -> None:
        self.terms = build_terms(settings, session=create_process_session())
        self._settings = settings
        self._now = now
        self._embedder = embedder
        self._closing = AsyncExitStack()
        self._deciding: TaskGroup = anyio.create_task_group()
        self._tending: TaskGroup = anyio.create_task_group()
        self._is_tended = False
        self._opening = anyio.Lock()
        self._services: Services | None = None
        self._under_way = 0
        self._quiet = anyio.Event()
        self._written = anyio.Event()

    async def __aenter__(self) -> Self:
        await self._deciding.__aenter__()
        await self._tending.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # An error on the way out is the caller's, not a task's: it must not arrive in a group.
        self._tending.cancel_scope.cancel()
        await self._tending.__aexit__(None, None, None)
        # What is not decided by then stays pending in the store; the next process decides it.
        self._deciding.cancel_scope.deadline = anyio.current_time() + FINISH_TIMEOUT_S
        await self._deciding.__aexit__(None, None, None)
        await self._closing.aclose()

    async def remember(self, request: RememberRequest) -> Receipt:
        """Keep a statement, a conversation or a relation."""
        async with self._track_write() as services:
            return await services.remember.remember(request)

    async def recall(self, request: RecallRequest) -> Recollection:
        """Find what is known."""
        async with self._track_call() as services:
            return await services.recall.answer(request)

    async def forget(self, request: ForgetRequest) -> Receipt:
        """Retire facts, or take back a change."""
        async with self._track_write() as services:
            return await services.forget.forget(request)

    async def ask_graph(self, request: AboutRequest) -> AboutAnswer:
        """Tell what surrounds an entity, or what lies between several."""
        async with self._track_call() as services:
            return await services.about.answer(request)

    async def read_fact_history(self, request: HistoryRequest) -> FactHistory:
        """Tell all revisions of a fact."""
        async with self._track_call() as services:
            return await services.history.read_fact_history(request.lineage, request.spaces)

    async def read_change(self, request: ChangeRequest) -> ChangeDetails:
        """Tell what one change did."""
        async with self._track_call() as services:
            return await services.history.read_change(request.change, request.spaces)

    async def list_changes(self, request: ChangesRequest) -> tuple[ChangeDetails, ...]:
        """Tell the newest changes."""
        async with self._track_call() as services:
            return await services.history.list_changes(
                request.spaces,
                since=request.since,
                until=request.last,
                limit=request.limit,
            )

    async def read_page(self, request: ListRequest) -> Page:
        """Show a page of what is kept."""
        async with self._track_call() as services:
            return await services.browse.read_page(request)

    async def review(self, request: ReviewRequest) -> Review:
        """Tell what became of the memory."""
        async with self._track_call() as services:
            return await services.browse.review(request.spaces, request.since)

    async def read_overview(self, spaces: Sequence[str], since: datetime) -> Overview:
        """Count what spaces hold, all if none is named, and what they cost since a moment."""
        async with self._track_call() as services:
            return await services.browse.read_overview(spaces, since)

    async def read_revision(self, space: str) -> int:
        """Return the newest revision of a space; 0 before its first change."""
        return await (await self.get_services()).watch.read_revision(space)

    async def build_notice(self, space: str, revision: int) -> ChangeNotice:
        """Return what was touched in a space after a revision."""
        return await (await self.get_services()).watch.build_notice(space, revision)

    @property
    def is_open(self) -> bool:
        """Whether the store is open: some call came, or it was opened in the background."""
        return self._services is not None

    async def wait_until_written(self) -> None:
        """Return when a call has written, or did since the last time that this returned."""
        await self._written.wait()
        self._written = anyio.Event()

    async def get_services(self) -> "Services":
        """Return the use cases over the open store; the first call loads and opens it.

        Raises:
            Mem0Error: The store or the embedding model cannot be opened, or not in time.
        """
        with anyio.move_on_after(OPEN_TIMEOUT_S):
            async with self._opening:
                if self._services is None:
                    self._services = await self._open()
                return self._services
        raise StoreError(
            f"the store {quote_value(self._settings.store)} was not open after {OPEN_TIMEOUT_S:g}"
            " seconds: try again; if that stays so, look whether its disk or server answers"
        )

    def open_soon(self) -> None:
        """Open in the background, so that the first call need not wait, and tend the store.

        Later calls do nothing.
        """
        if not self._is_tended:
            self._is_tended = True
            self._tending.start_soon(self._maintain)
            self._tending.start_soon(self._settle)

    async def finish(self) -> None:
        """Let the calls under way finish, within `FINISH_TIMEOUT_S`."""
        with anyio.move_on_after(FINISH_TIMEOUT_S):
            while self._under_way:
                self._quiet = anyio.Event()
                await self._quiet.wait()

    @asynccontextmanager
    async def _track_call(self) -> AsyncGenerator["Services"]:
        self._under_way += 1
        try:
            yield await self.get_services()
        finally:
            self._under_way -= 1
            self._quiet.set()

    @asynccontextmanager
    async def _track_write(self) -> AsyncGenerator["Services"]:
        async with self._track_call() as services:
            yield services
        self._written.set()

    async def _open(self) -> "Services":
        await anyio.to_thread.run_sync(_import_parts, abandon_on_cancel=True)
        from mcp_mem0.app import parts  # noqa: PLC0415 - imported by now, and not before

        async with AsyncExitStack() as opened:
            services = await parts.open_services(
                self._settings,
                self._deciding,
                opened,
                now=self._now,
                embedder=self._embedder,
            )
            self._closing = opened.pop_all()
        return services

    async def _maintain(self) -> None:
        """Open and warm up; then compact and let go of what is idle, now and again."""
        await anyio.sleep(ANSWER_FIRST_S)
        with _log_failure("opening"):
            await (await self.get_services()).warm_up()
        while True:
            with _log_failure("tending the store"):
                services = await self.get_services()
                await services.records.maintain()
                services.view.drop_idle()
            await self._wait_for_maintenance()

    async def _wait_for_maintenance(self) -> None:
        """Wait a while, but not while a busy writer leaves fragments that slow every read."""
        with anyio.move_on_after(TEND_EVERY_S):
            if self._services is None:
                await anyio.sleep_forever()
            else:
                await self._services.records.wait_until_maintenance_due()

    async def _settle(self) -> None:
        """Settle what is pending, whoever left it so: at once what can be, then what is due."""
        is_first = True
        while True:
            wait: Callable[[float], Awaitable[None]] = anyio.sleep
            with _log_failure("settling what is pending"):
                services = await self.get_services()
                wait = services.deciding.settler.wait
                spaces = await services.records.list_spaces()
                # A setting that kept the model away may have been mended since.
                await services.deciding.pending.settle_due(spaces, is_asked_for=is_first)
                is_first = False
            await wait(TEND_EVERY_S)


def build_app(settings: Settings) -> App:
    """Return the app that the settings describe; nothing is loaded or opened yet."""
    return App(settings, now=get_utc_now)


def _import_parts() -> None:
    if _PARTS in sys.modules:
        return
    keep_few_arenas()
    try:
        importlib.import_module(_PARTS)
    except ImportError as error:
        raise StoreError(
            f"a library of mcp-mem0 cannot be loaded ({error}): install mcp-mem0 again"
        ) from error
    collect_seldom()


@contextmanager
def _log_failure(act: str) -> Generator[None]:
    """Log a failure of work that nobody waits for; its next turn comes."""
    try:
        yield
    except Mem0Error as error:
        # Each call that meets it says so itself, in the same words.
        log.warning("%s failed: %s", act, error)
    except Exception:
        log.exception("%s failed", act)
