"""The last commits of this process, which saves reading them back."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.rows import Fact, Head, Relation

OWN_ROWS_MAX: Final = 500
"""Rows kept, of all spaces together; each is 1 to 2 KB without its vector."""


@dataclass(frozen=True, slots=True)
class _OwnCommit:
    """A commit of this process: the head after it, and the facts and relations it touched."""

    head: Head
    rows: Sequence[Fact | Relation]


class OwnCommits:
    """Keeps the facts and relations of the last commits of this process."""

    def __init__(self) -> None:
        self._made: deque[_OwnCommit] = deque()
        self._row_count = 0

    def note(self, commit: Commit) -> None:
        """Keep a commit, and drop the oldest that no longer fit."""
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
        """Return what was opened or closed from one head to a later one, in its final state.

        Returns:
            None if a change between them is missing: another process may have made it.
        """
        commits = sorted(
            (
                each
                for each in self._made
                if each.head.space == head.space
                and seen.revision < each.head.revision <= head.revision
            ),
            key=lambda each: each.head.revision,
        )
        newest = commits[-1].head if commits else seen
        if newest != head or len(commits) != head.revision - seen.revision:
            return None
        # A later change may have closed what an earlier one opened.
        rows = {row.id: row for each in commits for row in each.rows}
        return list(rows.values())
