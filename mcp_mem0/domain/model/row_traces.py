"""The part of each row that the rules of a store need, so that many rows fit in memory."""

from dataclasses import dataclass, field
from datetime import datetime
from string import punctuation
from typing import NamedTuple

from mcp_mem0.domain.dates import Precision
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, HeldRow, Relation, Row, Target


class HeldDates(NamedTuple):
    """The dates of a fact or relation as stored, each with its precision."""

    start: tuple[datetime | None, Precision | None]
    end: tuple[datetime | None, Precision | None]
    closing: tuple[datetime | None, Precision | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTrace:
    """The part of a row that the rules need: no text and no vector, so that many rows fit.

    `start` is since when a fact or relation holds, `valid_from` since when it says that it does.
    `replaces` are the facts that the caller said are replaced by the statement of an episode,
    `words` a hash of what a fact says, whatever its case and its last mark.
    """

    kind: type[Row]
    id: str
    space: str
    recorded_at: datetime
    recorded_by: str | None
    retired_at: datetime | None
    retired_by: str | None
    retired_as: Closing | None
    start: datetime | None
    valid_from: datetime | None
    ended_at: datetime | None
    dates: HeldDates | None
    source: str | None
    lineage: str | None
    revision: int | None
    replaces: tuple[Target, ...]
    words: int | None

    @property
    def name(self) -> str:
        """The row's name in a message."""
        return f"{self.kind.__name__.lower()} {self.id}"


@dataclass(slots=True)
class SpaceRows:
    """All rows of one space."""

    name: str
    heads: list[Head] = field(default_factory=list[Head])
    changes: dict[str, Change] = field(default_factory=dict[str, Change])
    rows: dict[str, RowTrace] = field(default_factory=dict[str, RowTrace])

    def select_rows(self, *kinds: type[Row]) -> list[RowTrace]:
        """Return the rows of some kinds."""
        return [row for row in self.rows.values() if row.kind in kinds]

    def sort_changes(self) -> list[Change]:
        """Return its changes, oldest first."""
        return sorted(self.changes.values(), key=lambda change: (change.revision, change.id))


def build_trace(row: Row) -> RowTrace:
    """Return what the rules need of a row."""
    is_fact = isinstance(row, Fact)
    is_held = isinstance(row, HeldRow)
    return RowTrace(
        kind=type(row),
        id=row.id,
        space=row.space,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        retired_at=row.retired_at,
        retired_by=row.retired_by,
        retired_as=row.retired_as,
        start=row.start if is_held else None,
        valid_from=row.valid_from if is_held else None,
        ended_at=row.ended_at if is_held else None,
        dates=_collect_dates(row) if is_held else None,
        source=row.source if isinstance(row, Excerpt | Fact | Relation | Attempt) else None,
        lineage=row.lineage if is_fact else None,
        revision=row.revision if is_fact else None,
        replaces=_list_replaced(row) if isinstance(row, Episode) else (),
        words=_hash_words(row.text) if is_fact and row.text else None,
    )


def _hash_words(text: str) -> int:
    return hash(" ".join(text.casefold().split()).strip(punctuation + " "))


def _list_replaced(episode: Episode) -> tuple[Target, ...]:
    intake = episode.intake
    is_stated = intake.content is not None or intake.relation is not None
    return intake.replaces if is_stated else ()


def _collect_dates(row: HeldRow) -> HeldDates:
    return HeldDates(
        start=(row.valid_from, row.start_precision),
        end=(row.valid_to, row.end_precision),
        closing=(row.ended_at, row.ended_precision),
    )
