"""`FolderFlush` flushes what is new, once, and what is rewritten, always."""

from pathlib import Path

from mcp_mem0.adapters.system.boot import read_boot_id
from mcp_mem0.adapters.system.flush import FolderFlush


def made(path: Path, text: str = "some rows") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def flush_of(root: Path) -> FolderFlush:
    return FolderFlush(root, rewritten=frozenset({"hint.json"}))


def test_the_first_flush_takes_all_that_is_there(tmp_path: Path) -> None:
    made(tmp_path / "data" / "1.lance")
    made(tmp_path / "_indices" / "a" / "page.lance")

    assert flush_of(tmp_path).flush() == ["_indices/a/page.lance", "data/1.lance"]


def test_later_flushes_take_only_what_is_new(tmp_path: Path) -> None:
    made(tmp_path / "data" / "1.lance")
    flush = flush_of(tmp_path)
    flush.flush()

    made(tmp_path / "data" / "2.lance")
    made(tmp_path / "_deletions" / "1.arrow")

    assert flush.flush() == ["_deletions/1.arrow", "data/2.lance"]
    assert flush.flush() == []


def test_a_name_that_is_rewritten_is_flushed_each_time(tmp_path: Path) -> None:
    made(tmp_path / "_versions" / "hint.json", "1")
    flush = flush_of(tmp_path)
    flush.flush()

    made(tmp_path / "_versions" / "hint.json", "2")

    assert flush.flush() == ["_versions/hint.json"]


def test_a_name_that_went_and_came_back_is_new(tmp_path: Path) -> None:
    made(tmp_path / "_versions" / "9.manifest")
    made(tmp_path / "_indices" / "a" / "page.lance")
    flush = flush_of(tmp_path)
    flush.flush()
    (tmp_path / "_versions" / "9.manifest").unlink()
    (tmp_path / "_indices" / "a" / "page.lance").unlink()
    (tmp_path / "_indices" / "a").rmdir()
    flush.flush()

    made(tmp_path / "_versions" / "9.manifest", "another version 9")
    made(tmp_path / "_indices" / "a" / "page.lance")

    assert flush.flush() == ["_indices/a/page.lance", "_versions/9.manifest"]


def test_a_table_that_is_not_there_yet_is_no_error(tmp_path: Path) -> None:
    assert flush_of(tmp_path / "records.lance").flush() == []


def test_a_boot_has_one_id() -> None:
    assert read_boot_id()
    assert read_boot_id() == read_boot_id()
