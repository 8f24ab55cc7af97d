"""The background work of the app: opening the store, maintaining it, settling pending episodes."""

import logging
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import anyio

from mcp_mem0.domain.errors import Mem0Error

if TYPE_CHECKING:
    from mcp_mem0.app.running import App

log = logging.getLogger(__name__)

ANSWER_FIRST_S: Final = 0.05
"""How long opening in the background waits, so that the current answer is written before imports
occupy the interpreter."""

MAINTAIN_EVERY_S: Final = 30.0
"""How often the store is compacted if that is due, and pending episodes are settled."""


class Upkeep:
    """The background work of an app; a failure is logged, and the next round tries again.

    Args:
        app: The app, whose store need not be open yet.
    """

    def __init__(self, app: "App") -> None:
        self._app = app

    async def maintain(self) -> None:
        """Open and warm up; then compact the store and drop idle graphs periodically."""
        await anyio.sleep(ANSWER_FIRST_S)
        with _log_failure("opening the store"):
            await (await self._app.get_services()).warm_up()
        while True:
            with _log_failure("maintaining the store"):
                services = await self._app.get_services()
                await services.records.maintain()
                services.view.drop_idle()
            await self._wait_for_maintenance()

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

    async def _wait_for_maintenance(self) -> None:
        """Wait for the next round, or until many writes make maintenance due."""
        with anyio.move_on_after(MAINTAIN_EVERY_S):
            if not self._app.is_open:
                await anyio.sleep_forever()
            await (await self._app.get_services()).records.wait_until_maintenance_due()


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
