"""A server over HTTP in a process of its own, as a person starts it."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
from anyio.abc import Process
from anyio.streams.text import TextReceiveStream

START_S_MAX = 60.0
END_S_MAX = 15.0


@dataclass(kw_only=True)
class Started:
    """A running server process."""

    process: Process
    url: str = ""
    text: str = ""
    _listens: anyio.Event = field(default_factory=anyio.Event)
    _is_read: anyio.Event = field(default_factory=anyio.Event)

    async def read(self) -> None:
        """Read its output until it ends."""
        assert self.process.stderr
        async for text in TextReceiveStream(self.process.stderr):
            self.text += text
            found = re.search(r"listening on (http://[^/]+)/mcp", self.text)
            if found:
                self.url = found[1]
                self._listens.set()
        self._is_read.set()

    async def listens(self) -> None:
        """Return once it listens."""
        with anyio.fail_after(START_S_MAX):
            await self._listens.wait()

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return its exit code once it has ended and all is read."""
        self.process.send_signal(number)
        with anyio.fail_after(END_S_MAX):
            code = await self.process.wait()
            await self._is_read.wait()
        return code

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its log."""
        return [json.loads(line) for line in self.text.splitlines() if line.startswith("{")]


def command(folder: Path, *options: str) -> list[str]:
    """Return the command of a server on the store in a folder."""
    settings = folder / "config.toml"
    settings.touch()
    return [
        *(sys.executable, "-m", "mcp_mem0", "serve", "--http", "--port", "0"),
        *("--config", str(settings), "--store", str(folder / "store")),
        *("--http-tokens-file", str(folder / "tokens.json"), *options),
    ]


def environment() -> dict[str, str]:
    """Return an environment without settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MCP_MEM0_")}


@asynccontextmanager
async def started(folder: Path, *options: str) -> AsyncGenerator[Started]:
    """Start a server, and end it with the block."""
    async with await anyio.open_process(
        command(folder, *options), stderr=subprocess.PIPE, env=environment()
    ) as process:
        server = Started(process=process)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(server.read)
            try:
                await server.listens()
                yield server
            finally:
                if process.returncode is None:
                    process.kill()
