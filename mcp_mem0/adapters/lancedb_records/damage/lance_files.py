"""Reads what LanceDB's own files say: which files a version has, and where columns lie in them.

LanceDB reads a version as a whole, so one broken file hides all others. Its formats are public
(`table.proto` and `file2.proto` of Lance); a test pins what is used here of them. Whatever cannot
be understood counts as unknown and never as an error: LanceDB itself decides what can be read.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.lancedb_records.damage.wire_format import (
    Entry,
    as_bytes,
    as_int,
    parse_message,
    unpack_numbers,
    write_bytes,
    write_number,
    write_varint,
)

_MANIFEST_END: Final = struct.Struct("<q4s4s")
_MAGIC: Final = b"LANC"
_DATA_END: Final = struct.Struct("<QQQIIHH4s")
_PLACE: Final = struct.Struct("<QQ")
_LENGTH: Final = struct.Struct("<I")

# The numbers of the fields in `table.proto`.
_FIELDS, _FRAGMENTS, _VERSION, _FORMAT = 1, 2, 3, 15
_ELSEWHERE: Final = frozenset({6, 12, 21})
"""What names places in the file or other files: the indexes and the transaction of a version."""
_FRAGMENT_ID, _FRAGMENT_FILES, _DELETIONS, _ROWS = 1, 2, 3, 4
_FILE_PATH, _FILE_FIELDS, _FILE_COLUMNS, _FILE_MAJOR, _FILE_MINOR, _FILE_BYTES = range(1, 7)
_DELETIONS_TYPE, _DELETIONS_VERSION, _DELETIONS_ID, _DELETED_ROWS = range(1, 5)
_FIELD_NAME, _FIELD_ID, _FIELD_PARENT = 2, 3, 4


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file of a fragment.

    Attributes:
        name: Its name in the folder of data files.
        size: Its size in bytes; None if the manifest does not say it.
        fields: The ids of the fields whose columns it has, in their order.
    """

    name: str
    size: int | None
    fields: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some rows of a version.

    Attributes:
        files: The files that have their columns.
        rows: How many rows it has, without deleted ones.
        deletions: The file that says which are deleted, below the table's folder; "" if none is.
        message: It, as a manifest has it, but without its deleted rows.
    """

    files: tuple[DataFile, ...]
    rows: int
    message: bytes
    deletions: str = ""

    def list_files(self) -> list[str]:
        """Return its files, as paths below the table's folder."""
        named = [f"data/{file.name}" for file in self.files]
        return [*named, self.deletions] if self.deletions else named


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of the table.

    Attributes:
        version: Its number.
        fragments: Its rows.
        columns: The name of the column that each field belongs to, by the field's id.
        common: All else of it that a table of one of its fragments needs.
        end: The end of its file.
    """

    version: int
    fragments: tuple[Fragment, ...]
    columns: Mapping[int, str]
    common: bytes
    end: bytes

    def build_single(self, fragment: Fragment) -> bytes:
        """Return a manifest of a table that has this fragment alone, with its deleted rows."""
        body = self.common + write_bytes(_FRAGMENTS, fragment.message)
        return _LENGTH.pack(len(body)) + body + struct.pack("<q", 0) + self.end

    def describe_file(self, name: str) -> Fragment:
        """Return the fragment of a data file that no version names, with the columns of this."""
        entries = [*parse_message(self.common)]
        leaves = _list_leaves(_parse_fields(entries))
        file_format = next(as_bytes(value) for number, value, _ in entries if number == _FORMAT)
        major, minor = _parse_format(file_format)
        message = (
            write_bytes(_FILE_PATH, name.encode())
            + write_bytes(_FILE_FIELDS, b"".join(map(write_varint, leaves)))
            + write_bytes(_FILE_COLUMNS, b"".join(map(write_varint, range(len(leaves)))))
            + write_number(_FILE_MAJOR, major)
            + write_number(_FILE_MINOR, minor)
        )
        file = DataFile(name, None, tuple(leaves))
        return Fragment((file,), 0, write_bytes(_FRAGMENT_FILES, message))


@dataclass(frozen=True, slots=True)
class Extent:
    """Bytes of a data file that belong to rows of one column.

    Attributes:
        column: The number of the column in the file, in the order of the schema's leaves.
        rows: The first of the rows, and the one after the last.
        first, end: The first byte, and the one after the last.
    """

    column: int
    rows: tuple[int, int]
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class FileLayout:
    """Where columns lie in a data file; all from `tail` on says how to read them."""

    extents: tuple[Extent, ...]
    tail: int

    def is_hit_at_its_end(self, blocks: Iterable[int], size: int) -> bool:
        """Whether a changed block has bytes that say how to read the file."""
        return any(block + size > self.tail for block in blocks)

    def find_hit(self, blocks: Iterable[int], size: int) -> list[Extent]:
        """Return where changed blocks have bytes of a column; elsewhere they do not matter."""
        return [
            extent
            for block in blocks
            for extent in self.extents
            if extent.first < block + size and block < extent.end
        ]


def read_manifest(path: Path) -> Manifest | None:
    """Return what a manifest says; None if it is not there or cannot be understood."""
    try:
        content = path.read_bytes()
        place, end, magic = _MANIFEST_END.unpack(content[-_MANIFEST_END.size :])
        if magic != _MAGIC:
            return None
        (length,) = _LENGTH.unpack(content[place : place + _LENGTH.size])
        first = place + _LENGTH.size
        entries = [*parse_message(content[first : first + length])]
        return Manifest(
            version=next(as_int(value) for number, value, _ in entries if number == _VERSION),
            fragments=tuple(
                _parse_fragment(as_bytes(value))
                for number, value, _ in entries
                if number == _FRAGMENTS
            ),
            columns=_name_columns(_parse_fields(entries)),
            common=b"".join(
                entry
                for number, _, entry in entries
                if number not in _ELSEWHERE and number != _FRAGMENTS
            ),
            end=end + magic,
        )
    except (OSError, ValueError, IndexError, TypeError, StopIteration, struct.error):
        return None


def read_layout(path: Path) -> FileLayout | None:
    """Return where columns lie in a data file; None if it does not say."""
    try:
        content = path.read_bytes()
        tail, offsets, *_, columns, _, _, magic = _DATA_END.unpack(content[-_DATA_END.size :])
        if magic != _MAGIC:
            return None
        places = [
            _PLACE.unpack_from(content, offsets + number * _PLACE.size) for number in range(columns)
        ]
        extents = [
            extent
            for number, (first, size) in enumerate(places)
            for extent in _iterate_extents(number, content[first : first + size])
        ]
        # The schema stands between the columns and what describes them.
        tail = min(tail, len(content) - _DATA_END.size)
        data_end = max((extent.end for extent in extents), default=tail)
        return FileLayout(tuple(extents), min(tail, _align(data_end)))
    except (OSError, ValueError, IndexError, TypeError, struct.error):
        return None


def _align(place: int, to: int = 64) -> int:
    return -(-place // to) * to


def _iterate_extents(column: int, message: bytes) -> Iterator[Extent]:
    first_row = 0
    for number, value, _ in parse_message(message):
        if number != 2:  # noqa: PLR2004 - the pages, in `file2.proto`
            continue
        page = [*parse_message(as_bytes(value))]
        offsets = [
            each for field, packed, _ in page if field == 1 for each in unpack_numbers(packed)
        ]
        sizes = [each for field, packed, _ in page if field == 2 for each in unpack_numbers(packed)]  # noqa: PLR2004 - as above
        length = next((as_int(each) for field, each, _ in page if field == 3), 0)  # noqa: PLR2004 - as above
        rows = (first_row, first_row + length)
        for offset, size in zip(offsets, sizes, strict=True):
            if size:
                yield Extent(column, rows, offset, offset + size)
        first_row += length


def _parse_fragment(content: bytes) -> Fragment:
    entries = [*parse_message(content)]
    rows = next((as_int(value) for number, value, _ in entries if number == _ROWS), 0)
    fragment = next((as_int(value) for number, value, _ in entries if number == _FRAGMENT_ID), 0)
    marks = {
        field: as_int(value)
        for number, message, _ in entries
        if number == _DELETIONS
        for field, value, _ in parse_message(as_bytes(message))
    }
    kept = (entry for number, _, entry in entries if number not in {_FRAGMENT_ID, _DELETIONS})
    files = tuple(
        _parse_file(as_bytes(value)) for number, value, _ in entries if number == _FRAGMENT_FILES
    )
    return Fragment(
        files=files,
        rows=rows - marks.get(_DELETED_ROWS, 0),
        message=b"".join(kept),
        deletions=_name_deletions(fragment, marks) if marks else "",
    )


def _name_deletions(fragment: int, marks: Mapping[int, int]) -> str:
    ending = "bin" if marks.get(_DELETIONS_TYPE, 0) else "arrow"
    version, number = marks.get(_DELETIONS_VERSION, 0), marks.get(_DELETIONS_ID, 0)
    return f"_deletions/{fragment}-{version}-{number}.{ending}"


def _parse_file(message: bytes) -> DataFile:
    values = {number: value for number, value, _ in parse_message(message)}
    size = values.get(_FILE_BYTES)
    return DataFile(
        name=as_bytes(values[_FILE_PATH]).decode(),
        size=None if size is None else as_int(size),
        fields=tuple(unpack_numbers(values.get(_FILE_FIELDS, b""))),
    )


def _parse_format(message: bytes) -> tuple[int, int]:
    version = next(as_bytes(value) for number, value, _ in parse_message(message) if number == 2)  # noqa: PLR2004 - after its name
    major, minor = version.decode().split(".")[:2]
    return int(major), int(minor)


def _parse_fields(entries: Iterable[Entry]) -> dict[int, tuple[str, int]]:
    """Return the name and the parent of each field, by its id."""
    found: dict[int, tuple[str, int]] = {}
    for number, message, _ in entries:
        if number == _FIELDS:
            values = {field: value for field, value, _ in parse_message(as_bytes(message))}
            name = as_bytes(values[_FIELD_NAME]).decode()
            found[as_int(values.get(_FIELD_ID, 0))] = name, as_int(values.get(_FIELD_PARENT, 0))
    return found


def _list_leaves(fields: Mapping[int, tuple[str, int]]) -> list[int]:
    """Return the ids of the fields that have a column: those that are no other's parent."""
    parents = {parent for _, parent in fields.values()}
    return [field for field in fields if field not in parents]


def _name_columns(fields: Mapping[int, tuple[str, int]]) -> dict[int, str]:
    names: dict[int, str] = {}
    # A parent stands before its children; that of a column of the table is -1.
    for field, (name, parent) in fields.items():
        names[field] = names.get(parent, name)
    return names
