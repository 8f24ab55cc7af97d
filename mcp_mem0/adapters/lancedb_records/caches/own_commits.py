"""What this process committed last, which spares reading it back."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.rows import Fact, Head, Relation

OWN_ROWS_MAX: Final = 500
"""Rows remembered, of all spaces together; each is 1 to 2 KB, as it is without its vector."""


@dataclass(frozen=True, slots=True)
class _OwnCommit:
    """A commit of this process: the head after it, and the facts and relations it touched."""

    head: Head
    rows: Sequence[Fact | Relation]


class OwnCommits:
    """Remembers the facts and relations of the last commits of this process."""

    def __init__(self) -> None:
        self._made: deque[_OwnCommit] = deque()
        self._row_count = 0

    def note(self, commit: Commit) -> None:
        """Remember a commit that was made, and let go of the oldest that no longer fit."""
        rows = [
            replace(row, vector=None)
            for row in (*commit.opened, *commit.closed)
            if isinstance(row, Fact | Relation)
        ]
        self._made.append(_OwnCommit(commit.head, rows))
        self._row_count += len(rows)
        while self._row_count > OWN_ROWS_MAX:
            self._row_count -= len(self._made.popleft().rows)

    def collect_changes(self, seen: Head, head: Head) -> list[Fact | Relation] | None:
        """Return what was opened or closed from one head to a later one, as it was left.

        Returns:
            None if any of the changes between them is not remembered: another process may have
            made it.
        """
        made = sorted(
            (
                each
                for each in self._made
                if each.head.space == head.space
                and seen.revision < each.head.revision <= head.revision
            ),
            key=lambda each: each.head.revision,
        )
        newest = made[-1].head if made else seen
        if newest != head or len(made) != head.revision - seen.revision:
            return None
        # What one change opened a later one may have closed.
        left = {row.id: row for each in made for row in each.rows}
        return list(left.values())
