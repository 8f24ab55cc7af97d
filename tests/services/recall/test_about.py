"""`about`: one entity gives its surroundings, several the ways between them."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.igraph_view import IgraphView
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.graph.model import (
    AboutAnswer,
    AboutRequest,
    Connections,
    Neighbourhood,
    UnknownName,
)
from mcp_mem0.services.recall.about import About
from tests.support.doubles import ReadableEmbedder
from tests.support.fact_writer import FactWriter
from tests.support.row_builders import IDENTITY, SPACE


@pytest.fixture
async def story(tmp_path: Path) -> AsyncGenerator[FactWriter]:
    records = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await records.open()
    yield FactWriter(records)
    records.close()


@pytest.fixture
def about(story: FactWriter) -> About:
    return About(records=story.records, view=IgraphView(story.records, ReadableEmbedder()))


async def asked(about: About, *names: str, spaces: tuple[str, ...] = (SPACE,)) -> AboutAnswer:
    return await about.answer(AboutRequest(names=names, spaces=spaces))


async def test_one_entity_is_answered_with_what_surrounds_it(
    story: FactWriter, about: About
) -> None:
    await story.add_fact("Ana lives in Oslo", states=[("Ana", "lives_in", "Oslo")])

    answer = await asked(about, "ana")

    (around,) = answer.results
    assert isinstance(around, Neighbourhood)
    assert (around.centre.name, [each.name for each in around.others]) == ("Ana", ["Oslo"])
    assert answer.unknown == ()


async def test_several_entities_are_answered_with_the_paths_between_them(
    story: FactWriter, about: About
) -> None:
    await story.add_fact("Ana lives in Oslo", states=[("Ana", "lives_in", "Oslo")])
    await story.add_fact("Ben lives in Oslo", states=[("Ben", "lives_in", "Oslo")])

    (between,) = (await asked(about, "Ana", "Ben")).results

    assert isinstance(between, Connections)
    assert [step.target for step in between.paths[0].steps] == ["Oslo", "Ben"]


async def test_several_names_of_which_one_is_known_are_answered_around_that_one(
    story: FactWriter, about: About
) -> None:
    await story.add_fact("Ana lives in Oslo", "Ana")

    answer = await asked(about, "Walrus", "Ana")

    (around,) = answer.results
    assert isinstance(around, Neighbourhood)
    assert answer.unknown == (UnknownName(name="Walrus", similar=()),)


async def test_two_names_of_one_entity_are_answered_around_it(
    story: FactWriter, about: About
) -> None:
    await story.add_fact("Ana is Annie", states=[("Ana", "also_known_as", "Annie")])

    (around,) = (await asked(about, "Ana", "Annie")).results

    assert isinstance(around, Neighbourhood)
    assert around.centre.also == ("Annie",)


async def test_an_unknown_name_is_answered_with_names_in_use_that_are_like_it(
    story: FactWriter, about: About
) -> None:
    await story.add_fact("Ana Silva lives in Oslo", "Ana Silva", "Oslo")

    answer = await asked(about, "Anna Silva")

    assert answer == AboutAnswer(
        results=(), unknown=(UnknownName(name="Anna Silva", similar=("Ana Silva",)),)
    )


async def test_a_name_known_in_one_of_several_spaces_is_not_called_unknown(
    story: FactWriter, about: About
) -> None:
    await story.add_fact("Ana lives in Oslo", "Ana")

    answer = await asked(about, "Ana", spaces=("elsewhere", SPACE))

    assert [each.space for each in answer.results] == [SPACE]
    assert answer.unknown == ()


async def test_more_hops_and_a_limit_are_respected(story: FactWriter, about: About) -> None:
    await story.add_fact("Ana works at Acme", states=[("Ana", "works_at", "Acme")])
    await story.add_fact("Acme is in Oslo", states=[("Acme", "is_in", "Oslo")])
    request = AboutRequest(names=("Ana",), spaces=(SPACE,), hops=2)

    (wide,) = (await about.answer(request)).results
    (narrow,) = (await about.answer(replace(request, limit=1))).results

    assert isinstance(wide, Neighbourhood)
    assert isinstance(narrow, Neighbourhood)
    assert [near.hops for near in wide.ties] == [1, 2]
    assert [near.hops for near in narrow.ties] == [1]
