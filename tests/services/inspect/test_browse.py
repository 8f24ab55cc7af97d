"""What is listed about a name is what the graph knows of it, and a review hides no change."""

import pytest

from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.dates import EARLIEST
from mcp_mem0.domain.errors import NotFoundError
from mcp_mem0.domain.graph.model import AboutRequest
from mcp_mem0.domain.graph.trimming import collect_facts
from mcp_mem0.domain.requests.model import ListKind, ListRequest
from tests.support.wired_services import SPACE, World


async def listed(world: World, name: str, what: ListKind = "facts") -> set[str]:
    browse = build_services(world.settings, world.parts).browse
    page = await browse.read_page(ListRequest(what=what, spaces=(SPACE,), entity=name))
    assert page.total == len(page.memories)
    return {memory.text for memory in page.memories}


@pytest.mark.parametrize("name", ["jonas", "JONAS", "Jonas"])
async def test_a_name_is_listed_in_any_case(world: World, name: str) -> None:
    await world.state("Jonas owns a boat")
    await world.state("Petra met Jonas in Rome")
    await world.state("Petra paints")

    assert await listed(world, name) == {"Jonas owns a boat", "Petra met Jonas in Rome"}


async def test_a_name_is_listed_with_what_relations_say_of_it_and_call_it(world: World) -> None:
    await world.relate("Jonas Weber", "also_known_as", "Jojo")
    await world.relate("Jonas Weber", "owns", "Kayak")
    await world.state("Jojo likes tea")

    assert await listed(world, "jonas weber") == {
        "Jonas Weber also known as Jojo",
        "Jonas Weber owns Kayak",
        "Jojo likes tea",
    }


async def test_messages_are_listed_in_any_case_without_any_fact(world: World) -> None:
    await world.say("I met Jonas in Rome", "It rained")

    assert await listed(world, "jonas", "messages") == {"I met Jonas in Rome"}


@pytest.mark.parametrize("name", ["jojo", "JONAS WEBER", "jonas", "Kayak", "nobody"])
async def test_what_is_listed_about_a_name_is_what_its_graph_shows(world: World, name: str) -> None:
    await world.relate("Jonas Weber", "also_known_as", "Jojo")
    await world.relate("Jojo", "also_known_as", "Jonas")
    await world.relate("Jonas", "owns", "Kayak")
    await world.state("Jonas Weber likes tea")
    await world.state("Petra paints")

    about = build_services(world.settings, world.parts).about
    answer = await about.answer(AboutRequest(names=(name,), spaces=(SPACE,)))

    assert await listed(world, name) == {fact.text for fact in collect_facts(answer).values()}


async def test_each_page_of_a_review_goes_on_where_the_one_before_ended(world: World) -> None:
    for boat in range(5):
        await world.state(f"Ana owns boat {boat}")
    browse = build_services(world.settings, world.parts).browse

    pages = [await browse.review((SPACE,), EARLIEST, page=page, limit=2) for page in (1, 2, 3, 4)]
    after = await browse.review((SPACE,), EARLIEST, limit=2, before=pages[0].next_before)

    numbers = [[item.number for item in page.items] for page in pages]
    assert numbers == [[5, 4], [3, 2], [1], []]
    assert [page.left_out for page in pages] == [3, 1, 0, 0]
    assert after.items == pages[1].items


async def test_a_number_that_no_change_has_is_said(world: World) -> None:
    browse = build_services(world.settings, world.parts).browse

    with pytest.raises(NotFoundError, match="the review has no number 7"):
        await browse.find_change((SPACE,), 7)
