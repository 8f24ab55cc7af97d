"""Offboarding: everything by one author is retired in one change, which can be undone."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.errors import NotFoundError
from mcp_mem0.domain.requests.model import ForgetAuthor
from tests.support.wired_services import ASK, World


async def test_all_that_a_subject_wrote_is_retired_with_any_client(world: World) -> None:
    for client in ("desk", "ide"):
        ask = replace(ASK, author=f"ana ({client})", session=client)
        await world.state(f"Ana tried the {client}", ask=ask)
        await world.say(f"The {client} has a bell", ask=ask)
        await world.relate("Ana", "uses", f"the {client}", ask=ask)
    await world.state("Anna stays", ask=replace(ASK, author="anna (desk)"))
    await world.state("Bo quotes ana (desk)", ask=replace(ASK, author="bo (ana (desk))"))

    receipt = await world.ask_forget(ForgetAuthor(author="ana"))

    assert receipt.excerpts == 6
    assert await world.texts() == ["Anna stays", "Bo quotes ana (desk)"]
    assert await world.excerpts() == ["Anna stays", "Bo quotes ana (desk)"]
    assert await world.relations() == []


async def test_pending_messages_are_forgotten_too_and_restored_as_pending(
    world: World,
) -> None:
    await world.leave_pending("Ana lives in Rome")

    receipt = await world.ask_forget(ForgetAuthor(author="tester"))
    assert await world.pending() == []
    await world.undo(receipt.change)

    assert len(await world.pending()) == 1


async def test_a_dry_run_lists_what_would_be_retired_and_an_undo_restores_it(world: World) -> None:
    await world.state("Ana lives in Rome", ask=replace(ASK, author="ana (desk)"))

    shown = await world.ask_forget(ForgetAuthor(author="ana"), dry_run=True)
    assert [closed.text for closed in shown.outcomes[0].closed] == ["Ana lives in Rome"]
    assert await world.texts() == ["Ana lives in Rome"]
    gone = await world.ask_forget(ForgetAuthor(author="ana"))
    assert await world.texts() == []
    await world.undo(gone.change)

    assert await world.texts() == ["Ana lives in Rome"]
    assert await world.excerpts() == ["Ana lives in Rome"]


async def test_an_author_of_nothing_is_named(world: World) -> None:
    await world.state("Ana lives in Rome", ask=replace(ASK, author="ana (desk)"))

    with pytest.raises(
        NotFoundError, match="nothing is remembered that 'an' wrote in space 'home'"
    ):
        await world.ask_forget(ForgetAuthor(author="an"))
