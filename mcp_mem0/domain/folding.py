"""Telling a thing once: a fact stands for the excerpt that it was drawn from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mcp_mem0.domain.ranking import Place, Standing
from mcp_mem0.domain.rows import Excerpt, Fact
from mcp_mem0.domain.text import statement_key

FOLD_SHARE = 0.5
"""An excerpt that says more than a fact drawn from it is folded only under one that scores at
least this share of its own score: it may have been found for the rest.
"""


def place_of(row: Fact | Excerpt) -> Place:
    """Return where a row's words were said."""
    return Place(row.source, row.position)


def supports(excerpt: Excerpt, fact: Fact) -> bool:
    """Tell whether an excerpt holds the words that a fact was drawn from, or a part of them."""
    if place_of(excerpt) != place_of(fact):
        return False
    said, quoted = map(statement_key, (excerpt.text, fact.quote))
    return said in quoted or quoted in said


def folded(
    standings: Mapping[str, Standing], rows: Mapping[str, Fact | Excerpt]
) -> dict[str, Standing]:
    """Leave out each excerpt that a fact stands for; the best such fact gets its score."""
    kept = dict(standings)
    facts: dict[Place, list[Fact]] = {}
    for row in rows.values():
        if isinstance(row, Fact) and row.is_open:
            facts.setdefault(place_of(row), []).append(row)
    for excerpt in rows.values():
        if not isinstance(excerpt, Excerpt):
            continue
        standing = standings[excerpt.id]
        drawn = [fact for fact in facts.get(place_of(excerpt), ()) if supports(excerpt, fact)]
        whole = [fact for fact in drawn if _is_whole(fact, excerpt)]
        least = FOLD_SHARE * standing.score
        best = _best(whole or drawn, standings)
        if best is not None and (whole or standings[best].score >= least):
            del kept[excerpt.id]
            kept[best] = _raised(kept[best], standing)
    return kept


def _is_whole(fact: Fact, excerpt: Excerpt) -> bool:
    """Tell whether a fact says all that an excerpt says."""
    return statement_key(excerpt.text) in statement_key(fact.text)


def _best(facts: Iterable[Fact], standings: Mapping[str, Standing]) -> str | None:
    return min(
        (fact.id for fact in facts),
        key=lambda row_id: (-standings[row_id].score, row_id),
        default=None,
    )


def _raised(fact: Standing, excerpt: Standing) -> Standing:
    found_by = tuple(dict.fromkeys((*fact.found_by, *excerpt.found_by)))
    return replace(fact, score=max(fact.score, excerpt.score), found_by=found_by)
