"""The paths of the server's routes."""

from typing import Final

MCP_PATH: Final = "/mcp"
SSE_PATH: Final = "/sse"
MESSAGES_PATH: Final = "/messages/"
HEALTH_PATH: Final = "/health"
READY_PATH: Final = "/ready"
