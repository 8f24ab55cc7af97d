"""A head is read again whenever another process may have moved it."""

from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.caches.heads import HeadCache
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.rows import Head
from tests.support.row_builders import IDENTITY, NOON, adding, episode, fact
from tests.support.statement_writer import SPACE, opened

pytestmark = pytest.mark.anyio

HEAD = Head(space=SPACE, revision=3, recorded_at=NOON)


def test_a_head_is_known_in_its_own_version_and_space_only() -> None:
    heads = HeadCache()
    heads.note(7, HEAD)
    heads.note(7, replace(HEAD, space="work", revision=1))

    assert heads.find_head(7, SPACE) == HEAD
    assert heads.find_head(7, "elsewhere") is None
    assert heads.find_head(8, SPACE) is None
    heads.note(8, replace(HEAD, space="elsewhere"))
    assert heads.find_head(8, SPACE) is None
    assert heads.find_head(7, SPACE) is None


def test_an_unknown_version_has_no_cached_heads() -> None:
    heads = HeadCache()
    heads.note(None, HEAD)

    assert heads.find_head(0, SPACE) is None


def test_a_refused_commit_takes_back_what_was_noted() -> None:
    heads = HeadCache()
    heads.note(7, HEAD)
    heads.forget()

    assert heads.find_head(7, SPACE) is None


def test_a_version_that_moved_no_head_keeps_them_known_if_it_came_next() -> None:
    heads = HeadCache()
    heads.carry(1)
    heads.note(7, HEAD)

    heads.carry(8)
    assert heads.find_head(8, SPACE) == HEAD
    heads.carry(None)
    heads.carry(10)
    assert heads.find_head(10, SPACE) is None


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
    seen: list[Head | None] = []
    for writer in (one, other, one, one, other):
        await writer.note("lives in Rome")
        seen += [await one.records.read_head(SPACE), await other.records.read_head(SPACE)]

    revisions = [0 if head is None else head.revision for head in seen]
    assert revisions == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


async def test_after_a_conflict_the_head_is_read_again(tmp_path: Path) -> None:
    records = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await records.open()
    first = adding(fact(1))
    await records.commit(first)

    with pytest.raises(HeadMovedError):
        await records.commit(adding(fact(2)))

    assert await records.read_head(first.head.space) == first.head
