"""Keeping the brief for hooks fresh: a hook has no time to ask for one."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import anyio

from mcp_mem0.adapters.clients.hooks.hook_state import list_hook_states
from mcp_mem0.adapters.clients.hooks.kept_brief import KeptBrief
from mcp_mem0.adapters.clients.setup.places import get_user_places
from mcp_mem0.adapters.system.store_version import read_store_version
from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.rendering import render_recollection
from mcp_mem0.domain.requests import parsing

log = logging.getLogger(__name__)

REFRESH_EVERY_S: Final = 10.0
"""How often to check for writes by other processes; own writes trigger a refresh at once."""

REFRESH_PAUSE_S: Final = 1.0
"""The least time between two refreshes: a brief costs as much as a recall."""

LAST_REFRESH_S: Final = 0.5
"""How long the last refresh may take: clients kill a server after two seconds."""


def format_memory_name(settings: Settings) -> str:
    """Return the name of the memory that these settings select."""
    return "\n".join([settings.store, settings.space, *settings.read_spaces])


async def render_brief(app: App) -> str:
    """Return the brief as text; empty if the memory is empty.

    Raises:
        Mem0Error: The memory cannot be asked.
    """
    request = parsing.parse_recall_request(
        caller=app.terms.caller,
        limits=app.terms.limits,
        limit=app.terms.limit,
        max_tokens=app.terms.max_tokens,
        form="text",
    )
    found = await app.recall(request)
    return render_recollection(found, "brief") if found.memories else ""


async def request_brief(ask: Callable[[], Awaitable[str]], version: str | None) -> KeptBrief:
    """Create a brief to keep.

    Args:
        ask: Returns the brief.
        version: The version of the store, read before asking, so that a commit meanwhile makes
            the brief stale.
    """
    asked_at_ns = time.time_ns()
    return KeptBrief(text=await ask(), version=version, asked_at_ns=asked_at_ns)


class Briefs:
    """Writes the brief for hooks whenever the memory has changed.

    It reads and writes nothing unless a hook of this memory has run before, nor until a call has
    opened the store: whoever else writes keeps the brief fresh, too.
    """

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._memory = format_memory_name(settings)
        self._store = settings.store
        self._revisions: list[int] = []
        self._kept: KeptBrief | None = None

    async def keep(self) -> None:
        """Keep the brief fresh; never returns."""
        while True:
            with anyio.move_on_after(REFRESH_EVERY_S):
                await self._app.wait_until_written()
            await self._refresh()
            await anyio.sleep(REFRESH_PAUSE_S)

    async def refresh_last(self) -> None:
        """Refresh once more before the process ends, if it opened the store."""
        if self._app.is_open:
            with anyio.move_on_after(LAST_REFRESH_S):
                await self._refresh()

    async def _refresh(self) -> None:
        try:
            states = list_hook_states(get_user_places().state, self._memory)
            if not states or not self._app.is_open:
                return
            version = read_store_version(self._store)
            revisions = [
                await self._app.read_revision(space) for space in self._app.terms.caller.read_spaces
            ]
            if self._kept is None or revisions != self._revisions:
                self._kept = await request_brief(lambda: render_brief(self._app), version)
            elif self._kept.version != version:
                # The new commits changed nothing that the brief shows.
                self._kept = replace(self._kept, version=version)
            else:
                return
            for state in states:
                state.keep_brief(self._kept)
            self._revisions = revisions
        except (Mem0Error, OSError) as error:
            log.info("the brief for hooks could not be refreshed: %s", error)
