"""`mcp-mem0 down`: stop the server that `up` started."""

import os
import signal
from contextlib import suppress
from typing import Final

import anyio
from pydantic import BaseModel

from mcp_mem0.app.local import build_local_servers
from mcp_mem0.cli.invocation import Json, print_answer

STOP_S_MAX: Final = 15.0


class DownModel(BaseModel):
    """The process that was stopped, if a server was running."""

    stopped: bool
    process: int | None = None


def down(*, json: Json = False) -> None:
    """Stop the server that `up` started; nothing acknowledged is lost."""
    done = anyio.run(_stop)
    text = f"Stopped process {done.process}." if done.stopped else "No server is running."
    print_answer(text, done, as_json=json)


async def _stop() -> DownModel:
    servers = build_local_servers()
    found = await servers.find_running_server()
    if found is None:
        return DownModel(stopped=False)
    with suppress(ProcessLookupError):
        os.kill(found.pid, signal.SIGTERM)
    await servers.wait_until_stopped(within_s=STOP_S_MAX)
    return DownModel(stopped=True, process=found.pid)
