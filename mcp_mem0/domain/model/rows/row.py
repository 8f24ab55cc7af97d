"""What every row has, and what those have that hold for a time in the world."""

from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Self

from mcp_mem0.domain.dates import Precision, StatedMoment, build_stated_moment
from mcp_mem0.domain.model.closings import WITH_SUCCESSOR, Closing


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row has."""

    id: str
    space: str
    session: str
    author: str
    tags: tuple[str, ...] = ()
    said_at: datetime
    recorded_at: datetime
    recorded_by: str | None = None
    retired_at: datetime | None = None
    retired_by: str | None = None
    retired_as: Closing | None = None
    retired_why: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether we believe it now."""
        return self.retired_at is None

    @property
    def is_superseded(self) -> bool:
        """Whether another fact stands for it since it was closed."""
        return self.retired_as in WITH_SUCCESSOR


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow(Row):
    """What holds for a time in the world: from `valid_from` until `valid_to`, where known.

    `ended_at` is written when the row is replaced or ended: the world time until which it held.
    A row that is corrected, extended or withdrawn gets none, because it never held for itself.
    Each date is known as exactly as the precision beside it says.
    """

    valid_from: datetime | None = None
    start_precision: Precision | None = None
    valid_to: datetime | None = None
    end_precision: Precision | None = None
    ended_at: datetime | None = None
    ended_precision: Precision | None = None

    @property
    def since(self) -> StatedMoment:
        """Since when it holds: since it was said, unless that is known better."""
        start = build_stated_moment(self.valid_from, self.start_precision)
        return start or StatedMoment(self.said_at, "time")

    @property
    def until(self) -> StatedMoment | None:
        """Until when it holds or held, if that is known."""
        if self.valid_to is None and self.ended_at is None:
            return None
        own_end = build_stated_moment(self.valid_to, self.end_precision)
        ends = [end for end in (own_end, self.stated_closing) if end is not None]
        return min(ends, key=attrgetter("at"), default=None)

    @property
    def stated_closing(self) -> StatedMoment | None:
        """The world time until which it held when it was replaced or ended, if it was."""
        return build_stated_moment(self.ended_at, self.ended_precision)

    def end_at(self, end: StatedMoment) -> Self:
        """Return the row as one that held until then, or until its own end if that is earlier.

        It never ends before it begins, if somebody said when that was.
        """
        if self.since.covers(end):
            # What ended in the month in which it began did not end before that.
            end = StatedMoment(max(end.at, self.start), end.precision)
        elif self.valid_from is not None and end.at < self.start:
            end = self.since
        ended = replace(self, ended_at=end.at, ended_precision=end.precision)
        last = ended.until or end
        return replace(self, ended_at=last.at, ended_precision=last.precision)

    def reopen(self) -> Self:
        """Return the row as one that was neither replaced nor ended."""
        return replace(self, ended_at=None, ended_precision=None)

    @property
    def start(self) -> datetime:
        """The first moment of `since`."""
        return self.since.at

    @property
    def end(self) -> datetime | None:
        """The moment of `until`."""
        return None if self.until is None else self.until.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest state of a space: every change writes it with the next revision."""

    space: str
    revision: int
    recorded_at: datetime

    def is_same_or_later(self, seen: "Head") -> bool:
        """Whether it is the head seen before or a later one of the same store."""
        return self == seen or (
            self.revision > seen.revision and self.recorded_at > seen.recorded_at
        )
