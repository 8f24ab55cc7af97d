"""A store whose move to another model was cut off: damage and erases find it so."""

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.damage.checksums import BLOCK_BYTES
from mcp_mem0.adapters.lancedb_records.damage.lance_files import read_layout, read_manifest
from mcp_mem0.adapters.lancedb_records.damage.losses import LossList
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.reembedding.vector_table import (
    compute_key,
    find_vector_table,
)
from mcp_mem0.adapters.lancedb_records.schema import FORMER_FIELD, NEXT_FIELD
from tests.support.erased_message import erase_message, say_message
from tests.support.moved_store import find_other_vectors, move, move_until, read_columns
from tests.support.other_embedder import OtherEmbedder
from tests.support.row_builders import IDENTITY
from tests.support.statement_writer import opened

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(60)]

TEXTS = [f"note number {number} of the diary" for number in range(40)]
SECRET = "a scar on the left knee"  # noqa: S105 - what is erased


def damage_next_vectors(place: LocalPlace) -> None:
    """Change bytes of the next vectors, and of no other column, as after another boot."""
    manifest = read_manifest(place.list_manifests()[0])
    assert manifest is not None
    files = [file for each in manifest.fragments for file in each.files]
    file = max(files, key=lambda each: each.size or 0)
    path = place.table / "data" / file.name
    layout = read_layout(path)
    assert layout is not None
    column = next(place for place, name in manifest.columns.items() if name == NEXT_FIELD)
    extents = [each for each in layout.extents if file.fields[each.column] == column]
    start = min(each.first for each in extents)
    first = -(-start // BLOCK_BYTES) * BLOCK_BYTES
    assert first + BLOCK_BYTES <= max(each.end for each in extents)
    whole = path.read_bytes()
    path.write_bytes(whole[:first] + b"\0" * BLOCK_BYTES + whole[first + BLOCK_BYTES :])
    note = place.read_note()
    assert note is not None
    place.write_note(note.model_copy(update={"boot": "an earlier one"}))


async def test_damage_to_the_next_vectors_costs_no_row(tmp_path: Path) -> None:
    place, other = LocalPlace(tmp_path / "store"), OtherEmbedder()
    diary = await opened(place.uri, fold_after_rows=1)
    for text in TEXTS:
        await diary.note(text)
    await diary.records.maintain()
    diary.records.close()
    move_until(place.uri, "filled")
    # No version from before is left to go back to.
    diary = await opened(place.uri, fold_after_rows=1, compact_after_rows=1, versions_kept_s=0.001)
    for text in ("likes tea", "likes rain"):
        await diary.note(text)
        assert await diary.records.maintain()
    diary.records.close()
    damage_next_vectors(place)

    diary = await opened(place.uri)

    assert await diary.texts() == [*TEXTS, "likes tea", "likes rain"]
    assert await diary.disagreements() == []
    assert LossList(place).list(datetime.now(UTC)) == []
    diary.records.close()
    await move(place.uri, other)
    moved = LanceRecords(place.uri, identity=other.identity)
    await moved.open()
    assert await find_other_vectors(moved, other) == []
    moved.close()


async def test_an_erase_leaves_nothing_of_what_the_next_model_was_given(tmp_path: Path) -> None:
    store, other = str(tmp_path / "store"), OtherEmbedder()
    records = LanceRecords(store, identity=IDENTITY, fold_after_rows=1)
    await records.open()
    await say_message(records, 1, SECRET)
    await say_message(records, 2, "The harbour opens at six")
    await records.maintain()
    records.close()
    move_until(store, "filled")
    vector = struct.pack(f"<{other.dimensions}f", *other.count_words(SECRET))
    assert NEXT_FIELD in await read_columns(store)
    assert list_files_with(tmp_path, vector) != []

    records = LanceRecords(store, identity=IDENTITY, fold_after_rows=1)
    await records.open()
    async with records.erasing():
        await erase_message(records, 1)
        assert await records.clear_remains() == []
    records.close()

    assert list_files_with(tmp_path, vector) == []
    assert list_files_with(tmp_path, compute_key(SECRET)) == []
    assert list_files_with(tmp_path, SECRET.encode()) == []
    assert await find_vector_table(await connect(LocalPlace(tmp_path / "store"), {})) is None
    await move(store, other)
    assert other.texts == ["The harbour opens at six"]


async def test_after_an_erase_the_former_vectors_still_go(tmp_path: Path) -> None:
    store, other = str(tmp_path / "store"), OtherEmbedder()
    records = LanceRecords(store, identity=IDENTITY, fold_after_rows=1)
    await records.open()
    await say_message(records, 1, SECRET)
    await say_message(records, 2, "The harbour opens at six")
    records.close()
    move_until(store, "trimmed")
    records = LanceRecords(store, identity=other.identity, fold_after_rows=1)
    await records.open()
    async with records.erasing():
        await erase_message(records, 1)
        assert await records.clear_remains() == []
    records.close()
    assert FORMER_FIELD in await read_columns(store)

    report = await move(store, other)

    assert report.outcome == "finished"
    assert FORMER_FIELD not in await read_columns(store)
    assert (await move(store, other)).outcome == "there already"


def list_files_with(folder: Path, found: bytes) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if found in path.read_bytes()]
