"""A process is killed while it backs up, restores or copies: all is whole, or as it was before."""

import subprocess
import sys
from pathlib import Path

import pytest

from mcp_mem0.adapters.backups.restoring import StoreRestorer
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.support.backed_up_store import BackedUpStore, read_texts
from tests.support.statement_writer import opened

pytestmark = [pytest.mark.crash, pytest.mark.timeout(240)]

KILLS = 5


def start(act: str, store: Path, other: Path, step: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.crash.mover", act, str(store), str(other), str(step)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def choose_steps(act: str, store: Path, other: Path) -> list[int]:
    """Return the steps before which to kill an act: the first, the last, and some between them."""
    with start(act, store, other, step=0) as process:
        assert process.stdout is not None
        last = int(process.stdout.readline())
    assert last > KILLS
    return [1 + (last - 1) * number // (KILLS - 1) for number in range(KILLS)]


def kill_before(step: int, act: str, store: Path, other: Path) -> None:
    """Let another process act twice, and kill it before a step of the second time."""
    with start(act, store, other, step) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.kill()


def list_put_aside(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if "replaced" in path.name]


async def add_note(store: Path, text: str) -> None:
    diary = await opened(str(store), fold_after_rows=1)
    await diary.note(text)
    await diary.records.maintain()
    diary.records.close()


async def test_a_killed_backup_leaves_none_that_looks_whole_and_is_not(tmp_path: Path) -> None:
    backed_up = BackedUpStore(tmp_path)
    await add_note(backed_up.store, "lives in Rome")
    given = ("backup", backed_up.store, backed_up.archive.folder)
    for number, step in enumerate(choose_steps(*given)):
        kill_before(step, *given)

        archive = backed_up.archive
        backups = archive.list_backups()
        assert backups
        assert archive.list_damaged() == []
        assert await StoreRestorer(archive=archive).find_damage(backups) == []
        result = await backed_up.restore(tmp_path / f"restored {number}")
        assert result.contents == backups[-1].contents
    await backed_up.back_up(keep=1)
    (last,) = backed_up.archive.list_backups()
    kept = {path.name for path in backed_up.archive.pool.folder.rglob("*") if path.is_file()}
    assert kept == {file.digest for file in last.files}


async def test_a_killed_restore_leaves_the_store_as_it_was_or_as_it_is_to_be(
    tmp_path: Path,
) -> None:
    backed_up = BackedUpStore(tmp_path)
    states = [["lives in Rome"], ["lives in Rome", "plays chess"]]
    for text in states[1]:
        await add_note(backed_up.store, text)
        await backed_up.back_up()
    given = ("restore", backed_up.store, backed_up.archive.folder)
    for step in choose_steps(*given):
        kill_before(step, *given)

        assert await read_texts(backed_up.store) in states
        for path in list_put_aside(tmp_path):
            assert await read_texts(path) in states
    await backed_up.restore(backed_up.store, replace=True)
    assert await read_texts(backed_up.store) == states[1]
    assert not (tmp_path / ".store.restoring").exists()


async def test_a_killed_copy_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    await add_note(source, "lives in Rome")
    for step in choose_steps("sync", source, target):
        kill_before(step, "sync", source, target)

        has, copied = await read_texts(source), await read_texts(target)
        assert copied == has[: len(copied)]
        # Five at a time, and the first one.
        assert len(copied) % 5 == 1
    assert LocalPlace(target).front.exists()
