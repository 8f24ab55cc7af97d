"""The file of what was forgotten: what it says when a line is torn, missing or refused."""

import os
import sys
from collections.abc import AsyncGenerator
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit

import pytest

from mcp_mem0.adapters.lancedb_records.damage.forgotten_log import ForgottenLog
from mcp_mem0.adapters.lancedb_records.lifecycle.commit_notes import CommitNotes
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from tests.support.wired_services import SPACE, World, fact_id, opened_world

OSLO = "The user lives in Oslo near the river"
KEPT = "The user plays the cello"


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


@pytest.fixture
async def world(place: LocalPlace) -> AsyncGenerator[World]:
    async with opened_world(place.folder) as opened:
        yield opened


async def forget(world: World, text: str) -> str:
    """State something and forget it; return the row id of what is forgotten."""
    stated = fact_id(await world.state(text))
    await world.forget(stated)
    return f"{stated}.1"


async def test_a_torn_line_is_told_and_spoils_no_line_after_it(
    world: World, place: LocalPlace
) -> None:
    log = ForgottenLog(place.forgotten)
    torn = await forget(world, OSLO)
    assert torn in log.read().closed
    assert log.read().is_complete

    noted = log.read()
    place.forgotten.write_bytes(place.forgotten.read_bytes()[:-40])
    assert len(log.read().added) == len(noted.added) - 1
    kept = await forget(world, KEPT)

    assert not log.read().is_complete
    assert {torn, kept} <= {*log.read().closed}


async def test_the_closing_of_a_fingerprint_is_noted_too(world: World, place: LocalPlace) -> None:
    await forget(world, OSLO)
    [kept] = await world.records.find(Fingerprint, Filter(spaces=(SPACE,)))

    await world.state(OSLO)

    assert not await world.records.find(Fingerprint, Filter(spaces=(SPACE,)))
    assert kept.id in ForgottenLog(place.forgotten).read().closed


async def test_what_is_forgotten_is_acknowledged_though_it_cannot_be_noted(
    world: World, place: LocalPlace, caplog: pytest.LogCaptureFixture
) -> None:
    stated = fact_id(await world.state(OSLO))
    place.forgotten.unlink()
    place.forgotten.mkdir()

    receipt = await world.forget(stated)

    assert receipt.status == "done"
    assert OSLO not in await world.texts()
    assert f"the note {place.forgotten} of what was forgotten could not be written" in caplog.text


async def test_each_row_has_a_line_of_its_own_also_when_the_file_is_written_anew(
    world: World, place: LocalPlace
) -> None:
    await forget(world, OSLO)
    log = ForgottenLog(place.forgotten)
    noted = log.read()

    log.write_all(noted)

    lines = place.forgotten.read_bytes().splitlines()
    assert len(lines) == 1 + len(noted.closed) + len(noted.added)
    for number in range(1, len(lines)):
        broken = [b"\xff" if number == each else line for each, line in enumerate(lines)]
        place.forgotten.write_bytes(b"\n".join(broken))
        left = log.read()
        assert len(left.closed) + len(left.added) == len(lines) - 2
        assert not left.is_complete


async def test_a_line_that_is_written_in_part_is_an_error(world: World, place: LocalPlace) -> None:
    await forget(world, OSLO)
    log = ForgottenLog(place.forgotten)
    noted = log.read()
    soft, hard = getrlimit(RLIMIT_FSIZE)

    setrlimit(RLIMIT_FSIZE, (place.forgotten.stat().st_size + 100, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            log.append(noted)
    finally:
        setrlimit(RLIMIT_FSIZE, (soft, hard))

    assert log.read().closed == noted.closed


async def test_a_line_is_flushed_before_it_is_acknowledged(world: World, place: LocalPlace) -> None:
    await forget(world, OSLO)
    log = ForgottenLog(place.forgotten)
    noted = log.read()
    called: list[object] = []

    def listen(_frame: object, event: str, function: object) -> None:
        if event == "c_call":
            called.append(function)

    sys.setprofile(listen)
    log.append(noted)
    sys.setprofile(None)

    # The file, and the folder that has its name.
    assert called.count(os.fsync) == 2


async def test_the_file_is_not_replaced_while_another_process_adds_to_it(
    world: World, place: LocalPlace, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever writes without the write lock would add to a file that is gone."""
    await forget(world, OSLO)
    noted, before = ForgottenLog(place.forgotten).read(), place.forgotten.stat()

    async with FileLock(place.ours / "forgotten.lock", timeout_s=30).hold():
        await CommitNotes(place, lock_timeout_s=0).renew(noted)

    assert place.forgotten.stat().st_ino == before.st_ino
    assert "the store's forgotten lock was not free" in caplog.text
