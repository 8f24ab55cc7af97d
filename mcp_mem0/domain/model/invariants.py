"""The invariants of a store, checked over its rows alone; `mcp-mem0 check` reports violations.

A store written by this program keeps them whichever process was killed or lost a race. A
violation means that the store was damaged or the program is wrong.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.invariant_rules import RULES
from mcp_mem0.domain.model.row_traces import SpaceRows, build_trace
from mcp_mem0.domain.model.rows import Excerpt, Fact, Head, Relation, Row
from mcp_mem0.domain.model.undo_rules import UNDO_RULES
from mcp_mem0.domain.model.vectors import is_usable


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableRow:
    """A row that exists and cannot be read."""

    id: str
    why: str


StoredRow: TypeAlias = Row | Head | UnreadableRow


class InvariantChecker:
    """Takes rows in any order, and lists the violated invariants at the end.

    Args:
        dimensions: How many numbers each vector must have.
    """

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._spaces: dict[str, SpaceRows] = {}
        self._ids: Counter[str] = Counter()
        self._violations: list[str] = []

    def add(self, row: StoredRow) -> None:
        """Take one row."""
        match row:
            case UnreadableRow():
                self._violations.append(f"row {row.id} cannot be read: {row.why}")
            case Head():
                self._get_space(row.space).heads.append(row)
            case Change():
                self._ids[row.id] += 1
                self._get_space(row.space).changes[row.id] = row
            case _:
                self._ids[row.id] += 1
                self._get_space(row.space).rows[row.id] = build_trace(row)
                self._violations += _check_vector(row, self._dimensions)

    def list_violations(self) -> list[str]:
        """Return one sentence per violation."""
        duplicates = [
            f"{count} rows have the id {row}" for row, count in self._ids.items() if count > 1
        ]
        derived = [
            f"space {space.name}: {sentence}"
            for space in sorted(self._spaces.values(), key=lambda space: space.name)
            for rule in (*RULES, *UNDO_RULES)
            for sentence in rule(space)
        ]
        return [*self._violations, *duplicates, *derived]

    def _get_space(self, name: str) -> SpaceRows:
        return self._spaces.setdefault(name, SpaceRows(name))


def find_violations(rows: Iterable[StoredRow], *, dimensions: int) -> list[str]:
    """Return one sentence per violated invariant of a whole store."""
    checker = InvariantChecker(dimensions)
    for row in rows:
        checker.add(row)
    return checker.list_violations()


def _check_vector(row: Row, dimensions: int) -> Iterator[str]:
    if not isinstance(row, Excerpt | Fact | Relation) or row.vector is None:
        return
    if not is_usable(row.vector, dimensions):
        yield f"space {row.space}: the vector of {row.id} is not {dimensions} finite numbers"
