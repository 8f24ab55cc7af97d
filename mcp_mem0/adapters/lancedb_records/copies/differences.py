"""How the rows of two stores differ, and whether one of them only goes on from the other."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS
from mcp_mem0.domain.model.changes import Change

_CHANGE = KINDS[Change]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """How the rows of a source differ from those of a target.

    Attributes:
        copied: The ids of the rows that are new in the source, or other ones there.
        gone: The ids of the rows that only the target has.
        diverged: The spaces in which the target has something that the source does not.
        heads: The revision of each head of the target, by row id.
        has_news: Whether the source has a row that the target lacks.
        erases: Whether the source has erased words that the target still has.
    """

    copied: tuple[str, ...]
    gone: tuple[str, ...]
    diverged: tuple[str, ...]
    heads: Mapping[str, int]
    has_news: bool = True
    erases: bool = False


def compare_rows(source: pa.Table, target: pa.Table) -> RowDifference:
    """Compare all columns of two stores' rows but the vectors, which belong to the texts."""
    places = pc.index_in(source["id"], target["id"].combine_chunks())
    is_new = pc.is_null(places)
    known = source.filter(pc.invert(is_new))
    before = target.take(places.filter(pc.invert(is_new)))
    changed = known.filter(pa.array(_find_changed(known, before)))
    gone = target.filter(pc.is_null(pc.index_in(target["id"], source["id"].combine_chunks())))
    heads = _select_kind(target, HEAD)
    return RowDifference(
        copied=(*_list_texts(source.filter(is_new), "id"), *_list_texts(changed, "id")),
        gone=tuple(_list_texts(gone, "id")),
        diverged=tuple(sorted({*_list_texts(gone, "space"), *_find_passed(source, target)})),
        heads=dict(zip(_list_texts(heads, "id"), _list_revisions(heads), strict=True)),
        has_news=bool(pc.any(is_new).as_py()),
        erases=bool((_has_text(before) & ~_has_text(known)).any()),
    )


def _has_text(rows: pa.Table) -> NDArray[np.bool_]:
    return np.array([bool(text) for text in rows["text"].to_pylist()], np.bool_)


def _find_changed(after: pa.Table, before: pa.Table) -> NDArray[np.bool_]:
    """Return which rows differ in some column; both tables have the same rows in the same order."""
    changed = np.zeros(after.num_rows, np.bool_)
    for name in after.column_names:
        new, old = after[name], before[name]
        if pa.types.is_list(new.type):
            pairs = zip(new.to_pylist(), old.to_pylist(), strict=True)
            # An empty list and none at all are the same.
            differs = np.array([(a or None) != (b or None) for a, b in pairs], np.bool_)
        else:
            unequal = pc.fill_null(pc.not_equal(new, old), pa.scalar(value=False))
            apart = pc.not_equal(pc.is_null(new), pc.is_null(old))
            differs = np.asarray(pc.or_(unequal, apart))
        changed |= differs
    return changed


def _find_passed(source: pa.Table, target: pa.Table) -> set[str]:
    """Return the spaces of which the target's newest change is none of the source's.

    Its row is there, or it would be among those that are gone; but it may be of another revision.
    """
    known = set(_list_changes(source))
    return {space for space, *rest in _list_changes(target) if (space, *rest) not in known}


def _list_changes(rows: pa.Table) -> list[tuple[str, str, int]]:
    changes = _select_kind(rows, _CHANGE)
    spaces, ids = _list_texts(changes, "space"), _list_texts(changes, "id")
    return list(zip(spaces, ids, _list_revisions(changes), strict=True))


def _select_kind(rows: pa.Table, kind: str) -> pa.Table:
    return rows.filter(pc.is_in(rows["kind"], pa.array([kind])))


def _list_texts(rows: pa.Table, column: str) -> list[str]:
    return [str(value) for value in rows[column].to_pylist()]


def _list_revisions(rows: pa.Table) -> list[int]:
    return [int(value or 0) for value in rows["revision"].to_pylist()]
