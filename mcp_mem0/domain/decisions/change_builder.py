"""The history entry of a change: its place in the order, whose act it is, what it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.model.changes import Act, Change, Effort, Retirement, Step, compute_belief_time
from mcp_mem0.domain.model.ids import NewId, Prefix
from mcp_mem0.domain.model.rows import Closing, Episode, Head, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class NextChange:
    """The next change of a space: its id, its place in the order, and its moment."""

    change: str
    head: Head

    @property
    def recorded_at(self) -> datetime:
        """The belief time of the change."""
        return self.head.recorded_at

    def build_retirement(self, how: Closing, why: str) -> Retirement:
        """Return how this change closes rows."""
        return Retirement(at=self.recorded_at, by=self.change, how=how, why=why)


def plan_next_change(space: str, head: Head | None, *, now: datetime, new_id: NewId) -> NextChange:
    """Return the change that follows a space's head."""
    revision = 0 if head is None else head.revision
    moved = Head(space=space, revision=revision + 1, recorded_at=compute_belief_time(now, head))
    return NextChange(change=new_id(Prefix.CHANGE), head=moved)


def get_act(episode: Episode) -> Act:
    """Return the act by which an episode came in."""
    return "remember" if episode.intake.relation is None else "relate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whose act a change is, and where."""

    space: str
    session: str
    author: str
    tags: tuple[str, ...] = ()

    @classmethod
    def from_episode(cls, episode: Episode) -> "Actor":
        """Return whose act it is to settle an episode: its author's."""
        return cls(
            space=episode.space,
            session=episode.session,
            author=episode.author,
            tags=episode.tags,
        )


def build_change_row(  # noqa: PLR0913 - a history entry has this many sides
    by: Actor,
    next_change: NextChange,
    *,
    act: Act,
    steps: Sequence[Step],
    opened: Sequence[Row],
    closed: Sequence[Row],
    effort: Effort,
    source: str | None,
    undoes: str | None = None,
) -> Change:
    """Return the history entry of a change."""
    return Change(
        id=next_change.change,
        space=by.space,
        session=by.session,
        author=by.author,
        tags=by.tags,
        said_at=next_change.recorded_at,
        recorded_at=next_change.recorded_at,
        act=act,
        revision=next_change.head.revision,
        steps=tuple(steps),
        opened=tuple(row.id for row in opened),
        closed=tuple(row.id for row in closed),
        effort=effort,
        source=source,
        undoes=undoes,
    )
