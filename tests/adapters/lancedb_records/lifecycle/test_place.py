"""Where a store may be, and the error if it may not be there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.flush_note import FlushNote
from mcp_mem0.adapters.lancedb_records.lifecycle.place import (
    BucketPlace,
    LocalPlace,
    parse_place,
)
from mcp_mem0.domain.errors import StoreError
from tests.support.mount_namespace import NOT_PERMITTED, build_namespaced_command
from tests.support.row_builders import IDENTITY


def test_missing_folders_are_created_private(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deeper" / "store"

    LocalPlace(folder).prepare()

    made = (folder.parent.parent, folder.parent, folder, folder / ".mcp_mem0")
    assert [path.stat().st_mode & 0o777 for path in made] == [0o700] * 4


def test_a_file_is_no_store(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")

    with pytest.raises(StoreError, match="is a file: name a folder"):
        parse_place(str(file))
    with pytest.raises(StoreError, match=r"cannot be used \('notes.txt' is a file\)"):
        LocalPlace(file / "store").prepare()

    assert file.read_text() == "mine"


async def test_a_folder_with_other_files_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")

    with pytest.raises(StoreError, match=r"holds 'thesis.tex' and no store"):
        await LanceRecords(str(tmp_path), identity=IDENTITY).open()

    assert os.listdir(tmp_path) == ["thesis.tex"]  # noqa: PTH208 - names are the answer


async def test_a_new_volume_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()

    store = LanceRecords(str(tmp_path), identity=IDENTITY)
    await store.open()
    store.close()


@pytest.mark.parametrize(
    ("store", "message"),
    [
        pytest.param("ftp://host/store", r"use a folder, or a URI that starts with", id="scheme"),
        pytest.param("  ", "is not the name of a folder", id="blank"),
        pytest.param("a\0b", "is not the name of a folder", id="zero character"),
        pytest.param("~nobody-here-by-that-name/store", "cannot be inspected", id="no such home"),
    ],
)
def test_a_name_that_cannot_be_a_store_is_refused(store: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        parse_place(store)


def test_a_bucket_is_a_place_too() -> None:
    assert parse_place("s3://bucket/store") == BucketPlace("s3://bucket/store")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_a_folder_that_cannot_be_made_is_an_error_with_a_remedy() -> None:
    with pytest.raises(StoreError, match="make it writable, or choose another"):
        LocalPlace(Path("/proc/store")).prepare()


@pytest.mark.skipif(NOT_PERMITTED is not None, reason=str(NOT_PERMITTED))
def test_a_read_only_folder_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    ask = f"{sys.executable} -m tests.adapters.lancedb_records.opener {tmp_path}"
    message = subprocess.run(
        build_namespaced_command(
            f"mount --bind {tmp_path} {tmp_path}; mount -o remount,bind,ro {tmp_path}; {ask}"
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert "StoreError: the store folder" in message.stdout, message.stderr
    assert "make it writable, or choose another" in message.stdout


def test_the_flush_note_is_read_back_and_a_broken_one_is_none(tmp_path: Path) -> None:
    place = LocalPlace(tmp_path)
    place.prepare()
    assert place.read_note() is None

    place.write_note(FlushNote(version=123_456, boot="a"))
    place.write_note(FlushNote(version=7, boot="b"))
    assert place.read_note() == FlushNote(version=7, boot="b")
    said = json.loads(place.note.read_text())
    assert {"version": 7, "boot": "b", "front": 0}.items() <= said.items()

    place.note.write_bytes(b"\0" * 40)
    assert place.read_note() is None
