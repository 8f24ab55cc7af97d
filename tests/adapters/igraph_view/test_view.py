"""The graph view on a real store agrees with the open facts, immediately after each change."""

import gc
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import anyio
import anyio.to_thread
import pytest

from mcp_mem0.adapters.igraph_view import GraphLimits, IgraphView
from mcp_mem0.adapters.igraph_view.space_graph import EDITED_FACTS_MAX, SpaceGraph
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.graph.model import AsOf, Connections, GraphQuestion, Neighbourhood
from tests.support.doubles import ReadableEmbedder
from tests.support.fact_writer import FactWriter
from tests.support.row_builders import IDENTITY, NOON, SPACE, changing, fact

NOW = AsOf()


async def around(
    view: IgraphView, name: str, *, hops: int = 1, limit: int = 20, as_of: AsOf = NOW
) -> Neighbourhood | None:
    return await view.find_neighbourhood(SPACE, name, hops=hops, limit=limit, as_of=as_of)


async def texts_around(
    view: IgraphView, name: str, *, hops: int = 1, limit: int = 20, as_of: AsOf = NOW
) -> list[str]:
    found = await around(view, name, hops=hops, limit=limit, as_of=as_of)
    return [] if found is None else [near.tie.fact.text for near in found.ties]


async def find_graphs() -> list[SpaceGraph]:
    """Return all graphs that are in memory.

    A worker thread drops the arguments of a call only after it has handed over the result, so it
    is given another call first.
    """
    await anyio.to_thread.run_sync(gc.collect)
    return [each for each in gc.get_objects() if isinstance(each, SpaceGraph)]


async def between(view: IgraphView, *names: str, limit: int = 20) -> Connections:
    return await view.find_paths(SPACE, names, limit=limit, as_of=NOW)


def stops(found: Connections) -> list[list[str]]:
    return [[path.steps[0].source, *(step.target for step in path.steps)] for path in found.paths]


async def near(view: IgraphView, query: str, *, names: Sequence[str] = ()) -> list[str]:
    asked = GraphQuestion(text=query, names=tuple(names))
    found = await view.find_linked_facts(SPACE, asked, limit=20, as_of=NOW)
    return [each.fact.id for each in found]


async def test_an_empty_space_has_no_entities(view: IgraphView) -> None:
    assert await around(view, "Ana") is None
    assert await near(view, "Where does Ana live?") == []
    assert (await between(view, "Ana", "Oslo")).unknown == ("Ana", "Oslo")
    assert await view.find_similar_names(SPACE, "Ana", limit=5) == []


async def test_a_neighbourhood_has_facts_relations_and_adjacent_entities(
    story: FactWriter, view: IgraphView
) -> None:
    home = await story.add_fact("Ana lives in Oslo", "Ana", states=[("Ana", "lives_in", "Oslo")])
    await story.add_fact("Ben lives in Bergen", "Ben", "Bergen")

    found = await around(view, "ANA")

    assert found is not None
    (only,) = found.ties
    assert only.tie.fact.lineage == home.lineage
    assert [(each.subject, each.predicate, each.object) for each in only.tie.edges] == [
        ("Ana", "lives_in", "Oslo")
    ]
    assert [each.name for each in found.others] == ["Oslo"]


