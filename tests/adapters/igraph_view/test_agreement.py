"""Whatever happens, a graph that was edited answers like one that was drawn from scratch."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.adapters.igraph_view import IgraphView
from mcp_mem0.adapters.igraph_view.chains import find_linked_facts
from mcp_mem0.adapters.igraph_view.neighbourhood import find_neighbourhood
from mcp_mem0.adapters.igraph_view.paths import find_connections
from mcp_mem0.adapters.igraph_view.similar import find_candidates
from mcp_mem0.adapters.igraph_view.space_graph import SpaceGraph
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.graph.model import AsOf, GraphQuestion, KnownFact
from mcp_mem0.domain.model.rows import Fact, StatedRelation
from tests.support.doubles import ReadableEmbedder
from tests.support.fact_writer import FactWriter, Triple
from tests.support.row_builders import IDENTITY, NOON, SPACE, fact

NAMES = ("Ana", "ana", "Annie", "Ben", "Oslo", "Acme")
FACTS_MAX = 1_000

names = st.sampled_from(NAMES)
relations = st.builds(
    StatedRelation,
    subject=names,
    predicate=st.sampled_from(["knows", "lives_in", "also known as"]),
    object=names,
    subject_type=st.sampled_from([None, "person", "place"]),
)


@dataclass(frozen=True)
class Batch:
    """Facts to open, and which of those open before are closed, by their place among them."""

    opened: list[tuple[list[str], list[StatedRelation]]]
    closed: list[int]


batches = st.builds(
    Batch,
    opened=st.lists(
        st.tuples(st.lists(names, max_size=3), st.lists(relations, max_size=2)), max_size=3
    ),
    closed=st.lists(st.integers(0, 20), max_size=3),
)


def known(number: int, mentioned: list[str], stated: list[StatedRelation]) -> KnownFact:
    row = replace(fact(number), recorded_at=NOON + timedelta(seconds=number))
    ends = [name for each in stated for name in (each.subject, each.object)]
    return KnownFact(
        fact=row, names=tuple(dict.fromkeys([*mentioned, *ends])), relations=tuple(stated)
    )


def retired(each: KnownFact) -> KnownFact:
    return replace(each, fact=replace(each.fact, retired_at=NOON))


def answers(graph: SpaceGraph) -> list[object]:
    """Every query on a graph of these few names."""
    return [
        sorted((each.name, each.also) for each in graph.entities),
        [find_neighbourhood(graph, name, hops=2, limit=4) for name in NAMES],
        find_connections(graph, NAMES, limit=50),
        find_linked_facts(graph, GraphQuestion(text="Is Ana in Oslo?", names=("Ben",)), limit=50),
        sorted((each.name, each.letters) for each in find_candidates(graph, "Anna")),
    ]


@given(st.lists(batches, max_size=8))
def test_an_edited_graph_answers_like_one_drawn_from_scratch(story: list[Batch]) -> None:
    graph = SpaceGraph(SPACE, [], facts_max=FACTS_MAX)
    standing: dict[str, KnownFact] = {}
    number = 0
    for batch in story:
        here = list(standing.values())
        closed = {here[place].fact.id for place in batch.closed if place < len(here)}
        changed = [retired(standing.pop(row_id)) for row_id in sorted(closed)]
        for mentioned, stated in batch.opened:
            number += 1
            opened = known(number, mentioned, stated)
            standing[opened.fact.id] = opened
            changed.append(opened)

        graph.edit(changed)

        scratch = SpaceGraph(SPACE, standing.values(), facts_max=FACTS_MAX)
        assert answers(graph) == answers(scratch)


@given(st.lists(st.tuples(st.lists(names, max_size=3), st.lists(relations, max_size=2))))
def test_a_change_that_is_edited_in_twice_counts_once(
    batches: list[tuple[list[str], list[StatedRelation]]],
) -> None:
    facts = [known(number, *each) for number, each in enumerate(batches, start=1)]
    graph = SpaceGraph(SPACE, facts, facts_max=FACTS_MAX)

    graph.edit(facts[len(facts) // 2 :])

    assert answers(graph) == answers(SpaceGraph(SPACE, facts, facts_max=FACTS_MAX))


@settings(max_examples=8)
@given(st.lists(batches, min_size=1, max_size=6))
async def test_a_view_updated_after_each_change_equals_one_built_once(
    tmp_path_factory: pytest.TempPathFactory, batches: list[Batch]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    records = LanceRecords(str(folder / "store"), identity=IDENTITY)
    await records.open()
    story = FactWriter(records)
    view = IgraphView(records, ReadableEmbedder())
    standing: list[Fact] = []
    for batch in batches:
        closed = [standing[place] for place in {*batch.closed} if place < len(standing)]
        opened = [
            story.rows("so it is", *mentioned, states=[_triple(each) for each in stated])
            for mentioned, stated in batch.opened
        ]
        rows = [row for each, stated in opened for row in (each, *stated)]
        await story.change(rows, closed)
        standing = [each for each in standing if each not in closed]
        standing += [each for each, _ in opened]

        assert await asked(view) == await asked(IgraphView(records, ReadableEmbedder()))
    records.close()


def _triple(stated: StatedRelation) -> Triple:
    return stated.subject, stated.predicate, stated.object


async def asked(view: IgraphView) -> list[object]:
    """What a view answers about these few names."""
    now = AsOf()
    return [
        [await view.find_neighbourhood(SPACE, name, hops=2, limit=4, as_of=now) for name in NAMES],
        await view.find_paths(SPACE, NAMES, limit=50, as_of=now),
        await view.find_linked_facts(
            SPACE, GraphQuestion(text="Is Ana in Oslo?", names=("Ben",)), limit=50, as_of=now
        ),
        await view.find_similar_names(SPACE, "Anna", limit=5),
    ]
