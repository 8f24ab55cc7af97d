"""What was believed before something was forgotten is told only to who may forget."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.decisions.change_builder import Actor, build_change_row, plan_next_change
from mcp_mem0.domain.model.changes import Commit, Effort, Withheld
from mcp_mem0.domain.rendering import render_recollection
from mcp_mem0.domain.rendering.history import render_change, render_changes, render_history
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest
from mcp_mem0.domain.requests.model import ForgetSession, RecallRequest
from mcp_mem0.ports.record_reader import RecordReader
from mcp_mem0.services.queries.limited_reading import LimitedReader
from tests.support.wired_services import ASK, SPACE, World, fact_id

ASKED = [
    RecallRequest(query="Where does Bo live?", spaces=(SPACE,)),
    RecallRequest(query=None, spaces=(SPACE,)),
    RecallRequest(query=None, about=("Bo",), spaces=(SPACE,)),
    RecallRequest(query=None, spaces=(SPACE,), order="time"),
]


async def recall_then(world: World, request: RecallRequest, *, sees_forgotten: bool) -> str:
    """Return what is told of the moment before the last day."""
    world.clock.advance(days=-1)
    then = world.clock()
    world.clock.advance(days=1)
    asked = replace(request, known_at=then, sees_forgotten=sees_forgotten)
    sights = world.services_by(world.parts.rules).sights
    found = await sights.choose_recall(asked).answer(asked)
    return render_recollection(found, "full")


class TestLimitedReading:
    @pytest.mark.parametrize("name", [name for name in vars(RecordReader) if name[0] != "_"])
    def test_everything_that_reads_a_store_can_be_asked(self, name: str) -> None:
        assert callable(getattr(LimitedReader, name, None))

    @pytest.mark.heavy
    @pytest.mark.parametrize("request_", ASKED, ids=["query", "brief", "about", "time"])
    async def test_what_was_known_then_is_hidden_after_it_was_forgotten(
        self, world: World, request_: RecallRequest
    ) -> None:
        fact = fact_id(await world.relate("Bo", "lives_in", "Bergen"))
        await world.relate("Bo", "works_at", "Acme")
        world.clock.advance(days=2)
        await world.forget(fact)

        told = await recall_then(world, request_, sees_forgotten=False)
        assert "Acme" in told
        assert "Bergen" not in told
        assert "Bergen" in await recall_then(world, request_, sees_forgotten=True)

        what = EraseIds(lineages=(fact.partition(".")[0],))
        erase = EraseRequest(what=what, space=SPACE, session="evening", author="tester")
        await world.services_by(world.parts.rules).erase.erase(erase)
        left = await recall_then(world, request_, sees_forgotten=True)
        assert "Bergen" not in left
        assert '""' not in left
        assert "Acme" in left

    @pytest.mark.parametrize("request_", ASKED, ids=["query", "brief", "about", "time"])
    async def test_earlier_revisions_of_what_was_forgotten_are_hidden(
        self, world: World, request_: RecallRequest
    ) -> None:
        first = fact_id(await world.relate("Bo", "lives_in", "Bergen"))
        await world.relate("Bo", "works_at", "Acme")
        world.clock.advance(days=2)
        newest = fact_id(await world.relate("Bo", "lives_in", "Trondheim", first))
        await world.forget(newest)

        for is_retired in (False, True):
            asked = replace(request_, include_retired=is_retired)
            told = await recall_then(world, asked, sees_forgotten=False)
            assert "Acme" in told
            assert "Bergen" not in told
            assert "Bergen" in await recall_then(world, asked, sees_forgotten=True)

    @pytest.mark.parametrize("request_", ASKED, ids=["query", "brief", "about", "time"])
    async def test_what_was_replaced_before_its_session_was_forgotten_is_hidden(
        self, world: World, request_: RecallRequest
    ) -> None:
        clinic = replace(ASK, session="clinic")
        first = fact_id(await world.relate("Bo", "lives_in", "Bergen", ask=clinic))
        await world.relate("Bo", "works_at", "Acme")
        world.clock.advance(days=2)
        await world.relate("Bo", "lives_in", "Trondheim", first)
        await world.ask_forget(ForgetSession(session="clinic"))

        for is_retired in (False, True):
            asked = replace(request_, include_retired=is_retired)
            told = await recall_then(world, asked, sees_forgotten=False)
            assert "Acme" in told
            assert "Bergen" not in told
            assert "Bergen" in await recall_then(world, asked, sees_forgotten=True)
        sights = world.services_by(world.parts.rules).sights
        history = sights.choose_history(sees_forgotten=False)
        lineage = first.partition(".")[0]
        assert "Bergen" not in render_history(await history.read_fact_history(lineage, (SPACE,)))

    @pytest.mark.parametrize("is_fact", [True, False])
    async def test_the_name_of_a_session_is_hidden_with_what_was_said_in_it(
        self, world: World, *, is_fact: bool
    ) -> None:
        stated = await world.relate("Bo", "lives_in", "Bergen", ask=replace(ASK, session="clinic"))
        lineage = fact_id(stated).partition(".")[0]
        [message] = await world.excerpt_rows()
        await world.forget(*((lineage, message.id) if is_fact else (message.id,)))
        sights = world.services_by(world.parts.rules).sights

        history = sights.choose_history(sees_forgotten=False)
        told = render_changes(await history.list_changes((SPACE,)))
        if is_fact:
            told += render_history(await history.read_fact_history(lineage, (SPACE,)))
        assert "clinic" not in told
        assert "(forgotten)" in told
        whole = render_changes(await world.history.list_changes((SPACE,)))
        assert "clinic" in whole

    async def test_reasons_of_changes_that_were_shown_what_was_forgotten_are_hidden(
        self, world: World
    ) -> None:
        await world.relate("Bo", "lives_in", "Bergen")
        (fact,) = await world.facts()
        head = await world.records.read_head(SPACE)
        following = plan_next_change(SPACE, head, now=world.clock(), new_id=world.parts.ids.make_id)
        change = build_change_row(
            Actor(space=SPACE, session="morning", author="tester"),
            following,
            act="forget",
            steps=(),
            opened=(),
            closed=(),
            effort=Effort(decided_by="a script"),
            source=None,
        )
        withheld = Withheld(closes=(fact.id,), reason="Bo left Bergen")
        told = replace(change, withheld=(withheld,), dropped=("Bergen was left out",))
        await world.records.commit(Commit(head=following.head, change=told))
        await world.forget(fact.lineage)

        sights = world.services_by(world.parts.rules).sights
        for sees_forgotten in (True, False):
            history = sights.choose_history(sees_forgotten=sees_forgotten)
            shown = render_change(await history.read_change(change.id, (SPACE,)))
            assert ("Bergen" in shown) is sees_forgotten
