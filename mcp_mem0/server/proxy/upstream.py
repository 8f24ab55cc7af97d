"""Another server that runs elsewhere and speaks HTTP: each request stands alone.

Nothing is kept between two requests, so nothing has to be mended when that server was away.
"""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeAlias, TypeVar
from urllib.parse import urlsplit

import anyio
import httpx2
import mcp_types as types
from mcp import MCPError
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.client.subscriptions import ResourceUpdated, SubscriptionLost
from mcp.shared.dispatcher import ProgressFnT

from mcp_mem0 import __version__
from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.urls import is_loopback, parse_server_url
from mcp_mem0.private_file import read_secret

log = logging.getLogger(__name__)

ResultT = TypeVar("ResultT", bound=types.Result)

Tell: TypeAlias = Callable[[str], Awaitable[None]]
"""Told the address of a resource that changed."""

_ERA: Final = "2026-07-28"
"""The era without sessions: each request stands alone."""

CONNECT_S_MAX: Final = 5.0
ANSWER_S_MAX: Final = 660.0
"""Longer than a caller may let `remember` wait."""

ANSWER_BYTES_MAX: Final = 33_554_432
"""The longest answer, or stream until it is begun anew: several of the longest pages."""

_FAULT: Final = 500


class AwayError(Mem0Error):
    """The other server did not answer; the message is for the assistant and the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where the other server is, and how it knows us.

    Attributes:
        url: Its MCP endpoint.
        token_file: The file with our token, read for each call; None for no token.
    """

    url: str
    token_file: Path | None = None

    def build_headers(self) -> dict[str, str]:
        """Return what is sent with each call.

        Raises:
            AwayError: The token cannot be read, or not by its owner alone.
        """
        if self.token_file is None:
            return {}
        try:
            token = read_secret(self.token_file, kind="token")
        except OSError as error:
            raise AwayError(
                f"the token in {self.token_file} cannot be read ({error.strerror}): save it there"
                " again"
            ) from error
        return {"authorization": f"Bearer {token}"}


def build_link(url: str, token_file: Path | None) -> Link:
    """Return a link to the server at a URL.

    Raises:
        SettingsError: It is not the URL of a server.
    """
    return Link(url=parse_server_url(url), token_file=token_file)


