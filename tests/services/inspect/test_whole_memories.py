"""What is asked for by its id is told whole, and what is not there is named beside it."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.errors import NotFoundError
from mcp_mem0.domain.rendering import (
    build_recollection_model,
    describe_receipt,
    render_recollection,
)
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory, WholeEpisode
from mcp_mem0.domain.results.recall_result import Recollection
from tests.support.recall_questions import ASKED
from tests.support.wired_services import ASK, World, fact_id

LONG = ("The boiler in the cellar was serviced. " * 60).strip()


async def read(world: World, *ids: str, **terms: object) -> Recollection:
    """Ask for memories by their ids."""
    sights = build_services(world.settings, world.parts).sights
    request = replace(ASKED, ids=ids, **terms)
    return await sights.choose_whole(request).answer(request)


async def message_ids(world: World) -> dict[str, str]:
    return {row.text: row.id for row in await world.excerpt_rows()}


async def test_a_fact_has_all_its_revisions_and_one_of_them_can_be_asked_for(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    await world.state("Ana lives in Oslo", rome)

    whole = await read(world, rome)
    former = await read(world, f"{rome}.1")

    [history] = whole.whole
    assert isinstance(history, FactHistory)
    assert [each.fact.text for each in history.revisions] == [
        "Ana lives in Rome",
        "Ana lives in Oslo",
    ]
    assert '2. "Ana lives in Oslo"' in render_recollection(whole, "brief")
    assert "Oslo" not in render_recollection(former, "brief")
    assert "decided by" not in render_recollection(whole, "brief")
    assert "decided by" in render_recollection(whole, "full")


async def test_a_change_is_told_in_the_words_of_its_receipt_unless_all_of_it_is_asked_for(
    world: World,
) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    receipt = await world.state("Ana lives in Oslo", rome)

    found = await read(world, receipt.change or "")

    plain = render_recollection(found, "brief")
    outcome = describe_receipt(receipt).split("\n")[1]
    assert (
        plain == f"2026-03-01 12:00, by tester, space home, change {receipt.change}:\n  {outcome}"
    )
    assert "UPDATE" in render_recollection(found, "full")
    assert "decided by" in render_recollection(found, "full")
    early = render_recollection(found, "brief", timezone(timedelta(hours=-5)))
    assert early.startswith("2026-03-01 07:00, by")


async def test_a_long_message_is_told_whole_by_the_id_of_any_of_its_passages(world: World) -> None:
    receipt = await world.say("I have news", LONG, ask=replace(ASK, author="ben (desk)"))
    passages = [row for row in await world.excerpt_rows() if row.position == 1]
    assert len(passages) > 1

    found = await read(world, *(row.id for row in passages[:1]), max_tokens=100)

    [message] = found.whole
    assert isinstance(message, WholeEpisode)
    assert (message.id, message.episode) == (passages[0].id, receipt.episode)
    assert [each.message.content for each in message.messages if each.message] == [LONG]
    assert 'by "ben (desk)"' in render_recollection(found, "brief")


async def test_an_episode_has_its_messages_in_order_with_their_ids(world: World) -> None:
    receipt = await world.say("I have news", "Ana moved")

    found = await read(world, receipt.episode or "")

    ids = await message_ids(world)
    model = build_recollection_model(found, "brief")
    assert model.episodes is not None
    assert [(each.id, each.text) for each in model.episodes[0].messages] == [
        (ids["I have news"], "I have news"),
        (ids["Ana moved"], "Ana moved"),
    ]


async def test_a_long_episode_is_told_as_far_as_it_fits(world: World) -> None:
    receipt = await world.say(LONG, LONG)

    found = await read(world, receipt.episode or "", max_tokens=600)

    [episode] = found.whole
    assert isinstance(episode, WholeEpisode)
    assert (len(episode.messages), episode.left_out) == (1, 1)
    assert "1 more" in render_recollection(found, "brief")


async def test_what_is_not_there_is_named_and_the_others_are_told(world: World) -> None:
    receipt = await world.state("Ana lives in Oslo")

    found = await read(
        world,
        "f_06w2q7k3d",
        "m_zz",
        receipt.change or "",
        f"{fact_id(receipt)}.7",
        "ana",
        fact_id(receipt),
    )

    assert [type(each) for each in found.whole] == [ChangeDetails, FactHistory]
    missing, malformed, revision, word = found.notes
    assert missing.startswith("there is no fact 'f_06w2q7k3d' in space 'home'")
    assert malformed.startswith("'m_zz' is not the id of a fact")
    assert revision == f"fact {fact_id(receipt)} has no revision 7: its newest is 1"
    assert word.startswith("'ana' is not the id of a fact (f_), a message (m_)")
    assert all(note in render_recollection(found, "brief") for note in found.notes)


async def test_if_none_is_there_the_call_fails(world: World) -> None:
    with pytest.raises(NotFoundError, match="there is no message 'm_06w2q7k3d00000'"):
        await read(world, "m_06w2q7k3d00000")


async def test_those_that_do_not_fit_are_named(world: World) -> None:
    said = await world.say(LONG)
    stated = fact_id(await world.state("Ana lives in Oslo"))
    late = await world.say(LONG + "Twice.")

    found = await read(world, said.episode or "", stated, late.episode or "", max_tokens=1_000)

    assert len(found.whole) == 2
    assert found.notes == (
        f"{late.episode} did not fit max_tokens 1,000: ask for it alone, or raise it",
    )


async def test_what_was_forgotten_tells_no_words_unless_that_is_asked_for(world: World) -> None:
    receipt = await world.state("Ana lives in Oslo")
    ids = await message_ids(world)
    names = (fact_id(receipt), ids["Ana lives in Oslo"])
    await world.forget(fact_id(receipt))

    silent = await read(world, *names)
    told = await read(world, *names, include_retired=True)
    reader = await read(world, *names, include_retired=True, sees_forgotten=False)

    assert "Oslo" in render_recollection(told, "brief")
    for answer in (silent, reader):
        assert len(answer.whole) == 2
        assert "Oslo" not in render_recollection(answer, "full")
        assert "Oslo" not in build_recollection_model(answer, "full").model_dump_json()


async def test_ids_of_another_space_are_not_there(world: World) -> None:
    elsewhere = await world.state("Ana lives in Oslo", ask=replace(ASK, space="work"))

    with pytest.raises(NotFoundError, match="in space 'home'"):
        await read(world, fact_id(elsewhere), elsewhere.change or "", elsewhere.episode or "")
