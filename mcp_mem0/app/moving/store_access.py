"""Opening the store for an app, and again once it was moved to the model that the settings name.

The file of settings is read again for that alone: `mcp-mem0 reembed` moves a store while servers
run, and who named the new model in the file need not start them again.
"""

import importlib
import logging
import sys
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread

from mcp_mem0.adapters.system.allocator import keep_few_arenas
from mcp_mem0.adapters.system.collector import collect_seldom, exempt_imports
from mcp_mem0.adapters.system.machine_limits import find_limit_error
from mcp_mem0.config import Settings, SettingsOrigin
from mcp_mem0.domain.errors import Mem0Error, StoreError, quote_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from anyio.abc import TaskGroup

    from mcp_mem0.app.parts import Services
    from mcp_mem0.ports import Clock, Embedder

log = logging.getLogger(__name__)

OPEN_TIMEOUT_S: Final = 120.0
"""How long a call waits for libraries and store; healing a large store takes a while."""

_PARTS: Final = "mcp_mem0.app.parts"


class StoreAccess:
    """The services over the store, which the first who asks opens.

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
        self.settings = settings
        self.on_other_model: Callable[[Settings], None] | None = None
        """Told the settings with the model that is used from now on, if it is another one."""
        self._now = now
        self._embedder = embedder
        self._origin = origin
        self._opening = anyio.Lock()
        self._services: Services | None = None
        self._closing = AsyncExitStack()
        self._former = AsyncExitStack()

    @property
    def is_open(self) -> bool:
        """Whether the store is open."""
        return self._services is not None

    async def get_services(self, deciding: "TaskGroup") -> "Services":
        """Return the services; they are others once the store and the settings have a new model.

        Args:
            deciding: Where decisions run when their callers no longer wait.

        Raises:
            Mem0Error: The store or the embedding model cannot be opened, or not in time.
        """
        services = self._services
        if services is not None and await services.records.has_own_model():
            return services
        with anyio.move_on_after(OPEN_TIMEOUT_S):
            async with self._opening:
                if self._services is None or self._services is services:
                    await self._open(deciding)
                if self._services is not None:
                    return self._services
        raise StoreError(
            f"the store {quote_path(self.settings.store)} was not open after {OPEN_TIMEOUT_S:g}"
            " seconds: try again; if it persists, check that its disk or server responds"
        )

    async def close_former(self) -> None:
        """Close what was open for a former model; nobody may use it any more."""
        await self._former.aclose()

    async def close(self) -> None:
        """Close the store and all that was opened for it."""
        await self.close_former()
        await self._closing.aclose()

    async def _open(self, deciding: "TaskGroup") -> None:
        """Open the store with the model that the settings name by now.

        What is open stays so where that is the same model: its calls say what is wrong.
        """
        settings = self._read_newest_settings()
        is_other = settings.embedding != self.settings.embedding
        if self._services is not None and not is_other:
            return
        await anyio.to_thread.run_sync(_import_parts, abandon_on_cancel=True)
        from mcp_mem0.app import parts  # noqa: PLC0415 - slow, so imported in a thread before

        async with AsyncExitStack() as opened:
            services = await parts.open_services(
                settings, deciding, opened, now=self._now, embedder=self._embedder
            )
            self._former.push_async_exit(self._closing)
            self._closing = opened.pop_all()
        self._services, self.settings = services, settings
        if is_other:
            log.info("the store is used with the embedding model %s now", services.records.identity)
            if self.on_other_model is not None:
                self.on_other_model(settings)

    def _read_newest_settings(self) -> Settings:
        """Return the settings, with the embedding model that their sources name now."""
        if self._origin is None or self._origin.load_again is None:
            return self.settings
        try:
            embedding = self._origin.load_again().embedding
        except Mem0Error as error:
            log.warning("the settings cannot be read again: %s", error)
            return self.settings
        return self.settings.model_copy(update={"embedding": embedding})


def _import_parts() -> None:
    if _PARTS in sys.modules:
        return
    keep_few_arenas()
    collect_seldom()
    try:
        importlib.import_module(_PARTS)
    except (ImportError, MemoryError) as error:
        raise find_limit_error(error) or StoreError(
            f"cannot load a library of mcp-mem0 ({error}): install mcp-mem0 again"
        ) from error
    exempt_imports()
