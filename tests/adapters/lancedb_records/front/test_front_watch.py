"""Whether anybody wrote is seen at once, and asking it waits for no writer."""

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records.front.front_creation import create_front
from mcp_mem0.adapters.lancedb_records.front.front_watch import FrontWatch
from mcp_mem0.domain.errors import StoreError

ADVANCE = "UPDATE state SET value = value + 1 WHERE key = 'seq'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_front(tmp_path / "front.db")
    return tmp_path / "front.db"


@pytest.fixture
def writer(path: Path) -> Generator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def test_the_number_differs_after_each_commit_and_only_then(
    path: Path, writer: sqlite3.Connection
) -> None:
    watch = FrontWatch(path)
    before = watch.read_version()
    assert before is not None
    assert watch.read_version() == before

    writer.execute("BEGIN IMMEDIATE")
    writer.execute(ADVANCE)
    assert watch.read_version() == before
    writer.execute("COMMIT")
    after = watch.read_version()
    writer.execute(ADVANCE)

    assert len({before, after, watch.read_version()}) == 3


def test_a_commit_is_seen_whether_or_not_the_log_was_moved_into_the_file(
    path: Path, writer: sqlite3.Connection
) -> None:
    watch = FrontWatch(path)
    before = watch.read_version()

    writer.execute(ADVANCE)
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    assert watch.read_version() != before


def test_a_file_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be used"):
        FrontWatch(tmp_path / "missing" / "front.db")
