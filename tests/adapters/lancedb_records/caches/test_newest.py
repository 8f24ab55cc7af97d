"""A read sees every commit of any process, whoever made it."""

import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.row_builders import IDENTITY, SPACE, adding, fact

HERE = Filter(spaces=(SPACE,))


@pytest.fixture
async def other(records: LanceRecords, tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    """The same store, opened once more, as by another process."""
    assert await records.count(Fact, HERE) == 0
    opened = LanceRecords(str(tmp_path / "store"), identity=IDENTITY, fold_after_rows=1)
    await opened.open()
    yield opened
    opened.close()


@pytest.fixture
async def healed(records: LanceRecords, tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    """The same store, to be opened after the manifest of the newest version was set aside."""
    await records.commit(adding(fact(1)))
    assert await records.maintain()
    assert await records.count(Fact, HERE) == 1
    LocalPlace(tmp_path / "store").list_manifests()[0].unlink()
    opened = LanceRecords(str(tmp_path / "store"), identity=IDENTITY, fold_after_rows=1)
    yield opened
    opened.close()


async def test_what_another_process_just_committed_is_seen_by_the_next_read(
    records: LanceRecords, other: LanceRecords
) -> None:
    for number in range(1, 21):
        await other.commit(adding(fact(number), revision=number))
        if number % 5 == 0:
            assert await other.maintain()

        assert await records.count(Fact, HERE) == number


async def test_a_commit_is_seen_although_the_manifest_of_the_one_before_is_gone(
    records: LanceRecords, other: LanceRecords, tmp_path: Path
) -> None:
    for number in (1, 2):
        await other.commit(adding(fact(number), revision=number))
        assert await other.maintain()
    # As a prune leaves it that was cut off, and healing where an old manifest is damaged.
    LocalPlace(tmp_path / "store").list_manifests()[1].unlink()

    assert await records.count(Fact, HERE) == 2


async def test_what_healing_left_is_read(healed: LanceRecords, records: LanceRecords) -> None:
    await healed.open()

    # The front has it still.
    assert await records.count(Fact, HERE) == 1


async def test_a_version_that_was_set_aside_and_made_anew_is_seen(
    healed: LanceRecords, records: LanceRecords
) -> None:
    await healed.open()
    await healed.commit(adding(fact(2), fact(3), revision=2))
    assert await healed.maintain()

    assert await records.count(Fact, HERE) == 3


async def test_a_backup_put_in_the_place_of_an_open_store_is_read_and_written(
    records: LanceRecords, tmp_path: Path
) -> None:
    await records.commit(adding(fact(1)))
    assert await records.maintain()
    shutil.copytree(tmp_path / "store", tmp_path / "backup")
    await records.commit(adding(fact(2), revision=2))
    assert await records.maintain()
    await records.commit(adding(fact(3), revision=3))
    assert await records.count(Fact, HERE) == 3

    shutil.rmtree(tmp_path / "store")
    shutil.copytree(tmp_path / "backup", tmp_path / "store")
    assert await records.count(Fact, HERE) == 1
    await records.commit(adding(fact(4), revision=2))
    assert await records.count(Fact, HERE) == 2


async def test_a_removed_store_is_reported_in_one_clear_sentence(
    records: LanceRecords, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "store")

    with pytest.raises(
        StoreError, match="is gone: restore it from a backup, or restart the server"
    ):
        await records.count(Fact, HERE)
