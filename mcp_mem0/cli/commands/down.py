"""`mcp-mem0 down`: stop the server that `up` started."""

import os
import signal
import sys
from contextlib import suppress
from typing import Final

import anyio

from mcp_mem0.app.local import local_servers

STOP_S_MAX: Final = 15.0


def down() -> None:
    """Stop the server that `up` started; what was acknowledged is kept."""
    anyio.run(_stop)


async def _stop() -> None:
    servers = local_servers()
    found = await servers.standing()
    if found is None:
        sys.stdout.write("No server of yours runs.\n")
        return
    with suppress(ProcessLookupError):
        os.kill(found.pid, signal.SIGTERM)
    await servers.ended(within_s=STOP_S_MAX)
    sys.stdout.write(f"Stopped: process {found.pid}\n")
