"""A process is killed in the middle of an import: the next run brings what is missing, once."""

import subprocess
import sys
from pathlib import Path

import pytest

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from tests.crash.stopped_foreign_import import import_file
from tests.support.foreign_files import write_lines
from tests.support.wired_services import SPACE, opened_world

RECORDS = 300

pytestmark = [pytest.mark.crash, pytest.mark.timeout(180)]


def kill_in_import(store: Path, file: Path) -> None:
    """Import a file in another process, and kill it after its first batch."""
    command = [sys.executable, "-m", "tests.crash.stopped_foreign_import", str(store), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) < RECORDS
        process.kill()


async def test_a_second_run_goes_on_where_a_killed_one_stopped(tmp_path: Path) -> None:
    texts = [f"Guest {number} sat at table {number * 7}" for number in range(RECORDS)]
    file = write_lines(tmp_path / "guests.jsonl", *({"content": text} for text in texts))

    kill_in_import(tmp_path / "store", file)

    async with opened_world(tmp_path / "store") as world:
        report = await import_file(world, file)
        episodes = await world.records.find(Episode, Filter(spaces=(SPACE,), state="any"))
        assert report.tally.known > 0
        assert report.tally.stored > 0
        assert report.tally.known + report.tally.stored == RECORDS
        assert sorted(str(each.intake.content) for each in episodes) == sorted(texts)
        assert await world.texts() == sorted(texts)
        assert await world.check() == []
