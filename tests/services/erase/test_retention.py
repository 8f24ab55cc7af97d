"""What is older than the settings keep it is erased by itself, and nothing else is."""

from dataclasses import replace

from mcp_mem0.domain.decisions.episode_builder import build_excerpts
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import Prefix
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest
from mcp_mem0.domain.text.search_text import build_excerpt_texts
from mcp_mem0.services.erase.retention import AUTHOR, Retention, RetentionPolicy
from tests.support.wired_services import SPACE, World, fact_id

ANY = Filter(spaces=(SPACE,), state="any")


def keep(world: World, *, excerpts_days: int = 0, forgotten_days: int = 0) -> Retention:
    policy = RetentionPolicy(excerpts_days=excerpts_days, forgotten_days=forgotten_days)
    erase = world.services_by(world.parts.rules).erase
    return Retention(records=world.records, erase=erase, policy=policy, now=world.clock)


async def find(world: World, text: str) -> list[str]:
    places = await world.records.find_texts([text], SPACE, in_all_versions=True)
    return sorted({each.place for each in places})


class TestRetention:
    async def test_nothing_is_erased_unless_somebody_says_so(self, world: World) -> None:
        await world.state("Ana is allergic to walnuts")
        world.clock.advance(days=4_000)

        assert await keep(world).erase_due(is_asked_for=True) == {}

    async def test_old_messages_go_and_facts_keep_their_words(self, world: World) -> None:
        await world.state("Ana is allergic to walnuts")
        await world.say("The tide was very low this morning")
        world.clock.advance(days=20)
        await world.say("The harbour opens at six")
        world.clock.advance(days=20)

        counts = await keep(world, excerpts_days=30).erase_due()

        assert counts == {SPACE: 4}
        assert await world.excerpts() == ["The harbour opens at six"]
        (fact,) = await world.facts()
        assert (fact.text, fact.quote) == ("Ana is allergic to walnuts",) * 2
        assert await find(world, "tide was very low") == []
        assert await find(world, "The harbour opens at six") != []

    async def test_what_was_forgotten_long_ago_goes(self, world: World) -> None:
        old = fact_id(await world.state("Ana is allergic to walnuts"))
        await world.forget(old)
        world.clock.advance(days=20)
        young = fact_id(await world.state("Ben is allergic to cashews"))
        await world.forget(young)
        world.clock.advance(days=20)

        await keep(world, forgotten_days=30).erase_due()

        assert await find(world, "walnuts") == []
        texts = [fact.text for fact in await world.records.find(Fact, ANY)]
        assert sorted(texts) == ["", "Ben is allergic to cashews"]

    async def test_it_looks_through_a_space_once_a_day(self, world: World) -> None:
        await world.say("The tide was very low this morning")
        world.clock.advance(days=31)
        retention = keep(world, excerpts_days=30)
        assert await retention.erase_due() == {SPACE: 2}
        await world.say("The harbour opens at six")

        world.clock.advance(hours=1)
        assert await keep(world, excerpts_days=1).erase_due() == {}
        world.clock.advance(days=31)
        assert await retention.erase_due() == {SPACE: 2}

        authors = {change.author for change in await world.records.find(Change, ANY)}
        assert authors == {"", AUTHOR}

    async def test_a_message_that_waits_for_its_decision_stays(self, world: World) -> None:
        waiting = await world.leave_pending("Ana is allergic to walnuts")
        (said,) = build_excerpt_texts(waiting.intake.all_messages, waiting.said_at)
        new_id = world.parts.ids.make_id
        await world.records.append(
            replace(waiting, id=new_id(Prefix.EPISODE)),
            build_excerpts(waiting, [said], {}, new_id=new_id),
        )
        world.clock.advance(days=40)

        assert await keep(world, excerpts_days=30).erase_due() == {}

        assert await world.excerpts() == ["Ana is allergic to walnuts"]
        assert len(await world.pending()) == 2

    async def test_who_is_called_like_it_does_not_stop_it(self, world: World) -> None:
        old = fact_id(await world.state("Ana is allergic to walnuts"))
        await world.say("The tide was very low this morning")
        world.clock.advance(days=31)
        request = EraseRequest(
            what=EraseIds(lineages=(old.partition(".")[0],)),
            space=SPACE,
            session=None,
            author=AUTHOR,
        )
        await world.services_by(world.parts.rules).erase.erase(request)

        assert await keep(world, excerpts_days=30).erase_due() == {SPACE: 2}

        assert await world.excerpts() == []

    async def test_the_next_run_goes_on_where_one_ended(self, world: World) -> None:
        for number in range(3):
            await world.say(f"The tide was low on morning {number}")
        world.clock.advance(days=31)
        retention = keep(world, excerpts_days=30)
        seeds = replace(retention.erase.scope.seeds, messages_max=2)
        erase = replace(retention.erase, scope=replace(retention.erase.scope, seeds=seeds))
        retention = replace(retention, erase=erase)

        assert await retention.erase_due(is_asked_for=True) == {SPACE: 4}
        assert await retention.erase_due(is_asked_for=True) == {SPACE: 2}

        assert await world.excerpts() == []
        assert await retention.erase_due(is_asked_for=True) == {}
