"""A move to another model is killed between any two steps, or goes on beside other processes.

The store is of one model before the switch and of the other one after it, whatever happens, and the
next run goes on.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import read_stored_model
from mcp_mem0.domain.errors import OtherModelError
from mcp_mem0.services.inspect.check import Check
from tests.crash.stopped_move import EMBEDDED, FILLED, FOLDED, STEPS
from tests.support.moved_store import find_other_vectors, move, read_columns
from tests.support.other_embedder import OtherEmbedder
from tests.support.statement_writer import IDENTITY, StatementWriter, opened

pytestmark = pytest.mark.crash

TEXTS = ("lives in Rome", "works at Fjord", "has a cat")


def start(module: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start a process, and wait until it says that it is there."""
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


async def make_store(folder: Path) -> str:
    """Return a store whose table has the first statement and whose front has the others."""
    store = str(folder / "store")
    diary = await opened(store, fold_after_rows=1)
    await diary.note(TEXTS[0])
    await diary.records.maintain()
    for text in TEXTS[1:]:
        await diary.note(text)
    diary.records.close()
    return store


async def opened_as_moved(store: str, other: OtherEmbedder) -> StatementWriter:
    records = LanceRecords(store, identity=other.identity)
    await records.open()
    return StatementWriter(records)


@pytest.mark.parametrize("step", STEPS)
async def test_a_killed_move_leaves_one_model_and_the_next_run_goes_on(
    tmp_path: Path, step: str
) -> None:
    store = await make_store(tmp_path)
    with start("tests.crash.stopped_move", store, step) as process:
        process.kill()
    other = OtherEmbedder()
    is_before = step in (EMBEDDED, FILLED, FOLDED)
    assert await read_stored_model(store, {}) == (IDENTITY if is_before else other.identity)
    if is_before:
        diary = await opened(store)
        assert await diary.texts() == [*TEXTS]
        assert {*TEXTS} <= {*await diary.near("lives works has")}
        assert await diary.disagreements() == []
        diary.records.close()
    else:
        with pytest.raises(OtherModelError, match="mcp-mem0 reembed"):
            await opened(store)
        moved = await opened_as_moved(store, other)
        assert await find_other_vectors(moved.records, other) == []
        moved.records.close()

    report = await move(store, other)

    moved = await opened_as_moved(store, other)
    assert other.texts == []
    assert report.outcome == ("moved" if is_before else "finished")
    assert await moved.texts() == [*TEXTS]
    assert await find_other_vectors(moved.records, other) == []
    check = Check(records=moved.records, dimensions=other.dimensions)
    assert await check.find_violations() == []
    assert not {"vector_next", "vector_former"} & {*await read_columns(store)}
    moved.records.close()


@pytest.mark.heavy
@pytest.mark.timeout(180)
@pytest.mark.parametrize("lock", ["lock", "free"])
async def test_what_others_write_and_read_meanwhile_is_kept_and_of_the_other_model(
    tmp_path: Path, lock: str
) -> None:
    store = await make_store(tmp_path)
    other = OtherEmbedder(dimensions=IDENTITY.dimensions)
    writers = [start("tests.crash.refused_writer", store, name, lock) for name in ("Ana", "Ben")]
    for each in writers:
        assert each.stdout is not None
        for _ in range(5):
            assert "has the key" in each.stdout.readline()

    await move(store, other)

    written: list[str] = []
    for each in writers:
        *texts, last = each.communicate(timeout=60)[0].splitlines()
        assert last == "refused"
        written += texts
    moved = await opened_as_moved(store, other)
    assert await find_other_vectors(moved.records, other) == []
    assert {*written} <= {*await moved.texts()}
    check = Check(records=moved.records, dimensions=other.dimensions)
    assert await check.find_violations() == []
    moved.records.close()
