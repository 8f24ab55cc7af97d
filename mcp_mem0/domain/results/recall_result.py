"""What recall answers with: memories in order, before they are written as text or structure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.graph.model import AboutAnswer

MemoryKind: TypeAlias = Literal["fact", "excerpt"]
Section: TypeAlias = Literal["lasting", "doubtful", "recent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Another fact that a memory points to: its successor, or one that may outdate it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One thing recalled: a fact, or an excerpt that no recalled fact stands for.

    Attributes:
        id: A fact's lineage id; None for an excerpt.
        since: When it was said, or since when it holds if that is known.
        until: Until when it held, if it no longer does.
        retired: How it was closed, for a retired one.
        replaced_by: The fact that replaced it (or replaced the fact an excerpt supported).
        outdated_by: A newer fact that may outdate it.
        quote, author, score, found_by: Only written with detail="full".
        replaces: What the fact said before it was replaced by this revision.
        section: In a brief, the part of it that the memory belongs to.
        source, position: The episode and the message in it that it came from; never written.
    """

    kind: MemoryKind
    id: str | None
    revision: int | None
    space: str
    text: str
    speaker: str | None
    since: datetime
    until: datetime | None
    retired: str | None
    replaced_by: Pointer | None
    outdated_by: Pointer | None
    quote: str | None
    author: str
    score: float
    found_by: tuple[str, ...]
    replaces: str | None = None
    section: Section | None = None
    source: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recollection:
    """The whole answer.

    Attributes:
        memories: Best first.
        left_out: How many more matched but did not fit the limit or the token budget.
        pending: Episodes in these spaces that are not decided yet.
        notes: Anything else that the caller should know, one sentence each.
        about: What the graph tells of the names asked about, if nothing else was asked; its
            facts are not among the memories.
    """

    memories: tuple[Memory, ...]
    left_out: int = 0
    pending: int = 0
    notes: tuple[str, ...] = ()
    about: AboutAnswer | None = None
