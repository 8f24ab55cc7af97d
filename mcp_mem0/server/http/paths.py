"""The paths of the server's routes."""

from typing import Final

MCP_PATH: Final = "/mcp"
SSE_PATH: Final = "/sse"
MESSAGES_PATH: Final = "/messages/"
HEALTH_PATH: Final = "/health"
READY_PATH: Final = "/ready"
VERSION_HEADER: Final = "x-mcp-mem0-version"
"""The version of the command that reads: another one may mean something else."""


def build_read_path(name: str) -> str:
    """Return the path of one kind of read for commands."""
    return f"/reads/{name}"


EXPLORER_PATH: Final = "/explorer"
"""The page; everything of the explorer is below it."""

EVENTS_PATH: Final = f"{EXPLORER_PATH}/api/events"
