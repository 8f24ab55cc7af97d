"""A process is killed between any two steps of an erase: the next one finishes it, or it never was.

And a process that has read the store and sits idle holds nothing of what was erased for longer than
until its next round of maintenance.
"""

import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt
from tests.crash.stopped_erase import BEGUN, STEPS
from tests.support.erased_message import erase_message, say_message
from tests.support.row_builders import IDENTITY, SPACE

pytestmark = pytest.mark.crash

GONE = "Tove has epilepsy since the winter of 2019"
KEPT = "The harbour opens at six"


async def make_store(folder: Path) -> LanceRecords:
    records = LanceRecords(str(folder), identity=IDENTITY, fold_after_rows=1)
    await records.open()
    await say_message(records, 1, GONE)
    await records.maintain()
    await say_message(records, 2, KEPT)
    return records


async def find(records: LanceRecords, text: str) -> list[str]:
    places = await records.find_texts([text], SPACE, in_all_versions=True)
    return [each.place for each in places]


@pytest.mark.parametrize("step", STEPS)
async def test_a_killed_erase_is_finished_by_whoever_opens_the_store_next(
    tmp_path: Path, step: str
) -> None:
    store = tmp_path / "store"
    (await make_store(store)).close()
    with start("tests.crash.stopped_erase", str(store), step) as process:
        process.kill()

    after = LanceRecords(str(store), identity=IDENTITY, fold_after_rows=1)
    await after.open()
    assert await after.finish_erase()
    if step == BEGUN:
        # Nothing was replaced yet, so it is asked for again.
        assert await find(after, GONE)
        async with after.erasing():
            await erase_message(after, 1)
            assert await after.clear_remains() == []

    assert await find(after, GONE) == []
    assert not await after.finish_erase()
    rows = await after.find(Excerpt, Filter(spaces=(SPACE,)))
    assert sorted(row.text for row in rows) == ["", KEPT]
    assert await after.find_index_faults() == []
    after.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
async def test_an_idle_reader_drops_files_and_rows_in_its_next_round(tmp_path: Path) -> None:
    store = tmp_path / "store"
    records = await make_store(store)
    await records.maintain()
    with start("tests.crash.idle_reader", str(store)) as process:
        async with records.erasing():
            await erase_message(records, 1)
            assert await records.clear_remains() == []

        assert ask(process, "nothing") == "maintained"
        assert list_deleted_files(process.pid, store) == []
        assert ask(process, "epilepsy") == "0"
        assert ask(process, "harbour") == "1"
        assert process.stdin is not None
        process.stdin.close()
    records.close()


class TestWriterAfterErase:
    async def test_what_it_writes_outlives_another_process_that_opens_the_store_and_closes_it(
        self, tmp_path: Path
    ) -> None:
        store = tmp_path / "store"
        records = await make_store(store)
        for _ in range(2):
            assert await find(records, GONE)
        async with records.erasing():
            await erase_message(records, 1)
            assert await records.clear_remains() == []
        assert await find(records, GONE) == []
        with start("tests.crash.idle_reader", str(store)) as process:
            assert process.stdin is not None
            process.stdin.close()

        await say_message(records, 3, "The ferry leaves at nine")

        with start("tests.crash.idle_reader", str(store)) as process:
            assert ask(process, "ferry") == "1"
            assert process.stdin is not None
            process.stdin.close()
        records.close()


def start(module: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start a process, and wait until it says that it is there."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert read_line(process.stdout) == "here"
    return process


def ask(process: "subprocess.Popen[str]", line: str) -> str:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return read_line(process.stdout)


def read_line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()


def list_deleted_files(pid: int, store: Path) -> list[str]:
    """Return the files of a store that a process has open and nobody can name any more."""
    links = [file.readlink() for file in Path(f"/proc/{pid}/fd").iterdir() if file.is_symlink()]
    return [
        str(each) for each in links if str(each).startswith(str(store)) and "(deleted)" in str(each)
    ]
