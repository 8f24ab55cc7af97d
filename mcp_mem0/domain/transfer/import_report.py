"""What an import would do, what it did, and what its undo did."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from mcp_mem0.domain.transfer.foreign_record import SkippedRecord

SKIPPED_LISTED_MAX: Final = 100
"""Most skipped records that are named one by one; the others are counted."""

SAMPLES_MAX: Final = 5
"""How many records a dry run shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What a first reading found: all of it can be read, and this much would come over.

    Attributes:
        kind: The kind of file.
        source: What it was read from, for a person.
        import_id: The id of the import.
        counts: How many statements, relations and messages there are.
        records: How many records they are in.
        skipped: The first records that do not come over.
        skipped_count: How many do not.
        samples: The first words of the first records.
    """

    kind: str
    source: str
    import_id: str
    counts: Mapping[str, int]
    records: int
    skipped: tuple[SkippedRecord, ...] = ()
    skipped_count: int = 0
    samples: tuple[str, ...] = ()


@dataclass(slots=True)
class ImportTally:
    """Counts what became of the records, while they come over.

    Attributes:
        stored: How many records were stored now.
        known: How many were stored by an earlier run.
        repeats: How many say what was known already, so that no fact was added.
        facts: How many facts were added.
        changes: How many changes were made.
        pending: How many are stored and not decided yet.
        held: Records of which something was held back, because it was forgotten before.
        conflicts: How many facts may conflict with what was known.
        redacted: How many records had a secret, which was redacted.
    """

    stored: int = 0
    known: int = 0
    repeats: int = 0
    facts: int = 0
    changes: int = 0
    pending: int = 0
    conflicts: int = 0
    redacted: int = 0
    held_count: int = 0
    held: list[SkippedRecord] = field(default_factory=list[SkippedRecord])
    skipped_count: int = 0
    skipped: list[SkippedRecord] = field(default_factory=list[SkippedRecord])
    counts: Counter[str] = field(default_factory=Counter[str])

    def add_skipped(self, place: str, reason: str) -> None:
        """Count a record that did not come over, and name the first ones."""
        self.skipped_count += 1
        if len(self.skipped) < SKIPPED_LISTED_MAX:
            self.skipped.append(SkippedRecord(place=place, reason=reason))

    def add_held(self, place: str, reason: str) -> None:
        """Count a record of which something was held back, and name the first ones."""
        self.held_count += 1
        if len(self.held) < SKIPPED_LISTED_MAX:
            self.held.append(SkippedRecord(place=place, reason=reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The receipt of an import; of a dry run what would come over."""

    plan: ImportPlan
    tally: ImportTally
    space: str
    dry_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """An import that is in the store.

    `records` is how many episodes it stored, of which `undone` were undone and `pending` wait.
    """

    import_id: str
    space: str
    first_at: datetime
    last_at: datetime
    records: int
    undone: int
    pending: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUndoReport:
    """What undoing an import did.

    Attributes:
        undone: How many changes were undone now.
        undone_before: How many had been undone already.
        empty: How many had nothing to undo: their words were forgotten or erased since.
        left: Changes that stay, because later ones built on them, each with the reason.
    """

    import_id: str
    space: str
    undone: int
    undone_before: int
    empty: int
    left: tuple[SkippedRecord, ...]
    left_count: int
    dry_run: bool
