"""A store that may only be read is read, with its newest rows, and says so to whoever writes."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.support.mount_namespace import (
    NOT_PERMITTED,
    build_namespaced_command,
    build_powerless_command,
)
from tests.support.statement_writer import opened

pytestmark = pytest.mark.skipif(NOT_PERMITTED is not None, reason=str(NOT_PERMITTED))


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    """A store with one fact in its table and one in the log of its front."""
    store = tmp_path / "store"

    async def write() -> None:
        diary = await opened(str(store), fold_after_rows=1)
        await diary.note("works in Oslo")
        assert await diary.records.maintain()
        await diary.note("likes tea")

    anyio.run(write)
    return LocalPlace(store)


def build_command(place: LocalPlace, *acts: str) -> list[str]:
    return [sys.executable, "-m", "tests.adapters.lancedb_records.recaller", place.uri, *acts]


def run(command: list[str]) -> str:
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def change_all(place: LocalPlace, mode: str) -> None:
    subprocess.run(["/bin/chmod", "-R", mode, place.uri], check=True)


def list_all(place: LocalPlace) -> list[tuple[Path, int]]:
    return sorted((path, path.stat().st_size) for path in place.folder.rglob("*"))


@pytest.fixture
def read_only(place: LocalPlace) -> LocalPlace:
    change_all(place, "a-w")
    return place


@pytest.mark.parametrize("act", ["note", "erase"])
def test_a_store_without_write_permission_is_read_and_a_write_refused(
    read_only: LocalPlace, act: str
) -> None:
    before = list_all(read_only)

    said = run(build_powerless_command(build_command(read_only, act)))

    assert "texts: ['works in Oslo', 'likes tea']" in said
    assert "found: ['works in Oslo']" in said
    assert "is read-only: what it has can be recalled; to store, forget, erase or repair" in said
    assert "noted" not in said
    assert "erasing" not in said
    assert list_all(read_only) == before


def test_a_store_on_a_read_only_mount_is_read_and_a_write_refused(place: LocalPlace) -> None:
    folder, command = shlex.quote(place.uri), shlex.join(build_command(place, "note"))

    said = run(
        build_namespaced_command(
            f"mount --bind {folder} {folder}; mount -o remount,bind,ro {folder}; {command}"
        )
    )

    assert "texts: ['works in Oslo', 'likes tea']" in said
    assert "is read-only: what it has can be recalled" in said


def test_a_store_that_may_not_be_read_says_so(place: LocalPlace) -> None:
    change_all(place, "000")

    said = run(build_powerless_command(build_command(place)))

    place.folder.chmod(0o700)
    assert "cannot be read (permission denied): make it readable and writable" in said


def test_files_of_a_store_that_may_not_be_read_are_not_taken_for_damaged(
    place: LocalPlace,
) -> None:
    for file in place.table.rglob("*.lance"):
        file.chmod(0o000)
    before = list_all(place)

    said = run(build_powerless_command(build_command(place)))

    assert "(permission denied): make all of its folder readable and writable" in said
    assert [path for path, _ in list_all(place) if path.suffix in {".lance", ".manifest"}] == [
        path for path, _ in before if path.suffix in {".lance", ".manifest"}
    ]
    assert not (place.ours / "damaged").exists()


@pytest.mark.parametrize("name", ["table", "front"])
def test_a_part_of_a_store_that_may_not_be_read_is_not_taken_for_damaged(
    place: LocalPlace, name: str
) -> None:
    part: Path = getattr(place, name)
    mode = part.stat().st_mode
    part.chmod(0o000)

    said = run(build_powerless_command(build_command(place)))

    part.chmod(mode)
    assert re.search(r"\((?i:permission denied)\): make (?:it|all of it) readable", said), said
    assert not (place.ours / "damaged").exists()


@pytest.mark.parametrize(
    "limit",
    [range(22, 64, 20), pytest.param(range(16, 64, 6), marks=pytest.mark.heavy)],
    ids=["a few limits", "many limits"],
)
def test_too_many_open_files_are_told_as_what_they_are(place: LocalPlace, limit: range) -> None:
    said = [run(build_command(place, "note", str(number))) for number in limit]

    failed = [each for each in said if "Error" in each]
    assert failed
    assert all("too many open files" in each for each in failed), failed
    assert all("ulimit -n" in each for each in failed), failed
    assert not (place.ours / "damaged").exists()
    assert not (place.ours / "healed.log").exists()


def remove_front(place: LocalPlace) -> None:
    for file in (place.front, *place.front_logs):
        file.unlink(missing_ok=True)


def remove_log(place: LocalPlace) -> None:
    for log in place.front_logs:
        log.unlink()


@pytest.mark.heavy
@pytest.mark.parametrize("damage", [remove_front, remove_log])
def test_a_store_that_lost_its_newest_rows_is_not_read_as_if_it_never_had_them(
    place: LocalPlace, damage: Callable[[LocalPlace], None]
) -> None:
    damage(place)
    change_all(place, "a-w")

    said = run(build_powerless_command(build_command(place)))

    assert "is read-only, and what it has is damaged: make it writable" in said
