"""`ToolClient`, an MCP client of the official library that calls our tools over HTTP."""

import json
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import httpx2
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, Implementation, TextContent
from pydantic import JsonValue

from mcp_mem0 import __version__
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.rendering import RecollectionModel

ANSWER_S_MAX: Final = 120.0
ERAS: Final = ("2026-07-28", "legacy")
"""The two eras of the protocol: each request on its own, or in a session."""


class CallFailedError(Exception):
    """A call failed; the message is what the server said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What one recall told: the ids of its memories, best first, and how long it took."""

    ids: tuple[str, ...]
    milliseconds: float


@dataclass(frozen=True)
class ToolClient:
    """Calls the tools.

    Args:
        client: The client, connected.
    """

    client: Client

    async def recall(self, question: str) -> Recalled:
        """Ask a question.

        Raises:
            CallFailedError: It was not answered.
        """
        begun_s = time.perf_counter()
        result = await self._call("recall", {"query": question})
        elapsed_ms = 1_000 * (time.perf_counter() - begun_s)
        found = RecollectionModel.model_validate_json(json.dumps(result.structured_content))
        return Recalled(ids=tuple(each.id for each in found.memories), milliseconds=elapsed_ms)

    async def remember(
        self, messages: Sequence[Message], *, session: str, said_at: datetime
    ) -> float:
        """Hand over a conversation; return how many milliseconds that took.

        Raises:
            CallFailedError: It was not stored.
        """
        sent: list[JsonValue] = [
            {"role": each.role, "content": each.content, "name": each.name or each.role}
            for each in messages
        ]
        begun_s = time.perf_counter()
        await self._call(
            "remember", {"messages": sent, "session": session, "said_at": said_at.isoformat()}
        )
        return 1_000 * (time.perf_counter() - begun_s)

    async def _call(self, tool: str, arguments: Mapping[str, JsonValue]) -> CallToolResult:
        try:
            result = await self.client.call_tool(tool, {**arguments})
        # Whatever a call fails with is what is measured here: it is counted, with its words.
        except Exception as error:
            raise CallFailedError(f"{type(error).__name__}: {error}") from error
        if result.is_error:
            raise CallFailedError(_join_text(result))
        return result


@asynccontextmanager
async def connect_client(
    url: str, token: str, *, name: str, era: str = ERAS[0]
) -> AsyncGenerator[ToolClient]:
    """Connect a client in one of the eras of the protocol."""
    async with AsyncExitStack() as opened:
        http = await opened.enter_async_context(
            httpx2.AsyncClient(
                headers={"authorization": f"Bearer {token}"},
                timeout=ANSWER_S_MAX,
                # It is on this machine: no certificates, and no proxy of the environment.
                verify=False,
                trust_env=False,
            )
        )
        client = await opened.enter_async_context(
            Client(
                streamable_http_client(url, http_client=http),
                mode=era,
                client_info=Implementation(name=name, version=__version__),
            )
        )
        yield ToolClient(client)


def _join_text(result: CallToolResult) -> str:
    return " ".join(part.text for part in result.content if isinstance(part, TextContent))
