"""The stdio transport: what the client writes on stdin, and our answers on stdout."""

import io
import logging
import os
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from typing import Any, BinaryIO, Final

import anyio
from anyio import to_thread
from anyio.abc import ObjectReceiveStream, ObjectSendStream
from mcp.os.win32.utilities import rebind_std_handle_to_fd
from mcp.server.stdio import stdio_server
from mcp.shared._stream_protocols import WriteStream
from mcp.shared.message import SessionMessage
from pydantic import JsonValue, RootModel

from mcp_mem0.server.wire.reading import ReadMessage, read_message
from mcp_mem0.server.wire.stand_ins import restore_ids

log = logging.getLogger(__name__)

_STDIN: Final = 0


class _Outgoing(RootModel[dict[str, JsonValue]]):
    """A message as it is sent, whatever its id."""


class _Writer(ObjectSendStream[SessionMessage]):
    """Sends messages to the client."""

    has_stand_ins = False
    """Whether a message to the client may have an id that was marked."""

    def __init__(self, answers: WriteStream[SessionMessage]) -> None:
        self._answers = answers

    async def send(self, item: SessionMessage) -> None:
        if self.has_stand_ins:
            raw = item.message.model_dump_json(by_alias=True, exclude_unset=True).encode()
            outgoing: Any = _Outgoing.model_validate_json(restore_ids(raw))
            item = replace(item, message=outgoing)
        await self._answers.send(item)

    async def aclose(self) -> None:
        await self._answers.aclose()


class _LineReader(ObjectReceiveStream[SessionMessage | Exception]):
    """Reads the client's messages; what is none is answered with the reason."""

    def __init__(self, lines: BinaryIO, writer: _Writer) -> None:
        self._lines = lines
        self._writer = writer

    async def receive(self) -> SessionMessage | Exception:
        while line := await to_thread.run_sync(self._lines.readline):
            read = read_message(line)
            if isinstance(read, ReadMessage):
                self._writer.has_stand_ins |= read.has_stand_ins
                return SessionMessage(read.message)
            self._writer.has_stand_ins = True
            if read.is_expected:
                await self._writer.send(SessionMessage(read.error))
        raise anyio.EndOfStream

    async def aclose(self) -> None:
        """Do nothing: a thread may still wait for a line."""


@asynccontextmanager
async def open_tolerant_stdio() -> AsyncGenerator[tuple[_LineReader, _Writer]]:
    """Open the transport: every request in it gets exactly one answer."""
    with _take_stdin() as lines:
        # The library reads lines as text, after which damaged bytes are lost: it only writes here.
        nothing = anyio.wrap_file(io.StringIO())
        async with stdio_server(stdin=nothing) as (unread, answers), unread:
            writer = _Writer(answers)
            yield _LineReader(lines, writer), writer


@contextmanager
def _take_stdin() -> Generator[BinaryIO]:
    """Yield the client's bytes; for a block, whatever else reads stdin finds its end."""
    try:
        own = os.dup(_STDIN)
    except OSError:
        yield sys.stdin.buffer
        return
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a device
        _point_stdin_to(nothing.fileno())
    try:
        # Never closed: a thread may still wait for a line.
        yield os.fdopen(own, "rb", closefd=False)
    finally:
        _point_stdin_to(own)


def _point_stdin_to(descriptor: int) -> None:
    os.dup2(descriptor, _STDIN)
    with suppress(OSError):
        rebind_std_handle_to_fd(_STDIN)
