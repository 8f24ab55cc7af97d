"""The paths of the server's routes, and the headers that several modules read."""

from typing import Final

MCP_PATH: Final = "/mcp"
SSE_PATH: Final = "/sse"
MESSAGES_PATH: Final = "/messages/"
HEALTH_PATH: Final = "/health"
READY_PATH: Final = "/ready"
SESSION_HEADER: Final = "mcp-session-id"
PROTOCOL_HEADER: Final = "mcp-protocol-version"
WELL_KNOWN_PATH: Final = "/.well-known/"
"""Below it clients look for a sign-in; there is none."""

VERSION_HEADER: Final = "x-mcp-mem0-version"
"""The version of the command that reads: another one may mean something else."""


def build_read_path(name: str) -> str:
    """Return the path of one kind of read for commands."""
    return f"/reads/{name}"


EXPLORER_PATH: Final = "/explorer"
"""The page; everything of the explorer is below it."""

EVENTS_PATH: Final = f"{EXPLORER_PATH}/api/events"
