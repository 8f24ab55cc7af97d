"""A store in a bucket moves to another model: nobody waits, and no vector is of the wrong model."""

from collections.abc import Generator
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.errors import OtherModelError
from mcp_mem0.services.inspect.check import Check
from tests.support.moved_store import find_other_vectors, move, open_move
from tests.support.other_embedder import OtherEmbedder
from tests.support.s3_server import MOTO, build_options, s3_server
from tests.support.statement_writer import StatementWriter, opened

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not MOTO.exists(), reason="there is no .venv-s3: run `make test-heavy`"),
]


@pytest.fixture(scope="module")
def s3() -> Generator[str]:
    """Host and port of an S3 that has one bucket."""
    with s3_server() as address:
        yield address


async def test_a_store_in_a_bucket_moves_and_its_writers_are_refused(
    s3: str, tmp_path: Path
) -> None:
    uri, options = f"s3://bucket/{tmp_path.name}", build_options(s3)
    other = OtherEmbedder(dimensions=64)
    diary = await opened(uri, options=options, roll_up_after_commits=3)
    await diary.note("lives in Rome")
    async with open_move(uri, other.identity, options) as step:
        async for texts in step.find_texts(10):
            await step.add_vectors({text: other.count_words(text) for text in texts})
        await step.fill()
    # After the first round: it has no vector of the other model yet.
    await diary.note("works at Fjord")
    assert await diary.near("works at Fjord")

    report = await move(uri, other, options)

    assert report.outcome == "moved"
    with pytest.raises(OtherModelError):
        await diary.note("has a cat")
    records = LanceRecords(uri, identity=other.identity, options=options)
    await records.open()
    moved = StatementWriter(records)
    assert await moved.texts() == ["lives in Rome", "works at Fjord"]
    assert await find_other_vectors(records, other) == []
    check = Check(records=records, dimensions=other.dimensions)
    assert await check.find_violations() == []


async def test_rows_that_come_at_the_switch_get_their_vectors_afterwards(
    s3: str, tmp_path: Path
) -> None:
    uri, options = f"s3://bucket/{tmp_path.name}", build_options(s3)
    other = OtherEmbedder(dimensions=64)
    diary = await opened(uri, options=options, roll_up_after_commits=3)
    await diary.note("lives in Rome")
    async with open_move(uri, other.identity, options) as step:
        async for texts in step.find_texts(10):
            await step.add_vectors({text: other.count_words(text) for text in texts})
        await step.fill()
        await diary.note("works at Fjord")
        assert not await step.switch()

        async def embed_nothing(_: object) -> dict[str, tuple[float, ...]]:
            return {}

        assert await step.switch(embed_nothing)

    report = await move(uri, other, options)

    records = LanceRecords(uri, identity=other.identity, options=options)
    await records.open()
    assert report.outcome == "finished"
    assert report.rows == 3
    assert await find_other_vectors(records, other) == []
