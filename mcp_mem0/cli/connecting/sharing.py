"""The state of the server that `up` started: whether it answers, and who shares it."""

import anyio

from mcp_mem0.adapters.local_server import LocalServer
from mcp_mem0.app.local import find_usable_server
from mcp_mem0.config import Settings

SHARED = "Servers that clients start with these settings forward every request to it."
NOT_SHARED = (
    "It has other settings, or tokens, so servers that clients start with these settings open the"
    " store themselves."
)


async def is_answering(server: LocalServer) -> bool:
    """Whether the server's address accepts connections."""
    host, _, port = server.url.removeprefix("http://").partition("/")[0].rpartition(":")
    try:
        stream = await anyio.connect_tcp(host.strip("[]"), int(port))
    except OSError:
        return False
    await stream.aclose()
    return True


async def is_shared(server: LocalServer, settings: Settings) -> bool:
    """Whether servers that clients start with these settings forward to this one."""
    usable = await find_usable_server(settings)
    return usable is not None and usable.pid == server.pid
