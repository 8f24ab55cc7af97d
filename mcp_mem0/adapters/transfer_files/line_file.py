"""A private file of lines that is there whole or not at all, and lines on the standard output."""

import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

import anyio
import anyio.to_thread

from mcp_mem0.domain.errors import ReaderGoneError, RequestError, quote_path
from mcp_mem0.private_file import create_private_file

STDOUT_NAME: Final = "the standard output"


class StreamWriter:
    """Writes lines to an open stream.

    Args:
        stream: The stream.
        name: Its name in errors.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name

    async def write(self, lines: bytes) -> None:
        """Write whole lines.

        Raises:
            RequestError: They cannot be written.
        """
        try:
            await anyio.to_thread.run_sync(self._stream.write, lines)
        except OSError as error:
            raise _build_error(self._name, error) from error


class LineFile:
    """A new file, which only its owner can read.

    Args:
        path: The file.
        is_forced: Whether a file of that name is replaced.
    """

    def __init__(self, path: Path, *, is_forced: bool) -> None:
        self._path = path
        self._is_forced = is_forced
        self._temporary = path.with_name(f".{path.name[:100]}.{os.urandom(8).hex()}")

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[StreamWriter]:
        """Write it during a block; if the block fails, what was there before stays.

        Raises:
            RequestError: There is one that is not to be replaced, or it cannot be written.
        """
        self._check_free()
        try:
            stream = create_private_file(self._temporary)
        except OSError as error:
            raise _build_error(str(self._path), error) from error
        try:
            with stream:
                yield StreamWriter(stream, str(self._path))
                await anyio.to_thread.run_sync(_flush, stream, str(self._path))
            self._put_in_place()
        except BaseException:
            with suppress(OSError):
                self._temporary.unlink()
            raise

    def _check_free(self) -> None:
        if self._path.is_symlink() or (self._path.exists() and not self._path.is_file()):
            raise RequestError(
                f"{quote_path(self._path)} is a link or no regular file: name another file"
            )
        if self._path.exists() and not self._is_forced:
            raise self._build_there_error()

    def _put_in_place(self) -> None:
        try:
            if not self._is_forced:
                # Somebody may have made one meanwhile; a rename would replace it.
                with suppress(NotImplementedError, PermissionError):
                    self._path.hardlink_to(self._temporary)
                    self._temporary.unlink()
                    return
            self._temporary.replace(self._path)
        except FileExistsError as error:
            raise self._build_there_error() from error
        except OSError as error:
            raise _build_error(str(self._path), error) from error

    def _build_there_error(self) -> RequestError:
        return RequestError(
            f"{quote_path(self._path)} is there already: name another file, or replace it with"
            " --force"
        )


class StdoutLines:
    """The standard output, which another program reads."""

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[StreamWriter]:
        """Write to it during a block.

        Raises:
            RequestError: Whoever reads it has stopped.
        """
        yield StreamWriter(sys.stdout.buffer, STDOUT_NAME)
        try:
            await anyio.to_thread.run_sync(sys.stdout.buffer.flush)
        except OSError as error:
            raise _build_error(STDOUT_NAME, error) from error


def _flush(stream: BinaryIO, name: str) -> None:
    try:
        stream.flush()
        os.fsync(stream.fileno())
    except OSError as error:
        raise _build_error(name, error) from error


def _build_error(name: str, error: OSError) -> RequestError:
    if name == STDOUT_NAME:
        # Else Python complains about it once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return ReaderGoneError("whoever reads the export has stopped: it is not whole")
        return RequestError(
            f"{STDOUT_NAME} cannot be written ({error.strerror or error}): the export is not whole,"
            " so make room, or export to a file"
        )
    return RequestError(
        f"{quote_path(name)} cannot be written ({error.strerror or error}): name another file, or"
        " make room; nothing is left of it"
    )