async def test_two_entities_that_one_fact_mentions_are_near(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("Ana met Ben in Rome", "Ana", "Ben", "Rome")

    found = await around(view, "Ben")

    assert found is not None
    assert [each.name for each in found.others] == ["Ana", "Rome"]


async def test_what_states_a_relation_comes_first_then_the_newest(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("Ana lives in Oslo", "Ana", states=[("Ana", "lives_in", "Oslo")])
    await story.add_fact("Ana likes tea", "Ana")
    await story.add_fact("Ana likes chess", "Ana")

    assert await texts_around(view, "Ana") == [
        "Ana lives in Oslo",
        "Ana likes chess",
        "Ana likes tea",
    ]


async def test_a_second_step_reaches_the_neighbours_of_a_neighbour(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("Ana works at Acme", "Ana", states=[("Ana", "works_at", "Acme")])
    await story.add_fact("Acme is in Oslo", "Acme", states=[("Acme", "is_in", "Oslo")])

    assert await texts_around(view, "Ana") == ["Ana works at Acme"]
    assert await texts_around(view, "Ana", hops=2) == ["Ana works at Acme", "Acme is in Oslo"]


async def test_a_limit_keeps_the_first_ones_and_says_how_many_are_left_out(
    story: FactWriter, view: IgraphView
) -> None:
    for day in range(5):
        await story.add_fact(f"Ana ran on day {day}", "Ana")

    found = await around(view, "Ana", limit=2)

    assert found is not None
    assert [near.tie.fact.text for near in found.ties] == ["Ana ran on day 4", "Ana ran on day 3"]
    assert found.left_out == 3


async def test_a_path_names_each_step_with_its_fact(story: FactWriter, view: IgraphView) -> None:
    await story.add_fact("Ana works at Acme", "Ana", states=[("Ana", "works_at", "Acme")])
    await story.add_fact("Acme sits in Oslo", "Acme", "Oslo")

    found = await between(view, "ana", "oslo")

    assert stops(found) == [["Ana", "Acme", "Oslo"]]
    first, second = found.paths[0].steps
    assert (first.tie.fact.text, [edge.predicate for edge in first.edges]) == (
        "Ana works at Acme",
        ["works_at"],
    )
    assert (second.tie.fact.text, second.edges) == ("Acme sits in Oslo", ())


async def test_parallel_relations_are_paths_of_their_own_the_newest_first(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("Ana lives in Oslo", states=[("Ana", "lives_in", "Oslo")])
    await story.add_fact("Ana was born in Oslo", states=[("Ana", "was_born_in", "Oslo")])

    found = await between(view, "Ana", "Oslo")

    assert [path.steps[0].tie.fact.text for path in found.paths] == [
        "Ana was born in Oslo",
        "Ana lives in Oslo",
    ]


async def test_closing_one_of_two_parallel_relations_leaves_the_other(
    story: FactWriter, view: IgraphView
) -> None:
    home = await story.add_fact("Ana lives in Oslo", states=[("Ana", "lives_in", "Oslo")])
    await story.add_fact("Ana works in Oslo", states=[("Ana", "works_in", "Oslo")])
    assert len((await between(view, "Ana", "Oslo")).paths) == 2

    await story.close(home)

    found = await between(view, "Ana", "Oslo")
    assert [path.steps[0].tie.fact.text for path in found.paths] == ["Ana works in Oslo"]


async def test_entities_without_a_way_between_them_are_said_to_be_apart(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("Ana likes tea", "Ana")
    await story.add_fact("Ben likes tea", "Ben")

    found = await between(view, "Ana", "Ben")

    assert (found.paths, found.apart) == ((), (("Ana", "Ben"),))


async def test_each_pair_of_several_entities_gets_its_best_path_before_any_gets_a_second(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("Ana lives in Oslo", states=[("Ana", "lives_in", "Oslo")])
    await story.add_fact("Ana works in Oslo", states=[("Ana", "works_in", "Oslo")])
    await story.add_fact("Ben lives in Oslo", states=[("Ben", "lives_in", "Oslo")])

    found = await between(view, "Ana", "Oslo", "Ben", limit=4)

    assert stops(found) == [
        ["Ana", "Oslo"],
        ["Ana", "Oslo", "Ben"],
        ["Oslo", "Ben"],
        ["Ana", "Oslo"],
    ]
    assert found.left_out == 1


async def test_a_fact_is_reached_through_the_name_that_it_shares_with_another(
    story: FactWriter, view: IgraphView
) -> None:
    home = await story.add_fact("Ana lives in Oslo", "Ana", "Oslo")
    harbour = await story.add_fact("Oslo has a harbour", "Oslo")
    await story.add_fact("Ben likes tea", "Ben")

    assert await near(view, "is a harbour in ana's home?") == [home.id, harbour.id]


async def test_names_given_with_a_question_lead_on_too(story: FactWriter, view: IgraphView) -> None:
    tea = await story.add_fact("Ben likes tea", "Ben")

    assert await near(view, "what is liked?", names=["ben"]) == [tea.id]


async def test_the_view_sees_what_another_process_wrote_before_the_call(
    story: FactWriter, view: IgraphView, tmp_path: Path
) -> None:
    home = await story.add_fact("Ana lives in Oslo", "Ana")
    assert await texts_around(view, "Ana") == ["Ana lives in Oslo"]
    other = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await other.open()
    elsewhere = replace(story, records=other)

    await elsewhere.add_fact("Ana likes tea", "Ana")
    assert await texts_around(view, "Ana") == ["Ana likes tea", "Ana lives in Oslo"]

    await elsewhere.close(home)
    assert await texts_around(view, "Ana") == ["Ana likes tea"]


async def test_an_entity_is_gone_with_its_last_fact_and_may_come_back(
    story: FactWriter, view: IgraphView
) -> None:
    home = await story.add_fact("Ana lives in Oslo", "Ana")
    assert await around(view, "Ana") is not None

    await story.close(home)
    assert await around(view, "Ana") is None

    await story.add_fact("Ana likes tea", "Ana")
    assert await texts_around(view, "Ana") == ["Ana likes tea"]


async def test_also_known_as_makes_two_names_one_entity_until_its_fact_closes(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("Ana lives in Oslo", "Ana")
    await story.add_fact("Ana likes fish", "Ana")
    await story.add_fact("Annie likes tea", "Annie")
    alias = await story.add_fact(
        "Ana is also called Annie", states=[("Ana", "also_known_as", "Annie")]
    )

    merged = await around(view, "annie")
    assert merged is not None
    assert (merged.centre.name, merged.centre.also) == ("Ana", ("Annie",))
    assert await texts_around(view, "Ana") == [
        "Ana is also called Annie",
        "Annie likes tea",
        "Ana likes fish",
        "Ana lives in Oslo",
    ]

    await story.close(alias)
    assert await texts_around(view, "Annie") == ["Annie likes tea"]
    assert await texts_around(view, "Ana") == ["Ana likes fish", "Ana lives in Oslo"]


async def test_spellings_with_one_key_are_one_entity_under_the_name_used_most(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("LanceDB is fast", "LanceDB")
    await story.add_fact("lancedb is small", "lancedb")
    await story.add_fact("LanceDB is free", "LanceDB")

    found = await around(view, "LANCEDB")

    assert found is not None
    assert (found.centre.name, found.centre.also, len(found.ties)) == ("LanceDB", (), 3)


async def test_an_entity_has_the_type_stated_most_and_the_moment_it_was_first_met(
    story: FactWriter, view: IgraphView
) -> None:
    first, relations = story.rows("Ana lives in Oslo", states=[("Ana", "lives_in", "Oslo")])
    typed = [replace(relation, subject_type="person") for relation in relations]
    await story.records.commit(changing(first, *typed, revision=1))
    story.revision = 1
    await story.add_fact("Ana likes tea", "Ana")

    found = await around(view, "Ana")

    assert found is not None
    assert found.centre.type == "person"
    assert found.centre.first_met == NOON + timedelta(hours=1)


async def test_an_unknown_name_is_answered_with_names_spelled_or_meant_alike(
    story: FactWriter, view: IgraphView
) -> None:
    await story.add_fact("Ana Silva lives in New York City", "Ana Silva", "New York City")
    await story.add_fact("Ben likes tea", "Ben")

    async def proposed(name: str) -> list[str]:
        return [each.name for each in await view.find_similar_names(SPACE, name, limit=5)]

    assert await proposed("Anna Silva") == ["Ana Silva"]
    assert await proposed("NYC") == ["New York City"]
    assert await proposed("City of York") == ["New York City"]
    assert await proposed("Walrus") == []


async def test_letters_alone_propose_names_while_the_embedding_model_fails(
    story: FactWriter, records: LanceRecords
) -> None:
    await story.add_fact("Ana Silva likes tea", "Ana Silva")
    view = IgraphView(records, ReadableEmbedder(broken=True))

    assert [each.name for each in await view.find_similar_names(SPACE, "Anna Silva", limit=5)] == [
        "Ana Silva"
    ]


async def test_a_moment_of_the_past_shows_the_graph_that_was_believed_then(
    story: FactWriter, view: IgraphView
) -> None:
    home = await story.add_fact("Ana lives in Oslo", "Ana")
    await story.close(home)
    await story.add_fact("Ana lives in Bergen", "Ana")
    then = AsOf(known_at=NOON + timedelta(hours=1, minutes=30))

    assert await texts_around(view, "Ana") == ["Ana lives in Bergen"]
    assert await texts_around(view, "Ana", as_of=then) == ["Ana lives in Oslo"]
    assert await texts_around(view, "Ana") == ["Ana lives in Bergen"]


async def test_what_held_at_a_moment_in_the_world_can_be_asked_for(
    story: FactWriter, view: IgraphView
) -> None:
    past, _ = story.rows("Ana lived in Rome", "Ana")
    past = replace(past, valid_from=NOON - timedelta(days=900), valid_to=NOON - timedelta(days=90))
    await story.records.commit(changing(past, revision=1))

    assert await texts_around(view, "Ana", as_of=AsOf(valid_at=NOON)) == []
    assert await texts_around(view, "Ana", as_of=AsOf(valid_at=NOON - timedelta(days=100))) == [
        "Ana lived in Rome"
    ]


async def test_after_a_bulk_import_the_view_agrees_with_one_that_starts_afresh(
    story: FactWriter, view: IgraphView, records: LanceRecords
) -> None:
    home = await story.add_fact("Ana lives in Oslo", "Ana", "Oslo")
    await texts_around(view, "Ana")
    imported = [
        story.rows(f"Ana ran on day {day}", "Ana", f"Day {day}")[0]
        for day in range(EDITED_FACTS_MAX + 1)
    ]
    story.revision += 1
    await records.commit(changing(*imported, revision=story.revision))
    await story.close(home)

    fresh = IgraphView(records, ReadableEmbedder())

    assert await around(view, "Ana", hops=2) == await around(fresh, "Ana", hops=2)
    assert await around(view, "Oslo") is None


async def test_only_the_newest_facts_of_an_overlarge_space_are_held_and_that_shows(
    story: FactWriter, records: LanceRecords, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(4):
        await story.add_fact(f"Ana ran on day {number}", "Ana")
    small = IgraphView(records, ReadableEmbedder(), limits=GraphLimits(facts_max=2))

    found = await around(small, "Ana")
    assert found is not None
    assert found.is_partial
    assert "over 2 facts" in caplog.text

    await story.add_fact("Ana rests", "Ana")
    assert await texts_around(small, "Ana") == ["Ana rests", "Ana ran on day 3"]


async def test_a_space_that_grows_too_large_lets_go_of_its_oldest_fact(
    story: FactWriter, records: LanceRecords
) -> None:
    await story.add_fact("Ana ran", "Ana")
    await story.add_fact("Ana swam", "Ana")
    small = IgraphView(records, ReadableEmbedder(), limits=GraphLimits(facts_max=2))
    whole = await around(small, "Ana")
    assert whole is not None
    assert not whole.is_partial

    await story.add_fact("Ana rests", "Ana")

    found = await around(small, "Ana")
    assert found is not None
    assert [near.tie.fact.text for near in found.ties] == ["Ana rests", "Ana swam"]
    assert found.is_partial


async def test_graphs_are_dropped_when_idle_or_too_many_and_still_answer(
    story: FactWriter, records: LanceRecords
) -> None:
    await story.add_fact("Ana likes tea", "Ana")
    elsewhere = replace(fact(99, text="Ben rows", space="club"), entities=("Ben",))
    commit = changing(elsewhere, revision=1)
    await records.commit(
        replace(
            commit,
            head=replace(commit.head, space="club"),
            change=replace(commit.change, id="c_000000999", space="club"),
        )
    )
    clock_s = [0.0]
    older = await find_graphs()
    limits = GraphLimits(graphs_max=1, idle_s=60.0)
    view = IgraphView(records, ReadableEmbedder(), limits=limits, now_s=lambda: clock_s[0])

    assert await texts_around(view, "Ana") == ["Ana likes tea"]
    club = await view.find_neighbourhood("club", "Ben", hops=1, limit=5, as_of=NOW)
    assert club is not None
    assert [graph.space for graph in await find_graphs() if graph not in older] == ["club"]

    clock_s[0] = 61.0
    view.drop_idle()
    assert [graph for graph in await find_graphs() if graph not in older] == []
    assert await texts_around(view, "Ana") == ["Ana likes tea"]


async def test_questions_asked_while_others_write_see_whole_changes(
    story: FactWriter, view: IgraphView
) -> None:
    seen: list[list[str]] = []

    async def ask() -> None:
        seen.extend([await texts_around(view, "Ana") for _ in range(10)])

    async def write() -> None:
        home = await story.add_fact("Ana lives in town 0", "Ana")
        for number in range(1, 6):
            home = await story.correct(home, f"Ana lives in town {number}", "Ana")

    with anyio.fail_after(60):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(write)
            tasks.start_soon(ask)
            tasks.start_soon(ask)

    assert all(len(texts) <= 1 for texts in seen)
    assert await texts_around(view, "Ana") == ["Ana lives in town 5"]
