"""What replaces a fact is dated by the way in which it does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mcp_mem0.domain.dates import StatedMoment, parse_moment
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


def stated(text: str | None) -> StatedMoment | None:
    return None if text is None else parse_moment(text, name="valid_from")


def revised(kind: ChangeKind, start: str | None, *before: str | None) -> tuple[Update, list[str]]:
    """Update facts with the starts before; return what is opened, and how each is closed."""
    facts = [
        replace(
            fact(number),
            said_at=NOON - timedelta(days=9),
            valid_from=since and since.at,
            start_precision=since and since.precision,
        )
        for number, since in enumerate(map(stated, before), start=1)
    ]
    statement = Statement.from_words("Lives in Oslo").set_dates(stated(start), None)
    update = Update(
        target=facts[0], statement=statement, reason="so", kind=kind, also_closed=tuple(facts[1:])
    )
    span = build_revision_span(update, SAID)
    return replace(update, statement=span.statement), [closing for _, closing in span.closings]


@pytest.mark.parametrize("kind", ["correction", "addition"])
@pytest.mark.parametrize("start", ["2023", "2023-10", "2023-10-17"])
def test_a_start_is_taken_over_as_exactly_as_it_is_known(kind: ChangeKind, start: str) -> None:
    update, _ = revised(kind, None, start)

    assert update.statement.stated_start == stated(start)


@pytest.mark.parametrize(
    ("given", "known", "start"),
    [
        ("2023", "2023-10", "2023-10"),
        ("2023-10", "2023-10-17", "2023-10-17"),
        ("2023-10", "2023-10", "2023-10"),
        ("2022", "2023-10", "2022"),
        ("2023-11", "2023-10", "2023-10"),
    ],
)
def test_an_addition_keeps_the_exacter_start_and_takes_an_earlier_one(
    given: str, known: str, start: str
) -> None:
    update, closings = revised("addition", given, known)

    assert (update.statement.stated_start, closings) == (stated(start), ["extended"])


def test_an_addition_to_a_fact_of_unknown_start_has_no_start_and_no_precision() -> None:
    update, _ = revised("addition", None, "2023-10", None)

    assert (update.statement.valid_from, update.statement.start_precision) == (None, None)


@pytest.mark.parametrize(
    ("change", "known", "closing"),
    [
        ("2023-10", "2023-10-17", "replaced"),
        ("2023", "2023-10-17", "replaced"),
        ("2023", "2023-10", "replaced"),
        ("2023-10", "2023-10", "corrected"),
        ("2023-10-17", "2023-10-17", "corrected"),
        ("2023-09", "2023-10-17", "corrected"),
        ("2023-10", "2023", "replaced"),
    ],
)
def test_a_month_or_year_has_room_for_what_began_in_it_before(
    change: str, known: str, closing: Closing
) -> None:
    _, closings = revised("change", change, known)

    assert closings == [closing]


# Where clocks differ.


@pytest.mark.parametrize("behind", [timedelta(milliseconds=3), timedelta(hours=5)])
def test_a_change_that_seems_older_than_an_undated_fact_starts_when_that_was_said(
    behind: timedelta,
) -> None:
    ahead = replace(ROME, said_at=NOON + behind)
    plain = replace(update("change"), target=ahead, statement=Statement.from_words("In Oslo"))

    span = build_revision_span(plain, SAID)

    assert span.closings == ((ahead, "replaced"),)
    assert span.statement.valid_from == ahead.said_at
    assert ahead.end_at(StatedMoment(ahead.said_at, "time")).until == ahead.since


def test_a_change_that_seems_older_by_months_leaves_the_fact_no_time() -> None:
    ahead = replace(ROME, said_at=NOON + timedelta(days=400))
    plain = replace(update("change"), target=ahead, statement=Statement.from_words("In Oslo"))

    span = build_revision_span(plain, SAID)

    assert span.closings == ((ahead, "corrected"),)
    assert span.statement.valid_from is None


def test_a_fact_with_a_start_does_not_end_before_it() -> None:
    early = StatedMoment(EARLY, "day")
    for fact_dated in (DATED, replace(DATED, valid_to=None)):
        ended = fact_dated.end_at(early)

        assert (ended.ended_at, ended.until) == (DATED.start, DATED.since)


def test_a_fact_without_a_start_ends_when_somebody_says_that_it_did() -> None:
    assert ROME.end_at(StatedMoment(EARLY, "day")).ended_at == EARLY
