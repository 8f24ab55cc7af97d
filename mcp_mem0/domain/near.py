"""Naming what may conflict with a new fact, and the call that would settle it.

Rules cannot tell a contradiction from a second truth, but the assistant that called can: it is
a model, and it is told the exact call.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.changes import Neighbour
from mcp_mem0.domain.conflicts import may_outdate, relation_may_outdate
from mcp_mem0.domain.receipts import Near
from mcp_mem0.domain.rows import Fact, Relation, StatedRelation
from mcp_mem0.domain.text import words

NEAR_MAX: Final = 3
NEAR_SCORE_MIN: Final = 0.65
"""Least likeness that is worth naming; contradicting pairs have about 0.76, related ones 0.58."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A fact that a change added, and the relations that it states."""

    fact: Fact
    relations: tuple[Relation, ...] = ()


def near_facts(
    added: Added,
    stated: StatedRelation | None,
    shown: Sequence[Neighbour],
    *,
    dry_run: bool = False,
) -> tuple[Near, ...]:
    """Return the current facts that may conflict with an added one, the likeliest first.

    Args:
        added: The new fact and its relations.
        stated: The relation that it was stated as, if it was.
        shown: The current facts near it, those that its change closed left out.
        dry_run: The new fact has no id that a call could name.
    """
    doubted = [(_may_outdate(near, added), near) for near in shown]
    told = [
        (outdated, near) for outdated, near in doubted if outdated or near.score >= NEAR_SCORE_MIN
    ]
    told.sort(key=lambda pair: (not pair[0], -pair[1].score, pair[1].fact.id))
    return tuple(
        Near(
            id=near.fact.lineage,
            revision=near.fact.revision,
            text=near.fact.text,
            said_at=near.fact.said_at,
            settle=_settling_call(added.fact, stated, near.fact, dry_run=dry_run),
        )
        for _, near in told[:NEAR_MAX]
    )


def _may_outdate(known: Neighbour, added: Added) -> bool:
    return may_outdate(known.fact, added.fact) or any(
        relation_may_outdate(older, newer) for older in known.relations for newer in added.relations
    )


def _settling_call(
    added: Fact, stated: StatedRelation | None, known: Fact, *, dry_run: bool
) -> str:
    if not dry_run and set(words(added.text)) <= set(words(known.text)):
        # The known fact says all of it and more, so the new one is what can go.
        return f"forget(ids={_written([added.id])})"
    replaces = f"replaces={_written([known.id])}"
    if stated is None:
        return f"remember(content={_written(added.text)}, {replaces})"
    return (
        f"relate(subject={_written(stated.subject)}, predicate={_written(stated.predicate)},"
        f" object={_written(stated.object)}, {replaces})"
    )


def _written(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