class Upstream:
    """The other server, to ask it. Enter it first.

    Args:
        link: Where it is.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._http = _build_http_client(link)

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
        progress: ProgressFnT | None = None,
    ) -> ResultT:
        """Send a request and return its result.

        Args:
            request: What is asked.
            result_type: What the answer is.
            name: Who asks: the client's name.
            progress: Told how far it is.

        Raises:
            AwayError: The other server did not answer, or does not let us in.
            MCPError: It answered with an error of the protocol.
        """
        try:
            with anyio.fail_after(ANSWER_S_MAX):
                async with self._connect(name) as client:
                    return await client.session.send_request(
                        request, result_type, progress_callback=progress
                    )
        except TimeoutError as error:
            raise AwayError(
                f"the memory server at {_redact_url(self._link.url)} did not end its answer in"
                " time, and"
                " may or may not have done what was asked: look with recall before you store it"
                " again"
            ) from error

    async def watch(
        self,
        uris: Sequence[str],
        *,
        name: str,
        begun: Callable[[], Awaitable[None]],
        tell: Tell,
    ) -> None:
        """Watch resources until the stream breaks off; returns if it had begun.

        Args:
            uris: Which.
            name: Who watches: the client's name.
            begun: Called once they are watched.
            tell: Told of each that changes.

        Raises:
            AwayError: The other server did not answer, or does not let us in.
            MCPError: It refused.
        """
        has_begun = False
        try:
            async with (
                self._connect(name) as client,
                client.listen(resource_subscriptions=uris) as events,
            ):
                has_begun = True
                await begun()
                async for event in events:
                    if isinstance(event, ResourceUpdated):
                        await tell(event.uri)
        except (AwayError, MCPError) as error:
            if not has_begun:
                raise
            log.debug("the stream broke off: %s", error)

    @asynccontextmanager
    async def _connect(self, name: str) -> AsyncGenerator[Client]:
        """Open a connection under a name; what goes wrong in the block is told as one error.

        Raises:
            AwayError: The other server did not answer, or does not let us in.
            MCPError: It answered with an error of the protocol.
        """
        self._http.headers.update(self._link.build_headers())
        transport = streamable_http_client(self._link.url, http_client=self._http)
        caller = types.Implementation(name=name, version=__version__)
        problem: Exception | None = None
        try:
            async with Client(transport, mode=_ERA, client_info=caller) as client:
                yield client
        # Whatever goes wrong on the way arrives in groups, mixed with what it led to.
        except* Exception as group:  # noqa: BLE001
            problem = self._translate_errors(list(_iterate_leaves(group)))
        if problem is not None:
            raise problem

    def _translate_errors(self, errors: list[Exception]) -> Exception:
        """Return the one error that says what went wrong on the way."""
        where = f"the memory server at {_redact_url(self._link.url)}"
        for error in errors:
            match error:
                case _RefusedError():
                    return AwayError(f"{where} {error}")
                case httpx2.ConnectError() | httpx2.ConnectTimeout():
                    return AwayError(
                        f"{where} is not running or not reachable, so nothing was done: start it"
                        " or check the network, then call again"
                    )
                case httpx2.TransportError() | SubscriptionLost():
                    return AwayError(
                        f"{where} broke off, and may or may not have done what was asked: look"
                        " with recall before you store it again"
                    )
                case MCPError(code=types.METHOD_NOT_FOUND):
                    return AwayError(f"{where} has no memory under this address: mend the URL")
                case MCPError():
                    return error
                case _:
                    log.debug("passing it on failed", exc_info=error)
        return AwayError(f"{where} does not answer as a memory does: mend the URL")


class _RefusedError(Exception):
    """The other server answered, but not in the protocol; the message says what to do."""


def _build_http_client(link: Link) -> httpx2.AsyncClient:
    timeout = httpx2.Timeout(ANSWER_S_MAX, connect=CONNECT_S_MAX)
    hooks = {"response": [_check_status, _bound_answer]}
    is_encrypted = link.url.startswith("https:")
    return httpx2.AsyncClient(
        timeout=timeout,
        event_hooks=hooks,
        headers={"Accept-Encoding": "identity"},
        # Certificates take ten megabytes.
        verify=is_encrypted,
        # A proxy of the environment leads away from this machine, and reads what is not encrypted.
        trust_env=is_encrypted and not is_loopback(link.url),
    )


async def _check_status(response: httpx2.Response) -> None:
    """Turn an answer from the server's door into one sentence."""
    match response.status_code:
        case 401:
            raise _RefusedError(
                "wants a valid token: save one in a file and name it with --token-file"
            )
        case 403:
            raise _RefusedError("does not take calls under this name: ask whoever runs it")
        case 413:
            raise _RefusedError("takes no request of this size: send less at once")
        case 429:
            raise _RefusedError("has had too many calls from here: wait a moment, then call again")
        case status if status >= _FAULT:
            raise _RefusedError(f"is in trouble (HTTP {status}): call again in a moment")
        case _:
            pass


async def _bound_answer(response: httpx2.Response) -> None:
    """Refuse a compressed answer, and let no more than a bound of any other be read."""
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise _RefusedError("answers compressed, which is not read: mend the URL")
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _BoundedStream(response.stream)


class _BoundedStream(httpx2.AsyncByteStream):
    """The body of an answer, which ends in an error where it grows too long."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count = 0
        async for chunk in self._stream:
            count += len(chunk)
            if count > ANSWER_BYTES_MAX:
                raise _RefusedError(
                    f"answers with more than {ANSWER_BYTES_MAX:,} bytes, and no answer of a memory"
                    " is that long: mend the URL"
                )
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def _iterate_leaves(group: BaseExceptionGroup[Exception]) -> Iterator[Exception]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _iterate_leaves(error)
        else:
            yield error


def _redact_url(url: str) -> str:
    """Return a URL without what may be secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
