"""All kinds of files that are read, and finding out of which kind a file is."""

from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.foreign import (
    chatgpt,
    claude,
    instructions,
    mem0,
    memory_service,
    notes,
    openmemory,
    plain_lines,
    server_memory,
)
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile, open_collection
from mcp_mem0.adapters.foreign.files.json_stream import parse_line, stream_members
from mcp_mem0.adapters.foreign.files.sqlite_file import is_sqlite, list_columns
from mcp_mem0.adapters.foreign.files.text_lines import read_lines
from mcp_mem0.domain.errors import RequestError, quote_path, quote_value
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, SkippedRecord


@dataclass(frozen=True, slots=True)
class ForeignKind:
    """A kind of file.

    Attributes:
        name: What a caller calls it.
        title: What it is, for a person.
        recognise: Says whether some files are of it, by what is in them.
        read: Reads them.
    """

    name: str
    title: str
    recognise: Callable[[Collection], bool]
    read: Callable[[Collection], Generator[ForeignItem]]


KINDS: Final = (
    ForeignKind(
        "server-memory",
        server_memory.TITLE,
        server_memory.is_server_memory,
        server_memory.read_server_memory,
    ),
    ForeignKind("mem0", mem0.TITLE, mem0.is_mem0, mem0.read_mem0),
    ForeignKind(
        "openmemory", openmemory.TITLE, openmemory.is_openmemory, openmemory.read_openmemory
    ),
    ForeignKind(
        "memory-service",
        memory_service.TITLE,
        memory_service.is_memory_service,
        memory_service.read_memory_service,
    ),
    ForeignKind("chatgpt", chatgpt.TITLE, chatgpt.is_chatgpt, chatgpt.read_chatgpt),
    ForeignKind("claude", claude.TITLE, claude.is_claude, claude.read_claude),
    ForeignKind(
        "instructions",
        instructions.TITLE,
        instructions.is_instructions,
        instructions.read_instructions,
    ),
    ForeignKind("notes", notes.TITLE, notes.is_notes, notes.read_notes),
    ForeignKind("plain", plain_lines.TITLE, plain_lines.is_plain, plain_lines.read_plain),
)
"""All kinds, the most particular first."""

OTHERS_MAX: Final = 500
"""How many files are looked at for other kinds."""

ALIASES: Final = {
    "basic-memory": "notes",
    "obsidian": "notes",
    "mcp-memory-service": "memory-service",
    "jsonl": "plain",
}
"""Other names of kinds."""


@dataclass(frozen=True, slots=True)
class KnownSource:
    """Files of a kind that is known; see `ForeignSource`."""

    found: ForeignKind
    collection: Collection

    @property
    def kind(self) -> str:
        """The name of the kind."""
        return self.found.name

    @property
    def name(self) -> str:
        """The path that the caller named."""
        return str(self.collection.path)

    def read(self) -> Generator[ForeignItem]:
        """Return all records, and before them the files of which another kind of program knows."""
        if self.collection.form != "file":
            yield from self._find_others()
        yield from self.found.read(self.collection)

    def _find_others(self) -> Generator[SkippedRecord]:
        for file in self.collection.files[:OTHERS_MAX]:
            alone = replace(self.collection, files=(file,), form="file")
            if _is_of(self.found, alone):
                continue
            # Plain lines may be anything, also a part of this kind.
            other = next((each for each in KINDS[:-1] if _is_of(each, alone)), None)
            if other is not None:
                reason = f"it is of another kind ({other.name}): import it by itself"
                yield SkippedRecord(place=file.name, reason=reason)


def open_source(path: Path, kind: str | None = None) -> KnownSource:
    """Return what is at a path, ready to be read.

    Args:
        path: A file, a folder or a zip.
        kind: Its kind, if the caller says it; else it is found out.

    Raises:
        RequestError: There is nothing, it is empty, or it is of no kind that is read.
    """
    collection = open_collection(path)
    _check_filled(collection)
    if kind is not None:
        return KnownSource(_find_kind(kind), collection)
    for each in KINDS:
        if _is_of(each, collection):
            return KnownSource(each, collection)
    raise _build_unknown_error(collection)


def _is_of(kind: ForeignKind, collection: Collection) -> bool:
    # A file that one kind's reader cannot read may be of another kind.
    with suppress(RequestError):
        return kind.recognise(collection)
    return False


def list_kinds() -> str:
    """Return the names of all kinds, for a person."""
    return ", ".join(kind.name for kind in KINDS)


def _find_kind(name: str) -> ForeignKind:
    plain = name.strip().casefold()
    wanted = ALIASES.get(plain, plain)
    found = next((kind for kind in KINDS if kind.name == wanted), None)
    if found is None:
        raise RequestError(
            f"{quote_value(name)} is no kind of file that can be imported: choose one of"
            f" {list_kinds()}"
        )
    return found


def _check_filled(collection: Collection) -> None:
    if not collection.files:
        raise RequestError(f"{quote_path(collection.path)} has no files: nothing to import")
    if collection.form != "file":
        return
    with collection.files[0].open() as file:
        if not file.read(1):
            raise RequestError(f"{quote_path(collection.path)} is empty: nothing to import")


def _build_unknown_error(collection: Collection) -> RequestError:
    """Return why a file is of no kind: because of its own fault, if it has one."""
    if collection.form == "file":
        try:
            _check_readable(collection.files[0])
        except RequestError as fault:
            return fault
    return RequestError(
        f"{quote_path(collection.path)} is of no kind that can be imported: name one with --from"
        f" ({list_kinds()}), or see docs/importing.md"
    )


def _check_readable(file: SourceFile) -> None:
    """Raise RequestError if a file is damaged, or in an encoding that is not read."""
    if is_sqlite(file):
        list_columns(file, "history")
        return
    lines = read_lines(file)
    try:
        number, line = next(lines, (0, ""))
    finally:
        lines.close()
    if not number:
        raise RequestError(f"{quote_path(file.name)} has only white space: nothing to import")
    if not line.lstrip().startswith(("[", "{")):
        return
    try:
        parse_line(file, number, line)
    except RequestError:
        # One value over several lines, if it is none a line.
        for _ in stream_members(file):
            pass
