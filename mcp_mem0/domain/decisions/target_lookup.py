"""Resolving the fact that a caller named, among all revisions of its lineage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.errors import NotFoundError, RequestError, StaleError, quote_value
from mcp_mem0.domain.model.rows import Fact, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineages:
    """All revisions of some lineages of one space, open and closed."""

    space: str
    facts: Sequence[Fact]

    def list_revisions(self, lineage: str) -> tuple[Fact, ...]:
        """Return the revisions of one lineage, oldest first."""
        revisions = [fact for fact in self.facts if fact.lineage == lineage]
        return tuple(sorted(revisions, key=lambda fact: fact.revision))

    def find_current(self, target: Target) -> Fact | None:
        """Return the open fact that is meant, or None if it is gone or a newer revision."""
        for fact in self.list_revisions(target.lineage):
            if fact.is_open and target.revision in {None, fact.revision}:
                return fact
        return None


def resolve_target(target: Target, lineages: Lineages, successors: Mapping[str, Fact]) -> Fact:
    """Return the open fact that a caller named.

    Args:
        target: What the caller named.
        lineages: The revisions of the lineage.
        successors: The fact that replaced a closed one, by the closed one's row id.

    Raises:
        NotFoundError: There is no such fact in this space.
        StaleError: There is a newer revision than the one that the caller saw.
        RequestError: The fact is closed.
    """
    revisions = lineages.list_revisions(target.lineage)
    if not revisions:
        raise NotFoundError(
            f"there is no fact {quote_value(target.lineage)} in space"
            f" {quote_value(lineages.space)}:"
            " copy the id from recall or a receipt, or name the space"
        )
    newest = revisions[-1]
    seen = next((fact for fact in revisions if fact.revision == target.revision), newest)
    if target.revision not in {None, seen.revision}:
        raise NotFoundError(
            f"fact {quote_value(target.lineage)} has no revision {target.revision}:"
            f" the newest is {newest.id}"
        )
    if not newest.is_open:
        raise RequestError(_describe_closing(newest, successors.get(newest.id)))
    if seen is not newest:
        raise StaleError(
            f"fact {seen.id} ({quote_value(seen.text)}) has changed since: it is now {newest.id}"
            f" ({quote_value(newest.text)}); name that one if you still mean it"
        )
    return newest


def _describe_closing(fact: Fact, successor: Fact | None) -> str:
    """Return how a fact was closed and what can be done; a forgotten fact is not quoted."""
    when = "" if fact.retired_at is None else f" on {format_moment(fact.retired_at)}"
    by = fact.retired_by
    match fact.retired_as:
        case "replaced" if successor is not None:
            return (
                f"fact {fact.id} ({quote_value(fact.text)}) was replaced{when} by {successor.id}"
                f" ({quote_value(successor.text)}): name that one"
            )
        case "forgotten" | "undone" as how:
            return (
                f"fact {fact.id} was {how} already{when} by change {by}:"
                f" undo {by} first if it should be back"
            )
        case _:
            return (
                f"fact {fact.id} ({quote_value(fact.text)}) has ended already{when} by change {by}:"
                " nothing to do"
            )
