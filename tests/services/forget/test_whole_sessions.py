"""Of a session or an author that was forgotten whole, no old word comes back, however neutral."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Intake, Message
from mcp_mem0.domain.rendering import render_receipt
from mcp_mem0.domain.requests.model import ForgetAuthor, ForgetSession, RememberRequest
from mcp_mem0.domain.results.receipts import Receipt
from tests.support.wired_services import ASK, SPACE, World

NEUTRAL: Final = "Epilepsy can be treated with valproate."
OLD: Final = timedelta(hours=1)
SESSION: Final = replace(ASK, session="secret")
AUTHOR: Final = replace(ASK, author="ana (desk)", session="other")
FORGOTTEN: Final = [
    pytest.param(ForgetSession(session="secret"), SESSION, id="session"),
    pytest.param(ForgetAuthor(author="ana"), AUTHOR, id="author"),
]


async def bring_in(world: World, ask: RememberRequest, *words: str, ago: timedelta) -> Receipt:
    """Remember messages with their times, as an import or a hook does."""
    at = world.clock() - ago
    messages = tuple(Message(role="assistant", content=text, at=at) for text in words)
    return await world.remembering.remember(replace(ask, intake=Intake(messages=messages)))


@pytest.mark.parametrize(("what", "ask"), FORGOTTEN)
async def test_its_old_words_are_held_back_and_named(
    world: World, what: ForgetSession | ForgetAuthor, ask: RememberRequest
) -> None:
    await bring_in(world, ask, NEUTRAL, ago=OLD)
    world.clock.advance(minutes=1)
    forgotten = await world.ask_forget(what)
    world.clock.advance(minutes=1)

    receipt = await bring_in(world, ask, NEUTRAL, "The bus was late.", ago=OLD)

    assert await world.excerpts() == []
    told = render_receipt(receipt)
    assert "1 sentence of messages[0] and 1 sentence of messages[1]" in told
    assert str(forgotten.change) in told


@pytest.mark.parametrize(("what", "ask"), FORGOTTEN)
async def test_new_words_and_those_of_others_are_stored(
    world: World, what: ForgetSession | ForgetAuthor, ask: RememberRequest
) -> None:
    await bring_in(world, ask, NEUTRAL, ago=OLD)
    world.clock.advance(minutes=1)
    await world.ask_forget(what)
    world.clock.advance(minutes=1)

    await bring_in(world, ask, "The bus was late.", ago=timedelta())
    await world.say("The train was late.", ask=ask)
    await bring_in(world, replace(ASK, author="bo"), "The ship was late.", ago=OLD)

    assert sorted(await world.excerpts()) == [
        "The bus was late.",
        "The ship was late.",
        "The train was late.",
    ]


@pytest.mark.parametrize(("what", "ask"), FORGOTTEN)
async def test_an_undo_lets_its_words_in_again_and_no_name_is_kept(
    world: World, what: ForgetSession | ForgetAuthor, ask: RememberRequest
) -> None:
    await bring_in(world, ask, NEUTRAL, ago=OLD)
    world.clock.advance(minutes=1)
    forgotten = await world.ask_forget(what)
    kept = await world.records.find(Fingerprint, Filter(spaces=(SPACE,)))
    assert any(row.whole_of for row in kept)
    assert "secret" not in str(kept)
    assert "ana" not in str([row.whole_of for row in kept])

    await world.undo(forgotten.change)
    await bring_in(world, ask, "The bus was late.", ago=OLD)

    assert "The bus was late." in await world.excerpts()
