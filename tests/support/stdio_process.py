"""A server in a process of its own, spoken to line by line: what a client really meets."""

import json
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
from anyio.abc import Process
from anyio.streams.text import TextReceiveStream

ANSWER_TIMEOUT_S = 30.0
END_TIMEOUT_S = 10.0


class Child:
    """A running server, after its handshake."""

    def __init__(self, process: Process) -> None:
        assert process.stdin
        assert process.stdout
        self._process = process
        self._input = process.stdin
        self._output = TextReceiveStream(process.stdout)
        self._rest = ""
        self._id = 0
        self.lines: list[str] = []

    async def ask(self, method: str, **params: object) -> dict[str, Any]:
        """Send a request and return the result of the next answer."""
        self._id += 1
        await self.send({"jsonrpc": "2.0", "id": self._id, "method": method, "params": params})
        with anyio.fail_after(ANSWER_TIMEOUT_S):
            while True:
                answer = json.loads(await self._line())
                if answer.get("id") == self._id:
                    return answer["result"]

    async def call_at_once(self, *calls: tuple[str, Mapping[str, object]]) -> list[dict[str, Any]]:
        """Call tools without waiting for answers in between; return the results in that order."""
        ids: list[int] = []
        for tool, arguments in calls:
            self._id += 1
            ids.append(self._id)
            params = {"name": tool, "arguments": arguments}
            await self.send(
                {"jsonrpc": "2.0", "id": self._id, "method": "tools/call", "params": params}
            )
        answers: dict[int, dict[str, Any]] = {}
        with anyio.fail_after(ANSWER_TIMEOUT_S):
            while len(answers) < len(ids):
                answer = json.loads(await self._line())
                if answer.get("id") in ids:
                    answers[answer["id"]] = answer["result"]
        return [answers[number] for number in ids]

    async def call(self, tool: str, **arguments: object) -> str:
        """Call a tool and return the text of its answer."""
        result = await self.ask("tools/call", name=tool, arguments=arguments)
        return result["content"][0]["text"]

    async def send(self, message: object) -> None:
        """Send one message."""
        await self._input.send(json.dumps(message).encode() + b"\n")

    async def say(self, line: bytes) -> dict[str, Any]:
        """Send a line unchanged and return the next message."""
        await self._input.send(line + b"\n")
        with anyio.fail_after(ANSWER_TIMEOUT_S):
            return json.loads(await self._line())

    async def close_input(self) -> int:
        """Close its input, as a client that is done does, and return its exit code."""
        await self._input.aclose()
        return await self._ended()

    async def end_by(self, number: signal.Signals) -> int:
        """Send a signal and return its exit code."""
        self._process.send_signal(number)
        return await self._ended()

    async def errors(self) -> str:
        """Return what it wrote to stderr, after it ended."""
        assert self._process.stderr
        return "".join([text async for text in TextReceiveStream(self._process.stderr)])

    async def _ended(self) -> int:
        with anyio.fail_after(END_TIMEOUT_S):
            return await self._process.wait()

    async def _line(self) -> str:
        while "\n" not in self._rest:
            self._rest += await self._output.receive()
        line, _, self._rest = self._rest.partition("\n")
        self.lines.append(line)
        return line


@asynccontextmanager
async def child(
    store: Path, *options: str, program: Sequence[str] = ("-m", "mcp_mem0")
) -> AsyncGenerator[Child]:
    """Start a server on a store and greet it."""
    settings = store.with_name("config.toml")
    settings.touch()
    command = [
        sys.executable,
        *program,
        "serve",
        "--config",
        str(settings),
        "--store",
        str(store),
        *options,
    ]
    async with await anyio.open_process(command, stderr=subprocess.PIPE) as process:
        try:
            started = Child(process)
            await started.ask(
                "initialize",
                protocolVersion="2025-11-25",
                capabilities={},
                clientInfo={"name": "test", "version": "1"},
            )
            await started.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
            yield started
        finally:
            if process.returncode is None:
                process.kill()
