"""A fact that changed, one that was wrong and one of which more is known stay apart, in the words
of rules and of a model: for what was true, for what was believed, and in history."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from mcp_mem0.domain.dates import Precision, StatedMoment, parse_moment
from mcp_mem0.domain.graph.trimming import collect_facts
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Intake, Message, Relation, StatedRelation
from mcp_mem0.domain.rendering import render_recollection
from mcp_mem0.domain.rendering.history import build_history_model, render_history
from mcp_mem0.domain.rendering.receipts import build_receipt_model, render_receipt
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from tests.support.decision_cases import operation, operations
from tests.support.recall_questions import ASKED, recalled, texts, the_one
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world, target

JANUARY = datetime(2025, 1, 10, tzinfo=UTC)
FEBRUARY = datetime(2025, 2, 1, tzinfo=UTC)
MARCH = datetime(2025, 3, 3, tzinfo=UTC)
BEFORE_ALL = datetime(2020, 1, 1, tzinfo=UTC)
BIRTHDAY = "When is Marta's birthday?"
WRONG, RIGHT = "Marta's birthday is on 14 June.", "Marta's birthday is on 15 June."


async def remember(
    world: World,
    text: str,
    *replaces: str,
    kind: ChangeKind | None = None,
    at: datetime = MARCH,
    dry_run: bool = False,
) -> Receipt:
    """Remember a statement of a moment, which replaces facts in a way that is named."""
    world.clock.moment = at
    intake = Intake(content=text, replaces=tuple(map(target, replaces)), replaces_as=kind)
    return await world.remembering.remember(
        replace(ASK, intake=intake, said_at=at, dry_run=dry_run)
    )


async def relate(  # noqa: PLR0913 - a relation and how it replaces are told apart
    world: World,
    *triple: str,
    replaces: tuple[str, ...] = (),
    kind: ChangeKind | None = None,
    since: datetime | None = None,
    precision: Precision = "day",
    at: datetime = MARCH,
) -> Receipt:
    """Remember a relation of a moment, which replaces facts in a way that is named."""
    world.clock.moment = at
    subject, predicate, thing = triple
    intake = Intake(
        relation=StatedRelation(subject=subject, predicate=predicate, object=thing),
        replaces=tuple(map(target, replaces)),
        replaces_as=kind,
        valid_from=since,
        start_precision=precision if since else None,
    )
    return await world.remembering.remember(replace(ASK, intake=intake, said_at=at))


@asynccontextmanager
async def deciding_world(folder: Path) -> AsyncGenerator[tuple[World, ScriptedModel]]:
    """A world in which a scripted model decides."""
    model = ScriptedModel()
    async with opened_world(folder, decider=SinglePipeline(model=model)) as world:
        yield world, model


async def say(world: World, words: str, *, at: datetime = MARCH) -> Receipt:
    world.clock.moment = at
    messages = (Message(role="user", content=words),)
    request = replace(ASK, intake=Intake(messages=messages), said_at=at)
    return await world.remembering.remember(request)


def true_at(moment: datetime) -> RecallRequest:
    return replace(ASKED, valid_at=moment)


def known_at(moment: datetime) -> RecallRequest:
    return replace(ASKED, known_at=moment)


def fact_texts(found: Recollection) -> list[str]:
    return [memory.text for memory in found.memories if memory.fact is not None]


async def closings(world: World) -> list[str | None]:
    rows = await world.records.find(Fact, Filter(spaces=(SPACE,), state="any"))
    return [row.retired_as for row in sorted(rows, key=lambda row: row.revision)]


# --- corrections


async def test_a_correction_was_true_all_along_and_the_old_words_never(world: World) -> None:
    wrong = fact_id(await remember(world, WRONG, at=JANUARY))
    await remember(world, RIGHT, wrong, kind="correction")

    assert texts(await recalled(world, BIRTHDAY, asked=true_at(FEBRUARY))) == [RIGHT]
    assert texts(await recalled(world, BIRTHDAY, asked=true_at(BEFORE_ALL))) == [RIGHT]
    assert texts(await recalled(world, BIRTHDAY, asked=known_at(FEBRUARY))) == [WRONG]
    believed = replace(ASKED, known_at=FEBRUARY, valid_at=FEBRUARY)
    assert texts(await recalled(world, BIRTHDAY, asked=believed)) == [WRONG]


async def test_a_correction_by_a_model_is_one_without_a_word_from_the_caller(
    tmp_path: Path,
) -> None:
    async with deciding_world(tmp_path) as (world, model):
        model.will_answer(
            operations(operation("ADD", WRONG, message=1, quote="My birthday is on 14 June"))
        )
        await say(world, "My birthday is on 14 June", at=JANUARY)
        correction = "Small correction, my birthday is the 15th, not the 14th."
        model.will_answer(
            operations(
                operation("UPDATE", RIGHT, target=1, message=1, quote=correction, kind="correction")
            )
        )
        await say(world, correction)

        assert texts(await recalled(world, BIRTHDAY, asked=true_at(FEBRUARY)))[0] == RIGHT
        assert WRONG not in texts(await recalled(world, BIRTHDAY, asked=true_at(FEBRUARY)))
        assert WRONG in texts(await recalled(world, BIRTHDAY, asked=known_at(FEBRUARY)))


async def test_words_that_were_corrected_are_shown_as_such_and_never_with_an_end(
    world: World,
) -> None:
    wrong = fact_id(await remember(world, WRONG, at=JANUARY))
    await remember(world, RIGHT, wrong, kind="correction")

    found = await recalled(world, BIRTHDAY)

    excerpt = the_one(found, WRONG)
    assert (excerpt.kind, excerpt.retired, excerpt.until) == ("excerpt", "corrected", None)
    answer = render_recollection(found, "brief")
    assert f'2025-01-10, corrected on 2025-03-03: "{WRONG}" [replaced by {wrong}' in answer
    assert "until" not in answer
    assert "[was" not in answer


async def test_a_correction_takes_the_dates_of_the_fact_unless_it_gives_its_own(
    world: World,
) -> None:
    since, other = datetime(2021, 5, 1, tzinfo=UTC), datetime(2022, 5, 1, tzinfo=UTC)
    job = fact_id(await relate(world, "Ana", "works_at", "Acme", since=since, at=JANUARY))
    await relate(world, "Ana", "works_at", "Acne", replaces=(job,), kind="correction")

    (corrected,) = await world.facts()
    assert (corrected.valid_from, corrected.valid_to) == (since, None)

    await relate(world, "Ana", "works_at", "Akme", replaces=(job,), kind="correction", since=other)
    (corrected,) = await world.facts()
    assert corrected.valid_from == other
    assert await closings(world) == ["corrected", "corrected", None]


async def test_the_relations_of_a_corrected_fact_do_not_exist_in_the_past(world: World) -> None:
    job = fact_id(await relate(world, "Ana", "works_at", "Acme", at=JANUARY))
    await relate(world, "Ana", "works_at", "Zeta", replaces=(job,), kind="correction")
    about = replace(ASKED, about=("Ana",))

    then = await recalled(world, asked=replace(about, valid_at=FEBRUARY))
    believed = await recalled(world, asked=replace(about, known_at=FEBRUARY))

    for answer, text in ((then, "Ana works at Zeta"), (believed, "Ana works at Acme")):
        assert answer.about is not None
        assert [fact.text for fact in collect_facts(answer.about).values()] == [text]
    rows = await world.records.find(Relation, Filter(spaces=(SPACE,), state="any"))
    assert {(row.object, row.retired_as, row.ended_at) for row in rows} == {
        ("Acme", "corrected", None),
        ("Zeta", None, None),
    }


async def test_a_change_that_starts_with_the_fact_corrects_it(world: World) -> None:
    since = datetime(2023, 5, 6, tzinfo=UTC)
    camp = fact_id(await relate(world, "Ana", "camps_at", "Lom", since=since, at=JANUARY))
    await relate(world, "Ana", "camps_at", "Voss", replaces=(camp,), since=since)

    assert await closings(world) == ["corrected", None]
    found = await recalled(world, "Where does Ana camp?")
    assert the_one(found, "Ana camps at Voss").since.at == since
    assert "until" not in render_recollection(found, "brief")


async def test_a_change_that_repeats_the_day_of_the_words_corrects_them(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        told = datetime(2023, 5, 6, 10, tzinfo=UTC)
        model.will_answer(operations(operation("ADD", "Ana keeps bees.", quote="I keep bees")))
        await say(world, "I keep bees", at=told)
        model.will_answer(
            operations(
                operation(
                    "UPDATE",
                    "Ana keeps wasps.",
                    target=1,
                    quote="I keep wasps, not bees",
                    valid_from="2023-05-06",
                )
            )
        )
        await say(world, "I keep wasps, not bees", at=told + timedelta(hours=1))

        assert await closings(world) == ["corrected", None]


# --- changes


async def test_a_change_still_held_before(world: World) -> None:
    home = fact_id(await remember(world, "Ana lives in Rome", at=JANUARY))
    await remember(world, "Ana lives in Oslo", home, kind="change")

    past = await recalled(world, "Where does Ana live?", asked=true_at(FEBRUARY))
    assert fact_texts(past) == ["Ana lives in Rome"]
    assert await closings(world) == ["replaced", None]


async def test_two_changes_of_one_moment_lose_nothing_of_the_past(world: World) -> None:
    home = fact_id(await remember(world, "Ana lives in Rome"))
    await remember(world, "Ana lives in Oslo", home)

    assert "Ana lives in Rome" in texts(
        await recalled(world, "Where does Ana live?", asked=true_at(FEBRUARY))
    )


# --- additions


async def test_an_addition_keeps_the_start_of_the_fact(world: World) -> None:
    since = datetime(2023, 3, 1, tzinfo=UTC)
    rows = fact_id(await relate(world, "Mira", "rows_on", "the lake", since=since, at=JANUARY))
    more = "Mira rows on the lake, and her sister comes along."
    await remember(world, more, rows, kind="addition")

    for moment in (since, FEBRUARY, MARCH):
        found = await recalled(world, "Where does Mira row?", asked=true_at(moment))
        assert the_one(found, more).since.at == since
        assert fact_texts(found) == [more]
    believed = await recalled(world, "Where does Mira row?", asked=known_at(FEBRUARY))
    assert texts(believed) == ["Mira rows on the lake"]


@pytest.mark.parametrize("kind", ["correction", "addition"])
async def test_a_start_that_nobody_said_stays_unsaid_and_is_shown_as_first_told(
    world: World, kind: ChangeKind
) -> None:
    rows = fact_id(await remember(world, "Mira rows on the lake.", at=JANUARY))
    for day, text in enumerate(("Mira rows.", "Mira rows at sea."), start=1):
        await remember(world, text, rows, kind=kind, at=FEBRUARY + timedelta(days=day))

    (fact,) = await world.facts()
    assert fact.valid_from is None
    for asked in (ASKED, true_at(BEFORE_ALL)):
        found = await recalled(world, "Where does Mira row?", asked=asked)
        assert fact_texts(found) == ["Mira rows at sea."]
        assert the_one(found, "Mira rows at sea.").since == StatedMoment(JANUARY, "time")


async def test_an_addition_by_a_model_keeps_the_start_though_it_gives_a_later_one(
    tmp_path: Path,
) -> None:
    async with deciding_world(tmp_path) as (world, model):
        model.will_answer(
            operations(
                operation(
                    "ADD",
                    "Mira rows on the lake.",
                    quote="Mira rows on the lake",
                    valid_from="2023-03",
                )
            )
        )
        await say(world, "Mira rows on the lake", at=JANUARY)
        more = "Mira rows on the lake, and her sister comes along."
        model.will_answer(
            operations(
                operation(
                    "UPDATE",
                    more,
                    target=1,
                    quote="her sister comes along",
                    kind="addition",
                    valid_from="2025-03-03",
                )
            )
        )
        await say(world, "When Mira rows, her sister comes along")

        (fact,) = await world.facts()
        assert (fact.text, fact.valid_from) == (more, datetime(2023, 3, 1, tzinfo=UTC))


async def test_words_that_were_extended_are_still_true(world: World) -> None:
    rows = fact_id(await remember(world, "Mira rows on the lake.", at=JANUARY))
    await remember(world, "Mira rows on the lake with her sister.", rows, kind="addition")

    excerpt = the_one(await recalled(world, "Where does Mira row?"), "Mira rows on the lake.")

    assert (excerpt.retired, excerpt.until, excerpt.replaced_by) == (None, None, None)


async def test_words_that_were_extended_and_then_changed_have_an_end(world: World) -> None:
    rows = fact_id(await remember(world, "Mira rows on the lake.", at=JANUARY))
    await remember(
        world, "Mira rows on the lake with her sister.", rows, kind="addition", at=FEBRUARY
    )
    await remember(world, "Mira no longer rows.", rows, kind="change")

    excerpt = the_one(await recalled(world, "Where does Mira row?"), "Mira rows on the lake.")

    assert (excerpt.retired, excerpt.until) == (None, StatedMoment(MARCH, "time"))
    assert excerpt.replaced_by is not None
    assert excerpt.replaced_by.text == "Mira no longer rows."


async def test_an_addition_to_several_facts_holds_since_the_first_of_them(world: World) -> None:
    first, second = datetime(2021, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC)
    one = fact_id(await relate(world, "Ana", "sails_with", "Bo", since=second, at=JANUARY))
    other = fact_id(await relate(world, "Ana", "sails_on", "the fjord", since=first, at=JANUARY))
    await remember(world, "Ana sails on the fjord with Bo.", one, other, kind="addition")

    (fact,) = await world.facts()
    assert fact.valid_from == first


# --- dates of which only a month is known


MONTH = parse_moment("2023-03", name="valid_from")


async def relate_since_march(world: World) -> str:
    """State a relation since March 2023; return the id of the fact."""
    return fact_id(
        await relate(
            world, "Mira", "rows_on", "the lake", since=MONTH.at, precision="month", at=JANUARY
        )
    )


@pytest.mark.parametrize("kind", ["correction", "addition"])
async def test_a_fact_that_is_corrected_or_extended_keeps_the_month_in_which_it_began(
    world: World, kind: ChangeKind
) -> None:
    rows = await relate_since_march(world)
    more = "Mira rows on the lake, and her sister comes along."
    await remember(world, more, rows, kind=kind)

    (fact,) = await world.facts()
    (relation,) = await world.records.find(Relation, Filter(spaces=(SPACE,)))
    assert fact.stated_start == relation.since == MONTH
    found = await recalled(world, "Where does Mira row?")
    assert f'since March 2023: "{more}"' in render_recollection(found, "brief")
    assert await world.check() == []


async def test_a_change_in_a_month_ends_the_fact_and_its_relations_in_that_month(
    world: World,
) -> None:
    rows = await relate_since_march(world)
    moved = ("Mira", "rows_on", "the sea")
    october = parse_moment("2023-10", name="valid_from")
    await relate(world, *moved, replaces=(rows,), since=october.at, precision="month")

    found = await recalled(
        world, "Where does Mira row?", asked=true_at(datetime(2023, 6, 1, tzinfo=UTC))
    )
    assert "since March 2023, until October 2023" in render_recollection(found, "brief")
    closed = Filter(spaces=(SPACE,), state="any")
    for kind in (Fact, Relation):
        (old,) = [row for row in await world.records.find(kind, closed) if not row.is_open]
        assert old.until == old.stated_closing == october
    assert await world.check() == []


async def test_a_change_in_the_month_in_which_the_fact_was_told_leaves_it_true_before(
    world: World,
) -> None:
    told, later = datetime(2023, 10, 9, tzinfo=UTC), datetime(2023, 10, 28, tzinfo=UTC)
    home = fact_id(await relate(world, "Ana", "lives_in", "Rome", at=told))
    moved = ("Ana", "lives_in", "Oslo")
    first = datetime(2023, 10, 1, tzinfo=UTC)
    await relate(world, *moved, replaces=(home,), since=first, precision="month", at=later)

    assert await closings(world) == ["replaced", None]
    before = datetime(2023, 9, 1, tzinfo=UTC)
    found = await recalled(world, "Where does Ana live?", asked=true_at(before))
    assert fact_texts(found) == ["Ana lives in Rome"]
    assert "until October 2023" in render_recollection(found, "brief")


@pytest.mark.parametrize("kind", ["correction", "addition"])
async def test_when_it_was_said_is_the_day_where_it_was_said(
    world: World, kind: ChangeKind
) -> None:
    evening = datetime(2025, 1, 10, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    rows = fact_id(await remember(world, "Mira rows on the lake.", at=evening))
    await remember(world, "Mira rows at sea.", rows, kind=kind)

    found = await recalled(world, "Where does Mira row?")

    assert 'said 2025-01-10: "Mira rows at sea."' in render_recollection(found, "brief")


async def test_an_end_in_a_month_ends_the_relations_in_that_month_until_it_is_undone(
    tmp_path: Path,
) -> None:
    async with deciding_world(tmp_path) as (world, model):
        model.will_answer(operations())
        await relate_since_march(world)
        end = "Mira stopped rowing in October 2023"
        model.will_answer(operations(operation("DELETE", target=1, quote=end, valid_to="2023-10")))
        receipt = await say(world, end)

        everything = Filter(spaces=(SPACE,), state="any")
        for kind in (Fact, Relation):
            (row,) = await world.records.find(kind, everything)
            assert row.until is not None
            assert (row.until.period, row.ended_precision) == ("2023-10", "month")
        assert await world.check() == []

        world.clock.advance(days=1)
        await world.undo(receipt.change)

        for kind in (Fact, Relation):
            (row,) = await world.records.find(kind, Filter(spaces=(SPACE,)))
            assert (row.since, row.until, row.ended_precision) == (MONTH, None, None)
        assert await world.check() == []


# --- what never was so


async def withdraw(world: World, model: ScriptedModel) -> Receipt:
    """Say that the user is a vegetarian, and then that this was never said."""
    model.will_answer(operations(operation("ADD", "The user is vegetarian.", quote="vegetarian")))
    await say(world, "The user is vegetarian.", at=JANUARY)
    denial = "I never said I was a vegetarian."
    model.will_answer(operations(operation("DELETE", target=1, quote=denial, kind="never_so")))
    return await say(world, denial)


async def test_what_never_was_so_is_found_nowhere_but_in_history(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        await withdraw(world, model)

        for asked in (ASKED, true_at(FEBRUARY), true_at(MARCH)):
            for query in ("Is the user vegetarian?", None):
                found = await recalled(world, query, asked=asked)
                assert "The user is vegetarian." not in texts(found)
                assert found.left_out == 0
        believed = await recalled(world, "Is the user vegetarian?", asked=known_at(FEBRUARY))
        assert texts(believed) == ["The user is vegetarian."]
        everything = await recalled(
            world, "Is the user vegetarian?", asked=replace(ASKED, include_retired=True)
        )
        answer = render_recollection(everything, "brief")
        assert "withdrawn (never so) on 2025-03-03" in answer
        assert "until" not in answer


async def test_history_and_receipts_say_how_a_fact_was_closed(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        receipt = await withdraw(world, model)

        (outcome,) = receipt.outcomes
        (closed,) = outcome.closed
        history = await world.history.read_fact_history(closed.id, (SPACE,))
        assert "withdraws " in render_receipt(receipt)
        assert "which never was so" in render_receipt(receipt)
        operations_shown = build_receipt_model(receipt).operations
        assert operations_shown is not None
        assert operations_shown[0].closed is not None
        assert operations_shown[0].closed[0].closed_as == "withdrawn"
        assert "withdrawn (never so) 2025-03-03" in render_history(history)
        (revision,) = build_history_model(history).revisions
        assert (revision.closed_as, revision.until) == ("withdrawn", None)


@pytest.mark.parametrize(
    ("kind", "words", "closing"),
    [("correction", "corrects", "corrected"), ("addition", "extends", "extended")],
)
async def test_a_receipt_says_what_an_update_did_even_before_it_is_made(
    world: World, kind: ChangeKind, words: str, closing: str
) -> None:
    wrong = fact_id(await remember(world, WRONG, at=JANUARY))

    foreseen = await remember(world, RIGHT, wrong, kind=kind, dry_run=True)
    done = await remember(world, RIGHT, wrong, kind=kind)

    for receipt in (foreseen, done):
        assert f", {words} {wrong} revision 1" in render_receipt(receipt)
        assert [fact.closed_as for fact in receipt.outcomes[0].closed] == [closing]


async def test_a_withdrawn_message_that_says_more_is_shown_with_what_became_of_it(
    tmp_path: Path,
) -> None:
    async with deciding_world(tmp_path) as (world, model):
        said = "The user is vegetarian, and it rained on Sunday in Bergen."
        model.will_answer(
            operations(operation("ADD", "The user is vegetarian.", quote="The user is vegetarian"))
        )
        await say(world, said, at=JANUARY)
        denial = "I never said I was a vegetarian."
        model.will_answer(operations(operation("DELETE", target=1, quote=denial, kind="never_so")))
        await say(world, denial)

        memory = the_one(await recalled(world, "Is the user vegetarian?"), said)

        assert (memory.retired, memory.retired_at, memory.until) == ("withdrawn", MARCH, None)


# --- undo and targets


@pytest.mark.parametrize("kind", ["change", "correction", "addition"])
async def test_undo_brings_back_exactly_what_was(world: World, kind: ChangeKind) -> None:
    since = datetime(2023, 3, 1, tzinfo=UTC)
    first = await relate(world, "Mira", "rows_on", "the lake", since=since, at=JANUARY)
    receipt = await remember(world, "Mira rows at sea.", fact_id(first), kind=kind)
    world.clock.advance(days=1)
    await world.undo(receipt.change)

    (fact,) = await world.facts()
    assert (fact.text, fact.valid_from, fact.valid_to, fact.ended_at) == (
        "Mira rows on the lake",
        since,
        None,
        None,
    )
    assert await world.relations() == ["Mira rows on the lake"]
    for moment in (since, FEBRUARY, world.clock()):
        found = await recalled(world, "Where does Mira row?", asked=true_at(moment))
        assert "Mira rows on the lake" in texts(found)
        assert "Mira rows at sea." not in [each.text for each in found.memories if each.fact]


async def test_undo_brings_back_what_never_was_so(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        receipt = await withdraw(world, model)
        world.clock.advance(days=1)
        await world.undo(receipt.change)

        found = await recalled(world, "Is the user vegetarian?", asked=true_at(FEBRUARY))
        assert "The user is vegetarian." in texts(found)


async def test_a_corrected_fact_of_another_lineage_points_to_its_successor(world: World) -> None:
    first = fact_id(await remember(world, WRONG, at=JANUARY))
    other = fact_id(await remember(world, "Marta was born on 14 June.", at=JANUARY))
    await remember(world, RIGHT, first, other, kind="correction")

    with pytest.raises(Exception, match=f"was corrected on .* by {first}.2") as caught:
        await remember(world, "Marta was born on 16 June.", other)

    assert "name that one" in str(caught.value)


async def test_the_caller_says_more_than_the_model(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        model.will_answer(operations(operation("ADD", WRONG, quote=WRONG)))
        wrong = fact_id(await remember(world, WRONG, at=JANUARY))
        model.will_answer(operations(operation("UPDATE", RIGHT, target=1, quote=RIGHT)))
        await remember(world, RIGHT, wrong, kind="correction")

        assert await closings(world) == ["corrected", None]


async def test_a_statement_left_pending_is_decided_as_its_caller_said(world: World) -> None:
    wrong = fact_id(await remember(world, WRONG, at=JANUARY))
    await world.leave_pending(RIGHT, wrong, kind="correction")
    await world.settle_due()

    assert await closings(world) == ["corrected", None]
