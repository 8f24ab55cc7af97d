"""What replaces a fact is dated by the way in which it does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mcp_mem0.domain.decisions.revision_span import build_revision_span
from mcp_mem0.domain.model.closings import ChangeKind, Closing
from mcp_mem0.domain.model.operations import Update
from mcp_mem0.domain.model.rows import Statement
from tests.support.row_builders import NOON, episode, fact

SAID = episode(1)
LATE, EARLY = datetime(2025, 6, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
ROME = replace(fact(1), said_at=NOON - timedelta(days=9))
DATED = replace(ROME, valid_from=LATE, valid_to=LATE + timedelta(days=30))


def update(kind: ChangeKind, **dates: datetime) -> Update:
    statement = replace(Statement.from_words("Lives in Oslo"), **dates)  # pyright: ignore[reportArgumentType]
    return Update(target=DATED, statement=statement, reason="so", kind=kind)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("change", NOON, None),
        ("correction", DATED.valid_from, DATED.valid_to),
        ("addition", DATED.valid_from, DATED.valid_to),
    ],
)
def test_without_dates_a_change_starts_when_said_and_others_with_the_fact(
    kind: ChangeKind, start: datetime, end: datetime | None
) -> None:
    statement = build_revision_span(update(kind), SAID).statement

    assert (statement.valid_from, statement.valid_to) == (start, end)


@pytest.mark.parametrize("kind", ["change", "correction", "addition"])
def test_an_earlier_start_that_is_said_counts(kind: ChangeKind) -> None:
    span = build_revision_span(update(kind, valid_from=EARLY), SAID)

    assert span.statement.valid_from == EARLY


def test_an_end_that_does_not_fit_a_new_start_is_not_taken_over() -> None:
    after = LATE + timedelta(days=60)
    statement = build_revision_span(update("correction", valid_from=after), SAID).statement

    assert (statement.valid_from, statement.valid_to) == (after, None)


def test_a_start_that_does_not_fit_a_new_end_is_not_taken_over() -> None:
    for kind in ("correction", "addition"):
        statement = build_revision_span(update(kind, valid_to=EARLY), SAID).statement

        assert (statement.valid_from, statement.valid_to) == (None, EARLY)


@pytest.mark.parametrize(
    ("start", "closing"),
    [
        (LATE - timedelta(days=1), "corrected"),
        (LATE, "corrected"),
        (LATE + timedelta(days=1), "replaced"),
    ],
)
def test_a_change_that_leaves_the_fact_no_time_corrects_it(
    start: datetime, closing: Closing
) -> None:
    span = build_revision_span(update("change", valid_from=start), SAID)

    assert span.closings == ((DATED, closing),)


def test_each_of_several_facts_is_closed_as_its_own_start_says() -> None:
    older = replace(fact(2), valid_from=EARLY)
    both = replace(update("change", valid_from=LATE), also_closed=(older,))

    assert build_revision_span(both, SAID).closings == ((DATED, "corrected"), (older, "replaced"))
