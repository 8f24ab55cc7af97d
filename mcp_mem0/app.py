"""The running app: the only place that builds concrete parts.

Building it is cheap, so that a server can answer its client's handshake at once. LanceDB and
the embedding model are loaded, and the store is opened, with the first call or soon after
`open_soon`. A store that cannot be opened is tried again with the next call.
"""

import importlib
import logging
import secrets
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import anyio
import anyio.to_thread

from mcp_mem0.adapters.rules_decider import RulesDecider
from mcp_mem0.config import EmbeddingSettings, RecallSettings, Settings
from mcp_mem0.domain.doors import Caller, Limits
from mcp_mem0.domain.embedding import EmbedderIdentity
from mcp_mem0.domain.errors import Mem0Error, ModelError, SettingsError, StoreError, quoted
from mcp_mem0.domain.ids import IdMaker
from mcp_mem0.domain.receipts import Receipt
from mcp_mem0.domain.recollection import Recollection
from mcp_mem0.domain.requests import ForgetRequest, RecallRequest, RememberRequest
from mcp_mem0.ports import Clock, Embedder
from mcp_mem0.server.memory import Terms
from mcp_mem0.services.background import Background
from mcp_mem0.services.decide import Decide
from mcp_mem0.services.forget import Forget
from mcp_mem0.services.gather import Gather
from mcp_mem0.services.recall import Recall
from mcp_mem0.services.remember import Remember
from mcp_mem0.services.searching import RecallPolicy
from mcp_mem0.services.undo import Undo

if TYPE_CHECKING:
    from anyio.abc import TaskGroup

    from mcp_mem0.adapters.lancedb_records import LanceRecords

log = logging.getLogger(__name__)

OPEN_TIMEOUT_S: Final = 120.0
"""How long a call waits for libraries and store; healing a large store takes its time."""

ANSWER_FIRST_S: Final = 0.05
"""How long opening in the background waits, so that the answer under way is written before
imports want the interpreter for themselves."""

FINISH_TIMEOUT_S: Final = 1.5
"""How long calls under way may take when the process is to end; clients kill after two seconds."""

TEND_EVERY_S: Final = 30.0
"""How often pending episodes are settled and the store is compacted, if that is due."""

_HEAVY: Final = ("mcp_mem0.adapters.lancedb_records",)


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def terms_of(settings: Settings, *, author: str = "") -> Terms:
    """Return what holds for a call, with a session of its own.

    Args:
        settings: The effective settings.
        author: Who writes, unless the settings say.
    """
    given = settings.remember
    return Terms(
        caller=Caller(
            author=settings.author or author,
            session=f"{utc_now():%Y-%m-%dT%H:%M:%SZ}-{secrets.token_hex(2)}",
            space=settings.space,
            read_spaces=settings.read_spaces or (settings.space,),
        ),
        limits=Limits(
            messages_max=given.messages_max,
            message_chars_max=given.message_chars_max,
            content_chars_max=given.content_chars_max,
            total_chars_max=given.total_chars_max,
        ),
        limit=settings.recall.limit,
        max_tokens=settings.recall.max_tokens,
        wait_s=given.wait_s,
    )


@dataclass(frozen=True, kw_only=True)
class Services:
    """The use cases over one open store."""

    records: "LanceRecords"
    remember: Remember
    recall: Recall
    forget: Forget


