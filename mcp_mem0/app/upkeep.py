"""The background work of the app: opening the store, maintaining it, settling pending episodes.

It begins with the first request that the memory answers. Most servers that clients start are never
asked anything, and one that has not loaded LanceDB and the model holds a quarter of the memory.
"""

import logging
import math
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread

from mcp_mem0.adapters.system.allocator import release_free_memory
from mcp_mem0.adapters.system.library_pages import find_library_parts, release_library_parts
from mcp_mem0.domain.errors import Mem0Error

if TYPE_CHECKING:
    from mcp_mem0.app.parts import Services
    from mcp_mem0.app.running import App

log = logging.getLogger(__name__)

ANSWER_FIRST_S: Final = 0.05
"""How long opening in the background waits, so that the current answer is written before imports
occupy the interpreter."""

MAINTAIN_EVERY_S: Final = 30.0
"""How often the store is compacted if that is due, and pending episodes are settled."""

ERASE_EVERY_S: Final = 3_600.0
"""How often is looked for what is to be erased by itself; each space is, at most daily."""

LIBRARY_SETTLED_S: Final = 1.0
"""How long a library that is being loaded takes at most to be in its place."""

LIBRARY_BYTES_USED: Final = 64 << 20
"""What calls use of the files of libraries (50 MB), and some more: above it, pages of them are
given back that only loading or maintenance used."""

PAGE_SHOWN_S: Final = 1.0
"""How long preparing a space waits, so that a page shows before it what it shows first."""

QUIET_S: Final = 1.0
"""How long calls must have paused before freed memory is given back: the next call takes some
milliseconds more."""


class Upkeep:
    """The background work of an app; a failure is logged, and the next round tries again.

    Args:
        app: The app, whose store need not be open yet.
    """

    def __init__(self, app: "App") -> None:
        self._app = app
        self._due_at_s = -math.inf

    async def maintain(self) -> None:
        """Open and warm up; then compact the store and drop idle graphs periodically."""
        await anyio.sleep(ANSWER_FIRST_S)
        with _log_failure("opening the store"):
            await (await self._app.get_services()).warm_up()
        await _release_memory()
        while True:
            with _log_failure("maintaining the store"):
                services = await self._app.get_services()
                await services.records.maintain()
                services.view.drop_idle()
                await self._erase_due(services)
            await _release_memory()
            await self._wait_for_maintenance()

    async def prepare(self, space: str) -> None:
        """Load what a search of a space needs: of a large one the first would wait for seconds."""
        await anyio.sleep(PAGE_SHOWN_S)
        while self._app.is_busy:  # noqa: ASYNC110 - a pause within a busy time is what is waited for
            await anyio.sleep(PAGE_SHOWN_S)
        with _log_failure("preparing a space"):
            async with self._app.track_call() as services:
                await services.warm_up()
                await services.records.keep_space(space)
                await services.view.load(space)

    async def release(self) -> None:
        """Give freed memory back whenever calls have paused."""
        while True:
            await self._app.wait_until_quiet(QUIET_S)
            await _release_memory()

    async def settle(self) -> None:
        """Settle pending episodes of any process: first all of them, later those that are due."""
        is_first = True
        while True:
            wait: Callable[[float], Awaitable[None]] = anyio.sleep
            with _log_failure("settling pending episodes"):
                services = await self._app.get_services()
                wait = services.deciding.settler.wait
                spaces = await services.records.list_spaces()
                # A setting that made the model fail may have been corrected since.
                await services.deciding.pending.settle_due(spaces, is_asked_for=is_first)
                is_first = False
            await wait(MAINTAIN_EVERY_S)

    async def _erase_due(self, services: "Services") -> None:
        """Erase what is older than the settings keep it; whether it is so is asked now and then."""
        if anyio.current_time() < self._due_at_s:
            return
        self._due_at_s = anyio.current_time() + ERASE_EVERY_S
        await services.retention.erase_due()

    async def _wait_for_maintenance(self) -> None:
        """Wait for the next round, or until many writes make maintenance due."""
        with anyio.move_on_after(MAINTAIN_EVERY_S):
            if not self._app.is_open:
                await anyio.sleep_forever()
            await (await self._app.get_services()).records.wait_until_maintenance_due()


async def _release_memory() -> None:
    await anyio.to_thread.run_sync(release_free_memory)
    find = partial(find_library_parts, above_bytes=LIBRARY_BYTES_USED)
    parts = await anyio.to_thread.run_sync(find)
    if parts:
        await anyio.sleep(LIBRARY_SETTLED_S)
        await anyio.to_thread.run_sync(release_library_parts, parts)


@contextmanager
def _log_failure(act: str) -> Generator[None]:
    """Log a failure of background work; the next round tries again."""
    try:
        yield
    except Mem0Error as error:
        # A call that meets the same failure reports it to its caller.
        log.warning("%s failed: %s", act, error)
    except Exception:
        log.exception("%s failed", act)
