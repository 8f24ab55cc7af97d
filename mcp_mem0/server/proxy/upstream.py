"""Sends requests to another server over HTTP, each independently of the others.

Nothing is kept between two requests, so there is nothing to restore after that server was down.
"""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Final, Self, TypeAlias, TypeVar

import anyio
import httpx2
import mcp_types as types
from mcp import MCPError
from mcp.client import Client
from mcp.client.extension import advertise
from mcp.client.streamable_http import streamable_http_client
from mcp.client.subscriptions import ResourceUpdated, SubscriptionLost
from mcp.server.apps import APP_MIME_TYPE, EXTENSION_ID
from mcp.shared.dispatcher import ProgressFnT

from mcp_mem0 import __version__
from mcp_mem0.server.proxy.http_client import (
    ANSWER_S_MAX,
    Link,
    RefusedError,
    ServerUnavailableError,
    build_http_client,
    redact_url,
)

log = logging.getLogger(__name__)

ResultT = TypeVar("ResultT", bound=types.Result)

OnUpdate: TypeAlias = Callable[[str], Awaitable[None]]
"""Called with the URI of a resource that changed."""

_SHOWS_PAGES: Final = advertise(EXTENSION_ID, {"mimeTypes": [APP_MIME_TYPE]})
"""What a client says that shows pages."""

_ERA: Final = "2026-07-28"
"""The protocol version without sessions: each request is independent."""


class Upstream:
    """The connection to the other server. Enter it first.

    Args:
        link: The other server.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._http = build_http_client(link)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._http.__aexit__(kind, error, traceback)

    async def ask(
        self,
        request: types.Request[Any, Any],
        result_type: type[ResultT],
        *,
        name: str,
        shows_pages: bool = False,
        progress: ProgressFnT | None = None,
    ) -> ResultT:
        """Send a request and return its result.

        Args:
            request: The request.
            result_type: The type of its result.
            name: The name of the client that asks.
            shows_pages: Whether it shows pages.
            progress: Called with the progress of the request.

        Raises:
            ServerUnavailableError: The other server did not answer, or refuses our token.
            MCPError: It answered with an error of the protocol.
        """
        try:
            with anyio.fail_after(ANSWER_S_MAX):
                async with self._connect(name, shows_pages=shows_pages) as client:
                    return await client.session.send_request(
                        request, result_type, progress_callback=progress
                    )
        except TimeoutError as error:
            raise ServerUnavailableError(
                f"the memory server at {redact_url(self._link.url)} did not finish its"
                " answer in time. It may or may not have done what was asked: check with recall"
                " before you store it again"
            ) from error

    async def watch(
        self,
        uris: Sequence[str],
        *,
        name: str,
        on_start: Callable[[], Awaitable[None]],
        on_update: OnUpdate,
    ) -> None:
        """Watch resources until the stream breaks off; return if it had started.

        Args:
            uris: The resources.
            name: The name of the client that watches.
            on_start: Called once they are watched.
            on_update: Called for each that changes.

        Raises:
            ServerUnavailableError: The other server did not answer, or refuses our token.
            MCPError: It refused.
        """
        has_started = False
        try:
            async with (
                self._connect(name) as client,
                client.listen(resource_subscriptions=uris) as events,
            ):
                has_started = True
                await on_start()
                async for event in events:
                    if isinstance(event, ResourceUpdated):
                        await on_update(event.uri)
        except (ServerUnavailableError, MCPError) as error:
            if not has_started:
                raise
            log.debug("the stream broke off: %s", error)

    @asynccontextmanager
    async def _connect(self, name: str, *, shows_pages: bool = False) -> AsyncGenerator[Client]:
        """Open a connection under a name; failures in the block are raised as one error.

        Raises:
            ServerUnavailableError: The other server did not answer, or refuses our token.
            MCPError: It answered with an error of the protocol.
        """
        self._http.headers.update(self._link.build_headers())
        transport = streamable_http_client(self._link.url, http_client=self._http)
        caller = types.Implementation(name=name, version=__version__)
        extensions = [_SHOWS_PAGES] if shows_pages else None
        problem: Exception | None = None
        try:
            async with Client(
                transport, mode=_ERA, client_info=caller, extensions=extensions
            ) as client:
                yield client
        # Transport failures arrive in exception groups, mixed with their consequences.
        except* Exception as group:  # noqa: BLE001
            problem = self._translate_errors(list(_iterate_leaves(group)))
        if problem is not None:
            raise problem

    def _translate_errors(self, errors: list[Exception]) -> Exception:
        """Return the one error that says what went wrong."""
        where = f"the memory server at {redact_url(self._link.url)}"
        for error in errors:
            match error:
                case RefusedError():
                    return ServerUnavailableError(f"{where} {error}")
                case httpx2.ConnectError() | httpx2.ConnectTimeout():
                    return ServerUnavailableError(
                        f"{where} is not running or not reachable, so nothing was done: start it"
                        " or check the network, then call again"
                    )
                case httpx2.TransportError() | SubscriptionLost():
                    return ServerUnavailableError(
                        f"{where} broke off, and may or may not have done what was asked: check"
                        " with recall before you store it again"
                    )
                case MCPError(code=types.METHOD_NOT_FOUND):
                    return ServerUnavailableError(
                        f"{where} does not serve a memory at this URL: correct the URL"
                    )
                case MCPError():
                    return error
                case _:
                    log.debug("forwarding failed", exc_info=error)
        return ServerUnavailableError(
            f"{where} does not answer like a memory server: correct the URL"
        )


def _iterate_leaves(group: BaseExceptionGroup[Exception]) -> Iterator[Exception]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _iterate_leaves(error)
        else:
            yield error
