"""Undoing a change: its rows are closed, and the rows that it closed are reopened as copies.

A copy keeps text, author, source and world time; only the belief time is new. So a fact is restored
as the next revision of its lineage, and history shows both the change and its undo.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar

from mcp_mem0.domain.decisions.change_builder import NextChange
from mcp_mem0.domain.model.changes import Step
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.ids import NewId, Prefix, format_revision_id
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from mcp_mem0.domain.text.normalise import normalise_statement

Copyable: TypeAlias = Fact | Relation | Excerpt | Episode | Fingerprint
CopyableT = TypeVar("CopyableT", Fact, Relation, Excerpt, Episode, Fingerprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of every kind that a change may open or close.

    `past` are facts that were closed before and are forgotten with the others; they stay closed.
    """

    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    episodes: tuple[Episode, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()
    past: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        """Whether it has any."""
        return bool(self.all_rows or self.past)

    @property
    def all_rows(self) -> tuple[Copyable, ...]:
        """All rows that are opened or closed, facts first."""
        return (*self.facts, *self.relations, *self.excerpts, *self.episodes, *self.fingerprints)


def says_the_same(fact: Fact, other: Fact) -> bool:
    """Whether two facts say the same of the same time, as far as both say of which."""
    return (
        normalise_statement(fact.text) == normalise_statement(other.text)
        and fact.valid_to == other.valid_to
        and (None in {fact.valid_from, other.valid_from} or fact.valid_from == other.valid_from)
    )


def compute_copy_key(row: Row) -> tuple[str | int | datetime, ...]:
    """Return the key that a row shares with its copies only."""
    match row:
        case Fact():
            return (row.lineage,)
        case Excerpt():
            return (row.session, row.said_at, row.position, row.text)
        case _:
            return (row.session, row.said_at, row.author)


def reopen_rows(
    closed: Rows, newest: Mapping[str, int], next_change: NextChange, new_id: NewId
) -> Rows:
    """Return copies of closed rows, opened by a change and referring to each other.

    Args:
        closed: The rows to bring back.
        newest: The newest revision of each lineage.
        next_change: The change that opens them.
        new_id: Makes the ids of the copies.
    """
    facts = {
        fact.id: _reopen_row(
            fact, format_revision_id(fact.lineage, newest[fact.lineage] + 1), next_change
        )
        for fact in closed.facts
    }
    episodes = {
        episode.id: _reopen_row(episode, new_id(Prefix.EPISODE), next_change)
        for episode in closed.episodes
    }
    return Rows(
        facts=tuple(
            replace(copy, revision=newest[copy.lineage] + 1).reopen() for copy in facts.values()
        ),
        relations=tuple(
            replace(
                _reopen_row(relation, new_id(Prefix.RELATION), next_change),
                source=facts[relation.source].id,
            ).reopen()
            for relation in closed.relations
            if relation.source in facts
        ),
        excerpts=tuple(
            replace(
                _reopen_row(excerpt, new_id(Prefix.EXCERPT), next_change),
                source=episodes[excerpt.source].id
                if excerpt.source in episodes
                else excerpt.source,
            )
            for excerpt in closed.excerpts
        ),
        fingerprints=tuple(
            _reopen_row(kept, new_id(Prefix.FINGERPRINT), next_change)
            for kept in closed.fingerprints
        ),
        # They were not decided yet, so they are pending again.
        episodes=tuple(replace(copy, recorded_by=None) for copy in episodes.values()),
    )


def _reopen_row(row: CopyableT, row_id: str, next_change: NextChange) -> CopyableT:
    return replace(
        row,
        id=row_id,
        recorded_at=next_change.recorded_at,
        recorded_by=next_change.change,
        retired_at=None,
        retired_by=None,
        retired_as=None,
        retired_why=None,
    )


def build_undo_steps(
    closed: Sequence[Fact], opened: Sequence[Fact], reason: str
) -> tuple[Step, ...]:
    """Return what an undo did to each lineage, as steps for history."""
    before = {fact.lineage: fact.id for fact in closed}
    after = {fact.lineage: fact.id for fact in opened}
    steps: list[Step] = []
    for lineage in dict.fromkeys([*before, *after]):
        gone, back = before.get(lineage), after.get(lineage)
        steps.append(
            Step(
                operation="DELETE" if back is None else "UPDATE" if gone else "ADD",
                reason=reason,
                opened=back,
                closed=(gone,) if gone else (),
            )
        )
    return tuple(steps)
