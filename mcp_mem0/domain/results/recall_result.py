"""The answer of recall: memories in order, before they are rendered as text or JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias, get_args

from mcp_mem0.domain.dates import StatedMoment, place_moment
from mcp_mem0.domain.graph.model import AboutAnswer
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.ids import format_message_id
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.requests.model import RecallOrder
from mcp_mem0.domain.results.history import WholeMemory

MemoryKind: TypeAlias = Literal["fact", "excerpt"]
Section: TypeAlias = Literal["user", "doubtful", "recent", "around"]
"""A part of the brief: about the user, in doubt, changed lately, and what is around the user."""

SECTIONS: Final[tuple[Section, ...]] = get_args(Section)
"""The sections in the order in which they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Another fact that a memory points to: its successor, or one that may outdate it.

    `start` is since when it holds, if somebody said that.
    """

    id: str
    text: str
    start: StatedMoment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Where the facts began that one corrected or extended.

    `since` is since when the first of them held; if nobody said that, it is when it was said.
    """

    since: StatedMoment
    is_stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A recalled fact, or an excerpt that no recalled fact represents.

    Attributes:
        row: The fact or the excerpt.
        speaker: Who said an excerpt.
        until: When it stopped being true, if it did.
        drawn_closing: How the facts drawn from an excerpt were closed, if they never held.
        drawn_closed_at: When they were closed.
        replaced_by: The fact that replaced it (or replaced the fact an excerpt supported).
        outdated_by: A newer fact that may outdate it.
        score, found_by: Only rendered with detail="full".
        replaces: What the fact said before it was replaced by this revision.
        replaced_before: What it said before that, if a message of it was found.
        stated_since: Where the words began that a fact corrected or extended, if nobody said since
            when it holds.
        section: Its section of the brief, if it is part of one.
        is_refused: Whether nothing was decided of an excerpt: what it was to replace had changed.
        is_distant: Whether it is told only because nothing nearer is known.
        why: Why it was found, in words; "" unless that was asked for.
    """

    row: Fact | Excerpt
    speaker: str | None
    until: StatedMoment | None
    replaced_by: Pointer | None
    outdated_by: Pointer | None
    score: float
    found_by: tuple[str, ...]
    drawn_closing: Closing | None = None
    drawn_closed_at: datetime | None = None
    replaces: str | None = None
    replaced_before: str | None = None
    stated_since: Beginning | None = None
    section: Section | None = None
    is_refused: bool = False
    is_distant: bool = False
    why: str = ""

    @property
    def fact(self) -> Fact | None:
        """The fact; None for an excerpt."""
        return self.row if isinstance(self.row, Fact) else None

    @property
    def kind(self) -> MemoryKind:
        """Whether it is a fact or an excerpt."""
        return "excerpt" if self.fact is None else "fact"

    @property
    def id(self) -> str:
        """A fact's lineage id, or a message's id: what `forget` takes."""
        if isinstance(self.row, Fact):
            return self.row.lineage
        return format_message_id(self.row.id)

    @property
    def revision(self) -> int | None:
        """A fact's revision; None for an excerpt."""
        return self.row.revision if isinstance(self.row, Fact) else None

    @property
    def text(self) -> str:
        """The text of the fact or the excerpt."""
        return self.row.text

    @property
    def retired(self) -> Closing | None:
        """How it, or what was drawn from it, was closed; None if it is open."""
        return self.row.retired_as or self.drawn_closing

    @property
    def retired_at(self) -> datetime | None:
        """When it, or what was drawn from it, was closed; None if it is open."""
        return self.row.retired_at or self.drawn_closed_at

    @property
    def start(self) -> StatedMoment | None:
        """Since when it holds, if somebody said that."""
        if self.stated_since is not None and self.stated_since.is_stated:
            return self.stated_since.since
        return self.row.stated_start if isinstance(self.row, Fact) else None

    @property
    def said(self) -> StatedMoment:
        """When it was said, or what it corrected or extended."""
        if self.stated_since is not None and not self.stated_since.is_stated:
            return self.stated_since.since
        return StatedMoment(self.row.said_at, "time")

    @property
    def since(self) -> StatedMoment:
        """Since when it holds, if somebody said that, or else when it was said."""
        return self.start or self.said


@dataclass(frozen=True, slots=True, kw_only=True)
class Recollection:
    """The answer to one recall.

    Attributes:
        memories: Best first.
        left_out: How many more matched but did not fit the limit or the token budget.
        pending: Episodes in these spaces that are not decided yet.
        notes: Anything else that the caller should know, one sentence each.
        about: The graph around the names, if only names were asked about; its
            facts are not among the memories.
        is_known: Whether anything is likely to answer the question.
        told_at: The moment that the answer is about: now, unless another one was asked for. What
            begins after it is told as still to come.
        order: In which order the memories are.
        whole: What was asked for by id, in that order; then there are no memories.
    """

    memories: tuple[Memory, ...]
    left_out: int = 0
    pending: int = 0
    notes: tuple[str, ...] = ()
    about: AboutAnswer | None = None
    is_known: bool = True
    told_at: datetime | None = field(default=None, compare=False)
    order: RecallOrder = "relevance"
    whole: tuple[WholeMemory, ...] = ()

    def is_ahead(self, start: StatedMoment | None) -> bool:
        """Whether something that starts then is still to come for this answer."""
        if start is None or self.told_at is None:
            return False
        return place_moment(start, self.told_at.tzinfo or UTC) > self.told_at


def sort_by_section(memories: Iterable[Memory]) -> tuple[Memory, ...]:
    """Return memories section by section, in their order within each."""
    return tuple(
        sorted(
            memories,
            key=lambda memory: -1 if memory.section is None else SECTIONS.index(memory.section),
        )
    )
