"""The view over a real store in a temporary folder."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from mcp_mem0.adapters.igraph_view import IgraphView
from mcp_mem0.adapters.lancedb_records import LanceRecords
from tests.support.doubles import ReadableEmbedder
from tests.support.fact_writer import FactWriter
from tests.support.row_builders import IDENTITY


@pytest.fixture
async def records(tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    store = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await store.open()
    yield store
    store.close()


@pytest.fixture
def story(records: LanceRecords) -> FactWriter:
    return FactWriter(records)


@pytest.fixture
def view(records: LanceRecords) -> IgraphView:
    return IgraphView(records, ReadableEmbedder())
