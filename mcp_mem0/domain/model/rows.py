"""What is stored: the rows of the one table, as frozen values.

Rows are opened and closed, never rewritten: `recorded_*` says when and by which change a row
was opened, `retired_*` when, by which and why it was closed. The head row alone is replaced.
World time (`said_at`, `valid_from`, `valid_to`, `ended_at`) is aware, with the offset of those who
said it where that is known. A bare day, month or year has no zone: it counts from midnight UTC, and
the precision beside it says that it is one.
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Final, Literal, Self, TypeAlias, get_args

from mcp_mem0.domain.dates import Precision, StatedMoment, build_stated_moment
from mcp_mem0.domain.model.closings import WITH_SUCCESSOR, ChangeKind, Closing
from mcp_mem0.domain.model.ids import format_revision_id
from mcp_mem0.domain.model.vectors import Vector

Role: TypeAlias = Literal["user", "assistant", "system", "tool"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
AwaitedDecider: TypeAlias = Literal["rules", "model"]
"""What an episode was stored to be decided by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a conversation, word for word."""

    role: Role
    content: str
    name: str | None = None
    at: datetime | None = None

    @property
    def attributed_content(self) -> str:
        """Its words after the name of who said them, whom facts drawn from it name, too."""
        return f"{self.name}: {self.content}" if self.name else self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRelation:
    """A relation as somebody stated it, before it is decided."""

    subject: str
    predicate: str
    object: str
    subject_type: str | None = None
    object_type: str | None = None

    @property
    def text(self) -> str:
        """The relation as a sentence."""
        return f"{self.subject} {self.predicate.replace('_', ' ')} {self.object}"


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
    4. What recall shows: `MemoryModel` and its text, both in `rendering/recollections.py`.
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
class Target:
    """A fact that the caller says is replaced.

    `revision` is the one that the caller saw, if told; `stood` the one that was open when the
    request came, which tells what came later even where clocks differ.
    """

    lineage: str
    revision: int | None = None
    stood: int | None = None

    def __str__(self) -> str:
        """Write it as a caller would."""
        if self.revision is None:
            return self.lineage
        return format_revision_id(self.lineage, self.revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came in with one call, word for word: the record that an episode keeps.

    `replaces_as` is what the caller says of the facts in `replaces`; None leaves it to the decider.
    """

    content: str | None = None
    messages: tuple[Message, ...] = ()
    relation: StatedRelation | None = None
    replaces: tuple[Target, ...] = ()
    replaces_as: ChangeKind | None = None
    valid_from: datetime | None = None
    start_precision: Precision | None = None
    valid_to: datetime | None = None
    end_precision: Precision | None = None

    @property
    def stated_start(self) -> StatedMoment | None:
        """Since when the caller says that it holds, as exactly as was said."""
        return build_stated_moment(self.valid_from, self.start_precision)

    @property
    def stated_end(self) -> StatedMoment | None:
        """Until when the caller says that it holds, as exactly as was said."""
        return build_stated_moment(self.valid_to, self.end_precision)

    @property
    def all_messages(self) -> tuple[Message, ...]:
        """The messages as said; a statement or a relation counts as one message of the user."""
        stated = self.relation.text if self.relation is not None else self.content
        if stated is None:
            return self.messages
        return (Message(role="user", content=stated), *self.messages)


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
class Episode(Row):
    """What came in, word for word. It is pending until `recorded_by` names a change.

    `awaits` is kept so that a process without a model leaves it to one that has one.
    """

    intake: Intake
    awaits: AwaitedDecider = "rules"

    @property
    def is_pending(self) -> bool:
        """Whether it was neither decided nor forgotten yet."""
        return self.recorded_by is None and self.is_open

    def find_message_time(self, position: int) -> datetime:
        """When the message at a position was said: at its own time, if it has one."""
        return self.intake.all_messages[position].at or self.said_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt(Row):
    """A passage of one message of an episode; most messages are one passage.

    `source` is the episode, `position` the message's place in it, from 0.
    """

    text: str
    index_text: str
    vector: Vector | None = None
    entities: tuple[str, ...] = ()
    source: str
    position: int


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
        own_end = build_stated_moment(self.valid_to, self.end_precision)
        ends = [end for end in (own_end, self.stated_closing) if end is not None]
        return min(ends, key=attrgetter("at"), default=None)

    @property
    def stated_closing(self) -> StatedMoment | None:
        """The world time until which it held when it was replaced or ended, if it was."""
        return build_stated_moment(self.ended_at, self.ended_precision)

    def end_at(self, end: StatedMoment) -> Self:
        """Return the row as one that held until then, or until its own end if that is earlier."""
        # What ended in the month in which it began did not end before that.
        at = max(end.at, self.start) if self.since.covers(end) else end.at
        ended = replace(self, ended_at=at, ended_precision=end.precision)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(HeldRow):
    """A typed edge between two entities, which holds exactly as long as the fact stating it.

    `source` is that fact's row id; the dates are that fact's too.
    """

    text: str
    index_text: str
    vector: Vector | None = None
    subject: str
    subject_type: str | None = None
    predicate: str
    object: str
    object_type: str | None = None
    source: str


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


Readable: TypeAlias = Excerpt | Fact | Relation
