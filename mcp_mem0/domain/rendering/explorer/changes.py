"""Rendering changes as the explorer shows them: with whether each can be undone."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.model.changes import Act
from mcp_mem0.domain.rendering.history import ChangeModel, build_change_model
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.results.history import ChangeDetails
from mcp_mem0.domain.results.review import SETTLED_TAG

_LASTING: Final[frozenset[Act]] = frozenset({"erase"})


class TimelineChangeModel(ChangeModel):
    """A change, and whether an undo may be possible."""

    can_undo: bool


class TimelineModel(Output):
    """Changes, newest first, and whether there are older ones."""

    changes: tuple[TimelineChangeModel, ...]
    more: bool


def build_timeline_change_model(details: ChangeDetails) -> TimelineChangeModel:
    """Return a change as JSON."""
    plain = build_change_model(details)
    known = {name: getattr(plain, name) for name in ChangeModel.model_fields}
    return TimelineChangeModel(**known, can_undo=_can_undo(details))


def build_timeline_model(changes: Sequence[ChangeDetails], *, limit: int) -> TimelineModel:
    """Return a page of changes as JSON; one more than `limit` was read if there are older ones."""
    return TimelineModel(
        changes=tuple(map(build_timeline_change_model, changes[:limit])),
        more=len(changes) > limit,
    )


def _can_undo(details: ChangeDetails) -> bool:
    change = details.change
    does_something = bool(change.opened or change.closed or SETTLED_TAG in change.tags)
    return does_something and details.undone_by is None and change.act not in _LASTING
