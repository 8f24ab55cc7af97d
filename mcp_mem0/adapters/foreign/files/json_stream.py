"""JSON read value by value, so that a file of any size needs the memory of its largest value."""

import codecs
import json
import re
from collections.abc import Generator
from typing import IO, Final

from mcp_mem0.adapters.foreign.files.collection import SourceFile
from mcp_mem0.adapters.foreign.files.text_lines import build_encoding_error, choose_encoding
from mcp_mem0.domain.errors import RequestError, quote_path

CHUNK_BYTES: Final = 1 << 20
VALUE_CHARS_MAX: Final = 256 * 1024**2
"""The largest value, in characters: of an export one conversation."""

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SLACK: Final = 16
"""How near the end of what was read an error may come from its being cut off."""

Member = tuple[str | None, object]


def stream_members(file: SourceFile) -> Generator[Member]:
    """Return the elements of an array, or the members of an object with their keys.

    Of a member that is an array each element is returned, with the key.

    Raises:
        RequestError: It is no JSON, cut off, or not in UTF-8.
    """
    with file.open() as opened:
        stream = _JsonStream(opened, file.name)
        first = stream.read_mark()
        if first == "[":
            for value in stream.read_elements():
                yield None, value
        elif first == "{":
            yield from stream.read_members()
        else:
            raise stream.build_error("it begins with no [ and no {")
        stream.check_end()


def peek_member(file: SourceFile) -> Member | None:
    """Return the first of the members of a JSON file; None if it has none or is no JSON."""
    members = stream_members(file)
    try:
        return next(members, None)
    except RequestError:
        return None
    finally:
        members.close()


def parse_line(file: SourceFile, number: int, line: str) -> object:
    """Return the value of one line.

    Raises:
        RequestError: It is no JSON.
    """
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RequestError(
            f"line {number} of {quote_path(file.name)} is no whole JSON ({error}): the file may be"
            " cut off or damaged, so get it again or correct that line; nothing was stored"
        ) from error


class _JsonStream:
    """A JSON text of which a part is in memory.

    Args:
        file: Its bytes.
        name: What it is called in errors.
    """

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file = file
        self._name = name
        self._decoder = json.JSONDecoder()
        start = file.read(64)
        encoding = choose_encoding(start, name)
        self._text = codecs.getincrementaldecoder(encoding)("strict")
        self._buffer = ""
        self._place = 0
        self._read_chars = 0
        self._is_at_end = False
        self._add(start)

    def read_mark(self) -> str:
        """Return the next character that is no space, and pass it."""
        mark = self._peek_mark()
        self._place += 1
        return mark

    def read_elements(self) -> Generator[object]:
        """Return the elements of an array that was begun."""
        if self._peek_mark() == "]":
            self._place += 1
            return
        while True:
            yield self._read_value()
            if not self._has_more("]"):
                return

    def read_members(self) -> Generator[Member]:
        """Return the members of an object that was begun."""
        if self._peek_mark() == "}":
            self._place += 1
            return
        while True:
            key = self._read_value()
            if not isinstance(key, str) or self.read_mark() != ":":
                raise self.build_error("a member has no name")
            if self._peek_mark() == "[":
                self._place += 1
                for value in self.read_elements():
                    yield key, value
            else:
                yield key, self._read_value()
            if not self._has_more("}"):
                return

    def check_end(self) -> None:
        """Refuse whatever follows the whole value."""
        if self._peek_mark():
            raise self.build_error("something follows its end")

    def build_error(self, problem: str) -> RequestError:
        """Return the error of a text that is no JSON."""
        return RequestError(
            f"{quote_path(self._name)} is no whole JSON ({problem}, near character"
            f" {self._read_chars + self._place:,}): it may be cut off or damaged, so get it again;"
            " nothing was stored"
        )

    def _has_more(self, end: str) -> bool:
        mark = self.read_mark()
        if mark not in {",", end}:
            raise self.build_error("it is cut off" if not mark else f"{mark!r} is out of place")
        return mark == ","

    def _peek_mark(self) -> str:
        """Return the next character that is no space, or "" at the end."""
        while True:
            match = _SPACE.match(self._buffer, self._place)
            self._place = self._place if match is None else match.end()
            if self._place < len(self._buffer):
                return self._buffer[self._place]
            if not self._fill(CHUNK_BYTES):
                return ""

    def _read_value(self) -> object:
        if not self._peek_mark():
            raise self.build_error("it is cut off")
        self._drop_read()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._place)
            except json.JSONDecodeError as error:
                self._read_on(error)
                continue
            except (ValueError, RecursionError) as error:
                raise self.build_error(str(error)) from error
            # A number may go on beyond what was read.
            if end < len(self._buffer) or not self._fill(CHUNK_BYTES):
                self._place = end
                return value

    def _read_on(self, error: json.JSONDecodeError) -> None:
        """Read more if a value may only be cut off by the end of what was read."""
        is_open = error.msg.startswith("Unterminated") or error.pos >= len(self._buffer) - _SLACK
        if is_open and len(self._buffer) <= VALUE_CHARS_MAX:
            # Twice as much each time, so that a large value is not parsed too often.
            if self._fill(max(CHUNK_BYTES, len(self._buffer))):
                return
            raise self.build_error("it is cut off") from error
        raise self.build_error(error.msg) from error

    def _drop_read(self) -> None:
        if self._place > CHUNK_BYTES:
            self._read_chars += self._place
            self._buffer = self._buffer[self._place :]
            self._place = 0

    def _fill(self, count: int) -> bool:
        """Read more; return whether there was more."""
        if self._is_at_end:
            return False
        before = len(self._buffer)
        while len(self._buffer) == before and not self._is_at_end:
            self._add(self._file.read(count))
        return len(self._buffer) > before

    def _add(self, raw: bytes) -> None:
        self._is_at_end = not raw
        try:
            self._buffer += self._text.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            place = f"about character {self._read_chars + len(self._buffer) + error.start:,}"
            raise build_encoding_error(self._name, place, error) from error
