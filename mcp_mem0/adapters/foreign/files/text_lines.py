"""The lines and the text of a file, in UTF-8 or with a mark that says UTF-16."""

import codecs
import io
from collections.abc import Generator
from typing import IO, Final, cast

from mcp_mem0.adapters.foreign.files.collection import SourceFile
from mcp_mem0.domain.errors import RequestError, quote_path

LINE_BYTES_MAX: Final = 32 * 1024**2
"""The longest line."""

TEXT_BYTES_MAX: Final = 32 * 1024**2
"""The longest text that is read whole."""

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def choose_encoding(start: bytes, name: str) -> str:
    """Return the encoding that the first bytes of a file say; UTF-8 if they say nothing.

    Raises:
        RequestError: It is one that is not read.
    """
    if start.startswith(_UTF_32):
        raise RequestError(
            f"{quote_path(name)} is UTF-32: convert it with `iconv -f utf-32 -t utf-8`"
        )
    if start.startswith(_UTF_16):
        return "utf-16"
    if b"\0" in start:
        raise RequestError(
            f"{quote_path(name)} is no text in UTF-8 (it has zero bytes): if it is UTF-16, convert"
            " it with `iconv -f utf-16le -t utf-8`"
        )
    return "utf-8-sig"


def build_encoding_error(name: str, place: str, error: UnicodeDecodeError) -> RequestError:
    """Return the error of a text that is not UTF-8."""
    byte = error.object[error.start]
    return RequestError(
        f"{quote_path(name)} is not UTF-8: {place} has the byte 0x{byte:02x}; if it is Latin-1,"
        " convert it with `iconv -f latin1 -t utf-8`"
    )


def read_lines(file: SourceFile) -> Generator[tuple[int, str]]:
    """Return the lines that are not blank, each with its number from 1.

    Raises:
        RequestError: It is not UTF-8, or a line is too long.
    """
    with file.open() as opened:
        buffered = _buffer(opened)
        encoding = choose_encoding(buffered.peek(64)[:64], file.name)
        if encoding == "utf-16":
            yield from _read_wide_lines(buffered, file.name)
            return
        number = 0
        while raw := buffered.readline(LINE_BYTES_MAX + 1):
            number += 1
            if len(raw) > LINE_BYTES_MAX:
                raise RequestError(
                    f"{quote_path(file.name)}:{number} is longer than"
                    f" {LINE_BYTES_MAX // 1024**2} MiB: no record is, so it is not read"
                )
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise build_encoding_error(file.name, f"line {number}", error) from error
            if line.strip():
                yield number, line


def read_text(file: SourceFile) -> str:
    """Return a text whole, with plain line ends.

    Raises:
        RequestError: It is not UTF-8, or too long.
    """
    with file.open() as opened:
        raw = opened.read(TEXT_BYTES_MAX + 1)
    if len(raw) > TEXT_BYTES_MAX:
        raise RequestError(
            f"{quote_path(file.name)} is larger than {TEXT_BYTES_MAX // 1024**2} MiB: no note is,"
            " so it is not read"
        )
    encoding = choose_encoding(raw[:64], file.name)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise build_encoding_error(file.name, f"line {line}", error) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _buffer(opened: IO[bytes]) -> io.BufferedReader:
    # A file on the disk is one already, a member of a zip can become one.
    if isinstance(opened, io.BufferedReader):
        return cast("io.BufferedReader", opened)
    return io.BufferedReader(cast("io.RawIOBase", opened))


def _read_wide_lines(opened: io.BufferedReader, name: str) -> Generator[tuple[int, str]]:
    text = io.TextIOWrapper(opened, encoding="utf-16")
    number = 0
    try:
        while line := text.readline(LINE_BYTES_MAX):
            number += 1
            if line.strip():
                yield number, line
    except UnicodeError as error:
        raise RequestError(
            f"{quote_path(name)} is no whole UTF-16 after line {number}: it may be cut off, so get"
            " it again"
        ) from error
    finally:
        # Whoever opened the file closes it.
        text.detach()
