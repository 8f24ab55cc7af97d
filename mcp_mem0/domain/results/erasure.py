"""What an erase did, and whether it is proven."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from mcp_mem0.domain.results.receipts import Saying

OUT_OF_REACH: Final = (
    "the transcripts of clients, with all that recall returned in them",
    "backups and copies of the store, exports, and files of `graph --html`",
    "what was sent to a provider of a model or of embeddings",
    "snapshots of the file system, and the free space of its disk",
)
"""What no erase of a store reaches."""

BUCKET_OUT_OF_REACH: Final = (
    "older versions of objects that the bucket itself keeps",
    "files of writes that failed in the last seven days, which may be of writes that go on",
)


def list_out_of_reach(backups: Iterable[str], *, is_bucket: bool) -> tuple[str, ...]:
    """Return what no erase of a store reaches, the backups that are known first."""
    return (*backups, *OUT_OF_REACH, *(BUCKET_OUT_OF_REACH if is_bucket else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedWords:
    """What is removed from beside a store, too.

    Attributes:
        texts: What was erased, each without a line break.
        space: The space of which it was.
        session: The session that was erased as a whole: nothing of it is to come later.
        is_whole_space: Whether nothing of the whole space is to come later.
    """

    texts: tuple[str, ...]
    space: str
    session: str | None = None
    is_whole_space: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedText:
    """A text that is to be erased, for the person who decides: its id and how it reads."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseReport:
    """What an erase did, or would do.

    Attributes:
        space: The space.
        dry_run: Whether nothing was done yet.
        counts: How many rows of each kind have nothing left; what was only changed is not counted.
        named: The ids of the facts and messages that it was asked for, or that a query lists.
        forgotten_with: The changes that forgot more than what was named, which goes, too.
        listed: The first of the texts; what was named comes first.
        changes: The ids of the changes that it made.
        sought: How many texts were looked for before and after.
        found_before: How many of them were found before, in rows as they are on the disk.
        words_before: How many were found before by a query for their words.
        names_sought: How many names of sessions, authors and tags went, and were looked for.
        names_before: How many of these were found before.
        remains: Where texts still stand, or what else is left: a sentence each.
        still: What says the same in other words, and was not named.
        out_of_reach: What was not looked at.
        has_files: Whether the store is a folder, whose files were looked at one by one.
    """

    space: str
    dry_run: bool
    counts: Mapping[str, int]
    named: tuple[str, ...] = ()
    forgotten_with: tuple[str, ...] = ()
    listed: tuple[ErasedText, ...] = ()
    changes: tuple[str, ...] = ()
    sought: int = 0
    found_before: int = 0
    words_before: int = 0
    names_sought: int = 0
    names_before: int = 0
    remains: tuple[str, ...] = ()
    still: tuple[Saying, ...] = ()
    out_of_reach: tuple[str, ...] = field(default=OUT_OF_REACH)
    has_files: bool = True

    @property
    def unlisted(self) -> int:
        """How many facts and messages are not listed."""
        return self.counts.get("fact", 0) + self.counts.get("excerpt", 0) - len(self.listed)

    @property
    def is_proof(self) -> bool:
        """Whether what was looked for had been found before, so that finding nothing says so."""
        return self.found_before > 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing remains, as far as was looked."""
        return not self.remains
