"""Files of an export are private, there whole or not at all, and never replace those of others."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mcp_mem0.adapters.transfer_files.line_file import LineFile
from mcp_mem0.adapters.transfer_files.line_source import FileLines
from mcp_mem0.adapters.transfer_files.page_folder import LIST, PageFolder
from mcp_mem0.adapters.transfer_files.vector_file import VectorFile
from mcp_mem0.domain.errors import RequestError

pytestmark = pytest.mark.anyio


async def write_lines(path: Path, lines: bytes, *, is_forced: bool = False) -> None:
    async with LineFile(path, is_forced=is_forced).open() as writer:
        await writer.write(lines)


async def write_and_run(path: Path, act: Callable[[], object], *, is_forced: bool) -> None:
    async with LineFile(path, is_forced=is_forced).open() as writer:
        await writer.write(b"one\n")
        act()


def stop() -> None:
    raise RequestError("stop")


async def write_pages_and_stop(folder: Path) -> None:
    async with PageFolder(folder, is_forced=False).open() as writer:
        await writer.write("index.md", "half")
        stop()


async def write_pages(folder: Path, *, is_forced: bool = False, **pages: str) -> PageFolder:
    target = PageFolder(folder, is_forced=is_forced)
    async with target.open() as writer:
        for name, text in pages.items():
            await writer.write(f"{name.replace('__', '/')}.md", text)
    return target


def list_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


class TestLineFile:
    async def test_only_its_owner_can_read_it(self, tmp_path: Path) -> None:
        path = tmp_path / "export.jsonl"
        await write_lines(path, b"one\n")

        assert path.read_bytes() == b"one\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert list_files(tmp_path) == {"export.jsonl"}

    async def test_one_that_is_there_is_replaced_only_when_told(self, tmp_path: Path) -> None:
        path = tmp_path / "export.jsonl"
        path.write_text("mine")
        with pytest.raises(RequestError, match="is there already"):
            await write_lines(path, b"one\n")
        assert path.read_text() == "mine"

        await write_lines(path, b"one\n", is_forced=True)
        assert path.read_bytes() == b"one\n"

    async def test_one_that_comes_meanwhile_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "export.jsonl"
        with pytest.raises(RequestError, match="is there already"):
            await write_and_run(path, lambda: path.write_text("mine"), is_forced=False)

        assert path.read_text() == "mine"
        assert list_files(tmp_path) == {"export.jsonl"}

    async def test_a_failure_leaves_nothing_of_it(self, tmp_path: Path) -> None:
        path = tmp_path / "export.jsonl"
        path.write_text("before")
        with pytest.raises(RequestError, match="stop"):
            await write_and_run(path, stop, is_forced=True)

        assert path.read_text() == "before"
        assert list_files(tmp_path) == {"export.jsonl"}

    async def test_nothing_is_written_through_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "target").write_text("mine")
        (tmp_path / "link").symlink_to(tmp_path / "target")

        with pytest.raises(RequestError, match="a link or no regular file"):
            await write_lines(tmp_path / "link", b"one\n", is_forced=True)
        assert (tmp_path / "target").read_text() == "mine"

    async def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(RequestError, match="cannot be written"):
            await write_lines(tmp_path / "none" / "export.jsonl", b"one\n")


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"one\r\n\xff\ntwo")

    assert [*FileLines(path).read_lines()] == [b"one\n", b"\xff\n", b"two"]


class TestPageFolder:
    async def test_pages_are_private_and_listed(self, tmp_path: Path) -> None:
        folder = tmp_path / "pages"
        await write_pages(folder, index="i", home__Ana="a")

        assert list_files(folder) == {LIST, "index.md", "home/Ana.md"}
        assert stat.S_IMODE((folder / "home" / "Ana.md").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    async def test_pages_of_before_are_replaced_or_removed(self, tmp_path: Path) -> None:
        folder = tmp_path / "pages"
        await write_pages(folder, index="i", home__Ana="a", work__Ben="b")
        target = await write_pages(folder, index="j", home__Ana="a")

        assert list_files(folder) == {LIST, "index.md", "home/Ana.md"}
        assert (folder / "index.md").read_text() == "j"
        assert not (folder / "work").exists()
        assert target.removed == 1

    async def test_files_of_others_stay(self, tmp_path: Path) -> None:
        folder = tmp_path / "pages"
        await write_pages(folder, index="i", home__Ana="a")
        (folder / "home" / "mine.md").write_text("mine")
        await write_pages(folder, index="i")

        assert list_files(folder) == {LIST, "index.md", "home/mine.md"}

    async def test_a_page_that_somebody_changed_is_theirs(self, tmp_path: Path) -> None:
        folder = tmp_path / "pages"
        await write_pages(folder, index="i", home__Ana="a", home__Ben="b")
        (folder / "home" / "Ana.md").write_text("a, and a note")
        with pytest.raises(RequestError, match="is not as an export wrote it"):
            await write_pages(folder, index="new", home__Ana="new")
        assert (folder / "index.md").read_text() == "i"
        assert (folder / "home" / "Ana.md").read_text() == "a, and a note"

        # Nor is it removed.
        await write_pages(folder, index="new")
        assert list_files(folder) == {LIST, "index.md", "home/Ana.md"}

    async def test_a_folder_of_something_else_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "diary.md").write_text("mine")
        with pytest.raises(RequestError, match="has files that no export wrote"):
            await write_pages(tmp_path, index="i")
        assert list_files(tmp_path) == {"diary.md"}

        await write_pages(tmp_path, is_forced=True, index="i")
        assert list_files(tmp_path) == {LIST, "index.md", "diary.md"}

    async def test_no_page_goes_through_a_link(self, tmp_path: Path) -> None:
        folder, elsewhere = tmp_path / "pages", tmp_path / "elsewhere"
        elsewhere.mkdir()
        await write_pages(folder, index="i")
        (folder / "home").symlink_to(elsewhere)

        with pytest.raises(RequestError, match="is a link"):
            await write_pages(folder, index="i", home__Ana="a")
        assert list_files(elsewhere) == set()

    async def test_a_list_that_somebody_wrote_removes_nothing_outside(self, tmp_path: Path) -> None:
        folder = tmp_path / "pages"
        await write_pages(folder, index="i")
        other = tmp_path / "other.md"
        other.write_text("i")
        listed = (folder / LIST).read_text()
        for name in ("../other.md", str(other), "..\\\\other.md"):
            (folder / LIST).write_text(listed.replace("index.md", name))
            await write_pages(folder, is_forced=True, index="i")

        assert other.read_text() == "i"

    async def test_a_damaged_list_is_told(self, tmp_path: Path) -> None:
        folder = tmp_path / "pages"
        await write_pages(folder, index="i")
        (folder / LIST).write_text("{")

        with pytest.raises(RequestError, match="is damaged"):
            await write_pages(folder, index="j")

    async def test_a_failure_leaves_the_pages_of_before(self, tmp_path: Path) -> None:
        folder = tmp_path / "pages"
        await write_pages(folder, index="i")
        with pytest.raises(RequestError, match="stop"):
            await write_pages_and_stop(folder)

        assert (folder / "index.md").read_text() == "i"
        assert list_files(folder) == {LIST, "index.md"}


class TestVectorFile:
    def test_vectors_come_back_in_their_order(self, tmp_path: Path) -> None:
        kept = VectorFile(tmp_path / "imports", "one", 2)
        kept.append([(1.0, 0.5)])
        kept.append([(0.25, 0.0), (0.0, 1.0)])

        assert kept.count() == 3
        assert [*kept.read()] == [(1.0, 0.5), (0.25, 0.0), (0.0, 1.0)]
        (file,) = (tmp_path / "imports").iterdir()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        kept.remove()
        assert kept.count() == 0

    def test_what_a_killed_process_wrote_of_the_last_is_cut_off(self, tmp_path: Path) -> None:
        kept = VectorFile(tmp_path, "one", 2)
        kept.append([(1.0, 0.5), (0.25, 0.0)])
        (file,) = tmp_path.iterdir()
        file.write_bytes(file.read_bytes()[:-3])

        assert kept.count() == 1
        kept.append([(0.0, 1.0)])
        assert [*kept.read()] == [(1.0, 0.5), (0.0, 1.0)]

    def test_each_import_has_its_own(self, tmp_path: Path) -> None:
        VectorFile(tmp_path, "one", 2).append([(1.0, 0.5)])

        assert VectorFile(tmp_path, "two", 2).count() == 0
