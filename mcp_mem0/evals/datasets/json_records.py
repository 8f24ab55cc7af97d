"""Reading the records of a JSON file one by one: of a large file one is in memory at a time."""

import json
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final, TextIO, TypeAlias, cast

from mcp_mem0.domain.errors import RequestError

JsonRecord: TypeAlias = dict[str, object]

RECORD_CHARS_MAX: Final = 1 << 28
"""Of one record; ten million tokens of conversation need a quarter of it."""

CHUNK_CHARS: Final = 1 << 20
_CUT_CHARS: Final = 16
"""How near the end of what was read a fault may come from its being cut there."""

_SIGN: Final = re.compile(r"\S")
_DECODER: Final = json.JSONDecoder()


def iterate_records(
    file: Path, *, chunk_chars: int = CHUNK_CHARS, record_chars_max: int = RECORD_CHARS_MAX
) -> Generator[JsonRecord, None, None]:
    """Yield the objects of a file: those of one list, or one after another, as in JSON Lines.

    Args:
        file: The file.
        chunk_chars: How much is read at once, at least.
        record_chars_max: How long a record may be.

    Raises:
        RequestError: It is not JSON, has something else than objects, or one is too long.
    """
    try:
        with file.open(encoding="utf-8-sig") as opened:
            yield from _RecordScanner(file, opened, chunk_chars, record_chars_max).read()
    except UnicodeDecodeError as error:
        raise RequestError(f"{file} is not UTF-8 text: save it as UTF-8") from error


class _RecordScanner:
    """Reads records from a window over a file that grows until one fits."""

    def __init__(self, file: Path, opened: TextIO, chunk_chars: int, record_chars_max: int) -> None:
        self._file = file
        self._opened = opened
        self._chunk_chars = chunk_chars
        self._record_chars_max = record_chars_max
        self._window = ""
        self._at = 0
        self._count = 0

    def read(self) -> Iterator[JsonRecord]:
        is_list = self._skip("[")
        while self._peek() not in {"", "]"}:
            yield self._take()
            self._count += 1
            self._skip(",")
        if is_list != self._skip("]"):
            raise self._refuse("it ends in the middle" if is_list else "no list begins that ends")
        if self._peek():
            raise self._refuse("something follows the list")

    def _skip(self, sign: str) -> bool:
        """Pass over a sign, and return whether it came next."""
        is_next = self._peek() == sign
        if is_next:
            self._at += 1
        return is_next

    def _peek(self) -> str:
        """Return the next sign that is no space, or "" at the end of the file."""
        while (found := _SIGN.search(self._window, self._at)) is None:
            self._at = len(self._window)
            if not self._grow():
                return ""
        self._at = found.start()
        return found.group()

    def _take(self) -> JsonRecord:
        while True:
            try:
                record, self._at = _DECODER.raw_decode(self._window, self._at)
            except json.JSONDecodeError as error:
                if not _is_cut(error) or not self._grow():
                    raise self._refuse(error.msg) from error
            except (ValueError, RecursionError) as error:
                raise self._refuse(str(error)) from error
            else:
                if not isinstance(record, dict):
                    raise self._refuse("it is no object")
                return cast("JsonRecord", record)

    def _grow(self) -> bool:
        """Read as much again, and return whether there was more."""
        rest = self._window[self._at :]
        if len(rest) > self._record_chars_max:
            raise self._refuse(f"it has more than {self._record_chars_max} characters")
        more = self._opened.read(max(self._chunk_chars, len(rest)))
        self._window, self._at = rest + more, 0
        return bool(more)

    def _refuse(self, problem: str) -> RequestError:
        return RequestError(
            f"{self._file} is not JSON at record {self._count + 1}: {problem};"
            " if it was downloaded, download it again"
        )


def _is_cut(error: json.JSONDecodeError) -> bool:
    """Whether the fault may only be that the text ends there."""
    return error.msg.startswith("Unterminated") or error.pos >= len(error.doc) - _CUT_CHARS
