"""The stream of changes: a page hears of what any process changes in the spaces that it may see.

A space is polled once for all open streams. A stream ends with its session, its token or the
server; a page then opens another, and reads again what it shows.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import anyio
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.server.explorer.calls import find_person
from mcp_mem0.server.explorer.doors import Doors
from mcp_mem0.server.explorer.memory import ExplorerMemory

log = logging.getLogger(__name__)

POLL_S: Final = 0.5
"""How often each space is read, in seconds."""

PING_S: Final = 15.0
"""How often something is sent although nothing has changed, in seconds."""

SPACES_S: Final = 5.0
"""How often a stream looks for new spaces, in seconds."""

_HEADERS: Final = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)


@dataclass(kw_only=True)
class Revisions:
    """The newest revision of each space, read at most once in `POLL_S` for all streams."""

    memory: ExplorerMemory
    _known: dict[str, tuple[float, int]] = field(default_factory=dict[str, tuple[float, int]])

    async def read(self, space: str) -> int:
        """Return the newest revision of a space; 0 before its first change."""
        now = anyio.current_time()
        read_at, revision = self._known.get(space, (-POLL_S, 0))
        if now - read_at >= POLL_S / 2:
            self._known[space] = (now, revision)
            revision = await self.memory.read_revision(space)
            self._known[space] = (now, revision)
        return revision


@dataclass(kw_only=True)
class ChangeStream:
    """One open stream, as an app of its own.

    Attributes:
        memory: Tells what changed.
        doors: Knows who is still inside.
        usual: The caller where no token is needed.
        revisions: What all streams know of the spaces.
    """

    memory: ExplorerMemory
    doors: Doors
    usual: Caller
    revisions: Revisions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until the client, the session or the server ends it."""
        async with anyio.create_task_group() as tasks:

            async def wait_for_end() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                tasks.cancel_scope.cancel()

            tasks.start_soon(wait_for_end)
            await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS]})
            try:
                await self._stream(Request(scope), send)
            except Mem0Error as error:
                # The page opens another stream, and its own calls report what is wrong.
                log.info("a stream of changes was ended: %s", error)
            tasks.cancel_scope.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _stream(self, request: Request, send: Send) -> None:
        spaces = await self._find_spaces(request)
        seen = {space: await self.revisions.read(space) for space in spaces}
        await _send_text(send, _format_event("ready", {"spaces": spaces}))
        sent_at = listed_at = anyio.current_time()
        while self.doors.is_inside(request.scope):
            await anyio.sleep(POLL_S)
            now = anyio.current_time()
            if now - listed_at >= SPACES_S:
                spaces, listed_at = await self._find_spaces(request), now
            texts = [text for space in spaces for text in await self._describe_changes(space, seen)]
            if not texts and now - sent_at >= PING_S:
                texts = [": ping\n\n"]
            for text in texts:
                await _send_text(send, text)
                sent_at = now

    async def _find_spaces(self, request: Request) -> Sequence[str]:
        try:
            return (await find_person(self.memory, self.usual, request)).caller.read_spaces
        except Mem0Error as error:
            log.debug("the spaces cannot be read: %s", error)
            return ()

    async def _describe_changes(self, space: str, seen: dict[str, int]) -> list[str]:
        """Return the event of what changed in a space, and note that it is told."""
        last = seen.setdefault(space, 0)
        try:
            if await self.revisions.read(space) == last:
                return []
            notice = await self.memory.build_notice(space, last)
        except Mem0Error as error:
            # The page's own calls report it; the changes are told once the store is back.
            log.debug("a watched space cannot be read: %s", error)
            return []
        # A store that was replaced begins anew.
        seen[space] = notice.revision or await self.revisions.read(space)
        return [_format_notice(space, notice)] if notice.changes else []


def _format_notice(space: str, notice: ChangeNotice) -> str:
    return _format_event(
        "change",
        {
            "space": space,
            "revision": notice.revision,
            "changes": sorted(notice.changes),
            "facts": sorted(notice.facts),
            "acts": sorted(notice.acts),
        },
    )


def _format_event(name: str, content: Mapping[str, object]) -> str:
    # JSON has no line breaks, so no value can begin another event.
    return f"event: {name}\ndata: {json.dumps(content)}\n\n"


async def _send_text(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
