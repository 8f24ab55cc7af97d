"""Keeps the brief fresh that hooks say at the start of a session: they have no time to ask."""

import logging
from typing import Final

import anyio

from mcp_mem0.adapters.clients.hook_state import states_of
from mcp_mem0.adapters.clients.places import own_places
from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain import doors
from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.rendering import recollection_text

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 10.0
"""How often to look for what other processes wrote; what this one did is seen at once."""

LOOK_APART_S: Final = 1.0
"""Least time between two looks: a brief costs as much as a recall."""

LOOK_LAST_S: Final = 0.5
"""How long the last look may take: clients kill after two seconds."""


def memory_name(settings: Settings) -> str:
    """Return what tells the memory of some settings, as a brief shows it, from others."""
    return "\n".join([settings.store, settings.space, *settings.read_spaces])


async def brief_of(app: App) -> str:
    """Return the brief as text; empty if nothing is known.

    Raises:
        Mem0Error: The memory cannot be asked.
    """
    request = doors.recall_request(caller=app.terms.caller, limits=app.terms.limits)
    found = await app.recall(request)
    return recollection_text(found, "brief") if found.memories else ""


class Briefs:
    """Writes the brief for hooks whenever what it is of changed.

    Where no hook of this memory ever ran, nothing is read and nothing is written.
    """

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._memory = memory_name(settings)
        self._seen: list[int] = []

    async def keep(self) -> None:
        """Keep it fresh; never returns."""
        while True:
            with anyio.move_on_after(LOOK_EVERY_S):
                await self._app.until_written()
            await self._look()
            await anyio.sleep(LOOK_APART_S)

    async def look_last(self) -> None:
        """Look once more before the process ends, if it looked into the memory at all."""
        if self._app.is_open:
            with anyio.move_on_after(LOOK_LAST_S):
                await self._look()

    async def _look(self) -> None:
        try:
            states = states_of(own_places().state, self._memory)
            if not states:
                return
            now = [await self._app.revision(space) for space in self._app.terms.caller.read_spaces]
            if now != self._seen:
                brief = await brief_of(self._app)
                for state in states:
                    state.keep_brief(brief)
                self._seen = now
        except (Mem0Error, OSError) as error:
            log.info("the brief for hooks is not fresh: %s", error)
