"""Searching for many vectors and texts at once finds the same as searching for each alone."""

from pathlib import Path

from mcp_mem0.domain.model.rows import Excerpt
from tests.support.doubles import bag_of_words
from tests.support.statement_writer import HERE, StatementWriter, opened

SAID = ("Ana lives in Oslo", "Ben keeps bees", "Cleo plays chess")


async def diary_in(folder: Path) -> StatementWriter:
    diary = await opened(str(folder / "store"))
    for text in SAID:
        await diary.note(text)
    return diary


async def test_many_vectors_are_answered_each_as_if_alone(tmp_path: Path) -> None:
    records = (await diary_in(tmp_path)).records
    asked = [bag_of_words(f"{name} {number}") for number in range(20) for name in ("Ana", "Ben")]

    # More than are scanned for at once.
    together = await records.search_vector_ids([Excerpt], asked, HERE, limit=2)

    alone = [await records.search_vectors([Excerpt], each, HERE, limit=2) for each in asked]
    assert [list(each.items()) for each in together] == [
        [(hit.row.id, hit.score) for hit in hits] for hits in alone
    ]
    assert [len(hits) for hits in alone] == [2] * len(asked)
    assert await records.search_vector_ids([Excerpt], [], HERE, limit=2) == []


async def test_both_searches_together_find_what_each_finds_alone(tmp_path: Path) -> None:
    records = (await diary_in(tmp_path)).records
    texts = ["bees and chess", "!?", "Ana", *(f"chess {number}" for number in range(20))]
    vectors = [bag_of_words(text) for text in texts]

    by_meaning, by_words = await records.hybrid_search(Excerpt, texts, vectors, HERE, limit=2)

    alike = [await records.search_vectors([Excerpt], each, HERE, limit=2) for each in vectors]
    sharing = [await records.search_text([Excerpt], each, HERE, limit=2) for each in texts]
    assert by_meaning == alike
    assert by_words == sharing
    assert [len(hits) for hits in by_words[:3]] == [2, 0, 1]


async def test_without_vectors_words_are_searched_alone(tmp_path: Path) -> None:
    records = (await diary_in(tmp_path)).records

    by_meaning, [sharing] = await records.hybrid_search(Excerpt, ["bees"], [], HERE, limit=2)

    assert by_meaning == []
    assert [hit.row.text for hit in sharing] == ["Ben keeps bees"]
    assert await records.hybrid_search(Excerpt, [], [], HERE, limit=2) == ([], [])
