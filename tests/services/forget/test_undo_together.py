"""Many additions are undone in one commit, each with an undo of its own, and nothing else is."""

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation
from mcp_mem0.domain.requests.model import ForgetRequest, UndoChange
from mcp_mem0.services.forget.undo_together import UndoTogether
from mcp_mem0.services.queries.sessions import SessionResolver
from tests.support.wired_services import SPACE, World

OPEN = Filter(spaces=(SPACE,))


def build_together(world: World) -> UndoTogether:
    conversations = SessionResolver(records=world.records, now=world.parts.now)
    return UndoTogether(
        records=world.records, conversations=conversations, ids=world.parts.ids, now=world.parts.now
    )


async def undo_all(world: World, *, dry_run: bool = False) -> frozenset[str]:
    request = ForgetRequest(
        what=UndoChange(change="all"), space=SPACE, session=None, author="tester", dry_run=dry_run
    )
    changes = await world.records.find(Change, OPEN, order="newest")
    return await build_together(world).undo_additions(request, changes)


async def list_texts(world: World) -> list[str]:
    return [fact.text for fact in await world.records.find(Fact, OPEN)]


async def test_all_that_only_added_is_undone_and_can_be_brought_back(world: World) -> None:
    tea = await world.state("Likes tea")
    work = await world.relate("Ana", "works_at", "Nordwind")
    said = await world.say("The bread was burnt")

    planned = await undo_all(world, dry_run=True)
    assert await list_texts(world) == ["Likes tea", "Ana works at Nordwind"]
    undone = await undo_all(world)

    assert planned == undone == {tea.change, work.change, said.change}
    for kind in (Fact, Relation, Excerpt):
        assert await world.records.find(kind, OPEN) == []
    undos = [row for row in await world.records.find(Change, OPEN) if row.act == "undo"]
    assert {undo.undoes for undo in undos} == undone
    assert [undo.revision for undo in undos] == [4, 5, 6]
    assert await world.check() == []

    (of_tea,) = [undo for undo in undos if undo.undoes == tea.change]
    await world.undo(of_tea.id)
    assert await list_texts(world) == ["Likes tea"]
    assert await world.check() == []


async def test_what_was_built_on_or_undone_is_left_to_others(world: World) -> None:
    rome = await world.state("Lives in Rome")
    tea = await world.state("Likes tea")
    await world.undo(tea.change)
    (fact,) = await world.records.find(Fact, OPEN)
    await world.state("Lives in Oslo", fact.lineage)
    boat = await world.state("Owns a boat")

    assert await undo_all(world) == {boat.change}
    assert await undo_all(world) == frozenset()
    assert rome.change not in await undo_all(world)
    assert await list_texts(world) == ["Lives in Oslo"]
    assert await world.check() == []
