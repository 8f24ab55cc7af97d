"""Reads which names facts and relations mention, without the rest of the rows."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from operator import attrgetter
from typing import Any, Final, cast

import pyarrow as pa

from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.model.rows import StatedRelation

MENTION_COLUMNS: Final = (
    "id",
    "kind",
    "source",
    "position",
    "author",
    "session",
    "tags",
    "entities",
    "subject",
    "subject_type",
    "predicate",
    "object",
    "object_type",
    "recorded_at",
    "retired_at",
    "retired_as",
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def parse_mentions(found: pa.Table) -> list[Mention]:
    """Return the mentions that a table of these columns holds, oldest first."""
    columns = {name: _read_column(found.column(name)) for name in MENTION_COLUMNS}
    return sorted(_parse(columns), key=attrgetter("recorded_at"))


def _parse(columns: dict[str, list[Any]]) -> Iterator[Mention]:
    moments = {at: _EPOCH + timedelta(microseconds=at) for at in set(columns["recorded_at"])}
    relations: dict[tuple[str, ...], StatedRelation] = {}
    for values in zip(*(columns[name] for name in MENTION_COLUMNS), strict=True):
        row_id, kind, source, position, author, session, tags, entities, *rest = values
        *stated, at, retired, how = rest
        relation = None
        if kind == "relation":
            relation = relations.get(tuple(stated))
            if relation is None:
                relation = relations[tuple(stated)] = _build_relation(*stated)
        yield Mention(
            fact=row_id if relation is None else source,
            place=(source, position) if relation is None else None,
            names=entities if relation is None else (relation.subject, relation.object),
            relation=relation,
            author=author,
            session=session,
            tags=tags,
            recorded_at=moments[at],
            is_open=retired is None,
            retired_as=how,
        )


def _build_relation(
    subject: str, subject_type: str | None, predicate: str, object_: str, object_type: str | None
) -> StatedRelation:
    return StatedRelation(
        subject=subject,
        predicate=predicate,
        object=object_,
        subject_type=subject_type,
        object_type=object_type,
    )


def _read_column(column: "pa.ChunkedArray[Any]") -> list[Any]:
    """Return what a column holds; equal texts are made once, as most come again and again."""
    if pa.types.is_timestamp(column.type):
        # Arrow's own way takes ten times as long.
        return column.cast(pa.int64()).to_pylist()
    whole = cast("Any", column.combine_chunks())
    if pa.types.is_list(column.type):
        texts = _read_texts(whole.flatten())
        ends = whole.value_lengths().fill_null(0).to_pylist()
        starts = [0, *accumulate(ends)]
        return [
            tuple(texts[start : start + size]) for start, size in zip(starts, ends, strict=False)
        ]
    return _read_texts(whole)


def _read_texts(texts: "pa.Array[Any]") -> list[Any]:
    encoded = texts.dictionary_encode()
    known = encoded.dictionary.to_pylist()
    return [None if at is None else known[at] for at in encoded.indices.to_pylist()]
