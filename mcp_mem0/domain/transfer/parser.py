"""Reads the lines of an export in order, and refuses one that is not whole and as it was written.

A first pass checks all that can be checked, so that a second one, which stores, meets nothing new.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import ValidationError

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.invariants import InvariantChecker
from mcp_mem0.domain.model.rows import Head
from mcp_mem0.domain.transfer.header import EndLine, HeaderLine, parse_header
from mcp_mem0.domain.transfer.row_checks import check_row
from mcp_mem0.domain.transfer.row_lines import KIND_NAMES, StoredLine, parse_line, parse_row

LINE_BYTES_MAX: Final = 64_000_000
"""The longest line: no row that this program stores comes near it."""


class ExportParser:
    """Reads the lines of one export, once.

    Args:
        checks: Check also that the rows agree with each other, as `mcp-mem0 check` does. It holds
            a part of each row in memory.

    Attributes:
        header: The first line, once it was read.
        digest: The sum of all lines but the last, once all were read.
        newest: The newest change of each space, by its revision.
    """

    def __init__(self, *, checks: bool) -> None:
        self.header: HeaderLine | None = None
        self.digest = ""
        self.newest: dict[str, Change] = {}
        self._checks = checks
        self._checker: InvariantChecker | None = None
        self._sum = hashlib.sha256()
        self._number = 0
        self._counts: dict[str, Counter[str]] = {}
        self._heads: dict[str, Head] = {}

    def parse(self, lines: Iterable[bytes]) -> Iterator[StoredLine]:
        """Return the rows and heads of an export, in its order.

        Raises:
            RequestError: A line is damaged, or the export is not whole; it names the line.
        """
        end: EndLine | None = None
        for line in lines:
            self._number += 1
            if end is not None:
                raise RequestError(
                    f"line {self._number} comes after the end of the export: remove it"
                )
            if self.header is None:
                self.header = parse_header(line)
                self._checker = InvariantChecker(self.header.embedder.dimensions)
            elif (row := self._read_line(line)) is None:
                end = self._parse_end(line)
                continue
            else:
                yield row
            self._sum.update(line)
        self._finish(end)

    def _read_line(self, line: bytes) -> StoredLine | None:
        """Return the row of a line; None if it is the last line."""
        try:
            kind, values = parse_line(line)
            return None if kind == "end" else self._parse_row(kind, values)
        except RequestError as error:
            raise RequestError(
                f"line {self._number} of the export cannot be read: {error}; nothing was imported"
            ) from error

    def _parse_row(self, kind: str, values: dict[str, Any]) -> StoredLine:
        header = self._require_header()
        dimensions = header.embedder.dimensions
        row = parse_row(kind, values, dimensions=dimensions)
        check_row(row, dimensions=dimensions)
        if row.space not in header.spaces:
            raise RequestError(f"its space {quote_value(row.space)} is not among those of line 1")
        self._count(row)
        if self._checks and self._checker is not None:
            self._checker.add(row)
        return row

    def _count(self, row: StoredLine) -> None:
        if isinstance(row, Head):
            if row.space in self._heads:
                raise RequestError(f"it is the second head of space {quote_value(row.space)}")
            self._heads[row.space] = row
            return
        self._counts.setdefault(row.space, Counter())[KIND_NAMES[type(row)]] += 1
        known = self.newest.get(row.space)
        if isinstance(row, Change) and (known is None or known.revision < row.revision):
            self.newest[row.space] = row

    def _parse_end(self, line: bytes) -> EndLine:
        try:
            return EndLine.model_validate_json(line)
        except ValidationError as error:
            raise RequestError(f"line {self._number} of the export is damaged") from error

    def _finish(self, end: EndLine | None) -> None:
        """Check that all that was announced was there, as it was written."""
        if self.header is None:
            raise RequestError("the file is empty: name a file that `mcp-mem0 export` wrote")
        if end is None:
            raise RequestError(
                f"the export is cut off after line {self._number}: copy it again, or export again;"
                " nothing was imported"
            )
        self.digest = self._sum.hexdigest()
        if (end.lines, end.sha256) != (self._number - 1, self.digest):
            raise RequestError(
                "the export is not as it was written: lines were changed, added or removed; copy"
                " it again, or export again; nothing was imported"
            )
        self._check_announced(self.header)
        self._check_agreement()

    def _check_announced(self, header: HeaderLine) -> None:
        for name, space in header.spaces.items():
            head = self._heads.get(name)
            given = {kind: count for kind, count in space.rows.items() if count}
            is_same = given == dict(self._counts.get(name, {}))
            if not is_same or (head.revision if head else None) != space.revision:
                raise RequestError(
                    f"the export does not have the rows of space {quote_value(name)} that its first"
                    " line announces: export again; nothing was imported"
                )

    def _check_agreement(self) -> None:
        if not self._checks or self._checker is None:
            return
        violations = self._checker.list_violations()
        if violations:
            raise RequestError(
                f"the rows of the export contradict each other in {len(violations)} places, first:"
                f" {violations[0]}; run `mcp-mem0 check --repair` on the store that it is from, and"
                " export again; nothing was imported"
            )

    def _require_header(self) -> HeaderLine:
        if self.header is None:
            raise LookupError("the header is read first")
        return self.header


def rename_space(row: StoredLine, names: Mapping[str, str]) -> StoredLine:
    """Return a row or head in the space that its own gets in the store."""
    name = names[row.space]
    return row if name == row.space else replace(row, space=name)
