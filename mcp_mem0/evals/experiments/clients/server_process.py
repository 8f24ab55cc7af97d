"""`mcp-mem0 serve --http` as a process of its own, on a free port of this machine."""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import anyio
import tomlkit
from anyio.abc import Process

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.config import Settings
from mcp_mem0.domain.access import Right, create_grant, parse_access
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.private_file import create_private_file, write_private_file

START_S_MAX: Final = 120.0
POLL_S: Final = 0.05
END_S_MAX: Final = 15.0
OUTPUT_CHARS_MAX: Final = 2_000

_LISTENS: Final = re.compile(r"listening on (http://\S+/mcp)")
_UNLIMITED: Final = {
    "requests_per_s": 100_000.0,
    "open_requests_max": 1_000,
    "open_streams_max": 1_000,
    "connections_max": 2_000,
}
"""What is measured is the memory, and not how many calls a person may make."""


@dataclass(frozen=True, kw_only=True)
class ServerProcess:
    """A server that listens.

    Attributes:
        url: Its MCP endpoint.
        tokens: Its tokens.
    """

    url: str
    tokens: TokenFile

    async def create_token(self, subject: str, space: str, *, right: Right) -> str:
        """Create a token for one space, and return it."""
        token, grant = create_grant(
            parse_access(subject, [space], right),
            now=get_utc_now(),
            expires_at=None,
            random_id=secrets.token_hex(6),
            random_secret=secrets.token_urlsafe(32),
        )
        await self.tokens.add(grant)
        return token


@asynccontextmanager
async def start_server(
    store: Path, folder: Path, settings: Settings
) -> AsyncGenerator[ServerProcess]:
    """Start a server on a store, without a model that decides; it ends with the block.

    Args:
        store: The folder of the store.
        folder: A private folder for its settings and tokens.
        settings: Those in force.

    Raises:
        StoreError: It does not start.
    """
    tokens = TokenFile(folder / "tokens.json")
    config = folder / "config.toml"
    own = build_server_settings(settings, store, tokens.path)
    write_private_file(config, tomlkit.dumps(own).encode())
    command = [sys.executable, "-P", "-m", "mcp_mem0", "serve", "--http", "--config", str(config)]
    with create_private_file(folder / "server.log") as log:
        process = await anyio.open_process(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=_build_environment(),
        )
        try:
            url = await _wait_for_url(process, folder / "server.log")
            yield ServerProcess(url=url, tokens=tokens)
        finally:
            await _end(process)


def build_server_settings(settings: Settings, store: Path, tokens: Path) -> Mapping[str, object]:
    """Return the settings of the server as a table: those in force, but for where it serves what.

    No model decides: what the clients write would cost tokens, and take as long as the model.
    """
    own = settings.model_dump(
        mode="json", exclude_defaults=True, exclude_none=True, exclude={"http", "model"}
    )
    http = {"host": "127.0.0.1", "port": 0, "tokens_file": str(tokens), **_UNLIMITED}
    return own | {
        "store": str(store),
        "model": {"provider": "none"},
        "http": http,
        "log": {"level": "error"},
    }


def _build_environment() -> Mapping[str, str]:
    """Return the environment without our settings, which are all in the file."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MCP_MEM0_")}


async def _wait_for_url(process: Process, log: Path) -> str:
    """Return where a server listens.

    Raises:
        StoreError: It ends, or takes too long.
    """
    with anyio.move_on_after(START_S_MAX):
        while process.returncode is None:
            found = _LISTENS.search(_read_output(log))
            if found:
                return found[1]
            await anyio.sleep(POLL_S)
    output = _read_output(log).strip()[-OUTPUT_CHARS_MAX:]
    raise StoreError(f"the server for many clients did not start; its output: {output or 'none'}")


def _read_output(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
        with anyio.move_on_after(END_S_MAX, shield=True):
            await process.wait()
    if process.returncode is None:
        process.kill()
    with anyio.CancelScope(shield=True):
        await process.aclose()
