"""What is erased is gone from rows, from what was made of them, and from every file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import NotFoundError, RequestError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from mcp_mem0.domain.rendering.erasure import render_erase_report
from mcp_mem0.domain.rendering.history import render_changes
from mcp_mem0.domain.requests.erase import (
    EraseIds,
    ErasePeriod,
    EraseRequest,
    EraseSelection,
    EraseSpace,
)
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import ForgetAuthor, ForgetQuery, ForgetSession
from mcp_mem0.domain.requests.parsing.parse_erase import parse_erase_ids
from mcp_mem0.domain.results.erasure import ErasedWords, EraseReport
from mcp_mem0.services.erase.proof import TEXTS_MAX
from tests.support.doubles import NOON
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world

ANY = Filter(spaces=(SPACE,), state="any")


async def erase(world: World, what: EraseSelection, *, dry_run: bool = False) -> EraseReport:
    request = EraseRequest(
        what=what, space=SPACE, session="evening", author="tester", dry_run=dry_run
    )
    return await world.services_by(world.parts.rules).erase.erase(request)


async def find(world: World, *texts: str) -> list[str]:
    """Return where texts stand in the store."""
    places = await world.records.find_texts(texts, SPACE, in_all_versions=True)
    return sorted({each.place for each in places})


class TestErase:
    async def test_a_fact_is_gone_with_its_revisions_relations_and_messages(
        self, world: World
    ) -> None:
        first = fact_id(await world.relate("Tove Lindqvist", "lives_in", "Bergen"))
        await world.state("Tove Lindqvist lives in Trondheim since May", first)
        await world.state("The harbour opens at six in the morning")

        report = await erase(world, EraseIds(lineages=(first.partition(".")[0],)))

        assert report.counts == {"fact": 2, "relation": 1, "excerpt": 2, "episode": 2}
        assert (report.is_proof, report.remains) == (True, ())
        assert report.found_before == report.sought == 2
        assert await find(world, "Tove Lindqvist", "Trondheim", "Bergen") == []
        assert await world.texts() == ["The harbour opens at six in the morning"]
        facts = await world.records.find(Fact, ANY, vectors=True)
        gone = [fact for fact in facts if not fact.text]
        assert len(gone) == 2
        assert all(fact.vector is None and not fact.is_open for fact in gone)
        assert {row.text for row in await world.records.find(Relation, ANY)} == {""}
        erasing = [change for change in await world.changes() if change.act == "erase"]
        assert [dict(change.erased) for change in erasing] == [report.counts]
        told = render_changes(await world.history.list_changes((SPACE,)))
        assert "erased: 2 facts, 1 relation, 2 message passages, 2 inputs" in told

    async def test_a_message_is_erased_and_the_next_one_is_found_without_it(
        self, world: World
    ) -> None:
        await world.say("Tove has epilepsy since the winter of 2019", "What about the harbour?")
        (gone, kept) = sorted(await world.excerpt_rows(), key=lambda row: row.position)
        assert "epilepsy" in kept.index_text

        report = await erase(world, EraseIds(messages=(gone.id,)))

        assert report.remains == ()
        assert await find(world, "epilepsy") == []
        (left,) = await world.excerpt_rows()
        assert (left.text, left.id) == ("What about the harbour?", kept.id)
        (episode,) = await world.records.find(Episode, ANY)
        assert [message.content for message in episode.intake.messages] == [
            "",
            "What about the harbour?",
        ]

    async def test_what_was_forgotten_long_ago_can_be_erased(self, world: World) -> None:
        stated = fact_id(await world.state("The user lives in Oslo near the river"))
        forgotten = await world.forget(stated)

        report = await erase(world, EraseIds(lineages=(stated.partition(".")[0],)))

        assert (report.is_proof, report.remains) == (True, ())
        assert await find(world, "Oslo") == []
        with pytest.raises(RequestError, match="erased, and is gone for good"):
            await world.undo(forgotten.change)
        with pytest.raises(RequestError, match="erased, and is gone for good"):
            await world.undo(report.changes[-1])

    async def test_a_dry_run_changes_nothing(self, world: World) -> None:
        stated = fact_id(await world.state("The user lives in Oslo near the river"))
        before = await world.changes()

        report = await erase(world, ForgetQuery(query="Oslo river"), dry_run=True)

        assert {each.text for each in report.listed} == {"The user lives in Oslo near the river"}
        assert stated.partition(".")[0] in {each.id for each in report.listed}
        assert await world.changes() == before
        assert await world.texts() == ["The user lives in Oslo near the river"]

    @pytest.mark.heavy
    async def test_a_session_goes_and_the_others_stay(self, world: World) -> None:
        await world.state("Ana is allergic to walnuts", ask=replace(ASK, session="clinic"))
        await world.state("The harbour opens at six in the morning")

        report = await erase(world, ForgetSession(session="clinic"))

        assert report.remains == ()
        assert await find(world, "walnuts", "clinic") == []
        assert await world.texts() == ["The harbour opens at six in the morning"]
        with pytest.raises(NotFoundError, match="nothing is left to erase of session"):
            await erase(world, ForgetSession(session="clinic"))

    async def test_an_author_goes(self, world: World) -> None:
        await world.state("Ana is allergic to walnuts", ask=replace(ASK, author="bo"))

        assert (await erase(world, ForgetAuthor(author="bo"))).remains == ()

        assert await find(world, "walnuts") == []

    async def test_a_whole_space_goes(self, world: World) -> None:
        await world.state("Ana is allergic to walnuts")
        await world.relate("Ben", "lives_in", "Oslo by the sea")

        assert (await erase(world, EraseSpace())).remains == ()

        assert await find(world, "walnuts", "Oslo by the sea") == []
        assert await world.texts() == []

    async def test_what_says_the_same_and_stays_is_named(self, world: World) -> None:
        stated = fact_id(await world.state("Ana is allergic to walnuts"))
        await world.state("Ben knows that Ana is allergic to walnuts and cashews")

        report = await erase(world, EraseIds(lineages=(stated.partition(".")[0],)))

        assert not report.is_clean
        assert any("the same" in sentence for sentence in report.remains)

    @pytest.mark.heavy
    async def test_nothing_of_it_comes_back_after_opening_again(self, tmp_path: Path) -> None:
        async with opened_world(tmp_path / "store") as world:
            stated = fact_id(await world.state("Ana is allergic to walnuts"))
            await erase(world, EraseIds(lineages=(stated.partition(".")[0],)))
        async with opened_world(tmp_path / "store") as world:
            assert await find(world, "walnuts") == []
            assert await world.records.find(Excerpt, Filter(spaces=(SPACE,))) == []
            assert {change.act for change in await world.records.find(Change, ANY)} == {
                "remember",
                "forget",
                "erase",
            }

    @pytest.mark.heavy
    async def test_what_says_the_same_in_other_words_is_named(self, world: World) -> None:
        fact = fact_id(await world.state("Tove has epilepsy and takes Keppra"))
        await world.say("Tove takes Keppra for her epilepsy")
        await world.say("The harbour opens at six in the morning")

        report = await erase(world, EraseIds(lineages=(fact.partition(".")[0],)))

        texts = [each.text for each in report.still]
        assert texts == ["Tove takes Keppra for her epilepsy"]
        assert report.still[0].id in render_erase_report(report)
        left = await erase(world, EraseIds(messages=(f"m{report.still[0].id[1:]}",)))
        assert left.still == ()

    @pytest.mark.heavy
    async def test_all_texts_go_from_beside_the_store_however_many(self, world: World) -> None:
        said = [f"The tide was low on morning {number}" for number in range(TEXTS_MAX + 1)]
        for first in range(0, len(said), 67):
            await world.say(*said[first : first + 67])
        cleared: list[str] = []

        async def clear_beside(words: ErasedWords) -> Sequence[str]:
            cleared.extend(words.texts)
            return ()

        asked = EraseRequest(what=EraseSpace(), space=SPACE, session=None, author="tester")
        erasing = replace(world.services_by(world.parts.rules).erase, clear_beside=clear_beside)
        report = await erasing.erase(asked)

        assert (report.sought, report.remains) == (TEXTS_MAX, ())
        assert sorted(cleared) == sorted(said)


class TestEraseByQuery:
    async def test_a_query_means_what_forget_lists_in_the_same_order(self, world: World) -> None:
        await world.state("The user lives in Oslo near the river")
        await world.say("Tell me about trams in Oslo", "Any news of the river in Bergen?")
        await world.state("Ana is allergic to walnuts")
        listed = await world.ask_forget(ForgetQuery(query="Oslo river"))
        ids = [each.id for each in listed.found]
        assert {each.kind for each in listed.found} == {"fact", "message"}

        planned = await erase(world, ForgetQuery(query="Oslo river"), dry_run=True)

        # Last comes the message of the fact, which says the same.
        assert [each.id for each in planned.listed[:-1]] == ids
        assert planned.listed[-1].text == "The user lives in Oslo near the river"
        assert planned.named == tuple(ids)
        by_ids = await erase(world, parse_erase_ids(ids, Limits()), dry_run=True)
        assert planned.counts == by_ids.counts
        done = await erase(world, ForgetQuery(query="Oslo river"))
        assert (done.counts, done.remains) == (planned.counts, ())
        assert await world.texts() == ["Ana is allergic to walnuts"]

    async def test_what_only_comes_nearest_is_not_erased(self, world: World) -> None:
        await world.state("Ana is allergic to walnuts")
        listed = await world.ask_forget(ForgetQuery(query="submarine warranty"))
        assert [each.text for each in listed.found] != []

        with pytest.raises(NotFoundError, match="nothing that is remembered in space"):
            await erase(world, ForgetQuery(query="submarine warranty"))

        assert await world.texts() == ["Ana is allergic to walnuts"]

    async def test_a_query_looks_in_no_other_space(self, world: World) -> None:
        await world.state("Ana is allergic to walnuts", ask=replace(ASK, space="office"))

        with pytest.raises(NotFoundError, match="nothing that is remembered in space"):
            await erase(world, ForgetQuery(query="Ana walnuts"))


class TestErasedAlready:
    async def test_what_is_erased_already_is_not_counted(self, world: World) -> None:
        first = fact_id(await world.state("Ana is allergic to walnuts"))
        await world.state("Ana is allergic to walnuts and cashews", first)
        second = fact_id(await world.state("The harbour opens at six in the morning"))
        gone, kept = (each.partition(".")[0] for each in (first, second))
        await erase(world, EraseIds(lineages=(gone,)))
        alone = await erase(world, EraseIds(lineages=(kept,)), dry_run=True)

        both = await erase(world, EraseIds(lineages=(gone, kept)), dry_run=True)
        every = await erase(world, EraseSpace(), dry_run=True)

        assert alone.counts == {"fact": 1, "excerpt": 1, "episode": 1}
        assert both.counts == every.counts == alone.counts
        assert [each.id for each in both.listed if each.text] == [kept, alone.listed[1].id]

    @pytest.mark.heavy
    @pytest.mark.parametrize("way", ["ids", "message", "space", "session", "author", "period"])
    async def test_a_second_erase_says_that_nothing_is_left(self, world: World, way: str) -> None:
        fact = fact_id(await world.state("Ana is allergic to walnuts")).partition(".")[0]
        await world.relate("Ben", "lives_in", "Oslo by the sea")
        await world.say("What about the harbour?", "It opens at six")
        message = (await world.excerpt_rows())[-1].id
        ways: dict[str, EraseSelection] = {
            "ids": EraseIds(lineages=(fact,)),
            "message": EraseIds(messages=(message,)),
            "space": EraseSpace(),
            "session": ForgetSession(session="morning"),
            "author": ForgetAuthor(author="tester"),
            "period": ErasePeriod(since=NOON - timedelta(days=1)),
        }
        await erase(world, ways[way])
        changes = await world.changes()

        for dry_run in (True, False):
            with pytest.raises(NotFoundError, match="nothing is left to erase"):
                await erase(world, ways[way], dry_run=dry_run)

        assert await world.changes() == changes

    async def test_what_is_found_by_erased_rows_goes_before_them(self, world: World) -> None:
        await world.say("Tove has epilepsy since the winter of 2019", "What about the harbour?")
        (gone, kept) = sorted(await world.excerpt_rows(), key=lambda row: row.position)
        request = EraseRequest(
            what=EraseIds(messages=(gone.id,)), space=SPACE, session=None, author="tester"
        )

        plan = await world.services_by(world.parts.rules).erase.scope.plan(request)

        rows = [row_id for _, row_id in plan.list_rows()]
        assert rows.index(kept.id) < rows.index(gone.id)
