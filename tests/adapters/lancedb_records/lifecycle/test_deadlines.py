"""A store that does not answer is given up in time, and the next read finds it mended.

A file that is replaced by a pipe is what a damaged index or a dying disk can be: whoever opens it
waits for ever.
"""

import os
import socket
import sys
from collections.abc import Generator
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records.faults import SlowStoreError
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.support.statement_writer import StatementWriter, opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")

NOTES = [f"note number {number}" for number in range(5)]
TIMEOUT_S = 1.0


@pytest.fixture
async def diary(tmp_path: Path) -> StatementWriter:
    """A diary with indexes, opened and not read yet."""
    written = await opened(str(tmp_path / "store"), fold_after_rows=1, compact_after_rows=5)
    for text in NOTES:
        await written.note(text)
    assert await written.records.maintain()
    written.records.close()
    return await opened(str(tmp_path / "store"), read_timeout_s=TIMEOUT_S)


@pytest.fixture
def pipes() -> Generator[list[Path]]:
    """Replaces index files by pipes; at the end whoever waits for one is let go."""
    made: list[Path] = []
    yield made
    for pipe in made:
        if pipe.exists():
            os.close(os.open(pipe, os.O_RDWR | os.O_NONBLOCK))


def replace_words_index(folder: Path, pipes: list[Path]) -> None:
    for file in LocalPlace(folder / "store").table.glob("_indices/*/part_*"):
        file.unlink()
        os.mkfifo(file)
        pipes.append(file)
    assert pipes


async def test_a_read_that_no_index_answers_is_given_up_and_the_next_one_answered(
    diary: StatementWriter, tmp_path: Path, pipes: list[Path]
) -> None:
    replace_words_index(tmp_path, pipes)

    with anyio.fail_after(30), pytest.raises(SlowStoreError, match="did not answer within 1 s"):
        await diary.found("number")
    with anyio.fail_after(60):
        assert await diary.found("number") == NOTES
        assert await diary.disagreements() == []
    diary.records.close()


async def test_other_reads_and_writes_go_on_beside_one_that_is_not_answered(
    diary: StatementWriter, tmp_path: Path, pipes: list[Path]
) -> None:
    replace_words_index(tmp_path, pipes)
    with pytest.raises(SlowStoreError):
        await diary.found("number")

    with anyio.fail_after(60):
        await diary.note("likes rain")
        assert await diary.texts() == [*NOTES, "likes rain"]
    diary.records.close()


async def test_a_bucket_that_takes_requests_and_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        options = {
            "aws_access_key_id": "somebody",
            "aws_secret_access_key": "something",
            "aws_region": "us-east-1",
            "aws_endpoint": f"http://{address}",
            "allow_http": "true",
        }
        with anyio.fail_after(30), pytest.raises(SlowStoreError, match="within 1 s"):
            await opened("s3://bucket/store", read_timeout_s=TIMEOUT_S, options=options)
