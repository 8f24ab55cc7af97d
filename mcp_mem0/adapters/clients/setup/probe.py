"""Starts a client's command as the client does, without a shell, and calls it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import anyio
from mcp import MCPError, StdioServerParameters, stdio_client
from mcp.client import Client
from mcp.types import TextContent

TIMEOUT_S: Final = 30.0
_RECALL: Final = "recall"


async def probe_server(
    command: list[str],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the names of the tools that a command serves, started with an empty PATH.

    Its recall is called, too: a server whose store or whose upstream is out of reach lists its
    tools all the same.

    Args:
        command: The command.
        folder: The working folder.
        environment: Its environment variables.

    Raises:
        OSError: It cannot be started, ends before it answers, or its call fails.
        TimeoutError: It does not answer within `TIMEOUT_S`.
    """
    server = StdioServerParameters(
        command=command[0],
        args=command[1:],
        env={"PATH": "", **(environment or {})},
        cwd=folder,
    )
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere, anyio.fail_after(TIMEOUT_S):  # noqa: ASYNC230, PTH123 - opening nothing takes no time
            async with Client(stdio_client(server, errlog=nowhere)) as client:
                names = [tool.name for tool in (await client.list_tools()).tools]
                if _RECALL in names:
                    await _recall(client)
                return names
    except MCPError as error:
        raise OSError(f"it ended before it answered ({error})") from error


async def _recall(client: Client) -> None:
    try:
        answer = await client.call_tool(_RECALL, {"limit": 1})
    except MCPError as error:
        raise OSError(f"every call fails: {error}") from error
    if answer.is_error:
        said = " ".join(each.text for each in answer.content if isinstance(each, TextContent))
        raise OSError(f"every call fails: {said}")
