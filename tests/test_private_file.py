"""A private file is read only if it is ours, regular and closed to others; it is written whole."""

import os
import re
import stat
import sys
from pathlib import Path

import pytest

from mcp_mem0.private_file import (
    PrivateFileError,
    append_private_file,
    create_private_file,
    is_private,
    make_private_file,
    make_private_folder,
    read_private_file,
    read_secret,
    write_atomically,
    write_private_file,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of POSIX")

PACKAGE = Path(__file__).parents[1] / "mcp_mem0"
SOMEBODY = 12_345
BYTES_MAX = 100


def private(file: Path, text: str = "word\n") -> Path:
    file.write_text(text)
    file.chmod(0o600)
    return file


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_file_of_ours_alone_is_read(tmp_path: Path) -> None:
    file = private(tmp_path / "file")

    assert read_private_file(file, bytes_max=BYTES_MAX) == b"word\n"
    assert read_secret(file, kind="key") == "word"


@pytest.mark.parametrize("bits", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601])
def test_a_file_that_others_can_open_is_refused_with_the_remedy(tmp_path: Path, bits: int) -> None:
    file = private(tmp_path / "file")
    file.chmod(bits)

    with pytest.raises(PrivateFileError, match=f"run chmod 600 {file}"):
        read_private_file(file, bytes_max=BYTES_MAX)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_another_user_is_refused_whatever_its_mode(tmp_path: Path) -> None:
    file = private(tmp_path / "file")
    os.chown(file, SOMEBODY, -1)
    os.chown(tmp_path, SOMEBODY, -1)

    with pytest.raises(PrivateFileError, match=f"belongs to user {SOMEBODY}, not to you"):
        read_private_file(file, bytes_max=BYTES_MAX)
    with pytest.raises(PrivateFileError, match="belongs to user"):
        append_private_file(file, b"more")
    with pytest.raises(PrivateFileError, match="belongs to user"):
        make_private_folder(tmp_path)
    assert not is_private(file.stat())
    assert file.read_text() == "word\n"


def test_a_link_is_not_followed_to_be_read_written_or_added_to(tmp_path: Path) -> None:
    real = private(tmp_path / "real")
    link = tmp_path / "link"
    link.symlink_to(real)

    with pytest.raises(PrivateFileError, match="a link or not a regular file"):
        read_private_file(link, bytes_max=BYTES_MAX)
    with pytest.raises(PrivateFileError, match="a link or not a regular file"):
        write_private_file(link, b"other")
    with pytest.raises(PrivateFileError, match="a link or not a regular file"):
        append_private_file(link, b"other")
    with pytest.raises(PrivateFileError, match="a link or not a regular file"):
        create_private_file(link)
    with pytest.raises(PrivateFileError, match="a link or not a regular file"):
        make_private_file(link)
    assert real.read_text() == "word\n"
    assert link.is_symlink()


def test_a_pipe_is_not_waited_for_and_a_folder_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(mode=0o700)

    for name in ("pipe", "folder"):
        with pytest.raises(PrivateFileError, match="not a regular file"):
            read_private_file(tmp_path / name, bytes_max=BYTES_MAX)
        with pytest.raises(PrivateFileError, match="not a regular file"):
            write_private_file(tmp_path / name, b"x")
        with pytest.raises(PrivateFileError, match="not a regular file"):
            append_private_file(tmp_path / name, b"x")


def test_a_file_beyond_its_bound_is_refused(tmp_path: Path) -> None:
    file = private(tmp_path / "file", "x" * (BYTES_MAX + 1))

    with pytest.raises(PrivateFileError, match="larger than 100 bytes"):
        read_private_file(file, bytes_max=BYTES_MAX)


def test_a_missing_file_has_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_private_file(tmp_path / "none", bytes_max=BYTES_MAX)


@pytest.mark.parametrize(
    "text", ["", " \n", "two words", "a\nb", "k" * 4_001, "k\x00", "k\u00a0k", "k\u00f6k"]
)
def test_what_is_not_one_word_is_no_secret(tmp_path: Path, text: str) -> None:
    file = private(tmp_path / "file", text)

    with pytest.raises(PrivateFileError, match="contains no token"):
        read_secret(file, kind="token")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_secret_may_begin_with_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    file = private(tmp_path / "file")
    file.write_bytes("word\r\n".encode(encoding))

    assert read_secret(file, kind="key") == "word"


def test_bytes_that_are_no_text_are_no_secret(tmp_path: Path) -> None:
    file = private(tmp_path / "file")
    file.write_bytes(b"\xff\xfe\xff")

    with pytest.raises(PrivateFileError, match="contains no key"):
        read_secret(file, kind="key")


def test_a_written_file_is_private_whatever_was_there_before(tmp_path: Path) -> None:
    file = private(tmp_path / "file")
    file.chmod(0o644)
    other = tmp_path / "other"
    other.hardlink_to(file)

    write_private_file(file, b"new")

    assert (file.read_text(), mode(file)) == ("new", 0o600)
    assert other.read_text() == "word\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "other"]


def test_a_file_that_cannot_be_replaced_stays_and_leaves_no_temporary_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inside").mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        write_atomically(folder, b"new")

    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


def test_a_log_of_ours_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = private(tmp_path / "log")
    file.chmod(0o644)

    append_private_file(file, b"more\n")
    append_private_file(tmp_path / "new", b"line\n")

    assert (file.read_text(), mode(file)) == ("word\nmore\n", 0o600)
    assert ((tmp_path / "new").read_text(), mode(tmp_path / "new")) == ("line\n", 0o600)


def test_folders_are_made_for_their_owner_and_an_open_one_is_closed(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")
    (tmp_path / "open").mkdir(mode=0o755)
    make_private_folder(tmp_path / "open")
    (tmp_path / "link").symlink_to(tmp_path / "a")

    assert [mode(tmp_path / name) for name in ("a", "a/b", "open")] == [0o700] * 3
    with pytest.raises(PrivateFileError, match="a link or not a folder"):
        make_private_folder(tmp_path / "link")


def test_no_other_module_replaces_files_or_changes_who_may_read_them() -> None:
    own_ways = re.compile(r"O_EXCL|mkstemp|NamedTemporaryFile|os\.replace\(|chmod\(|chown\(")

    found = {
        file.name
        for file in PACKAGE.rglob("*.py")
        if own_ways.search(file.read_text(encoding="utf-8"))
    }

    assert found == {"private_file.py"}
