"""A head is read again whenever another process may have moved it."""

from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.errors import HeadMovedError
from tests.support.row_builders import IDENTITY, adding, episode, fact
from tests.support.statement_writer import SPACE, opened

pytestmark = pytest.mark.anyio


async def test_a_head_that_was_moved_before_an_append_is_read_again(tmp_path: Path) -> None:
    one = await opened(str(tmp_path / "store"))
    other = await opened(str(tmp_path / "store"))
    await one.note("lives in Rome")
    await one.records.read_head(SPACE)

    await other.note("lives in Oslo")
    await one.records.append(episode(1), [])

    head = await one.records.read_head(SPACE)
    assert head is not None
    assert head.revision == 2


async def test_each_process_sees_the_head_that_another_moved(tmp_path: Path) -> None:
    one = await opened(str(tmp_path / "store"))
    other = await opened(str(tmp_path / "store"))
    revisions: list[int] = []
    for writer in (one, other, one, one, other):
        await writer.note("lives in Rome")
        for reader in (one, other):
            head = await reader.records.read_head(SPACE)
            revisions.append(0 if head is None else head.revision)

    assert revisions == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


async def test_after_a_conflict_the_head_is_read_again(tmp_path: Path) -> None:
    records = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await records.open()
    first = adding(fact(1))
    await records.commit(first)

    with pytest.raises(HeadMovedError):
        await records.commit(adding(fact(2)))

    assert await records.read_head(first.head.space) == first.head
