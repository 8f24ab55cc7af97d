"""What came in, word for word: messages, episodes and excerpts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import Field

from mcp_mem0.domain.dates import Precision, StatedMoment, build_stated_moment
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.ids import format_revision_id
from mcp_mem0.domain.model.rows.relations import StatedRelation
from mcp_mem0.domain.model.rows.row import Row
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


def _is_unset(value: object) -> bool:
    """Whether a field is left out where it is stored: what was written before it had none."""
    return not value


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came in with one call, word for word: the record that an episode keeps.

    With `is_stated` each of the messages is a statement that the caller makes, as `content` is.
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
    is_stated: Annotated[bool, Field(exclude_if=_is_unset)] = False

    @property
    def statements(self) -> tuple[str, ...]:
        """What the caller states outright, one text or several; none of a conversation."""
        if self.is_stated:
            return tuple(message.content for message in self.messages)
        stated = self.relation.text if self.relation is not None else self.content
        return () if stated is None else (stated,)

    @property
    def states_text(self) -> bool:
        """Whether the caller states one text or several, and no relation."""
        return self.relation is None and bool(self.statements)

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
        if self.is_stated:
            return self.messages
        stated = (Message(role="user", content=text) for text in self.statements)
        return (*stated, *self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Row):
    """What came in, word for word. It is pending until `recorded_by` names a change.

    `awaits` is kept so that a process without a model leaves it to one that has one. `lifts` are
    the fingerprints of what it states anew: those that were there when it came.
    """

    intake: Intake
    awaits: AwaitedDecider = "rules"
    lifts: tuple[str, ...] = ()

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
