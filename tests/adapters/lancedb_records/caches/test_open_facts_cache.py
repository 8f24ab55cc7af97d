"""A search of cached facts finds the same as one of the store, whichever process wrote."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.caches.open_facts import OpenFacts
from mcp_mem0.adapters.lancedb_records.caches.open_facts_cache import EDITS_MAX, OpenFactsCache
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Closing, Fact
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.ports import Hit, Scores
from tests.support.fact_writer import FactWriter
from tests.support.row_builders import IDENTITY, SPACE, adding, changing, fact

pytestmark = pytest.mark.anyio

HERE = Filter(spaces=(SPACE,))
ALL = 50
EAST: Vector = (1.0, 0.0, 0.0, 0.0)
NORTH: Vector = (0.0, 1.0, 0.0, 0.0)
BETWEEN: Vector = (0.6, 0.8, 0.0, 0.0)
VECTORS = (EAST, NORTH, BETWEEN)
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


async def another(folder: Path) -> LanceRecords:
    records = LanceRecords(str(folder / "store"), identity=IDENTITY)
    await records.open()
    return records


def scored(found: Sequence[Hit[Fact]]) -> dict[str, object]:
    """What was found, by id: the row, and its score up to what adding up in another order does."""
    return {hit.row.id: (hit.row, pytest.approx(hit.score, abs=1e-6)) for hit in found}


async def agreed(records: LanceRecords, other: LanceRecords) -> int:
    """Ask for all facts; returns how many there are, if both stores answer the same."""
    alike, sharing = await records.hybrid_search(Fact, TEXTS, VECTORS, HERE, limit=ALL)
    near = await records.search_vector_ids([Fact], VECTORS, HERE, limit=ALL)
    # Never asked twice, so it searches the table.
    fresh, words = await other.hybrid_search(Fact, TEXTS, VECTORS, HERE, limit=ALL)
    assert [{hit.row.id: (hit.row, hit.score) for hit in hits} for hits in alike] == [
        scored(hits) for hits in fresh
    ]
    assert sharing == words
    assert [list(each) for each in near] == [[hit.row.id for hit in hits] for hits in alike]
    return len(near[0])


@settings(max_examples=8)
@given(st.lists(steps, min_size=1, max_size=6))
async def test_whatever_happens_they_are_found_as_the_table_finds_them(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    records, other = await another(folder), await another(folder)
    story = FactWriter(records)
    standing = [await story.add_fact("Lives in Rome"), await story.add_fact("Lives in Oslo")]
    # From the second time on they are kept.
    for _ in range(2):
        assert await agreed(records, await another(folder)) == len(standing)
    for step in steps:
        story.records = records if step.is_own else other
        closed = [standing[place] for place in {*step.closed} if place < len(standing)]
        opened = [replace(story.rows(text)[0], vector=vector) for text, vector in step.opened]
        await story.change(opened, closed, step.how)
        standing = [each for each in standing if each not in closed] + opened

        if step.is_asked:
            await agreed(records, await another(folder))

    found = await agreed(records, await another(folder))
    assert found == sum(each.vector is not None for each in standing)


async def kept_in(records: LanceRecords, *, kept_max: int = 20) -> OpenFactsCache:
    """The cached facts of the default space."""
    kept = OpenFactsCache(records, records.load_open_facts, records.tokenise, facts_max=kept_max)
    await kept.get_open_facts(SPACE)
    return kept


async def near(kept: OpenFactsCache, *, limit: int = ALL) -> Scores:
    facts = await kept.get_open_facts(SPACE)
    assert facts is not None
    [found] = await facts.search_vectors([EAST], limit=limit)
    return found


async def test_a_space_is_cached_when_it_is_read_again(records: LanceRecords) -> None:
    await records.commit(adding(fact(1)))
    kept = OpenFactsCache(records, records.load_open_facts, records.tokenise)

    assert await kept.get_open_facts(SPACE) is None
    assert kept.spaces == ()
    assert list(await near(kept)) == ["f_000000001.1"]
    assert kept.spaces == (SPACE,)


async def test_a_space_is_cached_as_soon_as_it_has_a_head(records: LanceRecords) -> None:
    kept = await kept_in(records)
    assert await kept.get_open_facts(SPACE) is None

    await records.commit(adding(fact(1)))

    assert list(await near(kept)) == ["f_000000001.1"]


async def test_of_equals_the_first_ids_are_the_nearest(records: LanceRecords) -> None:
    await records.commit(adding(fact(3), fact(1, vector=NORTH), fact(4)))
    kept = await kept_in(records)
    assert list(await near(kept, limit=1)) == ["f_000000003.1"]

    await records.commit(changing(fact(2), revision=2))

    found = await near(kept, limit=2)
    assert found == {"f_000000002.1": 1.0, "f_000000003.1": 1.0}
    assert list(found) == sorted(found)


async def test_what_another_process_decides_is_known_at_once(
    records: LanceRecords, tmp_path: Path
) -> None:
    await records.commit(adding(fact(1)))
    kept = await kept_in(records)
    await kept.get_open_facts(SPACE)
    other = await another(tmp_path)
    [old] = await other.find(Fact, HERE, vectors=True)

    await other.commit(
        changing(fact(2, vector=BETWEEN), fact(3, vector=None), revision=2, closed=[old])
    )

    facts = await kept.get_open_facts(SPACE)
    assert facts is not None
    assert facts.count == 2
    assert await near(kept) == {"f_000000002.1": pytest.approx(0.6)}
    assert set(facts.get_facts(["f_000000001.1", "f_000000003.1"])) == {"f_000000003.1"}


async def test_a_larger_space_is_not_cached_and_neither_is_one_that_grows(
    records: LanceRecords,
) -> None:
    await records.commit(adding(fact(1), fact(2)))
    grows, large = await kept_in(records, kept_max=2), await kept_in(records, kept_max=1)
    assert len(await near(grows)) == 2
    assert await large.get_open_facts(SPACE) is None

    await records.commit(changing(fact(3), revision=2))

    assert await grows.get_open_facts(SPACE) is None
    assert await grows.get_open_facts(SPACE) is None
    assert grows.spaces == ()


async def test_the_space_that_was_not_asked_about_for_longest_makes_room(
    records: LanceRecords,
) -> None:
    spaces = ("home", "work", "club")
    for number, space in enumerate(spaces, start=1):
        await records.commit(adding(fact(number, space=space), revision=number))
    kept = OpenFactsCache(records, records.load_open_facts, records.tokenise, facts_max=4)
    for space in spaces[:2] * 2:
        await kept.get_open_facts(space)
    assert kept.spaces == ("home", "work")

    await kept.get_open_facts("club")

    assert kept.spaces == ("work",)


@dataclass(frozen=True)
class SlowLoad:
    """Loads the facts of a store, but those of one space only when it is released."""

    records: LanceRecords
    space: str
    is_loading: anyio.Event = field(default_factory=anyio.Event)
    may_go_on: anyio.Event = field(default_factory=anyio.Event)

    async def __call__(self, space: str) -> OpenFacts | None:
        if space == self.space:
            self.is_loading.set()
            await self.may_go_on.wait()
        return await self.records.load_open_facts(space)


@pytest.mark.parametrize(
    ("kept_max", "spaces"),
    [
        pytest.param(4, {SPACE, "slow"}, id="room for both"),
        pytest.param(2, {"slow"}, id="room for one"),
    ],
)
async def test_loading_one_space_delays_no_other(
    records: LanceRecords, kept_max: int, spaces: set[str]
) -> None:
    await records.commit(adding(fact(1, space="slow")))
    await records.commit(adding(fact(2), revision=2))
    load = SlowLoad(records, "slow")
    kept = OpenFactsCache(records, load, records.tokenise, facts_max=kept_max)
    await kept.get_open_facts("slow")
    with anyio.fail_after(5):
        async with anyio.create_task_group() as tasks:
            for _ in range(2):
                tasks.start_soon(kept.get_open_facts, "slow")
            await load.is_loading.wait()
            await kept.get_open_facts(SPACE)
            assert list(await near(kept)) == ["f_000000002.1"]
            assert kept.spaces == (SPACE,)
            load.may_go_on.set()

    assert {*kept.spaces} == spaces


async def test_after_many_changes_all_facts_are_loaded_anew(records: LanceRecords) -> None:
    await records.commit(adding(fact(0)))
    kept = await kept_in(records, kept_max=2 * EDITS_MAX)
    await kept.get_open_facts(SPACE)

    many = [fact(number) for number in range(1, EDITS_MAX + 1)]
    await records.commit(changing(*many, revision=2))
    edited = await kept.get_open_facts(SPACE)
    await records.commit(changing(fact(EDITS_MAX + 1), revision=3))
    anew = await kept.get_open_facts(SPACE)

    assert edited is not None
    assert anew is not None
    assert (edited.edited_count, anew.edited_count) == (EDITS_MAX, 0)
    assert len(await near(kept, limit=2 * EDITS_MAX)) == EDITS_MAX + 2
