"""Words that name no session are one conversation with what their author said shortly before,
whichever process heard it."""

from dataclasses import replace
from pathlib import Path

from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.requests.model import ForgetRequest, UndoChange
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX
from tests.support.wired_services import ASK, SPACE, World, opened_world

UNNAMED = replace(ASK, session=None)


async def sessions(world: World) -> list[str]:
    """Return the session of each fact, oldest first."""
    return [fact.session for fact in await world.facts()]


async def test_an_author_is_in_one_conversation_until_half_an_hour_of_silence(
    world: World,
) -> None:
    for text, minutes in (("Ana lives in Rome", 29), ("Ben lives in Oslo", 29), ("I sail", 31)):
        await world.state(text, ask=UNNAMED)
        world.clock.advance(minutes=minutes)
    await world.state("I ski", ask=UNNAMED)

    first, second, third, later = await sessions(world)
    assert first == second == third != later


async def test_another_process_continues_the_conversation(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as one:
        await one.state("Ana lives in Rome", ask=UNNAMED)
    async with opened_world(tmp_path) as other:
        other.clock.advance(minutes=29)
        await other.state("Ben lives in Oslo", ask=UNNAMED)
        first, second = await sessions(other)

        assert first == second


async def test_other_authors_and_named_sessions_are_other_conversations(world: World) -> None:
    await world.state("Ana lives in Rome", ask=UNNAMED)
    await world.state("Ben lives in Oslo", ask=replace(UNNAMED, author="somebody else"))
    await world.state("Cara lives in Bergen", ask=ASK)
    await world.state("Ana owns a boat", ask=UNNAMED)

    ana, ben, cara, boat = await sessions(world)
    assert ana == boat
    assert len({ana, ben, cara}) == 3


async def test_a_named_session_is_not_gone_on_with_by_another_process(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as one:
        await one.state("Ana lives in Rome", ask=ASK)
    async with opened_world(tmp_path) as other:
        await other.state("Ben lives in Oslo", ask=UNNAMED)
        named, unnamed = await sessions(other)

        assert (named, unnamed != named) == (ASK.session, True)


async def test_each_space_has_conversations_of_its_own(world: World) -> None:
    await world.state("Ana lives in Rome", ask=UNNAMED)
    world.clock.advance(minutes=20)
    intake = Intake(content="The deploy is on Friday")
    await world.remembering.remember(replace(UNNAMED, intake=intake, space="work"))
    world.clock.advance(minutes=20)
    await world.state("Ben lives in Oslo", ask=UNNAMED)

    first, second = await sessions(world)
    assert first != second


async def test_a_forget_belongs_to_the_conversation_too(world: World) -> None:
    stated = await world.state("Ana lives in Rome", ask=UNNAMED)
    undo = UndoChange(change=str(stated.change))
    request = ForgetRequest(what=undo, space=SPACE, session=None, author=ASK.author)
    await world.forgetting.forget(request)

    assert len({change.session for change in await world.changes()}) == 1


async def test_a_conversation_of_the_longest_author_can_be_named(world: World) -> None:
    await world.state("Ana lives in Rome", ask=replace(UNNAMED, author="a" * NAME_CHARS_MAX))

    (session,) = await sessions(world)
    assert len(session) <= NAME_CHARS_MAX
