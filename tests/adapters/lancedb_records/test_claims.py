"""A claim on an episode has one holder, and is released when its holder is done or dies."""

from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.leases import Lease
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect, create
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.writing import CLAIM_FILES
from tests.support.doubles import ReadableEmbedder

pytestmark = pytest.mark.anyio

IDENTITY = ReadableEmbedder().identity


@pytest.fixture
async def store(tmp_path: Path) -> Path:
    records = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await records.open()
    records.close()
    return tmp_path / "store"


async def test_one_of_two_processes_holds_a_claim_and_then_the_other(store: Path) -> None:
    one = LanceRecords(str(store), identity=IDENTITY)
    other = LanceRecords(str(store), identity=IDENTITY)
    await one.open()
    await other.open()

    async with one.try_claim("e_1") as first, other.try_claim("e_1") as second:
        assert (first, second) == (True, False)
    async with other.try_claim("e_1") as again:
        assert again


async def test_claims_on_many_episodes_leave_few_files(store: Path) -> None:
    records = LanceRecords(str(store), identity=IDENTITY)
    await records.open()

    for number in range(200):
        async with records.try_claim(f"e_{number}") as is_ours:
            assert is_ours

    assert len(list(LocalPlace(store).claims.iterdir())) <= CLAIM_FILES


async def test_a_lease_has_one_holder_until_it_is_given_back(tmp_path: Path) -> None:
    table = await create(await connect(LocalPlace(tmp_path / "bucket"), {}), IDENTITY)
    one, other = Lease(table, "e_1"), Lease(table, "e_1")

    assert await one.take()
    assert not await other.take()
    assert await Lease(table, "e_2").take()
    await other.give_back()
    assert not await other.take()
    await one.give_back()
    assert await other.take()


async def test_a_lease_of_a_dead_holder_ends(tmp_path: Path) -> None:
    table = await create(await connect(LocalPlace(tmp_path / "bucket"), {}), IDENTITY)
    dead, living = Lease(table, "e_1", seconds=0.0), Lease(table, "e_1")

    assert await dead.take()
    assert await living.take()
    await dead.give_back()
    assert not await Lease(table, "e_1").take()


async def test_a_lease_is_no_row_of_the_memory(store: Path) -> None:
    records = LanceRecords(str(store), identity=IDENTITY)
    await records.open()
    connection = await connect(LocalPlace(store), {})
    await Lease(await connection.open_table("records"), "e_1").take()

    assert [row async for rows in records.scan() for row in rows] == []
    assert await records.list_spaces() == []
