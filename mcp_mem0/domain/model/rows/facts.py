"""Facts: in the making, and as rows."""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from mcp_mem0.domain.dates import Precision, StatedMoment, build_stated_moment
from mcp_mem0.domain.model.ids import format_revision_id
from mcp_mem0.domain.model.rows.episodes import Episode
from mcp_mem0.domain.model.rows.relations import StatedRelation
from mcp_mem0.domain.model.rows.row import HeldRow
from mcp_mem0.domain.model.vectors import Vector


@dataclass(frozen=True, kw_only=True)
class FactContent:
    """What a fact says and what supports it, decided or not.

    `quote` are the words of the message at `position` that support it. The dates are
    known as exactly as their precisions say.

    The way of a new field, in order; the type checker or a test fails at each step left out:

    1. Here and in `Statement.from_words`, without a default, so that no parser forgets it.
    2. The table: a column in `schema.build_table_schema`, `SCHEMA_VERSION` + 1, its step in
       `MIGRATIONS`, and the golden schema (`schema_texts.py` of the tests).
    3. The model's answer: `StatementAnswer`, read by `parse_statement`; the version of each prompt
       that it changes, and `tests/prompts/write_golden.py`.
    4. What recall shows: `MemoryModel` and its text, both in `rendering/memories.py`.
    5. `scripts/write-docs`.
    """

    __slots__ = ()  # Both who inherit it have slots for these fields.

    text: str
    quote: str
    position: int
    valid_from: datetime | None
    start_precision: Precision | None
    valid_to: datetime | None
    end_precision: Precision | None
    entities: tuple[str, ...]

    @property
    def stated_start(self) -> StatedMoment | None:
        """Since when it is said to hold, as exactly as it was said."""
        return build_stated_moment(self.valid_from, self.start_precision)

    @property
    def stated_end(self) -> StatedMoment | None:
        """Until when it is said to hold, as exactly as it was said."""
        return build_stated_moment(self.valid_to, self.end_precision)

    def is_dated_as(self, stated: "FactContent") -> bool:
        """Whether it has the dates that a statement gives, as exactly or more so."""
        pairs = [
            (self.stated_start, stated.stated_start),
            (self.stated_end, stated.stated_end),
        ]
        return all(given is None or (own is not None and own.covers(given)) for own, given in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(FactContent):
    """A fact in the making, and the relations that it states."""

    relations: tuple[StatedRelation, ...]

    def set_dates(self, start: StatedMoment | None, end: StatedMoment | None) -> "Statement":
        """Return the statement with these dates in place of its own; None is no date."""
        return replace(
            self,
            valid_from=start and start.at,
            start_precision=start and start.precision,
            valid_to=end and end.at,
            end_precision=end and end.precision,
        )

    @classmethod
    def from_words(cls, text: str, *, quote: str | None = None, position: int = 0) -> "Statement":
        """Return a text as a statement of which nothing else is known; it may quote itself."""
        return cls(
            text=text,
            quote=text if quote is None else quote,
            position=position,
            valid_from=None,
            start_precision=None,
            valid_to=None,
            end_precision=None,
            entities=(),
            relations=(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(FactContent, HeldRow):
    """One self-contained statement; one revision of a lineage.

    `source` is the episode that `position` counts the messages of.
    """

    index_text: str
    vector: Vector | None = None
    source: str
    lineage: str
    revision: int

    @classmethod
    def from_statement(  # noqa: PLR0913 - a fact has this many sides
        cls,
        statement: FactContent,
        episode: Episode,
        *,
        lineage: str,
        revision: int,
        recorded_at: datetime,
        recorded_by: str | None = None,
    ) -> "Fact":
        """Return what a statement of an episode becomes, without tags, indexed by its text."""
        content = {field.name: getattr(statement, field.name) for field in fields(FactContent)}
        return cls(
            **content,
            id=format_revision_id(lineage, revision),
            space=episode.space,
            session=episode.session,
            author=episode.author,
            said_at=episode.find_message_time(statement.position),
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            index_text=statement.text,
            source=episode.id,
            lineage=lineage,
            revision=revision,
        )
