"""The graph view of one space: building it, catching up after a change, and asking it."""

import asyncio
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from benchmarks.corpus import SEED, START, build_change, build_fact, build_relation
from benchmarks.measure import Timings, table, timed
from mcp_mem0.adapters.igraph_view import IgraphView
from mcp_mem0.adapters.igraph_view.space_graph import SpaceGraph
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.domain.graph.model import AsOf, GraphQuestion, KnownFact, build_known_fact
from mcp_mem0.domain.model.changes import Change, Commit
from mcp_mem0.domain.model.rows import Fact, Head, Relation

RELATIONS = 10_000
ENTITIES = 3_000
RELATIONS_PER_CHANGE = 1_000
BUILDS = 15
TIMES = 200
TIMES_CAUGHT_UP = 30
SPACE = "graph"
NOW = AsOf()
_PREDICATES = ("knows", "works_with", "lives_in", "likes", "is_part_of", "reports_to")

Stated = tuple[Fact, Relation]


def _entity(chance: random.Random) -> str:
    """Return one of the entities: half of the time a rare one, otherwise mostly one of a few."""
    rare = chance.random() < 0.5  # noqa: PLR2004 - half
    at = chance.randrange(ENTITIES) if rare else int(chance.paretovariate(1.0)) % ENTITIES
    return f"Entity {at}"


def _stated(change: Change, chance: random.Random) -> Stated:
    subject, object_ = _entity(chance), _entity(chance)
    predicate = chance.choice(_PREDICATES)
    text = f"{subject} {predicate.replace('_', ' ')} {object_}"
    fact = build_fact(text, change, (subject, object_))
    relation = build_relation(fact, subject, predicate, object_)
    return fact, relation


def _commit(revision: int, relations: int, chance: random.Random) -> Commit:
    at = START.replace(microsecond=revision)
    change = build_change(SPACE, at, revision)
    rows = [row for _ in range(relations) for row in _stated(change, chance)]
    change = replace(change, opened=tuple(row.id for row in rows))
    head = Head(space=SPACE, revision=revision, recorded_at=at)
    return Commit(head=head, change=change, opened=tuple(rows))


def _known(commits: Sequence[Commit]) -> list[KnownFact]:
    rows = [row for commit in commits for row in commit.opened]
    stated = {row.source: row for row in rows if isinstance(row, Relation)}
    return [build_known_fact(row, [stated[row.id]]) for row in rows if isinstance(row, Fact)]


async def _builds(known: Sequence[KnownFact]) -> Timings:
    async def build(number: int) -> None:  # noqa: ARG001 - each is the same
        SpaceGraph(SPACE, known, facts_max=RELATIONS)

    return await timed(build, times=BUILDS)


async def _measured(folder: Path) -> list[tuple[object, ...]]:
    chance = random.Random(SEED)
    embedder = MiniLmEmbedder()
    records = LanceRecords(
        str(folder), identity=embedder.identity, fold_after_rows=1, compact_after_rows=1
    )
    await records.open()
    changes = RELATIONS // RELATIONS_PER_CHANGE
    commits = [_commit(at, RELATIONS_PER_CHANGE, chance) for at in range(1, changes + 1)]
    for commit in commits:
        await records.commit(commit)
    await records.maintain()
    view = IgraphView(records, embedder)
    elsewhere = LanceRecords(str(folder), identity=embedder.identity)
    await elsewhere.open()

    async def load(number: int) -> None:  # noqa: ARG001 - each is the same
        await IgraphView(records, embedder).find_paths(SPACE, ["Entity 1"], limit=1, as_of=NOW)

    async def path(number: int) -> None:  # noqa: ARG001 - each draws its own ends
        ends = [_entity(chance), _entity(chance)]
        await view.find_paths(SPACE, ends, limit=3, as_of=NOW)

    async def neighbourhood(number: int) -> None:  # noqa: ARG001 - each draws its own centre
        await view.find_neighbourhood(SPACE, _entity(chance), hops=2, limit=30, as_of=NOW)

    async def walk(number: int) -> None:  # noqa: ARG001 - each draws its own names
        query = f"what ties {_entity(chance)} to {_entity(chance)}?"
        await view.find_linked_facts(SPACE, GraphQuestion(text=query), limit=50, as_of=NOW)

    async def look() -> None:
        await view.find_paths(SPACE, ["nobody"], limit=1, as_of=NOW)

    async def catch_up(writer: LanceRecords, *, maintained: bool) -> Timings:
        spent: list[float] = []
        for _ in range(TIMES_CAUGHT_UP):
            await writer.commit(_commit(next(revisions), 1, chance))
            if maintained:
                await records.maintain()
            spent += (await timed(lambda _: look(), times=1)).milliseconds
        return Timings(tuple(spent))

    revisions = count(changes + 1)
    timings = {
        "built from rows in memory": await _builds(_known(commits)),
        "read from the store and built": await timed(load, times=BUILDS),
    }
    await look()
    timings |= {
        "a look at the head, nothing changed": await timed(lambda _: look(), times=TIMES),
        "path between two entities": await timed(path, times=TIMES),
        "neighbourhood, 2 steps, 30 facts": await timed(neighbourhood, times=TIMES),
        "walk around the entities of a query": await timed(walk, times=TIMES),
        "caught up after one change": await catch_up(records, maintained=True),
        f"the same, over {TIMES_CAUGHT_UP} changes without maintenance": await catch_up(
            records, maintained=False
        ),
        "caught up after a change of another process": await catch_up(elsewhere, maintained=True),
    }
    return [(what, timing.p50, timing.p95) for what, timing in timings.items()]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_measured(Path(folder) / "store"))
    title = f"Graph view of a space with {RELATIONS:,} relations"
    print(table(title, ("what", "p50 ms", "p95 ms"), rows))


if __name__ == "__main__":
    main()
