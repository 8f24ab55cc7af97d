"""Calling tools as a client does."""

import json

from mcp import Client
from mcp_types import CallToolResult, TextContent
from pydantic import JsonValue

from mcp_mem0.domain.rendering import ReceiptModel, RecollectionModel

ERAS = ["legacy", "2026-07-28"]
"""The two eras of the protocol, as a client asks for them."""


async def call(client: Client, tool: str, **arguments: JsonValue) -> CallToolResult:
    """Call a tool and return its answer, error or not."""
    return await client.call_tool(tool, arguments)


async def call_text(client: Client, tool: str, **arguments: JsonValue) -> str:
    """Call a tool that must succeed and return its text."""
    result = await call(client, tool, **arguments)
    assert not result.is_error, words(result)
    return words(result)


async def refused(client: Client, tool: str, **arguments: JsonValue) -> str:
    """Call a tool that must refuse and return its sentence."""
    result = await call(client, tool, **arguments)
    assert result.is_error, words(result)
    assert result.structured_content is None
    return words(result)


async def receipt(client: Client, tool: str, **arguments: JsonValue) -> ReceiptModel:
    """Call a tool that must succeed and return its receipt."""
    return ReceiptModel.model_validate_json(await _structure(client, tool, arguments))


async def recalled(client: Client, **arguments: JsonValue) -> RecollectionModel:
    """Recall, and return the answer as structure."""
    return RecollectionModel.model_validate_json(await _structure(client, "recall", arguments))


def words(result: CallToolResult) -> str:
    """Return the text of an answer."""
    return "\n".join(part.text for part in result.content if isinstance(part, TextContent))


async def _structure(client: Client, tool: str, arguments: dict[str, JsonValue]) -> str:
    result = await call(client, tool, **arguments)
    assert not result.is_error, words(result)
    return json.dumps(result.structured_content)
