"""Of what was forgotten together, what says the same is erased together, and nothing else."""

from dataclasses import replace

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Intake, Message
from mcp_mem0.domain.rendering.erasure import render_erase_report
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest, EraseSelection
from mcp_mem0.domain.requests.model import ForgetSession
from mcp_mem0.domain.results.erasure import EraseReport
from tests.support.wired_services import ASK, SPACE, World, fact_id, name_ids

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


async def forget_oslo(world: World) -> str:
    """Forget a fact with all that says the same; return its id."""
    fact = fact_id(await world.state("The user lives in Oslo."))
    await world.state("I live in Oslo, near Bob Zimmer.")
    await world.say("Oslo is my home since 2010.", "What about the harbour?")
    receipt = await world.ask_forget(name_ids(fact), everywhere=True)
    assert receipt.remaining == ()
    return fact


async def test_what_was_forgotten_everywhere_is_erased_everywhere(world: World) -> None:
    fact = await forget_oslo(world)
    assert len(await find(world, "Oslo")) > 2

    report = await erase(world, EraseIds(lineages=(fact,)))

    assert (report.is_proof, report.remains) == (True, ())
    assert await find(world, "Oslo", "Bob Zimmer", "2010") == []
    assert [row.text for row in await world.excerpt_rows()] == ["What about the harbour?"]
    (forgetting,) = [each for each in await world.changes() if each.act == "forget"]
    told = render_erase_report(report)
    assert f"forgotten together with it, by {forgetting.id}" in told


async def test_a_dry_run_lists_what_was_forgotten_with_it(world: World) -> None:
    fact = await forget_oslo(world)

    report = await erase(world, EraseIds(lineages=(fact,)), dry_run=True)

    assert report.listed[0].id == fact
    assert "Oslo is my home since 2010." in {each.text for each in report.listed}
    assert "forgotten together with it" in render_erase_report(report)


async def test_a_message_that_was_forgotten_takes_the_rest_along(world: World) -> None:
    await forget_oslo(world)
    rows = await world.records.find(Excerpt, ANY)
    message = next(row.id for row in rows if row.text.startswith("Oslo is my home"))

    report = await erase(world, EraseIds(messages=(message,)))

    assert report.remains == ()
    assert await find(world, "Oslo") == []


async def test_an_erase_of_a_session_names_what_was_forgotten_with_it(world: World) -> None:
    fact = fact_id(await world.state("The user lives in Oslo."))
    await world.say("Oslo is my home since 2010.", ask=replace(ASK, session="clinic"))
    await world.ask_forget(name_ids(fact), everywhere=True)
    rows = await world.records.find(Excerpt, ANY)
    message = next(row.id for row in rows if row.session == "clinic")

    report = await erase(world, ForgetSession(session="morning"))

    assert any(
        sentence.startswith(f"{message} was forgotten together with it")
        for sentence in report.remains
    )
    assert "Now none is found" not in render_erase_report(report)
    assert (await erase(world, EraseIds(messages=(message,)))).remains == ()
    assert await find(world, "Oslo") == []


async def test_what_came_back_since_is_not_erased(world: World) -> None:
    oslo = fact_id(await world.state("The user lives in Oslo."))
    bees = fact_id(await world.state("Ana keeps bees"))
    both = await world.ask_forget(name_ids(oslo, bees))
    await world.undo(both.change)
    await world.forget(oslo)

    report = await erase(world, EraseIds(lineages=(oslo,)))

    assert report.forgotten_with == ()
    assert await find(world, "Oslo") == []
    assert (await world.texts(), await world.excerpts()) == (["Ana keeps bees"],) * 2


async def forget_session(world: World) -> list[str]:
    """Forget a session with twenty facts, two of which say the same; return the facts' ids."""
    ids = [fact_id(await world.state("The user lives in Oslo."))]
    ids += [fact_id(await world.state(f"Ana keeps bees in hive {number}")) for number in range(18)]
    ids.append(fact_id(await world.state("My home is Oslo.")))
    await world.ask_forget(ForgetSession(session="morning"))
    return ids


async def texts_of(world: World, *ids: str) -> list[str]:
    where = replace(ANY, lineages=tuple(each.partition(".")[0] for each in ids))
    return sorted(fact.text for fact in await world.records.find(Fact, where))


async def test_only_what_says_the_same_is_erased_of_what_was_forgotten_together(
    world: World,
) -> None:
    home, *bees, again = await forget_session(world)

    report = await erase(world, EraseIds(lineages=(home,)))

    assert (report.remains, report.is_proof) == ((), True)
    assert await find(world, "Oslo") == []
    assert await texts_of(world, home, again) == ["", ""]
    assert await texts_of(world, *bees) == sorted(f"Ana keeps bees in hive {n}" for n in range(18))
    (forgetting,) = [each for each in await world.changes() if each.act == "forget"]
    assert report.forgotten_with == (forgetting.id,)


async def test_nothing_goes_along_with_what_alone_says_it(world: World) -> None:
    _, first, *_ = await forget_session(world)

    report = await erase(world, EraseIds(lineages=(first,)))

    assert (report.remains, report.forgotten_with) == ((), ())
    assert len(await find(world, "Ana keeps bees in hive 1")) > 1
    assert len(await find(world, "Oslo")) > 1


async def test_a_relation_and_a_past_revision_that_say_the_same_go_along(world: World) -> None:
    flat = fact_id(await world.state("The user lives in Oslo.")).partition(".")[0]
    await world.state("The user lives in Bergen.", flat)
    other = fact_id(await world.relate("The user", "lives_in", "Oslo"))
    bees = fact_id(await world.state("Ana keeps bees"))
    await world.ask_forget(name_ids(f"{flat}.1", bees), everywhere=True)
    assert other not in {fact.lineage for fact in await world.facts()}

    report = await erase(world, EraseIds(lineages=(other,)))

    assert report.remains == ()
    assert await find(world, "Oslo") == []
    assert await texts_of(world, flat) == ["", "The user lives in Bergen."]
    assert await texts_of(world, bees) == ["Ana keeps bees"]


async def test_an_answer_that_names_it_goes_along(world: World) -> None:
    fact = fact_id(await world.state("The user lives in Oslo."))
    said = (
        Message(role="user", content="My home is Oslo"),
        Message(role="assistant", content="Oslo it is, noted"),
    )
    await world.remembering.remember(replace(ASK, intake=Intake(messages=said)))
    await world.ask_forget(name_ids(fact), everywhere=True)

    await erase(world, EraseIds(lineages=(fact,)))

    assert await find(world, "Oslo") == []


async def test_an_erase_of_a_session_names_only_what_says_the_same(world: World) -> None:
    fact = fact_id(await world.state("The user lives in Oslo."))
    bees = fact_id(await world.state("Ana keeps bees", ask=replace(ASK, session="clinic")))
    await world.ask_forget(name_ids(fact, bees))

    report = await erase(world, ForgetSession(session="morning"))

    assert report.remains == ()
    assert await texts_of(world, bees) == ["Ana keeps bees"]


async def test_a_revision_that_is_closed_is_erased_alone_and_an_open_one_with_its_fact(
    world: World,
) -> None:
    home = fact_id(await world.state("The user lives in Oslo."))
    await world.state("The user lives in Bergen.", home)

    await erase(world, EraseIds(revisions=(f"{home}.1",)))

    assert await find(world, "Oslo") == []
    assert await world.texts() == ["The user lives in Bergen."]

    await erase(world, EraseIds(revisions=(f"{home}.2",)))

    assert await find(world, "Bergen") == []
    assert await texts_of(world, home) == ["", ""]
