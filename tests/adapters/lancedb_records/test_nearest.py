"""Searching for many vectors at once finds for each what it finds alone."""

from pathlib import Path

from mcp_mem0.domain.rows import Excerpt
from tests.diary import HERE, opened
from tests.doubles import bag_of_words


async def test_many_vectors_are_answered_each_as_if_alone(tmp_path: Path) -> None:
    diary = await opened(str(tmp_path / "store"))
    for text in ("Ana lives in Oslo", "Ben keeps bees", "Cleo plays chess"):
        await diary.note(text)
    asked = [bag_of_words(f"{name} {number}") for number in range(20) for name in ("Ana", "Ben")]

    # More than are scanned for at once.
    together = await diary.records.nearest_each([Excerpt], asked, HERE, limit=2)

    alone = [await diary.records.nearest([Excerpt], each, HERE, limit=2) for each in asked]
    assert together == alone
    assert [len(hits) for hits in alone] == [2] * len(asked)
    assert await diary.records.nearest_each([Excerpt], [], HERE, limit=2) == []
