"""What is asked of an export or of its import, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

ExportFormat: TypeAlias = Literal["jsonl", "markdown"]
Stage: TypeAlias = Literal["reading", "checking", "embedding", "writing"]
"""What an export or an import is at: an export reads, an import does the others in this order."""

OnProgress: TypeAlias = Callable[[Stage, int, int], None]
"""Called with the stage, how many rows of it are done, and how many there are."""

STDOUT = "-"
"""The name of a file that stands for the standard output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """A request to export spaces.

    Attributes:
        target: A file, or "-", for lines; a folder for Markdown.
        spaces: The spaces; none is all that hold anything.
        format: Lines that can be imported, or pages to read.
        has_vectors: Whether lines have the vectors, so that an import need not compute them.
        has_forgotten: Whether the words of what was forgotten leave, too.
        is_forced: Whether a file of the same name is replaced.
    """

    target: str
    spaces: tuple[str, ...] = ()
    format: ExportFormat = "jsonl"
    has_vectors: bool = True
    has_forgotten: bool = False
    is_forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What was exported.

    Attributes:
        target: Where it is.
        rows: How many rows of each kind, by space.
        pages: How many pages were written, for Markdown.
        removed: How many pages of an export before were removed.
        blanked: How many rows left without words, because these were forgotten.
    """

    target: str
    rows: Mapping[str, Mapping[str, int]]
    pages: int = 0
    removed: int = 0
    blanked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportExportRequest:
    """A request to store the spaces of an export as they were.

    Attributes:
        file: The export.
        into: The name that its one space gets; None leaves all names.
        dry_run: Only say what would be stored.
    """

    file: Path
    into: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSpace:
    """One space of an export.

    Attributes:
        name: The name that it has in the store.
        was: The name that it has in the export.
        rows: How many rows of each kind it has.
        is_there: Whether the store had it already, so that nothing was written.
    """

    name: str
    was: str
    rows: Mapping[str, int]
    is_there: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportExportReport:
    """What was imported, or would be.

    Attributes:
        spaces: The spaces of the export.
        embedded: How many vectors were, or would be, computed anew.
        dry_run: Whether nothing was written.
        notes: Sentences for the caller.
    """

    spaces: tuple[ImportedSpace, ...]
    embedded: int = 0
    dry_run: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def written(self) -> int:
        """How many rows were, or would be, written."""
        new = (space for space in self.spaces if not space.is_there)
        return sum(sum(space.rows.values()) for space in new)
