"""A store that is moved to another model, and whether every vector in it is of that model."""

import math
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from functools import partial

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect, read_stored_model
from mcp_mem0.adapters.lancedb_records.lifecycle.place import parse_place
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.model.invariants import UnreadableRow
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.results.move_report import MoveReport
from mcp_mem0.ports import ModelMove
from mcp_mem0.services.reembed.reembed import Reembed
from tests.support.other_embedder import OtherEmbedder


@asynccontextmanager
async def open_move(
    store: str, target: EmbedderIdentity, options: Mapping[str, str]
) -> AsyncGenerator[ModelMove]:
    """Open a store to move it, with the model that it has."""
    records = LanceRecords(store, identity=await read_stored_model(store, options), options=options)
    await records.open()
    yield await records.build_move(target)
    records.close()


def reembed(
    store: str, embedder: OtherEmbedder, options: Mapping[str, str] | None = None
) -> Reembed:
    """Return what moves a store to the model of an embedder."""
    opens = partial(open_move, store, embedder.identity, options or {})
    return Reembed(open_move=opens, embedder=embedder)


async def move(
    store: str, embedder: OtherEmbedder, options: Mapping[str, str] | None = None
) -> MoveReport:
    """Move a store to the model of an embedder."""
    return await reembed(store, embedder, options).run(lambda _done, _skipped: None)


def move_until(store: str, step: str) -> None:
    """Let another process move a store to `OtherEmbedder`'s model, and kill it after a step."""
    command = [sys.executable, "-m", "tests.crash.stopped_move", store, step]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.kill()


async def find_other_vectors(records: LanceRecords, embedder: OtherEmbedder) -> list[str]:
    """Return the texts of all rows, open and closed, whose vectors are not of an embedder."""
    found: list[str] = []
    async for rows in records.scan():
        for row in rows:
            assert not isinstance(row, UnreadableRow)
            if isinstance(row, Excerpt | Fact | Relation) and row.text:
                own = embedder.count_words(row.text)
                given = row.vector or ()
                is_own = len(own) == len(given) and math.isclose(
                    sum(x * y for x, y in zip(own, given, strict=True)), 1.0, abs_tol=1e-5
                )
                found += [] if is_own else [row.text]
    return found


async def read_columns(store: str) -> list[str]:
    """Return the columns of a store's table."""
    table = await (await connect(parse_place(store), {})).open_table(TABLE)
    return (await table.schema()).names
