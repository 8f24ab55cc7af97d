"""What is listed about a name is what the graph knows of it, however either is spelled."""

import pytest

from mcp_mem0.app.parts import build_services
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
