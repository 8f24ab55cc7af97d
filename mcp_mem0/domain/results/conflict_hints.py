"""Finding facts that may conflict with a new one, and the call that would resolve each.

Rules cannot distinguish a contradiction from a second truth, but the calling assistant can: it is
a model, and the hint contains the exact call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.dates import format_moment, format_stated
from mcp_mem0.domain.decisions.contradiction import may_outdate, may_outdate_relation
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.rows import Episode, Fact, Relation
from mcp_mem0.domain.results.receipts import ConflictHint
from mcp_mem0.domain.results.suggested_call import Call, build_call
from mcp_mem0.domain.text.entity_matching import collect_aliases
from mcp_mem0.domain.text.normalise import split_words

NEAR_MAX: Final = 3
NEAR_SCORE_MIN: Final = 0.65
"""Least similarity of a fact that says the same with fewer or more words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFact:
    """A fact that a change added, and the relations that it states."""

    fact: Fact
    relations: tuple[Relation, ...] = ()


def find_conflict_hints(
    added: AddedFact, episode: Episode, shown: Sequence[Neighbour], *, dry_run: bool = False
) -> tuple[ConflictHint, ...]:
    """Return the current facts that may conflict with an added one, the likeliest first.

    Similarity is no sign of a conflict: "Invoice 311 is paid" and "Invoice 312 is paid" are as
    similar as two texts can be.

    Args:
        added: The new fact and its relations.
        episode: What it was stated in.
        shown: The current facts near it, without those that its change closed.
        dry_run: Whether the new fact has no id that a call could name.
    """
    known = (relation for near in shown for relation in near.relations)
    aliases = collect_aliases((*known, *added.relations))
    doubted = [(_may_outdate(near, added, aliases), near) for near in shown]
    ranked = [
        (outdated, near) for outdated, near in doubted if outdated or _is_restated(near, added.fact)
    ]
    ranked.sort(key=lambda pair: (not pair[0], -pair[1].score, pair[1].fact.id))
    return tuple(
        ConflictHint(
            id=near.fact.lineage,
            revision=near.fact.revision,
            text=near.fact.text,
            since=near.fact.stated_start,
            said_at=near.fact.said_at,
            settle=_build_settling_call(added.fact, episode, near.fact, dry_run=dry_run),
            position=added.fact.position,
        )
        for _, near in ranked[:NEAR_MAX]
    )


def _may_outdate(known: Neighbour, added: AddedFact, aliases: Mapping[str, str]) -> bool:
    """Whether the later of the two may outdate the other one."""
    return (
        may_outdate(known.fact, added.fact)
        or may_outdate(added.fact, known.fact)
        or any(
            may_outdate_relation(older, newer, aliases=aliases)
            for older in known.relations
            for newer in added.relations
        )
    )


def _is_restated(known: Neighbour, added: Fact) -> bool:
    """Whether one of two similar facts says no more than the other."""
    ours, theirs = set(split_words(added.text)), set(split_words(known.fact.text))
    return known.score >= NEAR_SCORE_MIN and bool(ours) and (ours <= theirs or theirs <= ours)


def _build_settling_call(
    added: Fact, episode: Episode, known: Fact, *, dry_run: bool
) -> Call | None:
    """Return the call that keeps the more credible of two facts.

    None where it would have to name the fact of a dry run.
    """
    is_older = added.said_at < known.said_at
    if dry_run and is_older:
        return None
    if not dry_run and (is_older or set(split_words(added.text)) <= set(split_words(known.text))):
        # Older words cannot replace newer ones, and a fact that says less than a known one can go.
        return build_call("forget", ids=(added.id,), space=added.space)
    return _build_replacing_call(added, episode, known)


def _build_replacing_call(added: Fact, episode: Episode, known: Fact) -> Call:
    """Return the original call, now replacing the known fact."""
    intake = episode.intake
    stated = intake.relation
    if stated is None:
        return build_call(
            "remember",
            content=added.text,
            said_at=format_moment(added.said_at)
            if episode.said_at != episode.recorded_at
            else None,
            tags=added.tags,
            replaces=(known.id,),
            space=added.space,
        )
    return build_call(
        "relate",
        subject=stated.subject,
        predicate=stated.predicate,
        object=stated.object,
        valid_from=intake.stated_start and format_stated(intake.stated_start, times=True),
        valid_to=intake.stated_end and format_stated(intake.stated_end, times=True),
        replaces=(known.id,),
        space=added.space,
    )
