"""One-time codes: valid once, for two minutes, and made by this user alone."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from mcp_mem0.adapters.entry_codes import VALID_FOR, EntryCodeFolder
from mcp_mem0.domain.errors import StoreError
from tests.support.doubles import FixedClock

pytestmark = pytest.mark.anyio

NOW = FixedClock()()


def codes_at(folder: Path, minutes: float = 0) -> EntryCodeFolder:
    """Return the folder as somebody sees it some minutes later."""
    return EntryCodeFolder(folder / "codes", now=lambda: NOW + timedelta(minutes=minutes))


async def test_a_code_is_valid_once_in_any_process(tmp_path: Path) -> None:
    code = codes_at(tmp_path).make_code()

    assert await codes_at(tmp_path, 1).take(code)
    assert not await codes_at(tmp_path, 1).take(code)


async def test_a_code_is_not_valid_later(tmp_path: Path) -> None:
    code = codes_at(tmp_path).make_code()

    assert not await codes_at(tmp_path, VALID_FOR / timedelta(minutes=1)).take(code)
    assert not await codes_at(tmp_path).take(code)


async def test_reading_the_folder_gives_no_code_away(tmp_path: Path) -> None:
    code = codes_at(tmp_path).make_code()
    [file] = (tmp_path / "codes").iterdir()

    assert code not in file.name + file.read_text(encoding="utf-8")
    assert not await codes_at(tmp_path).take(file.name)


async def test_what_is_too_old_is_removed(tmp_path: Path) -> None:
    codes_at(tmp_path).make_code()
    codes_at(tmp_path, 3).make_code()

    assert len([*(tmp_path / "codes").iterdir()]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
async def test_a_file_that_others_may_write_is_no_code(tmp_path: Path) -> None:
    codes = codes_at(tmp_path)
    code = codes.make_code()
    [file] = (tmp_path / "codes").iterdir()
    file.chmod(0o666)

    assert not await codes.take(code)
    assert (tmp_path / "codes").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("code", ["", "../../etc/passwd", "\0", "x" * 100_000, "é"])
async def test_no_text_is_a_path(tmp_path: Path, code: str) -> None:
    assert not await codes_at(tmp_path).take(code)


async def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "codes").write_text("a file", encoding="utf-8")

    with pytest.raises(StoreError, match="codes"):
        codes_at(tmp_path).make_code()
    assert os.path.isfile(tmp_path / "codes")  # noqa: PTH113, ASYNC240 - nothing waits here
