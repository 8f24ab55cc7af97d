"""A process is killed at any point of an import: nothing of it is there, or all, and then it is run
again."""

import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt
from tests.support.doubles import FixedClock
from tests.support.moved_memory import opened_mover
from tests.support.wired_services import SPACE, opened_world

pytestmark = [pytest.mark.crash, pytest.mark.timeout(900)]

STATEMENTS = 300
DELAYS_S = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
"""How long after the writing began the process lives."""


async def make_export(folder: Path, statements: int = STATEMENTS) -> Path:
    async with opened_world(folder / "store", clock=FixedClock()) as world:
        for number in range(statements):
            await world.say(f"Ana has note number {number} about topic {number * 7}")
    async with opened_mover(folder) as there:
        return await there.export(has_forgotten=True)


@contextmanager
def importing(
    folder: Path, name: str, file: Path, *, stage: str
) -> Generator[subprocess.Popen[str]]:
    """Let another process import, up to the beginning of a stage; it is killed at the end."""
    module = "tests.crash.stopped_spaces_import"
    command = [sys.executable, "-m", module, str(folder), name, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith((stage, "done")):
                break
        yield process
        process.kill()


def import_and_kill(folder: Path, name: str, file: Path, *, stage: str, delay_s: float) -> None:
    with importing(folder, name, file, stage=stage) as process:
        deadline = time.monotonic() + delay_s
        while time.monotonic() < deadline and process.poll() is None:
            pass


def count_versions(folder: Path) -> int:
    return len([*folder.rglob("_versions/*.manifest")])


@pytest.mark.parametrize("delay_s", DELAYS_S)
@pytest.mark.parametrize("stage", ["checking", "writing"])
async def test_all_or_nothing_is_there_and_a_second_run_ends_it(
    tmp_path: Path, stage: str, delay_s: float
) -> None:
    file = await make_export(tmp_path)
    import_and_kill(tmp_path, "copy", file, stage=stage, delay_s=delay_s)
    async with opened_mover(tmp_path) as there, opened_mover(tmp_path, "copy") as here:
        rows = await there.read_rows()
        assert await here.read_rows() in ({}, rows)
        assert await here.check() == []
        await here.take(file)

        assert await here.read_rows() == rows
        assert await here.check() == []


@pytest.mark.parametrize("commits", [1, 2, 3])
async def test_a_kill_right_after_each_commit_is_no_damage(tmp_path: Path, commits: int) -> None:
    file = await make_export(tmp_path, statements=20)
    async with opened_mover(tmp_path, "copy") as here:
        assert await here.check() == []
    before = count_versions(tmp_path / "copy")
    with importing(tmp_path, "copy", file, stage="writing") as process:
        while count_versions(tmp_path / "copy") < before + commits and process.poll() is None:
            pass

    async with opened_mover(tmp_path) as there, opened_mover(tmp_path, "copy") as here:
        assert await here.check() == []
        await here.take(file)
        assert await here.read_rows() == await there.read_rows()
    async with opened_world(tmp_path / "copy") as world:
        await world.say("Zoe sails")
        assert len(await world.records.find(Excerpt, Filter(spaces=(SPACE,)))) == 21
        assert await world.check() == []
