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


async def keep_briefs(app: App, settings: Settings) -> None:
    """Write the brief for hooks whenever what it is of changed; never returns.

    Where no hook of this memory ever ran, nothing is read and nothing is written.
    """
    seen: list[int] = []
    while True:
        await anyio.sleep(LOOK_EVERY_S)
        try:
            states = states_of(own_places().state, memory_name(settings))
            if not states:
                continue
            now = [await app.revision(space) for space in app.terms.caller.read_spaces]
            if now != seen:
                brief = await brief_of(app)
                for state in states:
                    state.keep_brief(brief)
                seen = now
        except (Mem0Error, OSError) as error:
            log.info("the brief for hooks is not fresh: %s", error)
