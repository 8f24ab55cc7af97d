"""Detecting that a store changed, without opening it."""

import shutil
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.system.store_version import read_store_version
from tests.support.statement_writer import opened


def manifest(store: Path, version: int) -> Path:
    folder = LocalPlace(store).versions
    folder.mkdir(parents=True, exist_ok=True)
    file = LocalPlace(store).build_manifest_path(version)
    file.write_text("x")
    return file


def test_each_commit_makes_another_version_and_nothing_else_does(tmp_path: Path) -> None:
    manifest(tmp_path, 9)
    ninth = read_store_version(str(tmp_path))
    # Versions that nobody reads any more are taken away, and hints are written.
    manifest(tmp_path, 8).unlink()
    (LocalPlace(tmp_path).versions / "latest_version_hint.json").write_text("{}")
    still = read_store_version(str(tmp_path))
    manifest(tmp_path, 10)

    assert ninth is not None
    assert still == ninth
    assert read_store_version(str(tmp_path)) not in {None, ninth}


async def test_each_commit_to_the_front_makes_another_version_and_no_read_does(
    tmp_path: Path,
) -> None:
    diary = await opened(str(tmp_path / "store"))
    versions = [read_store_version(str(tmp_path / "store"))]
    for number in range(3):
        await diary.keep(f"likes number {number}")
        versions.append(read_store_version(str(tmp_path / "store")))
    other = await opened(str(tmp_path / "store"))
    await other.texts()

    assert len(set(versions)) == len(versions)
    assert read_store_version(str(tmp_path / "store")) == versions[-1]


def test_a_store_that_was_made_again_has_another_version(tmp_path: Path) -> None:
    manifest(tmp_path, 9)
    before = read_store_version(str(tmp_path))
    shutil.rmtree(LocalPlace(tmp_path).versions)
    manifest(tmp_path, 9)

    assert read_store_version(str(tmp_path)) != before


def test_stores_of_the_same_version_are_distinguished(tmp_path: Path) -> None:
    manifest(tmp_path / "a", 1)
    manifest(tmp_path / "b", 1)

    assert read_store_version(str(tmp_path / "a")) != read_store_version(str(tmp_path / "b"))


@pytest.mark.parametrize("store", ["s3://bucket/x", "http://127.0.0.1:1/mcp", "", " ", "a\0b"])
def test_something_other_than_a_folder_has_no_version(store: str) -> None:
    assert read_store_version(store) is None


def test_a_missing_store_has_no_version(tmp_path: Path) -> None:
    assert read_store_version(str(tmp_path / "nowhere")) is None
