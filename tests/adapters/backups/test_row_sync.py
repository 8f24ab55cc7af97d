"""Rows are brought from one store to another: what is missing, at once, and nothing is lost."""

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.backups.row_sync import StoreSync
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.copies.row_copying import CopiedRows, DivergedError
from mcp_mem0.domain.errors import RequestError, StoreError
from tests.support.backed_up_store import read_texts
from tests.support.erased_message import erase_message, say_message
from tests.support.moved_store import find_other_vectors, move, move_until, read_columns
from tests.support.other_embedder import OtherEmbedder
from tests.support.row_builders import IDENTITY
from tests.support.statement_writer import opened


async def bring(source: Path, target: Path, *, replace: bool = False) -> CopiedRows:
    sync = StoreSync(source=str(source), target=str(target), options={}, lock_timeout_s=10)
    return await sync.run(replace=replace)


async def test_a_new_store_gets_everything_and_a_second_time_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    diary = await opened(str(source), fold_after_rows=1)
    await diary.note("lives in Rome")
    await diary.records.maintain()
    await diary.note("plays chess")

    first, second = await bring(source, target), await bring(source, target)

    assert first.written == first.rows == second.rows
    assert (second.written, second.removed) == (0, 0)
    assert await read_texts(target) == ["lives in Rome", "plays chess"]


async def test_an_open_target_sees_what_is_new_and_what_is_closed(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    diary = await opened(str(source), fold_after_rows=1)
    home = await diary.note("lives in Rome")
    await bring(source, target)
    reader = await opened(str(target), memory_mb=10)
    assert await reader.found("Rome") == ["lives in Rome"]
    await diary.note("lives in Oslo", instead_of=home.lineage)

    copied = await bring(source, target)

    assert copied.written < copied.rows
    assert await reader.texts() == ["lives in Oslo"]
    assert await reader.found("Oslo") == ["lives in Oslo"]
    assert await reader.found("Rome") == []
    assert await reader.disagreements() == []


async def test_both_ways_when_one_goes_on_after_the_other(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    diary = await opened(str(source))
    await diary.note("lives in Rome")
    await bring(source, target)
    other = await opened(str(target))
    await other.note("plays chess")

    await bring(target, source)
    await diary.note("sings")
    await bring(source, target)

    assert await other.texts() == await diary.texts() == ["lives in Rome", "plays chess", "sings"]
    assert await other.disagreements() == await diary.disagreements() == []


async def test_stores_that_both_went_on_are_left_as_they_are(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    diary = await opened(str(source))
    await diary.note("lives in Rome")
    await bring(source, target)
    other = await opened(str(target))
    await other.note("plays chess")

    with pytest.raises(DivergedError, match="second store is ahead of the first one in the space"):
        await bring(source, target)
    await diary.note("sings")
    with pytest.raises(DivergedError, match="both stores have gone on by themselves in the space"):
        await bring(source, target)

    assert await other.texts() == ["lives in Rome", "plays chess"]
    copied = await bring(source, target, replace=True)
    assert copied.removed > 0
    assert await other.texts() == ["lives in Rome", "sings"]
    assert await other.disagreements() == []


async def test_what_waits_undecided_in_the_target_is_not_lost(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    diary = await opened(str(source))
    await diary.note("lives in Rome")
    await bring(source, target)
    other = await opened(str(target))
    await other.keep("may play chess")
    await diary.note("sings")

    with pytest.raises(DivergedError):
        await bring(source, target)

    assert await other.near("chess") == ["lives in Rome", "may play chess"]


async def test_what_the_source_erased_leaves_no_word_in_the_target(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    words = f"Tove has epilepsy {secrets.token_hex(4)}"
    records = LanceRecords(str(source), identity=IDENTITY, fold_after_rows=1)
    await records.open()
    await say_message(records, 1, words)
    await bring(source, target)
    assert find_files_with(target, words)
    async with records.erasing():
        await erase_message(records, 1)
        assert await records.clear_remains() == []

    await bring(source, target)

    assert find_files_with(target, words) == []
    records.close()


def find_files_with(folder: Path, words: str) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if words.encode() in path.read_bytes()]


async def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    diary = await opened(str(source))
    await diary.note("lives in Rome")
    await bring(source, target)
    await diary.note("sings")
    sync = StoreSync(source=str(source), target=str(target), options={})

    planned = await sync.run(replace=False, is_dry_run=True)

    assert planned.written > 0
    assert await read_texts(target) == ["lives in Rome"]


async def test_stores_that_cannot_be_copied_are_named(tmp_path: Path) -> None:
    source = tmp_path / "source"
    diary = await opened(str(source))
    await diary.note("lives in Rome")
    link = tmp_path / "link"
    link.symlink_to(source)

    with pytest.raises(RequestError, match="both stores are"):
        await bring(source, link)
    with pytest.raises(RequestError, match="there is no store in"):
        await bring(tmp_path / "nowhere", tmp_path / "target")
    assert not (tmp_path / "target").exists()


async def test_a_target_of_another_model_is_left_alone(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    diary = await opened(str(source))
    await diary.note("lives in Rome")
    other = LanceRecords(str(target), identity=replace(IDENTITY, name="another"))
    await other.open()
    other.close()

    with pytest.raises(StoreError, match="run `mcp-mem0 reembed` on one of them first"):
        await bring(source, target)


@pytest.mark.heavy
@pytest.mark.timeout(60)
async def test_a_store_that_is_half_moved_to_another_model_gives_and_takes_rows(
    tmp_path: Path,
) -> None:
    moving, copy, other = tmp_path / "moving", tmp_path / "copy", OtherEmbedder()
    diary = await opened(str(moving), fold_after_rows=1)
    await diary.note("lives in Rome")
    diary.records.close()
    move_until(str(moving), "filled")
    assert "vector_next" in await read_columns(str(moving))
    await bring(moving, copy)
    there = await opened(str(copy))
    await there.note("plays chess")
    there.records.close()

    await bring(copy, moving)

    assert await read_texts(moving) == ["lives in Rome", "plays chess"]
    await move(str(moving), other)
    records = LanceRecords(str(moving), identity=other.identity)
    await records.open()
    assert await find_other_vectors(records, other) == []
    records.close()
