"""Keeps the brief fresh that hooks say at the start of a session: they have no time to ask."""

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
from mcp_mem0.domain import requests
from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.rendering import render_recollection

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 10.0
"""How often to look for what other processes wrote; what this one did is seen at once."""

LOOK_APART_S: Final = 1.0
"""Least time between two looks: a brief costs as much as a recall."""

LOOK_LAST_S: Final = 0.5
"""How long the last look may take: clients kill after two seconds."""


def format_memory_name(settings: Settings) -> str:
    """Return what tells the memory of some settings, as a brief shows it, from others."""
    return "\n".join([settings.store, settings.space, *settings.read_spaces])


async def render_brief(app: App) -> str:
    """Return the brief as text; empty if nothing is known.

    Raises:
        Mem0Error: The memory cannot be asked.
    """
    request = requests.parse_recall_request(caller=app.terms.caller, limits=app.terms.limits)
    found = await app.recall(request)
    return render_recollection(found, "brief") if found.memories else ""


async def request_brief(ask: Callable[[], Awaitable[str]], version: str | None) -> KeptBrief:
    """Ask for a brief, to be kept.

    Args:
        ask: Returns it.
        version: The version of the store, looked at before; what is committed while the brief is
            made makes it stale, never the other way round.
    """
    asked_at_ns = time.time_ns()
    return KeptBrief(text=await ask(), version=version, asked_at_ns=asked_at_ns)


class Briefs:
    """Writes the brief for hooks whenever what it is of changed.

    Where no hook of this memory ever ran, nothing is read and nothing is written.
    """

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._memory = format_memory_name(settings)
        self._store = settings.store
        self._seen: list[int] = []
        self._kept: KeptBrief | None = None

    async def keep(self) -> None:
        """Keep it fresh; never returns."""
        while True:
            with anyio.move_on_after(LOOK_EVERY_S):
                await self._app.wait_until_written()
            await self._look()
            await anyio.sleep(LOOK_APART_S)

    async def look_last(self) -> None:
        """Look once more before the process ends, if it looked into the memory at all."""
        if self._app.is_open:
            with anyio.move_on_after(LOOK_LAST_S):
                await self._look()

    async def _look(self) -> None:
        try:
            states = list_hook_states(get_user_places().state, self._memory)
            if not states:
                return
            version = read_store_version(self._store)
            now = [
                await self._app.read_revision(space) for space in self._app.terms.caller.read_spaces
            ]
            if self._kept is None or now != self._seen:
                self._kept = await request_brief(lambda: render_brief(self._app), version)
            elif self._kept.version != version:
                # A commit that changed nothing of what it tells.
                self._kept = replace(self._kept, version=version)
            else:
                return
            for state in states:
                state.keep_brief(self._kept)
            self._seen = now
        except (Mem0Error, OSError) as error:
            log.info("the brief for hooks is not fresh: %s", error)
