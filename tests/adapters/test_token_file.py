"""The token file is private, replaced atomically, and read at once by a running server."""

import os
import stat
import sys
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import anyio
import anyio.to_process
import pytest

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.domain.access import Access, Grant, create_grant
from mcp_mem0.domain.errors import NotFoundError, SettingsError
from tests.support.doubles import NOON

pytestmark = pytest.mark.anyio

ACCESS = Access(subject="ana", spaces=("home", "team"), right="write")


def made(number: int, *, subject: str = "ana") -> Grant:
    access = Access(subject=subject, spaces=("home",), right="read")
    _, grant = create_grant(
        access,
        now=NOON,
        expires_at=NOON + timedelta(days=number + 1),
        random_id=f"{number:012x}",
        random_secret="x" * 43,
    )
    return grant


@pytest.fixture
def file(tmp_path: Path) -> TokenFile:
    return TokenFile(tmp_path / "settings" / "tokens.json")


async def test_no_file_means_no_tokens(file: TokenFile) -> None:
    assert file.list_grants() == ()
    assert file.find("0" * 12) is None


async def test_a_token_is_the_same_for_every_reader_of_the_file(file: TokenFile) -> None:
    await file.add(made(1))
    await file.add(made(2))

    other = TokenFile(file.path)

    assert other.list_grants() == (made(1), made(2))
    assert other.find(made(2).id) == made(2)


async def test_a_running_server_sees_what_another_process_changed(file: TokenFile) -> None:
    await file.add(made(1))
    server = TokenFile(file.path)
    assert server.find(made(1).id) == made(1)

    await file.revoke(made(1).id, at=NOON)
    revoked = server.find(made(1).id)
    await file.add(made(2))

    assert revoked == made(1).revoke(NOON)
    assert server.find(made(2).id) == made(2)


async def test_revoking_a_subject_revokes_all_of_its_valid_tokens(file: TokenFile) -> None:
    for number in (1, 2, 3):
        await file.add(made(number, subject="bo" if number == 2 else "ana"))

    ended = await file.revoke("ana", at=NOON + timedelta(days=1))

    assert [grant.id for grant in ended] == [made(1).id, made(3).id]
    assert [grant.revoked_at is None for grant in file.list_grants()] == [False, True, False]


@pytest.mark.parametrize("name", ["nobody", "", "0" * 12])
async def test_revoking_an_unknown_name_is_refused_by_name(file: TokenFile, name: str) -> None:
    await file.add(made(1))

    with pytest.raises(NotFoundError, match="no valid token has the id or subject"):
        await file.revoke(name, at=NOON)


async def test_revoking_twice_is_refused_the_second_time(file: TokenFile) -> None:
    await file.add(made(1))
    await file.revoke("ana", at=NOON)

    with pytest.raises(NotFoundError):
        await file.revoke("ana", at=NOON)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
async def test_the_file_is_its_owners_from_its_first_moment(file: TokenFile) -> None:
    os.umask(0)
    try:
        await file.add(made(1))
    finally:
        os.umask(0o022)

    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert "x" * 43 not in file.path.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
async def test_a_file_that_others_can_open_is_refused(file: TokenFile, mode: int) -> None:
    await file.add(made(1))
    file.path.chmod(mode)

    with pytest.raises(SettingsError, match="chmod 600"):
        TokenFile(file.path).list_grants()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="cut off"),
        pytest.param('{"version": 3, "tokens": []}', id="a newer one"),
        pytest.param('{"version": 1, "tokens": [{"id": "x"}]}', id="half a token"),
        pytest.param('{"version": 1, "tokens": [], "more": 1}', id="something else"),
    ],
)
async def test_a_file_that_is_none_of_ours_is_named_and_not_written_over(
    file: TokenFile, text: str
) -> None:
    await file.add(made(1))
    file.path.write_text(text)

    with pytest.raises(SettingsError, match="is not a file of tokens"):
        TokenFile(file.path).list_grants()
    with pytest.raises(SettingsError):
        await file.add(made(2))

    assert file.path.read_text() == text


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingsError, match=r"http\.tokens_file"):
        await TokenFile(tmp_path / "file" / "tokens.json").add(made(1))


async def _add(path: Path, number: int) -> None:
    await TokenFile(path).add(made(number))


def add(path: Path, number: int) -> None:
    anyio.run(_add, path, number)


async def test_processes_that_make_tokens_at_once_lose_none(file: TokenFile) -> None:
    async with anyio.create_task_group() as tasks:
        for number in range(4):
            tasks.start_soon(anyio.to_process.run_sync, partial(add, file.path, number))

    assert sorted(grant.id for grant in file.list_grants()) == [
        made(number).id for number in range(4)
    ]


async def test_what_an_older_file_calls_erase_is_what_can_be_undone(file: TokenFile) -> None:
    await file.add(made(1))
    old = file.path.read_text().replace('"version": 2', '"version": 1')
    file.path.write_text(old.replace('"right": "read"', '"right": "erase"'))

    assert [grant.access.right for grant in file.list_grants()] == ["forget"]
    await file.add(made(2))
    assert [grant.access.right for grant in file.list_grants()] == ["forget", "read"]
    assert '"version": 2' in file.path.read_text()


async def test_a_right_to_erase_is_kept(file: TokenFile) -> None:
    access = Access(subject="ana", spaces=("home",), right="erase")
    await file.add(replace(made(1), access=access))

    assert [grant.access.right for grant in TokenFile(file.path).list_grants()] == ["erase"]