class App:
    """One memory for one process. Enter it, call it, leave it.

    Args:
        settings: The effective settings.
        make_embedder: Makes the embedding model that they name.
        now: The clock.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        make_embedder: Callable[[EmbeddingSettings], Embedder],
        now: Clock,
    ) -> None:
        self.terms = terms_of(settings)
        self._settings = settings
        self._make_embedder = make_embedder
        self._now = now
        self._tasks: TaskGroup = anyio.create_task_group()
        self._opening = anyio.Lock()
        self._services: Services | None = None
        self._is_tended = False
        self._under_way = 0
        self._quiet = anyio.Event()

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # What is still being decided stays pending in the store; the next process decides it.
        self._tasks.cancel_scope.cancel()
        # An error on the way out is the caller's, not a task's: it must not arrive in a group.
        await self._tasks.__aexit__(None, None, None)
        if self._services is not None:
            self._services.records.close()

    async def remember(self, request: RememberRequest) -> Receipt:
        """Keep a statement, a conversation or a relation."""
        async with self._call() as services:
            return await services.remember.remember(request)

    async def recall(self, request: RecallRequest) -> Recollection:
        """Find what is known."""
        async with self._call() as services:
            return await services.recall.answer(request)

    async def forget(self, request: ForgetRequest) -> Receipt:
        """Retire facts, or take back a change."""
        async with self._call() as services:
            return await services.forget.forget(request)

    def open_soon(self) -> None:
        """Open in the background, so that the first call need not wait, and look after the store.

        Later calls do nothing.
        """
        if not self._is_tended:
            self._is_tended = True
            self._tasks.start_soon(self._tend)

    async def finish(self) -> None:
        """Let the calls under way finish, within `FINISH_TIMEOUT_S`."""
        with anyio.move_on_after(FINISH_TIMEOUT_S):
            while self._under_way:
                self._quiet = anyio.Event()
                await self._quiet.wait()

    @asynccontextmanager
    async def _call(self) -> AsyncGenerator[Services]:
        self._under_way += 1
        try:
            yield await self._opened()
        finally:
            self._under_way -= 1
            self._quiet.set()

    async def _opened(self) -> Services:
        """Return the services over the open store.

        Raises:
            Mem0Error: The store or the embedding model cannot be opened, or not in time.
        """
        with anyio.move_on_after(OPEN_TIMEOUT_S):
            async with self._opening:
                if self._services is None:
                    self._services = await self._open()
                return self._services
        raise StoreError(
            f"the store {quoted(self._settings.store)} was not open after {OPEN_TIMEOUT_S:g}"
            " seconds: try again; if that stays so, look whether its disk or server answers"
        )

    async def _open(self) -> Services:
        await anyio.to_thread.run_sync(_import_heavy, abandon_on_cancel=True)
        embedder = self._make_embedder(self._settings.embedding)
        records = _records(self._settings, await _identity(embedder))
        await records.open()
        return _services(self._settings, records, embedder, Background(self._tasks), now=self._now)

    async def _tend(self) -> None:
        """Open and warm up; then settle what is pending and compact, now and again."""
        await anyio.sleep(ANSWER_FIRST_S)
        with _logged("opening"):
            await (await self._opened()).remember.embedder.warm_up()
        while True:
            with _logged("looking after the store"):
                services = await self._opened()
                await services.remember.settle_pending(await services.records.spaces())
                await services.records.maintain()
            await anyio.sleep(TEND_EVERY_S)


def build_app(settings: Settings) -> App:
    """Return the app that the settings describe; nothing is loaded or opened yet."""
    return App(settings, make_embedder=embedder_for, now=utc_now)


def embedder_for(settings: EmbeddingSettings) -> Embedder:
    """Return the embedding model that the settings name.

    Raises:
        SettingsError: They cannot work, or the file of the key cannot be read.
    """
    from mcp_mem0.adapters.http_embedder import EmbeddingEndpoint, HttpEmbedder  # noqa: PLC0415
    from mcp_mem0.adapters.minilm_embedder import MiniLmEmbedder  # noqa: PLC0415

    if settings.provider == "minilm":
        return MiniLmEmbedder()
    return HttpEmbedder(
        EmbeddingEndpoint(
            base_url=settings.base_url,
            model=settings.model,
            api_key=_key_in(settings.api_key_file),
            dimensions=settings.dimensions or None,
            timeout_s=settings.timeout_s,
            batch_size=settings.batch_size,
            chars_max=settings.chars_max,
        )
    )


def _key_in(file: str) -> str | None:
    if not file:
        return None
    try:
        return Path(file).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the key in {quoted(file)} cannot be read ({error}): mend embedding.api_key_file"
        ) from error


async def _identity(embedder: Embedder) -> EmbedderIdentity:
    try:
        return embedder.identity
    except ModelError:
        # Only the model itself knows how long its vectors are.
        await embedder.warm_up()
        return embedder.identity


def _import_heavy() -> None:
    try:
        for module in _HEAVY:
            importlib.import_module(module)
    except ImportError as error:
        raise StoreError(
            f"a library of mcp-mem0 cannot be loaded ({error}): install mcp-mem0 again"
        ) from error


def _records(settings: Settings, identity: EmbedderIdentity) -> "LanceRecords":
    from mcp_mem0.adapters.lancedb_records import LanceRecords  # noqa: PLC0415 - imported by now

    storage = settings.storage
    return LanceRecords(
        settings.store,
        identity=identity,
        lock=storage.lock,
        lock_timeout_s=storage.lock_timeout_s,
        options=storage.options,
        compact_after_commits=storage.compact_after_commits,
        versions_kept_s=storage.versions_kept_s,
    )


def _services(
    settings: Settings,
    records: "LanceRecords",
    embedder: Embedder,
    background: Background,
    *,
    now: Clock,
) -> Services:
    ids = IdMaker(now, secrets.randbelow)
    gather = Gather(records=records, embedder=embedder)
    decide = Decide(
        records=records,
        embedder=embedder,
        decider=RulesDecider(),
        gather=gather,
        ids=ids,
        now=now,
    )
    undo = Undo(records=records, ids=ids, now=now)
    return Services(
        records=records,
        remember=Remember(
            records=records,
            embedder=embedder,
            decide=decide,
            background=background,
            ids=ids,
            now=now,
        ),
        recall=Recall(
            records=records,
            embedder=embedder,
            policy=_recall_policy(settings.recall),
            known_spaces=frozenset({settings.space, *settings.read_spaces}),
        ),
        forget=Forget(records=records, gather=gather, undo=undo, ids=ids, now=now),
    )


def _recall_policy(settings: RecallSettings) -> RecallPolicy:
    return RecallPolicy(
        candidates=settings.candidates,
        vector_weight=settings.vector_weight,
        words_weight=settings.words_weight,
        neighbour_weight=settings.neighbour_weight,
    )


@contextmanager
def _logged(act: str) -> Generator[None]:
    """Log a failure of work that nobody waits for; its next turn comes."""
    try:
        yield
    except Mem0Error as error:
        # Each call that meets it says so itself, in the same words.
        log.warning("%s failed: %s", act, error)
    except Exception:
        log.exception("%s failed", act)
