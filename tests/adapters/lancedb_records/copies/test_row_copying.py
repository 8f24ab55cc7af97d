"""A copy is refused if its target has moved since it was compared."""

# LanceDB types its merges only in part.
# pyright: reportUnknownMemberType=false, reportUnknownLambdaType=false

from pathlib import Path

import pyarrow as pa
import pytest

from mcp_mem0.adapters.lancedb_records.conditions.guards import build_copy_condition
from mcp_mem0.adapters.lancedb_records.copies.differences import compare_rows
from mcp_mem0.adapters.lancedb_records.faults import retry_write
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.errors import HeadMovedError
from tests.support.statement_writer import opened

_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("space", pa.string()),
        pa.field("text", pa.string()),
        pa.field("tags", pa.list_(pa.string())),
        pa.field("revision", pa.int64()),
    ]
)


def build_rows(*rows: tuple[str, str, str | None, int]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {"id": id_, "kind": kind, "space": "diary", "text": text, "revision": revision}
            for id_, kind, text, revision in rows
        ],
        schema=_SCHEMA,
    )


CHANGE = ("c_1", "change", None, 1)
HEAD = ("head:diary", "head", None, 1)


async def read_head(folder: Path) -> pa.Table:
    table = await (await connect(LocalPlace(folder), {})).open_table(TABLE)
    return await table.query().where("kind = 'head'").to_arrow()


@pytest.mark.parametrize(("revision", "is_refused"), [(2, False), (1, True), (3, True)])
async def test_a_head_that_is_not_as_it_was_read_stops_it(
    tmp_path: Path, revision: int, *, is_refused: bool
) -> None:
    diary = await opened(str(tmp_path), fold_after_rows=1)
    await diary.note("lives in Rome")
    await diary.note("plays chess")
    await diary.records.maintain()
    head = await read_head(tmp_path)
    table = await (await connect(LocalPlace(tmp_path), {})).open_table(TABLE)
    merge = (
        table.merge_insert("id")
        .when_matched_update_all(where=build_copy_condition({"head:diary": revision}))
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    before = await table.version()

    if is_refused:
        with pytest.raises(HeadMovedError):
            await retry_write(lambda: merge.execute(head, on_bad_vectors="null"))
        assert await table.version() == before
    else:
        await retry_write(lambda: merge.execute(head, on_bad_vectors="null"))
        assert await table.version() > before


def test_rows_that_only_the_target_has_mean_that_it_went_on() -> None:
    found = compare_rows(
        build_rows(CHANGE, HEAD), build_rows(CHANGE, HEAD, ("e_1", "episode", "a", 0))
    )

    assert (found.gone, found.diverged, found.copied) == (("e_1",), ("diary",), ())
    assert not found.has_news


def test_a_change_of_another_revision_means_that_it_went_another_way() -> None:
    found = compare_rows(build_rows(("c_1", "change", None, 2)), build_rows(CHANGE))

    assert found.diverged == ("diary",)


def test_rows_are_the_same_or_differ_in_any_column() -> None:
    same = build_rows(CHANGE, ("f_1", "fact", "lives in Rome", 1))
    closed = build_rows(CHANGE, ("f_1", "fact", "", 1))

    assert compare_rows(same, same).copied == ()
    assert compare_rows(closed, same).copied == ("f_1",)
    assert compare_rows(closed, same).erases
    assert not compare_rows(same, closed).erases
