"""Gives back the pages of libraries that were used only while they were loaded.

Importing LanceDB, Arrow and onnxruntime and opening a store reads far more of their files than
answering a question does. The pages stay in the system's file cache: what is used again is mapped
again, without reading the disk.
"""

import ctypes
import mmap
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LEAST_BYTES: Final = 1 << 17
"""Smaller parts of libraries are left: they are many, and little would be gained."""

_MAPPINGS: Final = Path("/proc/self/smaps")
_SIZES: Final = Path("/proc/self/statm")
_MAPPING: Final = re.compile(
    r"(?P<start>[0-9a-f]+)-(?P<end>[0-9a-f]+) (?P<access>\S{4}) \S+ \S+ \d+ +(?P<path>/.*)"
)
_CHANGED_SIZE: Final = "Anonymous:"
_LIBRARY: Final = re.compile(r"\.so(\.|$)")


@dataclass(frozen=True, slots=True)
class LibraryPart:
    """A part of a library in memory, from one address to another."""

    start: int
    end: int

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return self.end - self.start


def find_library_parts(*, above_bytes: int) -> frozenset[LibraryPart]:
    """Return the large parts of libraries that are as they are in their files.

    It takes some 15 ms. Only Linux can be asked.

    Args:
        above_bytes: Return none unless more than this is mapped from files.
    """
    if sys.platform != "linux" or _count_file_bytes() <= above_bytes:
        return frozenset()
    return frozenset(_find_unchanged_parts(_MAPPINGS.read_text("utf-8", "replace").splitlines()))


def release_library_parts(seen: frozenset[LibraryPart]) -> None:
    """Unmap the pages of parts that are still as they are in their files.

    Args:
        seen: What `find_library_parts` returned, so long ago that any library which was being
            loaded then is in its place by now: what the loader writes would be lost.
    """
    library = ctypes.CDLL(None)
    library.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for part in seen & find_library_parts(above_bytes=0):
        library.madvise(part.start, part.size, mmap.MADV_DONTNEED)


def _count_file_bytes() -> int:
    return int(_SIZES.read_text(encoding="ascii").split()[2]) * mmap.PAGESIZE


def _find_unchanged_parts(lines: Iterable[str]) -> Iterator[LibraryPart]:
    """Yield the large parts of libraries that nothing has written to or can write to.

    What the loader has relocated is in no file, so it would be lost.
    """
    part: LibraryPart | None = None
    for line in lines:
        if found := _MAPPING.fullmatch(line):
            is_library = _LIBRARY.search(Path(found["path"]).name) is not None
            can_change = "w" in found["access"]
            part = LibraryPart(int(found["start"], 16), int(found["end"], 16))
            if not is_library or can_change or part.size < LEAST_BYTES:
                part = None
        elif line.startswith(_CHANGED_SIZE) and part is not None:
            if line.split()[1] == "0":
                yield part
            part = None
