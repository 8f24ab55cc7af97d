"""All routes of the explorer: its page, its doors, its calls and its stream of changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mcp_mem0.server.explorer.acts import Acting
from mcp_mem0.server.explorer.calls import ExplorerCall, build_call_routes
from mcp_mem0.server.explorer.doors import Doors
from mcp_mem0.server.explorer.events import ChangeStream, Revisions
from mcp_mem0.server.explorer.looking import Looking
from mcp_mem0.server.explorer.memory import ExplorerMemory, Setup
from mcp_mem0.server.explorer.overview import LookingOver
from mcp_mem0.server.explorer.page import INDEX, PageFile
from mcp_mem0.server.explorer.past import LookingBack
from mcp_mem0.server.explorer.waiting import LookingAhead
from mcp_mem0.server.http.paths import EVENTS_PATH, EXPLORER_PATH
from mcp_mem0.server.mcp.memory import Terms

ASSETS_PATH = f"{EXPLORER_PATH}/assets/"


def build_calls(
    memory: ExplorerMemory, terms: Terms, setup: Setup
) -> tuple[ExplorerCall[Any], ...]:
    """Return all that the page may ask."""
    parts = (
        Looking(memory=memory, terms=terms, setup=setup),
        LookingBack(memory=memory, terms=terms),
        LookingOver(memory=memory, terms=terms),
        LookingAhead(memory=memory, terms=terms),
        Acting(memory=memory, terms=terms),
    )
    return tuple(call for part in parts for call in part.build_calls())


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """The explorer of one server.

    Attributes:
        memory: Answers its calls.
        terms: The defaults and limits of calls.
        setup: What holds for the whole server.
        doors: Who may come in.
        files: The files of the page.
    """

    memory: ExplorerMemory
    terms: Terms
    setup: Setup
    doors: Doors
    files: Mapping[str, PageFile]

    def build_routes(self) -> list[Route]:
        """Return the routes; each file of the page has its own, so that no path leads elsewhere."""
        calls = build_calls(self.memory, self.terms, self.setup)
        return [
            *self._build_page_routes(),
            *self.doors.build_routes(),
            *build_call_routes(calls, self.memory, self.terms.caller),
            Route(EVENTS_PATH, self._build_stream(), methods=["GET"]),
        ]

    def _build_stream(self) -> ChangeStream:
        return ChangeStream(
            memory=self.memory,
            doors=self.doors,
            usual=self.terms.caller,
            revisions=Revisions(memory=self.memory),
        )

    def _build_page_routes(self) -> list[Route]:
        assets = [
            Route(f"{ASSETS_PATH}{name}", partial(_answer_file, file), methods=["GET"])
            for name, file in self.files.items()
            if name != INDEX
        ]
        index = self.files.get(INDEX)
        page = (
            []
            if index is None
            else [
                Route(path, partial(_answer_file, index), methods=["GET"])
                for path in (EXPLORER_PATH, f"{EXPLORER_PATH}/")
            ]
        )
        return [*page, *assets]


async def _answer_file(file: PageFile, request: Request) -> Response:
    return file.answer(request)
