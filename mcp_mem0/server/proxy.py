"""A thin server over stdio in front of one that runs elsewhere and speaks HTTP.

It holds no memory and loads neither LanceDB nor a model. What it can say itself (who it is, its
tools, its instructions) it says also while the other server is away, so that a client that starts
first is not told that there is nothing; each call is passed on alone, so that nothing has to be
mended when the other server comes back.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import httpx2
import mcp_types as types
from mcp import MCPError
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.server import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from mcp_mem0 import __version__
from mcp_mem0.domain.errors import SettingsError, quoted
from mcp_mem0.domain.receipts import Receipt
from mcp_mem0.domain.recollection import Recollection
from mcp_mem0.domain.requests import ForgetRequest, RecallRequest, RememberRequest
from mcp_mem0.server.build import build_server
from mcp_mem0.server.identity import client_name
from mcp_mem0.server.memory import Terms

log = logging.getLogger(__name__)

ResultT = TypeVar("ResultT", bound=types.Result)
ParamsT = TypeVar("ParamsT", bound=types.RequestParams)

_ERA: Final = "2026-07-28"
"""The era without sessions: each request stands alone."""

CONNECT_S_MAX: Final = 5.0
ANSWER_S_MAX: Final = 660.0
"""Longer than a caller may let `remember` wait."""

TOKEN_CHARS_MAX: Final = 1_000
_FAULT: Final = 500
_HERE: Final = ("127.0.0.1", "::1", "localhost")
_OWN_META: Final = ("progressToken", "io.modelcontextprotocol/")


class AwayError(Exception):
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

    def headers(self) -> dict[str, str]:
        """Return what is sent with each call.

        Raises:
            AwayError: The token cannot be read.
        """
        if self.token_file is None:
            return {}
        try:
            token = self.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise AwayError(
                f"the token in {self.token_file} cannot be read ({error}): save it there again"
            ) from error
        if not token or len(token) > TOKEN_CHARS_MAX or not token.isprintable():
            raise AwayError(f"{self.token_file} does not hold a token: save it there again")
        return {"authorization": f"Bearer {token}"}


def checked_link(url: str, token_file: Path | None) -> Link:
    """Return a link to the server at a URL; without a path, its usual endpoint is meant.

    Raises:
        SettingsError: It is not the URL of a server.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(
            f"{quoted(url)} is not the URL of a server: write it like http://127.0.0.1:8765/mcp"
        )
    path = parts.path if parts.path.strip("/") else "/mcp"
    return Link(url=parts._replace(path=path).geturl(), token_file=token_file)


