"""Exports as lines of bytes, for whoever damages them or reads them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from mcp_mem0.domain.model.rows import Head, Row
from mcp_mem0.domain.transfer.header import EmbedderLine, EndLine, HeaderLine, SpaceLine
from mcp_mem0.domain.transfer.row_lines import KIND_NAMES, encode_row
from tests.support.row_builders import IDENTITY, NOON, SPACE, adding, episode, excerpt, fact


def build_rows() -> list[Row | Head]:
    """Return a small memory whose rows agree: a message, and the fact that it states."""
    said = episode(1)
    stated = replace(fact(1), source=said.id)
    commit = adding(stated, decided=said)
    change = replace(commit.change, recorded_at=stated.recorded_at)
    passage = replace(excerpt(said), vector=(0.0, 1.0, 0.0, 0.0))
    opened = replace(stated, recorded_by=change.id)
    decided = replace(said, recorded_by=change.id)
    head = replace(commit.head, recorded_at=change.recorded_at)
    return [decided, passage, opened, change, head]


def build_export(
    rows: Sequence[Row | Head] | None = None, *, lines: Sequence[bytes] = (), **header: object
) -> list[bytes]:
    """Return the lines of a whole export.

    Args:
        rows: Its rows and heads.
        lines: Lines after them, which line 1 does not announce.
        header: What line 1 says otherwise.
    """
    given = build_rows() if rows is None else rows
    first = HeaderLine(
        schema_version=4,
        program="0.1.0",
        exported_at=NOON,
        embedder=EmbedderLine(
            name=IDENTITY.name, revision=IDENTITY.revision, dimensions=IDENTITY.dimensions
        ),
        vectors=True,
        forgotten_words=True,
        spaces=_count_spaces(given),
    )
    values = json.loads(first.model_dump_json()) | header
    return seal([json.dumps(values).encode() + b"\n", *map(encode_row, given), *lines])


def seal(lines: Sequence[bytes]) -> list[bytes]:
    """Return lines with a last one that vouches for them."""
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    end = EndLine(lines=len(lines), sha256=digest)
    return [*lines, end.model_dump_json().encode() + b"\n"]


def change_line(lines: Sequence[bytes], number: int, **values: object) -> list[bytes]:
    """Return a sealed export in which a line, counted from 1, says something else."""
    changed = json.loads(lines[number - 1]) | values
    text = json.dumps(changed).encode() + b"\n"
    return seal([*lines[: number - 1], text, *lines[number:-1]])


def find_fact_line(lines: Sequence[bytes]) -> int:
    """Return the number, counted from 1, of the line of the first fact."""
    return next(n for n, line in enumerate(lines, start=1) if json.loads(line)["kind"] == "fact")


def _count_spaces(rows: Sequence[Row | Head]) -> dict[str, SpaceLine]:
    spaces: dict[str, SpaceLine] = {}
    for name in {SPACE, *(row.space for row in rows)}:
        counts: dict[str, int] = {}
        revision: int | None = None
        for row in rows:
            if row.space != name:
                continue
            if isinstance(row, Head):
                revision = row.revision
            else:
                kind = KIND_NAMES[type(row)]
                counts[kind] = counts.get(kind, 0) + 1
        spaces[name] = SpaceLine(revision=revision, rows=counts)
    return spaces
