"""A real store in a temporary folder."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from tests.support.row_builders import IDENTITY


@pytest.fixture
async def records(tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    store = LanceRecords(str(tmp_path / "store"), identity=IDENTITY, fold_after_rows=1)
    await store.open()
    yield store
    store.close()
