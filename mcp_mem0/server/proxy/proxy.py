"""A thin stdio server in front of an HTTP server that runs elsewhere.

It holds no memory and loads neither LanceDB nor a model. Its name, tools and instructions it can
return by itself, so a client that starts while the other server is down still sees them. Each call
is forwarded alone, so there is no connection to restore when the other server comes back.
"""

import logging
from typing import Any, Final, TypeVar

import mcp_types as types
from mcp import MCPError
from mcp.server import ServerRequestContext
from mcp.server.apps import client_supports_apps
from mcp.server.lowlevel import Server

from mcp_mem0 import __version__
from mcp_mem0.domain.graph.model import AboutAnswer, AboutRequest
from mcp_mem0.domain.requests.erase import EraseRequest
from mcp_mem0.domain.requests.model import (
    ChangeRequest,
    ForgetRequest,
    HistoryRequest,
    RecallRequest,
    RememberRequest,
)
from mcp_mem0.domain.results.erasure import EraseReport
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.server.mcp.identity import get_client_name
from mcp_mem0.server.mcp.instructions import DESCRIPTION, INSTRUCTIONS, NAME, TITLE
from mcp_mem0.server.mcp.memory import Terms
from mcp_mem0.server.proxy.http_client import Link, ServerUnavailableError
from mcp_mem0.server.proxy.relay import Relay
from mcp_mem0.server.proxy.upstream import Upstream
from mcp_mem0.server.wire.stdio_streams import open_tolerant_stdio

log = logging.getLogger(__name__)

ResultT = TypeVar("ResultT", bound=types.Result)
ParamsT = TypeVar("ParamsT", bound=types.RequestParams)

_OWN_META: Final = ("progressToken", "io.modelcontextprotocol/")


class Proxy:
    """The server over stdio.

    Args:
        link: The other server.
        terms: Our defaults: the session of calls that name none, and the defaults in the tools'
            schemas while the other server is unavailable.
    """

    def __init__(self, link: Link, terms: Terms) -> None:
        self._terms = terms
        self._upstream = Upstream(link)
        self._relay = Relay(self._upstream)
        self._server = Server[dict[str, Any]](
            NAME,
            version=__version__,
            title=TITLE,
            description=DESCRIPTION,
            instructions=INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_resource_templates,
            on_read_resource=self._read_resource,
            on_subscribe_resource=self._relay.subscribe,
            on_unsubscribe_resource=self._relay.unsubscribe,
            on_subscriptions_listen=self._relay.listen,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
        )

    async def run_stdio_async(self) -> None:
        """Serve until the client closes stdin."""
        async with (
            self._upstream,
            self._relay,
            open_tolerant_stdio() as (read_stream, write_stream),
        ):
            options = self._server.create_initialization_options()
            await self._server.run(read_stream, write_stream, options)

    async def finish(self) -> None:
        """Do nothing: the other server finishes what is under way."""

    async def _list_tools(
        self, ctx: ServerRequestContext[Any, Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        try:
            request = types.ListToolsRequest(params=params)
            return await self._ask_upstream(ctx, request, types.ListToolsResult)
        except ServerUnavailableError as error:
            log.warning("%s", error)
            return types.ListToolsResult(tools=await _list_own_tools(self._terms))

    async def _call_tool(
        self, ctx: ServerRequestContext[Any, Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        try:
            request = types.CallToolRequest(params=self._add_session(params))
            return await self._ask_upstream(ctx, request, types.CallToolResult)
        except ServerUnavailableError as error:
            return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)

    async def _list_resources(
        self, ctx: ServerRequestContext[Any, Any], params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        request = types.ListResourcesRequest(params=params)
        return await self._forward(ctx, request, types.ListResourcesResult)

    async def _list_resource_templates(
        self, ctx: ServerRequestContext[Any, Any], params: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        request = types.ListResourceTemplatesRequest(params=params)
        return await self._forward(ctx, request, types.ListResourceTemplatesResult)

    async def _read_resource(
        self, ctx: ServerRequestContext[Any, Any], params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        request = types.ReadResourceRequest(params=_strip_meta(params))
        return await self._forward(ctx, request, types.ReadResourceResult)

    async def _list_prompts(
        self, ctx: ServerRequestContext[Any, Any], params: types.PaginatedRequestParams | None
    ) -> types.ListPromptsResult:
        request = types.ListPromptsRequest(params=params)
        return await self._forward(ctx, request, types.ListPromptsResult)

    async def _get_prompt(
        self, ctx: ServerRequestContext[Any, Any], params: types.GetPromptRequestParams
    ) -> types.GetPromptResult:
        request = types.GetPromptRequest(params=_strip_meta(params))
        return await self._forward(ctx, request, types.GetPromptResult)

    def _add_session(self, params: types.CallToolRequestParams) -> types.CallToolRequestParams:
        """Return a call that names its session, because each HTTP call is independent."""
        given_arguments = params.arguments or {}
        if params.name != "remember" or given_arguments.get("session"):
            return _strip_meta(params)
        arguments = {**given_arguments, "session": self._terms.caller.session}
        return _strip_meta(params).model_copy(update={"arguments": arguments})

    async def _forward(
        self,
        ctx: ServerRequestContext[Any, Any],
        request: types.Request[Any, Any],
        result_type: type[ResultT],
    ) -> ResultT:
        """Forward a request; answer with a protocol error if the other server is unavailable."""
        try:
            return await self._ask_upstream(ctx, request, result_type)
        except ServerUnavailableError as error:
            raise MCPError(code=types.INTERNAL_ERROR, message=str(error)) from error

    async def _ask_upstream(
        self,
        ctx: ServerRequestContext[Any, Any],
        request: types.Request[Any, Any],
        result_type: type[ResultT],
    ) -> ResultT:
        """Forward a request under the client's name, and its progress back.

        Raises:
            ServerUnavailableError: The other server did not answer, or refuses our token.
            MCPError: It answered with an error of the protocol.
        """
        return await self._upstream.ask(
            request,
            result_type,
            name=get_client_name(ctx),
            shows_pages=client_supports_apps(ctx),
            progress=ctx.session.report_progress,
        )


async def _list_own_tools(terms: Terms) -> list[types.Tool]:
    from mcp_mem0.server.mcp.build import build_server  # noqa: PLC0415 - three megabytes

    return await build_server(_UnreachableMemory(), terms).list_tools()


class _UnreachableMemory:
    """A memory that is never called; listing the tools needs one."""

    async def remember(self, request: RememberRequest) -> Receipt:
        raise NotImplementedError

    async def recall(self, request: RecallRequest) -> Recollection:
        raise NotImplementedError

    async def forget(self, request: ForgetRequest) -> Receipt:
        raise NotImplementedError

    async def erase(self, request: EraseRequest) -> EraseReport:
        raise NotImplementedError

    async def ask_graph(self, request: AboutRequest) -> AboutAnswer:
        raise NotImplementedError

    async def read_fact_history(self, request: HistoryRequest) -> FactHistory:
        raise NotImplementedError

    async def read_change(self, request: ChangeRequest) -> ChangeDetails:
        raise NotImplementedError


def _strip_meta(params: ParamsT) -> ParamsT:
    """Return a request's parameters without the metadata of this connection."""
    meta = {
        name: value for name, value in (params.meta or {}).items() if not name.startswith(_OWN_META)
    }
    return params.model_copy(update={"meta": meta or None})
