"""Files of records: one line of JSON each, on disk before the next thing is done.

A process that is killed loses at most the line that it was writing. Such a torn last line has no
end, is not read, and is cut off before the next line is appended.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Generic, TypeVar

from pydantic import ValidationError

from mcp_mem0.domain.errors import RequestError, StoreError, quote_path
from mcp_mem0.evals.runs.records import RunRecord
from mcp_mem0.private_file import check_owner, open_regular_file

RecordT = TypeVar("RecordT", bound=RunRecord)

_APPENDING: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT
_TAIL_BYTES: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class RecordFile(Generic[RecordT]):
    """The records of one kind; the file need not exist.

    Args:
        path: The file.
        kind: The type of its records.
    """

    path: Path
    kind: type[RecordT]

    def append(self, record: RecordT) -> None:
        """Append a record; on return it is on disk.

        This blocks, on purpose: what a model was paid for cannot be cancelled on its way to the
        disk.

        Raises:
            StoreError: It cannot be written.
        """
        line = record.model_dump_json().encode() + b"\n"
        try:
            with os.fdopen(open_regular_file(self.path, _APPENDING, check_owner), "ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreError(
                f"{quote_path(self.path)} cannot be written ({error}): what it has is kept; make"
                " room or mend the folder, and run it again to go on"
            ) from error

    def read(self) -> Iterator[RecordT]:
        """Yield the records in the order in which they were appended, without a torn last line.

        Raises:
            RequestError: A line is no record of this kind, or the file cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                for number, line in enumerate(file, start=1):
                    if line.endswith(b"\n"):
                        yield self._parse(number, line)
        except FileNotFoundError:
            return
        except OSError as error:
            raise RequestError(
                f"{quote_path(self.path)} cannot be read ({error}): make it readable"
            ) from error

    def cut_torn_line(self) -> bool:
        """Cut off a last line without an end; return whether there was one.

        Raises:
            StoreError: The file cannot be written.
        """
        try:
            with self.path.open("r+b") as file:
                whole = _find_whole_bytes(file)
                is_torn = file.seek(0, os.SEEK_END) > whole
                if is_torn:
                    file.truncate(whole)
                return is_torn
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreError(
                f"{quote_path(self.path)} cannot be written ({error}): make it writable"
            ) from error

    def _parse(self, number: int, line: bytes) -> RecordT:
        try:
            return self.kind.model_validate_json(line)
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            place = ".".join(map(str, fault["loc"]))
            raise RequestError(
                f"line {number} of {quote_path(self.path)} is no record of a run"
                f" ({f'{place}: ' if place else ''}{fault['msg']}): remove the line, and run it"
                " again to make it anew"
            ) from error


def _find_whole_bytes(file: BinaryIO) -> int:
    """Return how many bytes the lines of a file take that have an end."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _TAIL_BYTES)
        file.seek(start)
        place = file.read(end - start).rfind(b"\n")
        if place >= 0:
            return start + place + 1
        end = start
    return 0
