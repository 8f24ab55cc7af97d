"""The rules that undoing must keep. Each is one function, like those of `invariant_rules`."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from mcp_mem0.domain.model.row_traces import RowTrace, SpaceRows
from mcp_mem0.domain.model.rows import Fact


def _check_twins(space: SpaceRows) -> Iterator[str]:
    # What was stated anew after a change is not brought back beside it by undoing that change.
    saying: dict[int, list[RowTrace]] = {}
    for fact in space.select_rows(Fact):
        if fact.retired_at is None and fact.words is not None:
            saying.setdefault(fact.words, []).append(fact)
    for change in space.changes.values():
        undone = space.changes.get(change.undoes or "")
        if undone is None:
            continue
        for row_id in change.opened:
            fact = space.rows.get(row_id)
            if fact is None or fact.words is None or fact.retired_at is not None:
                continue
            for other in saying.get(fact.words, ()):
                is_between = undone.recorded_at < other.recorded_at < change.recorded_at
                if is_between and _are_of_one_time(fact, other):
                    yield (
                        f"change {change.id} brought back {fact.name}, although {other.name} said"
                        " the same by then"
                    )


def _are_of_one_time(fact: RowTrace, other: RowTrace) -> bool:
    """Whether two facts say nothing else of when they hold."""
    starts = {fact.valid_from, other.valid_from} - {None}
    ends = {each.dates.end[0] for each in (fact, other) if each.dates is not None}
    return len(starts) < 2 and len(ends) < 2  # noqa: PLR2004 - two dates that differ


_Rule: TypeAlias = Callable[[SpaceRows], Iterator[str]]


UNDO_RULES: Final[Sequence[_Rule]] = (_check_twins,)
