"""The memory of another server, for our programs that are not MCP servers themselves."""

from collections.abc import Sequence
from typing import Any

import mcp_types as types

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.server.mcp.inputs import MessageInput
from mcp_mem0.server.mcp.tools import KEY_META
from mcp_mem0.server.proxy.upstream import Upstream


class Remote(Upstream):
    """The other server's memory. Each call may raise ServerUnavailableError; enter it first."""

    async def remember(
        self,
        messages: Sequence[MessageInput],
        *,
        session: str,
        key: str,
        wait_s: float,
        name: str,
    ) -> None:
        """Remember a conversation, once for each key.

        Raises:
            RequestError: The server refused it.
        """
        plain = [message.model_dump(exclude_none=True) for message in messages]
        arguments = {"messages": plain, "session": session, "wait_s": wait_s}
        await self._call_tool("remember", arguments, name=name, meta={KEY_META: key})

    async def read_brief(self, *, name: str) -> str:
        """Return what matters most, as text; empty if nothing is known.

        Raises:
            RequestError: The server refused it.
        """
        result = await self._call_tool("recall", {}, name=name)
        structure: dict[str, Any] = result.structured_content or {}
        return _extract_text(result) if structure.get("memories") else ""

    async def _call_tool(
        self,
        tool: str,
        arguments: dict[str, Any],
        *,
        name: str,
        meta: dict[str, str] | None = None,
    ) -> types.CallToolResult:
        params = types.CallToolRequestParams(name=tool, arguments=arguments)
        if meta is not None:
            params = params.model_copy(update={"meta": meta})
        request = types.CallToolRequest(params=params)
        result = await self.ask(request, types.CallToolResult, name=name)
        if result.is_error:
            raise RequestError(_extract_text(result))
        return result


def _extract_text(result: types.CallToolResult) -> str:
    return "\n".join(part.text for part in result.content if isinstance(part, types.TextContent))
