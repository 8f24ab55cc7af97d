"""The `Records` port on a real store: what was written is read back, whole or not at all."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Relation
from tests.support.row_builders import (
    IDENTITY,
    NOON,
    SPACE,
    adding,
    episode,
    excerpt,
    fact,
    relation,
    replacing,
)

HERE = Filter(spaces=(SPACE,))


async def test_an_episode_and_its_excerpts_are_found_after_reopening(tmp_path: Path) -> None:
    kept = episode(1)
    first = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await first.open()
    await first.append(kept, [excerpt(kept)])
    first.close()

    second = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await second.open()

    assert await second.find(Episode, HERE) == [kept]
    assert await second.find(Excerpt, HERE, vectors=True) == [excerpt(kept)]


async def test_a_change_is_read_back_as_it_was_written(records: LanceRecords) -> None:
    commit = adding(fact(1), fact(2, text="Works in Oslo"))

    await records.commit(commit)

    assert await records.find(Fact, HERE, vectors=True) == list(commit.opened)
    assert await records.find(Change, HERE) == [commit.change]
    assert await records.read_head(SPACE) == commit.head


async def test_rows_of_several_kinds_are_read_as_one_list_by_belief_time(
    records: LanceRecords,
) -> None:
    later, earlier = fact(2, vector=None), fact(1, vector=None)
    stated = relation(1, "Ana", "lives_in", "Rome", of=earlier)
    await records.commit(adding(later, earlier))
    await records.commit(replace(adding(revision=2), opened=(stated,)))

    found = await records.find_readable([Fact, Relation], HERE)

    assert found == [earlier, stated, later]
    assert await records.find_readable([Relation], HERE) == [stated]


async def test_a_change_decides_its_episode(records: LanceRecords) -> None:
    kept = episode(1)
    await records.append(kept, [])
    pending = Filter(spaces=(SPACE,), pending=True)
    assert await records.count(Episode, pending) == 1

    await records.commit(adding(fact(1), decided=replace(kept, recorded_by="c_000000001")))

    assert await records.count(Episode, pending) == 0


async def test_a_second_decision_of_one_episode_is_refused_whole(records: LanceRecords) -> None:
    kept = episode(1)
    decided = replace(kept, recorded_by="c_000000001")
    await records.append(kept, [])
    await records.commit(adding(fact(1), decided=decided))

    with pytest.raises(HeadMovedError):
        await records.commit(adding(fact(2), revision=2, decided=decided))

    assert [row.lineage for row in await records.find(Fact, HERE)] == ["f_000000001"]


async def test_a_change_on_a_head_that_moved_writes_nothing(records: LanceRecords) -> None:
    await records.commit(adding(fact(1)))

    with pytest.raises(HeadMovedError):
        await records.commit(replace(adding(fact(2)), change=replace(adding().change, id="c_9")))

    assert [row.lineage for row in await records.find(Fact, HERE)] == ["f_000000001"]
    assert await records.count(Change, HERE) == 1


async def test_an_existing_id_is_not_overwritten(records: LanceRecords) -> None:
    await records.commit(adding(fact(1)))
    double = replace(fact(1, text="Another text"), recorded_at=NOON + timedelta(days=9))

    with pytest.raises(HeadMovedError):
        await records.commit(adding(double, revision=2))

    assert [row.text for row in await records.find(Fact, HERE)] == ["Lives in Rome"]


async def test_a_closed_fact_is_history_and_its_successor_is_current(records: LanceRecords) -> None:
    old, new = fact(1), fact(1, revision=2, text="Lives in Oslo")
    await records.commit(adding(old))
    await records.commit(replacing(old, new, revision=2))

    assert [row.text for row in await records.find(Fact, HERE)] == ["Lives in Oslo"]
    before = replace(HERE, known_at=NOON + timedelta(hours=1, minutes=30))
    assert [row.text for row in await records.find(Fact, before)] == ["Lives in Rome"]
    closed = await records.find(Fact, replace(HERE, state="closed"))
    assert [(row.retired_by, row.retired_as) for row in closed] == [("c_000000002", "replaced")]


async def test_a_fact_closed_by_another_change_cannot_be_closed_again(
    records: LanceRecords,
) -> None:
    old = fact(1)
    await records.commit(adding(old))
    await records.commit(replacing(old, fact(1, revision=2), revision=2))

    with pytest.raises(HeadMovedError):
        await records.commit(replacing(old, fact(1, revision=3), revision=3))

    assert [row.revision for row in await records.find(Fact, HERE)] == [2]


async def test_another_space_is_not_seen(records: LanceRecords) -> None:
    await records.commit(adding(fact(1, space="private")))

    assert await records.find(Fact, HERE) == []
    assert await records.search_text([Fact], "Rome", HERE, limit=5) == []
    assert await records.search_vectors([Fact], (1.0, 0.0, 0.0, 0.0), HERE, limit=5) == []
    assert await records.list_spaces() == ["private"]


async def test_words_are_found_at_once_in_any_script(records: LanceRecords) -> None:
    await records.commit(
        adding(
            fact(1, text="Running shoes"),
            fact(2, text="東京に住んでいます"),
            fact(3, text="Кот Барсик"),
        )
    )

    async def found(words: str) -> list[str]:
        return [hit.row.text for hit in await records.search_text([Fact], words, HERE, limit=5)]

    assert await found("run") == ["Running shoes"]
    assert await found("東京") == ["東京に住んでいます"]
    assert await found("Барсик") == ["Кот Барсик"]
    assert await found("'; DROP TABLE records; --") == []


async def test_the_nearest_vector_comes_first_and_rows_without_one_are_left_out(
    records: LanceRecords,
) -> None:
    await records.commit(
        adding(
            fact(1, vector=(0.0, 1.0, 0.0, 0.0)),
            fact(2, vector=(0.8, 0.6, 0.0, 0.0)),
            fact(3, vector=None),
        )
    )

    hits = await records.search_vectors([Fact, Excerpt], (1.0, 0.0, 0.0, 0.0), HERE, limit=5)

    assert [(hit.row.id, round(hit.score, 3)) for hit in hits] == [
        ("f_000000002.1", 0.8),
        ("f_000000001.1", 0.0),
    ]


async def test_a_bad_vector_is_refused_before_anything_is_written(records: LanceRecords) -> None:
    nan = float("nan")

    with pytest.raises(StoreError, match="4 finite numbers"):
        await records.commit(adding(fact(1), fact(2, vector=(nan, 0.0, 0.0, 0.0))))

    assert await records.read_head(SPACE) is None
    assert await records.find(Fact, HERE) == []


async def test_rows_come_oldest_or_newest_first_up_to_a_limit(records: LanceRecords) -> None:
    await records.commit(adding(fact(1), fact(2), fact(3)))

    newest = await records.find(Fact, HERE, order="newest", limit=2)
    oldest = await records.find(Fact, HERE, limit=2)

    assert [row.lineage for row in newest] == ["f_000000003", "f_000000002"]
    assert [row.lineage for row in oldest] == ["f_000000001", "f_000000002"]


async def test_tags_entities_and_sources_narrow_what_is_found(records: LanceRecords) -> None:
    kept = episode(1)
    await records.append(kept, [excerpt(kept)])
    await records.commit(adding(fact(1)))

    assert await records.count(Fact, replace(HERE, tags=("home",))) == 1
    assert await records.count(Fact, replace(HERE, tags=("home", "it's"))) == 0
    assert await records.count(Excerpt, replace(HERE, entities=("Rome", "O'Hara"))) == 1
    assert await records.count(Excerpt, replace(HERE, sources=(kept.id,))) == 1
    assert await records.count(Excerpt, replace(HERE, sources=())) == 0
    assert await records.count(Relation, HERE) == 0


async def test_the_head_of_an_unknown_space_is_none(records: LanceRecords) -> None:
    assert await records.read_head("nobody") is None
    await records.commit(adding(fact(1)))
    assert await records.read_head(SPACE) == Head(
        space=SPACE, revision=1, recorded_at=NOON + timedelta(hours=1)
    )
