"""A process is killed between any two steps of a fold: nothing is lost or there twice.

Then it folds on, twice: what is trimmed must be in the table by then. At last the newest version of
the table is destroyed, which a fold before it must have survived in the front.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.crash.stopped_fold import AFTERWARDS, BEFORE_FLUSH, BEFORE_TRIM
from tests.support.statement_writer import StatementWriter, opened

NOTES = 6

pytestmark = pytest.mark.crash


def kill_in_fold(store: Path, step: str) -> None:
    """Fold a store in another process, and kill it there."""
    command = [sys.executable, "-m", "tests.crash.stopped_fold", str(store), step]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.kill()


async def assert_whole(diary: StatementWriter, texts: list[str]) -> None:
    assert await diary.texts() == texts
    assert sorted(await diary.found("note number")) == sorted(texts)
    assert await diary.disagreements() == []


@pytest.mark.parametrize("step", [BEFORE_FLUSH, BEFORE_TRIM, AFTERWARDS])
async def test_killed_in_a_fold(tmp_path: Path, step: str) -> None:
    store = tmp_path / "store"
    running = await opened(str(store), fold_after_rows=1)
    first = await running.note("old note number 0")
    for number in range(1, NOTES):
        await running.note(f"note number {number}")
    assert await running.records.maintain()
    # One that the table has is replaced, so that the fold has to change a row, too.
    await running.note("note number 0", instead_of=first.lineage)
    await running.note(f"note number {NOTES}")
    texts = [*(f"note number {number}" for number in (*range(1, NOTES), 0, NOTES))]

    kill_in_fold(store, step)

    after = await opened(str(store), fold_after_rows=1)
    await assert_whole(running, texts)
    await assert_whole(after, texts)
    for number in (NOTES + 1, NOTES + 2):
        texts.append(f"note number {number}")
        await after.note(texts[-1])
        assert await after.records.maintain()
        await assert_whole(running, texts)
    destroy_newest_version(LocalPlace(store))
    await assert_whole(await opened(str(store)), texts)


def destroy_newest_version(place: LocalPlace) -> None:
    """Overwrite the manifest of the table's newest version, as a bad sector does."""
    manifest = place.list_manifests()[0]
    manifest.write_bytes(b"\0" * manifest.stat().st_size)