class Proxy:
    """The server over stdio.

    Args:
        link: The other server.
        terms: Ours: the session of calls that name none, and what we say of our tools while the
            other server is away.
    """

    def __init__(self, link: Link, terms: Terms) -> None:
        self._link = link
        self._own = build_server(_Nowhere(), terms)
        self._session = terms.caller.session
        self._http = _http_client(link)
        self._server = Server[dict[str, Any]](
            self._own.name,
            version=__version__,
            title=self._own.title,
            description=self._own.description,
            instructions=self._own.instructions,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_resource_templates,
            on_read_resource=self._read_resource,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
        )

    async def run_stdio_async(self) -> None:
        """Serve until the client closes our input."""
        async with self._http, stdio_server() as (read_stream, write_stream):
            options = self._server.create_initialization_options()
            await self._server.run(read_stream, write_stream, options)

    async def finish(self) -> None:
        """Do nothing: what is under way is the other server's, which finishes it."""

    async def _list_tools(
        self, ctx: ServerRequestContext[Any, Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        try:
            request = types.ListToolsRequest(params=params)
            return await self._asked(ctx, request, types.ListToolsResult)
        except AwayError as error:
            log.warning("%s", error)
            return types.ListToolsResult(tools=await self._own.list_tools())

    async def _call_tool(
        self, ctx: ServerRequestContext[Any, Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        try:
            request = types.CallToolRequest(params=self._with_session(params))
            return await self._asked(ctx, request, types.CallToolResult)
        except AwayError as error:
            return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)

    async def _list_resources(
        self, ctx: ServerRequestContext[Any, Any], params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        request = types.ListResourcesRequest(params=params)
        return await self._answered(ctx, request, types.ListResourcesResult)

    async def _list_resource_templates(
        self, ctx: ServerRequestContext[Any, Any], params: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        request = types.ListResourceTemplatesRequest(params=params)
        return await self._answered(ctx, request, types.ListResourceTemplatesResult)

    async def _read_resource(
        self, ctx: ServerRequestContext[Any, Any], params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        request = types.ReadResourceRequest(params=_plain(params))
        return await self._answered(ctx, request, types.ReadResourceResult)

    async def _list_prompts(
        self, ctx: ServerRequestContext[Any, Any], params: types.PaginatedRequestParams | None
    ) -> types.ListPromptsResult:
        request = types.ListPromptsRequest(params=params)
        return await self._answered(ctx, request, types.ListPromptsResult)

    async def _get_prompt(
        self, ctx: ServerRequestContext[Any, Any], params: types.GetPromptRequestParams
    ) -> types.GetPromptResult:
        request = types.GetPromptRequest(params=_plain(params))
        return await self._answered(ctx, request, types.GetPromptResult)

    def _with_session(self, params: types.CallToolRequestParams) -> types.CallToolRequestParams:
        """Return a call that names its conversation: over HTTP each call stands alone."""
        given = params.arguments or {}
        if params.name != "remember" or given.get("session"):
            return _plain(params)
        arguments = {**given, "session": self._session}
        return _plain(params).model_copy(update={"arguments": arguments})

    async def _answered(
        self,
        ctx: ServerRequestContext[Any, Any],
        request: types.Request[Any, Any],
        result_type: type[ResultT],
    ) -> ResultT:
        """Pass a request on; while the other server is away, refuse it in the protocol's way."""
        try:
            return await self._asked(ctx, request, result_type)
        except AwayError as error:
            raise MCPError(code=types.INTERNAL_ERROR, message=str(error)) from error

    async def _asked(
        self,
        ctx: ServerRequestContext[Any, Any],
        request: types.Request[Any, Any],
        result_type: type[ResultT],
    ) -> ResultT:
        """Pass a request on under the client's name, and its progress back.

        Raises:
            AwayError: The other server did not answer, or lets us not in.
            MCPError: It answered with an error of the protocol.
        """
        self._http.headers.update(self._link.headers())
        transport = streamable_http_client(self._link.url, http_client=self._http)
        caller = types.Implementation(name=client_name(ctx), version=__version__)
        problem: Exception
        try:
            async with Client(transport, mode=_ERA, client_info=caller) as client:
                return await client.session.send_request(
                    request, result_type, progress_callback=ctx.session.report_progress
                )
        # Whatever goes wrong on the way arrives in groups, mixed with what it led to.
        except* Exception as group:  # noqa: BLE001
            problem = self._problem(list(_leaves(group)))
        raise problem

    def _problem(self, errors: list[Exception]) -> Exception:
        """Return the one error that says what went wrong on the way."""
        where = f"the memory server at {_shown(self._link.url)}"
        for error in errors:
            match error:
                case _RefusedError():
                    return AwayError(f"{where} {error}")
                case httpx2.ConnectError() | httpx2.ConnectTimeout():
                    return AwayError(
                        f"{where} is not running or not reachable, so nothing was done: start it"
                        " or check the network, then call again"
                    )
                case httpx2.TransportError():
                    return AwayError(
                        f"{where} broke off, and may or may not have done what was asked: look"
                        " with recall before you store it again"
                    )
                case MCPError(code=types.METHOD_NOT_FOUND):
                    return AwayError(f"{where} has no memory under this address: mend the URL")
                case _:
                    log.debug("passing it on failed", exc_info=error)
        return errors[0]


class _Nowhere:
    """A memory that is never asked: what we say of our tools needs one."""

    async def remember(self, request: RememberRequest) -> Receipt:
        raise NotImplementedError

    async def recall(self, request: RecallRequest) -> Recollection:
        raise NotImplementedError

    async def forget(self, request: ForgetRequest) -> Receipt:
        raise NotImplementedError


class _RefusedError(Exception):
    """The other server answered, but not in the protocol; the message says what to do."""


def _http_client(link: Link) -> httpx2.AsyncClient:
    parts = urlsplit(link.url)
    timeout = httpx2.Timeout(ANSWER_S_MAX, connect=CONNECT_S_MAX)
    hooks = {"response": [_check_status]}
    return httpx2.AsyncClient(
        timeout=timeout,
        event_hooks=hooks,
        # Certificates take ten megabytes.
        verify=parts.scheme == "https",
        # A proxy of the environment leads away from this machine.
        trust_env=parts.hostname not in _HERE,
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


def _leaves(group: BaseExceptionGroup[Exception]) -> Iterator[Exception]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def _plain(params: ParamsT) -> ParamsT:
    """Return a request's parameters without what belongs to this connection alone."""
    meta = {
        name: value for name, value in (params.meta or {}).items() if not name.startswith(_OWN_META)
    }
    return params.model_copy(update={"meta": meta or None})


def _shown(url: str) -> str:
    """Return a URL without what may be secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
