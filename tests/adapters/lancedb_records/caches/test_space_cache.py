"""A search of the rows in memory finds the same as one of the store, whichever process wrote."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.caches.cached_space import CachedSpace
from mcp_mem0.adapters.lancedb_records.caches.space_cache import EDITS_MAX, IDLE_S, SpaceCache
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.ports import Hit, Scores
from tests.support.fact_writer import FactWriter
from tests.support.row_builders import IDENTITY, SPACE, adding, changing, episode, excerpt, fact

pytestmark = pytest.mark.anyio

HERE = Filter(spaces=(SPACE,))
ALL = 50
EAST: Vector = (1.0, 0.0, 0.0, 0.0)
NORTH: Vector = (0.0, 1.0, 0.0, 0.0)
BETWEEN: Vector = (0.6, 0.8, 0.0, 0.0)
VECTORS = (EAST, NORTH, BETWEEN)
BEES = ("the user", "keeps", "bees")
TEXTS = ("Keeps bees", "Keeps wild bees", "Plays chess")


@dataclass(frozen=True)
class Step:
    """What one process does, and whether anybody asks the other one after it."""

    is_own: bool
    opened: list[tuple[str, Vector | None]]
    closed: list[int]
    how: Closing
    is_asked: bool


steps = st.builds(
    Step,
    is_own=st.booleans(),
    opened=st.lists(
        st.tuples(st.sampled_from(TEXTS), st.sampled_from([None, *VECTORS])), max_size=3
    ),
    closed=st.lists(st.integers(0, 3), max_size=2),
    how=st.sampled_from(["replaced", "ended", "forgotten", "undone"]),
    is_asked=st.booleans(),
)


async def another(folder: Path, *, memory_mb: int = 100) -> LanceRecords:
    records = LanceRecords(str(folder / "store"), identity=IDENTITY, memory_mb=memory_mb)
    await records.open()
    return records


async def on_disk(folder: Path) -> LanceRecords:
    """Return a store that keeps nothing in memory, so it searches the table."""
    return await another(folder, memory_mb=0)


def scored(found: Sequence[Hit[Fact]]) -> dict[str, object]:
    """What was found, by id: the row, and its score up to what adding up in another order does."""
    return {hit.row.id: (hit.row, pytest.approx(hit.score, abs=1e-6)) for hit in found}


async def agreed(records: LanceRecords, other: LanceRecords) -> int:
    """Ask for all facts; returns how many there are, if both stores answer the same."""
    alike, sharing = await records.hybrid_search(Fact, TEXTS, VECTORS, HERE, limit=ALL)
    near = await records.search_vector_ids([Fact], VECTORS, HERE, limit=ALL)
    fresh, words = await other.hybrid_search(Fact, TEXTS, VECTORS, HERE, limit=ALL)
    assert [{hit.row.id: (hit.row, hit.score) for hit in hits} for hits in alike] == [
        scored(hits) for hits in fresh
    ]
    assert sharing == words
    assert [list(each) for each in near] == [[hit.row.id for hit in hits] for hits in alike]
    assert await collected(records) == await collected(other)
    snapshots = [await each.snapshot(SPACE, rows_max=1_000) for each in (records, other)]
    assert snapshots[0] is not None
    assert snapshots[0] == snapshots[1]
    shared = [
        await each.search_text([Fact, Excerpt], TEXTS[0], HERE, limit=ALL)
        for each in (records, other)
    ]
    assert shared[0] == shared[1]
    return len(near[0])


async def collected(records: LanceRecords) -> tuple[dict[str, object], dict[str, object]]:
    """What is collected for a question: the rows, and their nearness to a vector."""
    pool = await records.open_pool([Fact, Excerpt, Relation], HERE)
    by_words = await pool.search_text("Who keeps bees and plays chess?", limit=ALL)
    by_meaning = await pool.search_vectors(BETWEEN, limit=ALL)
    assert set(pool.rows) == {*by_words, *by_meaning}
    cosines = pool.compute_cosines(BETWEEN).items()
    return {**pool.rows}, {row_id: pytest.approx(each, abs=1e-6) for row_id, each in cosines}


@settings(max_examples=4)
@given(st.lists(steps, min_size=1, max_size=6))
async def test_whatever_happens_they_are_found_as_the_table_finds_them(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    await follow(tmp_path_factory.mktemp("store"), steps)


@pytest.mark.heavy
@settings(max_examples=40)
@given(st.lists(steps, min_size=1, max_size=6))
async def test_whatever_happens_at_length_they_are_found_as_the_table_finds_them(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    await follow(tmp_path_factory.mktemp("store"), steps)


async def follow(folder: Path, steps: list[Step]) -> None:
    """Take some steps, and compare what is found with what the table finds."""
    records, other = await another(folder), await on_disk(folder)
    story = FactWriter(records)
    standing = [await story.add_fact("Lives in Rome"), await story.add_fact("Lives in Oslo")]
    for _ in ("loaded", "kept"):
        assert await agreed(records, await on_disk(folder)) == len(standing)
    for step in steps:
        story.records = records if step.is_own else other
        closed = [standing[place] for place in {*step.closed} if place < len(standing)]
        stated = [story.rows(text, states=[BEES]) for text, _ in step.opened]
        opened = [
            replace(added, vector=vector)
            for (added, _), (_, vector) in zip(stated, step.opened, strict=True)
        ]
        relations = [each for _, several in stated for each in several]
        await story.change([*opened, *relations], closed, step.how)
        await story.records.append(episode(story.facts), [excerpt(episode(story.facts))])
        standing = [each for each in standing if each not in closed] + opened

        if step.is_asked:
            await agreed(records, await on_disk(folder))

    found = await agreed(records, await on_disk(folder))
    assert found == sum(each.vector is not None for each in standing)


def kept_in(records: LanceRecords, *, rows_max: int = 20, small_rows: int = 0) -> SpaceCache:
    return SpaceCache(
        records.count_open_rows, records.load_open_rows, rows_max=rows_max, small_rows=small_rows
    )


async def rows_of(
    kept: SpaceCache, records: LanceRecords, space: str = SPACE
) -> CachedSpace | None:
    return await kept.get_rows(space, await records.get_view())


async def near(kept: SpaceCache, records: LanceRecords, *, limit: int = ALL) -> Scores:
    rows = await rows_of(kept, records)
    assert rows is not None
    [found] = await rows.search_vectors([Fact], [EAST], limit=limit)
    return found


async def test_a_space_is_kept_when_it_is_read_again(records: LanceRecords) -> None:
    await records.commit(adding(fact(1)))
    kept = kept_in(records)

    assert await rows_of(kept, records) is None
    assert kept.spaces == ()
    assert list(await near(kept, records)) == ["f_000000001.1"]
    assert kept.spaces == (SPACE,)


async def test_a_small_space_is_kept_when_it_is_first_read(records: LanceRecords) -> None:
    await records.commit(adding(fact(1), fact(2)))

    assert await rows_of(kept_in(records, small_rows=1), records) is None
    small = kept_in(records, small_rows=2)
    assert await rows_of(small, records) is not None
    assert small.spaces == (SPACE,)


async def test_a_space_of_which_more_will_be_asked_is_kept_at_once(records: LanceRecords) -> None:
    await records.commit(adding(fact(1), fact(2)))
    kept = kept_in(records)

    assert await kept.get_rows(SPACE, await records.get_view(), is_expected=True) is not None
    assert kept.spaces == (SPACE,)


async def test_a_space_that_alone_is_too_large_lets_all_take_half_as_much_again(
    records: LanceRecords,
) -> None:
    await records.commit(adding(*map(fact, range(1, 8))))
    await records.commit(adding(fact(8, space="club"), revision=2))

    async def ask_for_both(rows_max: int) -> set[str]:
        kept = kept_in(records, rows_max=rows_max)
        for space in (SPACE, SPACE, "club", "club"):
            await rows_of(kept, records, space)
        return set(kept.spaces)

    assert await ask_for_both(8) == {"club"}
    assert await ask_for_both(7) == {SPACE, "club"}
    assert await ask_for_both(6) == {"club"}


async def test_a_row_that_was_parsed_counts_half_again(records: LanceRecords) -> None:
    await records.commit(adding(*map(fact, range(1, 5))))
    kept = kept_in(records)
    await rows_of(kept, records)
    rows = await rows_of(kept, records)
    assert rows is not None
    assert rows.size == 4

    assert len(rows.get_rows(rows.ids)) == 4

    assert rows.size == 6


async def test_of_equals_the_first_ids_are_the_nearest(records: LanceRecords) -> None:
    await records.commit(adding(fact(3), fact(1, vector=NORTH), fact(4)))
    kept = kept_in(records)
    await rows_of(kept, records)
    assert list(await near(kept, records, limit=1)) == ["f_000000003.1"]

    await records.commit(changing(fact(2), revision=2))

    found = await near(kept, records, limit=2)
    assert found == {"f_000000002.1": 1.0, "f_000000003.1": 1.0}
    assert list(found) == sorted(found)


async def test_what_another_process_decides_is_known_at_once(
    records: LanceRecords, tmp_path: Path
) -> None:
    await records.commit(adding(fact(1)))
    kept = kept_in(records)
    for _ in range(2):
        await rows_of(kept, records)
    other = await another(tmp_path)
    [old] = await other.find(Fact, HERE, vectors=True)

    await other.commit(
        changing(fact(2, vector=BETWEEN), fact(3, vector=None), revision=2, closed=[old])
    )

    rows = await rows_of(kept, records)
    assert rows is not None
    assert rows.count == 2
    assert await near(kept, records) == {"f_000000002.1": pytest.approx(0.6)}
    assert set(rows.get_rows(["f_000000001.1", "f_000000003.1"])) == {"f_000000003.1"}


async def test_what_another_process_wrote_and_folded_is_known_at_once(
    records: LanceRecords, tmp_path: Path
) -> None:
    await records.commit(adding(fact(1)))
    kept = kept_in(records)
    for _ in range(2):
        await rows_of(kept, records)
    other = await another(tmp_path)

    await other.commit(changing(fact(2, vector=BETWEEN), revision=2))
    await other.maintain()

    assert list(await near(kept, records)) == ["f_000000001.1", "f_000000002.1"]


@pytest.mark.parametrize("written_since", [0, 3])
async def test_a_restored_backup_is_read_anew(tmp_path: Path, written_since: int) -> None:
    folder, backup = tmp_path / "store", tmp_path / "backup"
    records = await another(tmp_path)
    kept = kept_in(records)
    await records.commit(adding(fact(1, vector=EAST)))
    shutil.copytree(folder, backup)
    await records.commit(changing(fact(2, vector=EAST), revision=2))
    for _ in range(2):
        await rows_of(kept, records)

    folder.rename(tmp_path / "before")
    backup.rename(folder)
    other = await another(tmp_path)
    for number in range(written_since):
        await other.commit(changing(fact(3 + number, vector=EAST), revision=2 + number))

    assert list(await near(kept, records)) == [
        "f_000000001.1",
        *(f"f_{3 + number:09}.1" for number in range(written_since)),
    ]


async def test_a_pending_episode_counts_until_it_is_decided(records: LanceRecords) -> None:
    pending = Filter(spaces=(SPACE,), pending=True)
    await records.commit(adding(fact(1)))
    for _ in range(2):
        await records.open_pool([Fact], HERE)
    assert await records.count(Episode, pending) == 0
    waiting = episode(2)

    await records.append(waiting, ())
    assert await records.count(Episode, pending) == 1
    decided = replace(waiting, recorded_by="c_000000002")
    await records.commit(adding(fact(2), revision=2, decided=decided))

    assert await records.count(Episode, pending) == 0


async def test_a_larger_space_is_not_kept_and_neither_is_one_that_is_reloaded_larger(
    records: LanceRecords,
) -> None:
    await records.commit(adding(fact(1), fact(2)))
    kept, large = kept_in(records, rows_max=2), kept_in(records, rows_max=1)
    for _ in range(2):
        assert await rows_of(large, records) is None
    await rows_of(kept, records)
    assert len(await near(kept, records)) == 2

    await records.commit(changing(fact(3), revision=2))

    # One that grows stays until it must be loaded anew.
    assert len(await near(kept, records)) == 3
    await records.maintain()
    assert kept.spaces == (SPACE,)


async def test_the_space_that_was_not_asked_about_for_longest_makes_room(
    records: LanceRecords,
) -> None:
    spaces = ("home", "work", "club")
    for number, space in enumerate(spaces, start=1):
        await records.commit(adding(fact(number, space=space), revision=number))
    kept = kept_in(records, rows_max=4)
    for space in spaces[:2] * 2:
        await rows_of(kept, records, space)
    assert kept.spaces == ("home", "work")

    await rows_of(kept, records, "club")

    assert kept.spaces == ("work",)


async def test_a_space_that_nobody_uses_any_more_is_dropped(records: LanceRecords) -> None:
    for number, space in enumerate(("home", "work"), start=1):
        await records.commit(adding(fact(number, space=space), revision=number))
    now_s = [0.0]
    kept = SpaceCache(
        records.count_open_rows, records.load_open_rows, rows_max=20, now_s=lambda: now_s[0]
    )
    for space in ("home", "work") * 2:
        await rows_of(kept, records, space)

    now_s[0] = IDLE_S
    await rows_of(kept, records, "home")
    now_s[0] += 1
    kept.drop_idle()

    assert kept.spaces == ("home",)


@dataclass(frozen=True)
class SlowLoad:
    """Loads the rows of a store, but those of one space only when it is released."""

    records: LanceRecords
    space: str
    is_loading: anyio.Event = field(default_factory=anyio.Event)
    may_go_on: anyio.Event = field(default_factory=anyio.Event)

    async def __call__(self, view: View, space: str) -> CachedSpace:
        if space == self.space:
            self.is_loading.set()
            await self.may_go_on.wait()
        return await self.records.load_open_rows(view, space)


@pytest.mark.parametrize(
    ("rows_max", "spaces"),
    [
        pytest.param(4, {SPACE, "slow"}, id="room for both"),
        pytest.param(2, {"slow"}, id="room for one"),
    ],
)
async def test_loading_one_space_delays_no_other(
    records: LanceRecords, rows_max: int, spaces: set[str]
) -> None:
    await records.commit(adding(fact(1, space="slow")))
    await records.commit(adding(fact(2), revision=2))
    load = SlowLoad(records, "slow")
    kept = SpaceCache(records.count_open_rows, load, rows_max=rows_max, small_rows=0)
    await rows_of(kept, records, "slow")
    with anyio.fail_after(5):
        async with anyio.create_task_group() as tasks:
            for _ in range(2):
                tasks.start_soon(rows_of, kept, records, "slow")
            await load.is_loading.wait()
            await rows_of(kept, records)
            assert list(await near(kept, records)) == ["f_000000002.1"]
            assert kept.spaces == (SPACE,)
            load.may_go_on.set()

    assert {*kept.spaces} == spaces


async def test_after_many_changes_all_rows_are_loaded_anew(records: LanceRecords) -> None:
    await records.commit(adding(fact(0)))
    kept = kept_in(records, rows_max=2 * EDITS_MAX)
    for _ in range(2):
        await rows_of(kept, records)

    # The episode of a change is news, too.
    many = [fact(number) for number in range(1, EDITS_MAX - 9)]
    await records.commit(changing(*many, revision=2))
    edited = await rows_of(kept, records)
    await records.commit(changing(*(fact(EDITS_MAX + each) for each in range(20)), revision=3))
    anew = await rows_of(kept, records)

    assert edited is not None
    assert anew is not None
    assert (edited.edited_count, anew.edited_count) == (EDITS_MAX - 10, 0)
