"""An import stores each record once, in its own time, and can be taken back as a whole."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from mcp_mem0.app.moving.importing import ImportServices, build_import_services
from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.errors import ModelError, NotFoundError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import ForgetRequest, UndoChange
from mcp_mem0.domain.transfer.foreign_record import (
    ForeignItem,
    ForeignMessage,
    ForeignRecord,
    ForeignRelation,
    SkippedRecord,
)
from mcp_mem0.domain.transfer.import_report import ImportReport, ImportUndoReport
from mcp_mem0.domain.transfer.import_request import ImportTerms
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import SPACE, World

CALLER = Caller(author="tester", session=None, space=SPACE, read_spaces=(SPACE,))
TERMS = ImportTerms(caller=CALLER, limits=Limits(), space=SPACE, wait_s=60.0)
OPEN = Filter(spaces=(SPACE,))


@dataclass(frozen=True)
class ListedSource:
    """A source whose records are at hand."""

    items: tuple[ForeignItem, ...]
    kind: str = "plain"
    name: str = "list"

    def read(self) -> Generator[ForeignItem]:
        yield from self.items


def state(text: str, **fields: str) -> ForeignRecord:
    record = ForeignRecord(identity=text, place=f"list:{text}", content=text)
    return replace(record, **fields)


TEA = state("Likes tea", said_at="2024-05-01T10:00:00Z", author="ana")
BOAT = state("Owns a boat")
FORGOTTEN = state("Ana owns a boat in Bergen")
WORK = ForeignRecord(
    identity="r",
    place="list:r",
    relation=ForeignRelation(subject="Ana", predicate="works_at", object="Nordwind"),
)
TALK = ForeignRecord(
    identity="t",
    place="list:t",
    messages=(
        ForeignMessage(role="user", content="Which bread?", at="2024-06-01T10:00:00Z"),
        ForeignMessage(role="assistant", content="Rye bread.", at="2024-06-01T10:01:00Z"),
    ),
    session="Bread (1)",
)


def build_imports(world: World) -> ImportServices:
    return build_import_services(build_services(world.settings, world.parts))


async def bring(
    world: World, *items: ForeignItem, terms: ImportTerms = TERMS, dry_run: bool = False
) -> ImportReport:
    importing = build_imports(world).importing
    source = ListedSource(items)
    plan = await importing.survey(source, terms)
    return await importing.run(source, plan, terms, dry_run=dry_run)


async def undo(world: World, report: ImportReport, *, dry_run: bool = False) -> ImportUndoReport:
    request = ForgetRequest(
        what=UndoChange(change="none"), space=SPACE, session=None, author="tester", dry_run=dry_run
    )
    undoing = build_imports(world).undo
    (undone,) = await undoing.undo_import(report.plan.import_id, [SPACE], request)
    return undone


async def read_texts(world: World) -> list[str]:
    return sorted(fact.text for fact in await world.records.find(Fact, OPEN))


async def test_statements_relations_and_messages_keep_their_times_and_authors(
    world: World,
) -> None:
    report = await bring(world, TEA, WORK, TALK)

    (fact,) = [each for each in await world.records.find(Fact, OPEN) if each.text == "Likes tea"]
    (relation,) = await world.records.find(Relation, OPEN)
    question, answer, *_ = await world.records.find(Excerpt, replace(OPEN, sessions=("Bread (1)",)))
    assert (fact.author, fact.said_at) == ("ana", datetime(2024, 5, 1, 10, tzinfo=UTC))
    assert fact.tags == (f"import:{report.plan.import_id}",)
    assert (relation.subject, relation.predicate, relation.object) == (
        "Ana",
        "works_at",
        "Nordwind",
    )
    assert (question.text, answer.said_at) == (
        "Which bread?",
        datetime(2024, 6, 1, 10, 1, tzinfo=UTC),
    )
    assert (report.tally.stored, report.tally.facts) == (3, 2)


async def test_a_second_run_stores_nothing_twice(world: World) -> None:
    await bring(world, TEA, WORK, TALK)

    again = await bring(world, TEA, WORK, TALK, TEA)

    assert (again.tally.stored, again.tally.known) == (0, 4)
    assert len(await world.records.find(Episode, OPEN)) == 3


async def test_a_record_that_stands_twice_is_stored_once(world: World) -> None:
    report = await bring(world, TEA, TEA)

    assert (report.tally.stored, report.tally.known) == (1, 1)


async def test_what_is_known_already_adds_no_fact(world: World) -> None:
    await world.state("Likes tea")

    report = await bring(world, TEA)

    assert (report.tally.stored, report.tally.repeats, report.tally.facts) == (1, 1, 0)


async def test_a_dry_run_stores_nothing_and_shows_what_would_come(world: World) -> None:
    skipped = SkippedRecord(place="list:7", reason="it has no text")

    report = await bring(world, TEA, skipped, dry_run=True)

    assert report.plan.samples == ("Likes tea",)
    assert (report.tally.stored, report.tally.skipped) == (1, [skipped])
    assert await world.records.find(Episode, replace(OPEN, state="any")) == []


async def test_an_update_closes_what_it_takes_the_place_of(world: World) -> None:
    rome = state("Lives in Rome", said_at="2024-01-01T00:00:00Z")
    oslo = state("Lives in Oslo", said_at="2024-02-01T00:00:00Z", replaces="Lives in Rome")

    await bring(world, rome, oslo)

    assert await read_texts(world) == ["Lives in Oslo"]
    closed = await world.records.find(Fact, replace(OPEN, state="closed"))
    assert [fact.text for fact in closed] == ["Lives in Rome"]


async def test_what_was_forgotten_is_held_back_and_named(world: World) -> None:
    receipt = await world.state("Ana owns a boat in Bergen")
    forgotten = await world.forget(str(receipt.outcomes[0].id))

    report = await bring(world, TEA, FORGOTTEN)

    assert await read_texts(world) == ["Likes tea"]
    (held,) = report.tally.held
    assert held.place == "list:Ana owns a boat in Bergen"
    assert str(forgotten.change) in held.reason


async def test_a_secret_is_redacted(world: World) -> None:
    report = await bring(world, state("My key is sk-ant-api03-abcdefghijklmnopqrstuvwx1234567890"))

    assert report.tally.redacted == 1
    assert all("abcdefghij" not in text for text in await read_texts(world))


async def test_an_import_is_undone_as_a_whole_and_leaves_no_fingerprints(world: World) -> None:
    await world.state("Sings")
    report = await bring(world, TEA, WORK, TALK)

    planned = await undo(world, report, dry_run=True)
    undone = await undo(world, report)

    assert (planned.undone, undone.undone, undone.left) == (3, 3, ())
    assert await read_texts(world) == ["Sings"]
    assert await world.records.find(Excerpt, replace(OPEN, sessions=("Bread (1)",))) == []
    assert await world.records.find(Fingerprint, OPEN) == []
    assert await world.check() == []


async def test_an_undo_that_was_interrupted_goes_on(world: World) -> None:
    report = await bring(world, TEA, BOAT)
    (fact,) = await world.records.find(Fact, replace(OPEN, authors=("ana",)))
    await world.undo(fact.recorded_by)

    undone = await undo(world, report)

    assert (undone.undone, undone.undone_before) == (1, 1)


async def test_what_others_changed_since_is_named_and_left(world: World) -> None:
    report = await bring(world, TEA, BOAT)
    (fact,) = await world.records.find(Fact, replace(OPEN, authors=("ana",)))
    later = await world.state("Likes coffee", fact.lineage)

    undone = await undo(world, report)

    assert await read_texts(world) == ["Likes coffee"]
    (left,) = undone.left
    assert str(later.change) in left.reason


async def test_a_chain_of_updates_is_undone_newest_first(world: World) -> None:
    rome = state("Lives in Rome", said_at="2024-01-01T00:00:00Z")
    oslo = state("Lives in Oslo", said_at="2024-02-01T00:00:00Z", replaces="Lives in Rome")
    report = await bring(world, rome, oslo)

    planned = await undo(world, report, dry_run=True)
    undone = await undo(world, report)

    assert (planned.undone, undone.undone) == (2, 2)
    assert await read_texts(world) == []


async def test_what_was_undone_can_be_imported_again(world: World) -> None:
    await undo(world, await bring(world, TEA, BOAT))

    again = await bring(world, TEA, BOAT)

    assert again.tally.stored == 2
    assert await read_texts(world) == ["Likes tea", "Owns a boat"]
    assert (await undo(world, again)).undone == 2


async def test_imports_are_listed_with_what_was_undone(world: World) -> None:
    first = await bring(world, TEA)
    second = await bring(world, TEA, BOAT)
    await undo(world, first)

    listed = await build_imports(world).listing.list_imports([SPACE])

    counts = {each.import_id: (each.records, each.undone) for each in listed}
    assert counts == {first.plan.import_id: (1, 1), second.plan.import_id: (1, 0)}


async def test_an_import_that_never_was_cannot_be_undone(world: World) -> None:
    report = await bring(world, TEA, dry_run=True)

    with pytest.raises(NotFoundError, match="there is no import"):
        await undo(world, report)


async def test_where_a_model_decides_an_import_waits_for_it_and_can_be_undone(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    _, world, model = asked
    model.will_answer(ModelError("busy"), ModelError("busy"))

    report = await bring(world, TEA, TALK, terms=replace(TERMS, wait_s=0.0))
    undone = await undo(world, report)

    assert (report.tally.stored, report.tally.pending) == (2, 2)
    assert undone.undone == 2
    assert await read_texts(world) == []
