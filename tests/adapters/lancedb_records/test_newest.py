"""A read sees every commit of any process, and looks for one only where one may be."""

import os
import shutil
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.newest import FOLDER_TIMES_TELL, SETTLED_NS
from mcp_mem0.adapters.lancedb_records.place import LocalPlace
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.filters import Filter
from mcp_mem0.domain.rows import Fact
from tests.rows import IDENTITY, SPACE, adding, fact

HERE = Filter(spaces=(SPACE,))


@pytest.fixture
async def other(records: LanceRecords, tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    """The same store, opened once more, as by another process."""
    assert await records.count(Fact, HERE) == 0
    opened = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await opened.open()
    yield opened
    opened.close()


def changed(tmp_path: Path, at_ns: int) -> None:
    os.utime(LocalPlace(tmp_path / "store").versions, ns=(at_ns, at_ns))


async def test_what_another_process_just_committed_is_seen_by_the_next_read(
    records: LanceRecords, other: LanceRecords
) -> None:
    for number in range(1, 21):
        await other.commit(adding(fact(number), revision=number))

        assert await records.count(Fact, HERE) == number


@pytest.mark.skipif(not FOLDER_TIMES_TELL, reason="here every read looks")
async def test_a_folder_that_did_not_change_is_not_looked_into(
    records: LanceRecords, other: LanceRecords, tmp_path: Path
) -> None:
    long_ago_ns = time.time_ns() - 2 * SETTLED_NS
    changed(tmp_path, long_ago_ns)
    assert await records.count(Fact, HERE) == 0
    await other.commit(adding(fact(1)))

    changed(tmp_path, long_ago_ns)
    assert await records.count(Fact, HERE) == 0
    changed(tmp_path, long_ago_ns + 1)
    assert await records.count(Fact, HERE) == 1


async def test_a_folder_that_changed_a_moment_ago_is_looked_into_again(
    records: LanceRecords, other: LanceRecords, tmp_path: Path
) -> None:
    a_moment_ago_ns = time.time_ns()
    changed(tmp_path, a_moment_ago_ns)
    assert await records.count(Fact, HERE) == 0
    await other.commit(adding(fact(1)))

    # As where a file system counts time in steps so coarse that both fall into one.
    changed(tmp_path, a_moment_ago_ns)
    assert await records.count(Fact, HERE) == 1


async def test_a_store_that_was_taken_away_is_one_clear_sentence(
    records: LanceRecords, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "store")

    with pytest.raises(StoreError, match=r"is gone .*restore it, or start the server anew"):
        await records.count(Fact, HERE)
