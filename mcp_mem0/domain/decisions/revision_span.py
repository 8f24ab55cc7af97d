"""The dates of a statement that replaces facts, and how each of these facts is closed.

A change holds since it was said, or since when it says. A correction and an addition take the dates
of the fact that they correct or extend, unless they give their own.

The clocks of two machines may differ, so that words seem to be older than the fact that they close.
No fact ends before it was said for that: up to `CLOCKS_APART_MAX` the change counts from when the
fact was said; beyond it one of the clocks is wrong, nobody knows which, and the fact is corrected.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.closings import CLOSING_OF_CHANGE, ChangeKind, Closing
from mcp_mem0.domain.model.operations import Update, list_closed_facts
from mcp_mem0.domain.model.rows import Episode, Fact, Statement

CLOCKS_APART_MAX: Final = timedelta(days=1)
"""How far apart two clocks may be, and both be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionSpan:
    """What an UPDATE is stored as: its statement with dates, and a closing for each fact."""

    statement: Statement
    closings: tuple[tuple[Fact, Closing], ...]


def build_revision_span(update: Update, episode: Episode) -> RevisionSpan:
    """Return the dated statement of an UPDATE and how it closes each of its facts.

    A change that starts when the fact starts, or before, leaves that fact no time to have held in:
    it corrects the fact. One that came in the month or year in which the fact starts does not.
    """
    said_at = episode.find_message_time(update.statement.position)
    match _find_kind(update, update.target, said_at):
        case "change":
            statement = _date_change(update.statement, said_at, list_closed_facts(update))
        case "correction":
            statement = _inherit_dates(update.statement, update.target)
        case "addition":
            statement = _cover_starts(update)
    closings: list[tuple[Fact, Closing]] = [
        (fact, _find_closing(update, fact, said_at)) for fact in list_closed_facts(update)
    ]
    return RevisionSpan(statement=statement, closings=tuple(closings))


def _find_kind(update: Update, fact: Fact, said_at: datetime) -> ChangeKind:
    if update.kind == "change" and _leaves_no_span(update.statement, fact, said_at):
        return "correction"
    return update.kind


def _find_closing(update: Update, fact: Fact, said_at: datetime) -> Closing:
    return CLOSING_OF_CHANGE[_find_kind(update, fact, said_at)]


def _leaves_no_span(statement: Statement, fact: Fact, said_at: datetime) -> bool:
    # If nobody said since when the fact held and since when the new one does, it held before.
    if statement.valid_from is None and fact.valid_from is None:
        return fact.said_at - said_at > CLOCKS_APART_MAX
    start = statement.stated_start
    if start is not None and _may_follow(start, fact.since):
        return False
    return (statement.valid_from or said_at) <= fact.start


def _may_follow(start: StatedMoment, since: StatedMoment) -> bool:
    """Whether a month or year, of which no day is known, has room for what began in it earlier."""
    is_long = start.precision in {"year", "month"}
    return is_long and start.precision != since.precision and since.covers(start)


def _date_change(statement: Statement, said_at: datetime, closed: Sequence[Fact]) -> Statement:
    """Return a change as holding since it was said, unless it says since when or is over."""
    is_over = statement.valid_to is not None and statement.valid_to < said_at
    if statement.valid_from is not None or is_over:
        return statement
    ahead = (fact.said_at for fact in closed if _is_said_ahead(fact, said_at))
    return replace(statement, valid_from=max([said_at, *ahead]), start_precision="time")


def _is_said_ahead(fact: Fact, said_at: datetime) -> bool:
    """Whether a fact without a start seems to be said after words that close it."""
    return fact.valid_from is None and said_at < fact.said_at <= said_at + CLOCKS_APART_MAX


def _inherit_dates(statement: Statement, fact: Fact) -> Statement:
    """Return a statement with the dates of a fact in place of those that it does not give.

    A date of the fact that does not fit a given one is not taken.
    """
    start = statement.stated_start or fact.stated_start
    end = statement.stated_end or fact.stated_end
    if start is not None and end is not None and start.at > end.at:
        return statement
    return statement.set_dates(start, end)


def _cover_starts(update: Update) -> Statement:
    """Return an addition with the earliest start of the facts that it extends.

    It says more of what is so already, so a later start that it gives is that of a part only, and
    a start that it repeats less exactly says nothing new.
    """
    dated = _inherit_dates(update.statement, update.target)
    facts = list_closed_facts(update)
    given = update.statement.stated_start
    if given is not None and all(_is_earlier(given, fact) for fact in facts):
        return dated
    starts = [start for fact in facts if (start := fact.stated_start) is not None]
    if len(starts) < len(facts):
        return dated.set_dates(None, dated.stated_end)
    start = min(starts, key=attrgetter("at"))
    fits = dated.valid_to is None or start.at <= dated.valid_to
    return dated.set_dates(start if fits else None, dated.stated_end)


def _is_earlier(given: StatedMoment, fact: Fact) -> bool:
    known = fact.stated_start
    is_repeat = known is not None and known.covers(given)
    return given.at <= fact.start and not is_repeat
