"""Resolving the fact that a caller named, among all revisions of its lineage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mcp_mem0.domain.dates import format_minute, format_moment
from mcp_mem0.domain.errors import NotFoundError, RequestError, StaleError, quote_value
from mcp_mem0.domain.model.rows import Episode, Fact, Target

REFUSED_BY: Final = "nobody (what it was to replace had changed)"
"""Who decided words of which nothing was done, because a fact to be replaced had changed."""

AT_ONCE: Final = timedelta(seconds=1)
"""Words said within this time of each other count as said at once: callers and clocks that are no
further apart say nothing about which of them came later."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedTarget:
    """A fact that cannot be replaced any more, although it could when the request came.

    `error` quotes what the fact says, for a caller who waits; `note` has ids alone, for history.
    """

    error: RequestError
    note: str


def find_refused_target(
    episode: Episode,
    lineages: Lineages,
    successors: Mapping[str, Fact],
    *,
    is_awaited: bool,
) -> RefusedTarget | None:
    """Return the first target of an episode that it may not replace now; None if there is none.

    It is as if the request came only now. So a lineage is replaced by whoever is later, and a
    revision (`f.1`) only if it is still the newest. But words do not replace what was said after
    them: neither those of a caller who said when, nor those that were left pending.

    Args:
        episode: What came in.
        lineages: The revisions of its targets.
        successors: The fact that replaced a closed one, by the closed one's row id.
        is_awaited: Its caller waits for the decision and does not say when the words were said, so
            that they came no earlier than whatever is decided meanwhile.
    """
    for target in episode.intake.replaces:
        try:
            fact = resolve_target(target, lineages, successors)
        except RequestError as error:
            return RefusedTarget(error=error, note=_describe_refusal(target, lineages, successors))
        if fact.revision == target.stood or is_awaited:
            continue
        if is_said_later(fact, episode.said_at):
            return RefusedTarget(
                error=build_older_words_error(fact, episode.said_at),
                note=f"{target} was not replaced: it is {fact.id} by now, which was said later",
            )
    return None


def is_said_later(fact: Fact, said_at: datetime) -> bool:
    """Whether a fact was said after words of a moment, and not at once with them."""
    return fact.said_at > said_at + AT_ONCE


def build_older_words_error(fact: Fact, said_at: datetime) -> StaleError:
    """Return the error that says that words are older than a fact that they would replace."""
    return StaleError(
        f"said_at is {format_moment(said_at)}, before {fact.id} was said"
        f" ({format_moment(fact.said_at)}): older words cannot replace newer ones;"
        " leave out replaces or said_at"
    )


def _describe_refusal(target: Target, lineages: Lineages, successors: Mapping[str, Fact]) -> str:
    """Return why a target cannot be replaced, by ids alone."""
    revisions = lineages.list_revisions(target.lineage)
    if not revisions:
        return f"{target} was not replaced: there is no such fact any more"
    newest = revisions[-1]
    if newest.is_open:
        return f"{target} was not replaced: it is {newest.id} by now"
    successor = successors.get(newest.id)
    by = f"change {newest.retired_by}" if successor is None else successor.id
    return f"{target} was not replaced: {newest.id} was {newest.retired_as} meanwhile by {by}"


def _describe_closing(fact: Fact, successor: Fact | None) -> str:
    """Return how a fact was closed and what can be done; a forgotten fact is not quoted."""
    when = "" if fact.retired_at is None else f" on {format_minute(fact.retired_at)}"
    by = fact.retired_by
    match fact.retired_as:
        case "replaced" | "corrected" | "extended" as how if successor is not None:
            return (
                f"fact {fact.id} ({quote_value(fact.text)}) was {how}{when} by {successor.id}"
                f" ({quote_value(successor.text)}): name that one"
            )
        case "forgotten" | "undone" as how:
            return (
                f"fact {fact.id} was {how} already{when} by change {by}:"
                f" undo {by} first if it should be back"
            )
        case "withdrawn":
            return (
                f"fact {fact.id} ({quote_value(fact.text)}) was withdrawn{when} by change {by},"
                " because it never was so: it needs nothing more"
            )
        case _:
            return (
                f"fact {fact.id} ({quote_value(fact.text)}) has ended already{when} by change {by}:"
                " nothing to do"
            )
