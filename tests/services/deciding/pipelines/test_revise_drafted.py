"""A drafted fact that its own conversation changes, corrects, completes or takes back ends in one
operation that does what both would do in turn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.closings import CHANGE_KINDS, ChangeKind
from mcp_mem0.domain.model.operations import Add, Delete, Update
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.services.deciding.pipelines.draft import Draft
from tests.support.decision_cases import case, known, user

EARLY, LATER = datetime(2026, 6, 1, 9, tzinfo=UTC), datetime(2026, 6, 2, 9, tzinfo=UTC)
STORED = known(1, "Ana lives in Rome")
SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def new_draft() -> Draft:
    first, second = user("I live in Oslo"), user("I live in Bergen")
    return Draft(case(replace(first, at=EARLY), replace(second, at=LATER)))


def oslo(since: datetime | None = None) -> Statement:
    return replace(Statement.from_words("Ana lives in Oslo"), valid_from=since)


BERGEN = Statement.from_words("Ana lives in Bergen", position=1)


def revised(draft: Draft, kind: ChangeKind) -> Add | Update:
    (drafted,) = draft.build_drafted_facts()
    draft.apply_operation(Update(target=drafted, statement=BERGEN, reason="later", kind=kind))
    (operation,) = draft.list_operations()
    assert isinstance(operation, Add | Update)
    return operation


@pytest.mark.parametrize("kind", CHANGE_KINDS)
def test_a_drafted_fact_that_is_revised_is_added_once(kind: ChangeKind) -> None:
    draft = new_draft()
    draft.apply_operation(Add(statement=oslo(SINCE), reason="new"))

    operation = revised(draft, kind)

    assert isinstance(operation, Add)
    assert operation.statement.text == BERGEN.text
    assert operation.statement.valid_from == (None if kind == "change" else SINCE)


@pytest.mark.parametrize(
    ("before", "then", "together", "start"),
    [
        ("change", "change", "change", None),
        ("change", "correction", "change", EARLY),
        ("change", "addition", "change", EARLY),
        ("correction", "change", "correction", LATER),
        ("correction", "correction", "correction", None),
        ("addition", "change", "change", None),
        ("addition", "addition", "addition", None),
    ],
)
def test_two_kinds_in_turn_say_one_thing_of_the_stored_fact(
    before: ChangeKind, then: ChangeKind, together: ChangeKind, start: datetime | None
) -> None:
    draft = new_draft()
    draft.apply_operation(Update(target=STORED, statement=oslo(), reason="moved", kind=before))

    operation = revised(draft, then)

    assert isinstance(operation, Update)
    assert (operation.target, operation.kind) == (STORED, together)
    assert operation.statement.valid_from == start


def test_a_drafted_fact_that_never_was_so_leaves_what_it_closes_open() -> None:
    draft = new_draft()
    draft.apply_operation(Update(target=STORED, statement=oslo(), reason="moved"))
    (drafted,) = draft.build_drafted_facts()

    draft.apply_operation(Delete(target=drafted, reason="a joke", kind="never_so"))

    assert draft.list_operations() == ()
    assert draft.closed_ids == set()


def test_dates_that_do_not_fit_are_not_taken_over() -> None:
    draft = new_draft()
    draft.apply_operation(Add(statement=oslo(LATER + timedelta(days=9)), reason="new"))
    (drafted,) = draft.build_drafted_facts()
    over = replace(BERGEN, valid_to=EARLY)

    draft.apply_operation(Update(target=drafted, statement=over, reason="later", kind="correction"))

    (operation,) = draft.list_operations()
    assert isinstance(operation, Add)
    assert (operation.statement.valid_from, operation.statement.valid_to) == (None, EARLY)


@pytest.mark.parametrize("kind", ["correction", "addition"])
def test_a_drafted_start_is_kept_as_exactly_as_it_was_said(kind: ChangeKind) -> None:
    month = StatedMoment(SINCE, "month")
    draft = new_draft()
    draft.apply_operation(Add(statement=oslo().set_dates(month, None), reason="new"))

    assert revised(draft, kind).statement.stated_start == month


def test_an_addition_to_a_drafted_fact_keeps_its_start_though_it_gives_a_later_one() -> None:
    month = StatedMoment(SINCE, "month")
    draft = new_draft()
    draft.apply_operation(Add(statement=oslo().set_dates(month, None), reason="new"))
    (drafted,) = draft.build_drafted_facts()
    more = BERGEN.set_dates(StatedMoment(EARLY, "day"), None)

    draft.apply_operation(Update(target=drafted, statement=more, reason="later", kind="addition"))

    (operation,) = draft.list_operations()
    assert isinstance(operation, Add)
    assert operation.statement.stated_start == month
