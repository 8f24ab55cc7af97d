"""What is acknowledged is stored, whatever the decision; an invalid request stores nothing."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Thread, current_thread

import anyio
import pytest

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.errors import NotFoundError, RequestError, StaleError
from mcp_mem0.domain.model.operations import Add
from mcp_mem0.domain.model.rows import Intake, Message, StatedRelation, Statement
from mcp_mem0.domain.requests.redaction import Redaction
from mcp_mem0.domain.results.suggested_call import build_call, format_tool_call
from mcp_mem0.services.remember.remember import REDACTED_AT_ONCE_CHARS_MAX
from mcp_mem0.services.settling.group_commit import SOON_S
from tests.support.doubles import FixedClock, ScriptedDecider
from tests.support.statement_writer import count_transactions
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world

OTHER_WORDS = (
    (
        "other words were kept before, under the same key, and these were not:"
        " send them with another key, or with none"
    ),
)


def statement(text: str, *, position: int = 0) -> Add:
    added = Statement.from_words(text, position=position)
    return Add(statement=added, reason="it was said")


async def test_a_statement_becomes_a_fact_and_an_excerpt(world: World) -> None:
    receipt = await world.state("Ana lives in Rome")

    assert (receipt.status, receipt.excerpts) == ("done", 1)
    assert [outcome.operation for outcome in receipt.outcomes] == ["ADD"]
    assert receipt.effort.decided_by == "rules (no model configured)"
    assert await world.texts() == ["Ana lives in Rome"]
    assert await world.excerpts() == ["Ana lives in Rome"]
    assert await world.pending() == []


async def test_a_fact_knows_where_it_came_from(world: World) -> None:
    receipt = await world.state("Ana lives in Rome", ask=replace(ASK, tags=("people",)))

    (fact,) = await world.facts()
    assert (fact.source, fact.position, fact.quote) == (receipt.episode, 0, "Ana lives in Rome")
    assert (fact.author, fact.session, fact.tags) == ("tester", "morning", ("people",))
    assert fact.recorded_by == receipt.change


async def test_a_corrected_fact_keeps_its_tags_and_takes_new_ones(world: World) -> None:
    first = await world.state("Ana lives in Rome", ask=replace(ASK, tags=("people", "homes")))
    await world.state("Ana lives in Oslo", fact_id(first), ask=replace(ASK, tags=("news", "homes")))

    assert [fact.tags for fact in await world.facts()] == [("people", "homes", "news")]


async def test_a_conversation_is_stored_word_for_word_and_decided(world: World) -> None:
    receipt = await world.say("I live in Rome", "I like tea")

    assert (receipt.status, receipt.outcomes, receipt.excerpts) == ("done", (), 2)
    assert await world.excerpts() == ["I like tea", "I live in Rome"]
    assert await world.texts() == []
    assert await world.pending() == []


async def test_a_message_said_at_a_time_of_its_own_keeps_it(world: World) -> None:
    old = parse_instant("2024-05-01", name="at")
    notes_by_text = Message(role="user", content="I moved", at=old)

    await world.remembering.remember(replace(ASK, intake=Intake(messages=(notes_by_text,))))

    (episode,) = await world.episodes()
    assert episode.said_at == world.clock()
    assert [excerpt.said_at for excerpt in await world.excerpt_rows()] == [old]


async def test_a_long_message_is_several_excerpts_of_one_position(world: World) -> None:
    receipt = await world.say("A sentence that goes on and on. " * 100)

    assert receipt.excerpts > 1
    assert {excerpt.position for excerpt in await world.excerpt_rows()} == {0}


async def test_what_rules_decide_is_one_commit(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    async with opened_world(tmp_path / "store") as world:
        before = count_transactions(store)
        receipt = await world.state("Ana lives in Rome")

        assert (receipt.status, receipt.change) == ("done", (await world.changes())[0].id)
        assert count_transactions(store) == before + 1
        assert await world.texts() == await world.excerpts() == ["Ana lives in Rome"]


async def test_without_a_waiting_caller_an_episode_is_stored_at_once_and_decided_with_the_next(
    world: World,
) -> None:
    hasty = replace(ASK, wait_s=0)
    stated = await world.state("Ana lives in Rome", ask=hasty)
    said = await world.say("It is warm", ask=hasty)

    assert [(each.status, each.change) for each in (stated, said)] == [("pending", None)] * 2
    assert await world.excerpts() == ["Ana lives in Rome", "It is warm"]
    await world.state("Ana keeps bees")
    assert await world.pending() == []
    assert await world.texts() == ["Ana keeps bees", "Ana lives in Rome"]
    assert [change.source for change in await world.changes()][:2] == [
        stated.episode,
        said.episode,
    ]


async def test_a_replacement_is_decided_in_order_even_without_a_waiting_caller(
    world: World,
) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    await world.state("Ana lives in Oslo", home, ask=replace(ASK, wait_s=0))
    await world.state("Ana lives in Bergen", home)

    assert [(fact.text, fact.revision) for fact in await world.facts()] == [
        ("Ana lives in Bergen", 3)
    ]


async def test_an_episode_without_a_waiting_caller_is_not_overtaken_by_a_replacement(
    world: World,
) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    # Repeated and then corrected: the other way round it would stand beside the correction.
    await world.state("Ana lives in Rome", ask=replace(ASK, wait_s=0))
    await world.state("Ana lives in Oslo", home)

    assert await world.pending() == []
    assert await world.texts() == ["Ana lives in Oslo"]


async def test_an_episode_without_a_waiting_caller_is_decided_even_if_nothing_follows(
    world: World,
) -> None:
    await world.state("Ana lives in Rome", ask=replace(ASK, wait_s=0))
    # Comes up after it, and has its turn after it.
    background = world.parts.background
    await background.start(SPACE, world.pending, after_s=SOON_S).wait_for_result()

    assert await world.texts() == ["Ana lives in Rome"]


async def test_a_caller_that_does_not_wait_for_a_model_gets_a_pending_receipt(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(statement("I live in Rome"))
        receipt = await world.say("I live in Rome", ask=replace(ASK, wait_s=0))

        assert (receipt.status, receipt.change) == ("pending", None)
        assert receipt.episode is not None
        assert await world.excerpts() == ["I live in Rome"]
        # Its turn comes after the decision that nobody waited for.
        assert await world.settle_due() == 0
        assert await world.texts() == ["I live in Rome"]


async def test_what_was_left_pending_is_decided_once_and_in_order(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as dying:
        await dying.leave_pending("Ana lives in Rome")
        dying.clock.advance(minutes=1)
        await dying.leave_pending("ana lives in ROME")
    async with opened_world(tmp_path / "store", clock=dying.clock) as living:
        assert await living.settle_due() == 2
        assert await living.settle_due() == 0
        assert await living.texts() == ["Ana lives in Rome"]
        assert await living.pending() == []


async def test_after_a_model_failure_the_input_is_searchable_and_pending(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_fail()
        receipt = await world.say("I live in Rome")
        assert receipt.status == "pending"
        assert "the model cannot be reached" in receipt.notes[0]
        assert await world.excerpts() == ["I live in Rome"]

        decider.will_answer(statement("I live in Rome"))
        assert await world.settle_due() == 1
        assert await world.texts() == ["I live in Rome"]


async def test_what_a_session_said_later_waits_behind_what_failed(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        for words in ("I live in Rome", "I live in Oslo"):
            decider.will_fail()
            await world.say(words)
            world.clock.advance(minutes=1)
        decider.will_fail()
        assert await world.settle_due() == 0
        assert len(await world.pending()) == 2


async def test_a_broken_embedder_keeps_nothing_from_being_stored(world: World) -> None:
    world.embedder.broken = True

    receipt = await world.state("Ana lives in Rome")
    again = await world.state("Ana lives in Rome")

    assert receipt.status == "done"
    assert "by its words only" in receipt.notes[0]
    assert [outcome.operation for outcome in again.outcomes] == ["NOOP"]
    assert await world.texts() == ["Ana lives in Rome"]


async def test_a_replaced_fact_continues_as_its_next_revision(world: World) -> None:
    first = await world.state("Ana lives in Rome")
    world.clock.advance(days=1)

    receipt = await world.state("Ana lives in Oslo", f"{fact_id(first)}.1")

    (outcome,) = receipt.outcomes
    assert (outcome.operation, outcome.id, outcome.revision) == ("UPDATE", fact_id(first), 2)
    assert [closed.text for closed in outcome.closed] == ["Ana lives in Rome"]
    (fact,) = await world.facts()
    assert fact.valid_from == world.clock()


async def test_an_unknown_fact_cannot_be_replaced_and_nothing_is_stored(world: World) -> None:
    with pytest.raises(NotFoundError) as caught:
        await world.state("Ana lives in Oslo", "f_06w2q7k3d")

    assert "there is no fact 'f_06w2q7k3d' in space 'home'" in str(caught.value)
    assert await world.excerpts() == []


async def test_a_fact_of_another_space_is_as_unknown_as_none(world: World) -> None:
    other = await world.state("Ana lives in Rome", ask=replace(ASK, space="work"))

    with pytest.raises(NotFoundError):
        await world.state("Ana lives in Oslo", fact_id(other))


async def test_a_revision_that_is_not_the_newest_is_refused_with_both_texts(world: World) -> None:
    first = await world.state("Ana lives in Rome")
    name = fact_id(first)
    await world.state("Ana lives in Oslo", name)

    with pytest.raises(StaleError) as caught:
        await world.state("Ana lives in Bergen", f"{name}.1")

    assert "'Ana lives in Rome'" in str(caught.value)
    assert "'Ana lives in Oslo'" in str(caught.value)
    assert await world.texts() == ["Ana lives in Oslo"]


async def test_a_fact_that_another_replaced_names_its_successor(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    roman = fact_id(await world.state("Ana is a Roman"))
    await world.state("Ana lives in Oslo", rome, roman)

    with pytest.raises(RequestError) as caught:
        await world.state("Ana is a Norwegian", roman)

    assert f"by {rome}.2 ('Ana lives in Oslo'): name that one" in str(caught.value)


async def test_a_forgotten_fact_is_not_quoted_when_it_is_refused(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    forgotten = await world.forget(rome)

    with pytest.raises(RequestError) as caught:
        await world.state("Ana lives in Oslo", rome)

    assert f"undo {forgotten.change} first" in str(caught.value)
    assert "Rome" not in str(caught.value)


async def test_older_words_cannot_replace_newer_ones(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    old = replace(ASK, said_at=parse_instant("2020", name="said_at"))

    with pytest.raises(RequestError) as caught:
        await world.state("Ana lives in Oslo", rome, ask=old)

    assert "older words cannot replace newer ones" in str(caught.value)


async def test_a_relation_is_remembered_with_the_fact_that_states_it(world: World) -> None:
    receipt = await world.relate("Ana", "works_at", "Lindqvist")
    again = await world.relate("ana", "works at", "Lindqvist")

    assert (receipt.act, again.act) == ("relate", "relate")
    assert [outcome.operation for outcome in again.outcomes] == ["NOOP"]
    assert await world.texts() == ["Ana works at Lindqvist"]
    assert await world.relations() == ["Ana works at Lindqvist"]


async def test_a_replaced_relation_closes_with_its_fact(world: World) -> None:
    first = await world.relate("Ana", "works_at", "Lindqvist")

    await world.relate("Ana", "works_at", "Halden", fact_id(first))

    assert await world.texts() == ["Ana works at Halden"]
    assert await world.relations() == ["Ana works at Halden"]


async def test_a_dry_run_shows_the_operation_and_stores_nothing(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    dry = replace(ASK, dry_run=True)

    added = await world.state("Ben lives in Rome", ask=dry)
    replaced = await world.state("Ana lives in Oslo", rome, ask=dry)

    assert (added.status, added.change, added.outcomes[0].id) == ("dry_run", None, None)
    assert [closed.text for closed in replaced.outcomes[0].closed] == ["Ana lives in Rome"]
    assert await world.texts() == ["Ana lives in Rome"]
    assert await world.excerpts() == ["Ana lives in Rome"]
    assert len(await world.changes()) == 1


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("Karin keeps a memory box.", "Karin keeps a mem\u00adory box."),
        ("Karin keeps a mem\u200bory box.", "Karin keeps a memory box."),
        ("Anne-Marie works part-time.", "Anne‑Marie works part–time."),
        ("It is O'Neil's boat.", "It is OʼNeil´s boat."),
    ],
    ids=ascii,
)
async def test_a_repeat_with_other_marks_is_a_repeat(world: World, first: str, again: str) -> None:
    await world.state(first)

    (outcome,) = (await world.state(again)).outcomes

    assert outcome.operation == "NOOP"
    assert await world.texts() == [first]


async def test_many_names_of_somebody_are_no_conflict(world: World) -> None:
    await world.relate("Robert Chen", "also known as", "Bob")
    world.clock.advance(days=1)

    receipt = await world.relate("Robert Chen", "also known as", "Rob")

    assert receipt.near == ()


async def test_a_fact_that_is_only_similar_is_no_conflict(world: World) -> None:
    await world.state("Ana speaks Tamil at home.")

    assert (await world.state("Ana speaks Welsh at home.")).near == ()


async def test_a_possible_conflict_comes_with_the_call_that_settles_it(world: World) -> None:
    rome = await world.state("Ana lives in Rome")
    world.clock.advance(days=1)

    oslo = await world.state("Ana lives in Oslo", ask=replace(ASK, tags=("home",)))

    (near,) = oslo.near
    assert near.text == "Ana lives in Rome"
    assert near.settle is not None
    assert format_tool_call(near.settle) == (
        'remember(content="Ana lives in Oslo", tags=["home"],'
        f' replaces=["{fact_id(rome)}.1"], space="home")'
    )
    # The very call: it leaves one fact, without a double.
    await world.make(near.settle)
    assert [(fact.text, fact.tags) for fact in await world.facts()] == [
        ("Ana lives in Oslo", ("home",))
    ]


async def test_the_call_that_settles_keeps_the_dates_of_the_first(world: World) -> None:
    started = parse_instant("2019", name="")
    acme = StatedRelation(subject="Ana", predicate="works_at", object="Acme")
    first = Intake(relation=acme, valid_from=started)
    await world.remembering.remember(replace(ASK, intake=first))
    world.clock.advance(days=1)
    since, until = parse_instant("2020", name=""), parse_instant("2031-05", name="", edge="end")
    stated = StatedRelation(subject="Ana", predicate="works_at", object="Zeta")
    intake = Intake(relation=stated, valid_from=since, valid_to=until)

    (near,) = (await world.remembering.remember(replace(ASK, intake=intake))).near

    assert near.since is not None
    assert near.since.at == started
    assert near.settle is not None
    assert dict(near.settle.arguments)["valid_to"] == "2031-05-31"
    await world.make(near.settle)
    (fact,) = await world.facts()
    assert (fact.text, fact.valid_from, fact.valid_to) == ("Ana works at Zeta", since, until)


async def test_an_older_statement_does_not_override_what_is_known(world: World) -> None:
    await world.relate("Ana", "lives_in", "Rome")
    (known,) = await world.facts()
    before = replace(ASK, said_at=known.said_at - timedelta(days=1_000))

    dry = await world.state("Ana lives in Oslo", ask=replace(before, dry_run=True))
    oslo = await world.state("Ana lives in Oslo", ask=before)

    # A dry run has no id that a call could name.
    assert [near.settle for near in dry.near] == [None]
    forget = build_call("forget", ids=(f"{fact_id(oslo)}.1",), space=SPACE)
    assert [near.settle for near in oslo.near] == [forget]
    await world.make(forget)
    assert await world.facts() == [known]


async def test_a_fact_that_says_less_than_a_known_one_can_be_forgotten(world: World) -> None:
    await world.state("Ana lives in Rome by the old station")

    less = await world.state("Ana lives in Rome")

    (near,) = less.near
    forget = build_call("forget", ids=(f"{fact_id(less)}.1",), space=SPACE)
    assert near.settle == forget
    await world.make(forget)
    assert await world.texts() == ["Ana lives in Rome by the old station"]


@pytest.mark.parametrize("text", ["🎉🎉", "我住在奥斯陆", "'; DROP TABLE records; --", 'say "hi"'])
async def test_every_text_is_stored_unchanged_and_recognised_when_repeated(
    world: World, text: str
) -> None:
    await world.state(text)
    again = await world.state(text)

    assert [outcome.operation for outcome in again.outcomes] == ["NOOP"]
    assert await world.texts() == [text]


async def test_the_clock_of_one_process_may_stop(tmp_path: Path) -> None:
    clock = FixedClock()
    async with opened_world(tmp_path / "store", clock=clock) as world:
        for number in range(5):
            await world.state(f"Fact {number}")
        times = [change.recorded_at for change in await world.changes()]
    assert len(set(times)) == 5


async def test_concurrent_calls_with_one_key_are_stored_once(world: World) -> None:
    ask = replace(ASK, key="message 7")

    async with anyio.create_task_group() as tasks:
        for _ in range(4):
            tasks.start_soon(partial(world.state, "Ana lives in Rome", ask=ask))

    assert await world.texts() == ["Ana lives in Rome"]
    assert await world.excerpts() == ["Ana lives in Rome"]
    assert await world.check() == []


async def test_other_content_with_a_known_key_is_reported_as_not_stored(world: World) -> None:
    ask = replace(ASK, key="message 7")
    await world.state("Ana lives in Rome, her password is hunter2secret", ask=ask)

    again = await world.state("Ana lives in Rome, her password is hunter2secret", ask=ask)
    others = [
        await world.state("Ana lives in Oslo", ask=ask),
        await world.say("Ana lives in Rome", "Ben too", ask=ask),
        await world.relate("Ana", "lives in", "Oslo", ask=ask),
    ]

    assert again.notes == ("this was kept before, under the same key: nothing was done",)
    assert {receipt.notes for receipt in others} == {OTHER_WORDS}
    assert len(await world.texts()) == len(await world.excerpts()) == 1


@pytest.mark.parametrize("wait_s", [0.0, 5.0])
async def test_concurrent_calls_with_one_key_each_learn_whether_they_were_stored(
    world: World, wait_s: float
) -> None:
    ask = replace(ASK, key="message 7", wait_s=wait_s)
    notes_by_text: dict[str, tuple[str, ...]] = {}

    async def state(text: str) -> None:
        notes_by_text[text] = (await world.state(text, ask=ask)).notes

    async with anyio.create_task_group() as tasks:
        for city in ("Rome", "Oslo", "Lima", "Bonn"):
            tasks.start_soon(state, f"Ana lives in {city}")

    (kept,) = await world.excerpts()
    assert {text for text, notes in notes_by_text.items() if notes != OTHER_WORDS} == {kept}
    assert await world.check() == []


async def test_searching_long_input_for_secrets_delays_nobody_else(world: World) -> None:
    readers: list[Thread] = []

    class Allowed(str):
        """A word that is no secret; it is read where a text is looked through."""

        __slots__ = ()

        def lower(self) -> str:
            readers.append(current_thread())
            return super().lower()

    remembering = replace(world.remembering, redaction=Redaction(allow=(Allowed("none"),)))
    much = Message(role="user", content="a" * (REDACTED_AT_ONCE_CHARS_MAX + 1))
    receipt = await remembering.remember(replace(ASK, intake=Intake(messages=(much,))))

    assert receipt.status == "done"
    assert readers
    assert current_thread() not in readers
