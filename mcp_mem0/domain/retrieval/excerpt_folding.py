"""Folding excerpts under the fact that was drawn from them or that they repeat."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from string import punctuation

from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.fusion import FusedScore, Place
from mcp_mem0.domain.text.normalise import normalise_statement

FOLD_SHARE = 0.5
"""An excerpt that says more than a fact drawn from it is folded only under one that scores at
least this share of its own score: it may have been found for the rest.
"""


def get_place(row: Fact | Excerpt) -> Place:
    """Return the message in which a row's words were said."""
    return Place(row.source, row.position)


def is_source_excerpt(excerpt: Excerpt, fact: Fact) -> bool:
    """Return whether an excerpt holds words, or a part of them, that a fact was drawn from."""
    if get_place(excerpt) != get_place(fact):
        return False
    said, quoted = map(normalise_statement, (excerpt.text, fact.quote))
    return said in quoted or quoted in said


def is_alike(excerpt: Excerpt, fact: Fact) -> bool:
    """Return whether an excerpt says exactly what a fact says.

    That alone does not make it a repeat of the fact: "I" may be somebody else there.
    """
    return _compute_fold_key(excerpt) == _compute_fold_key(fact)


def find_repeated_facts(rows: Collection[Fact | Excerpt]) -> dict[str, frozenset[str]]:
    """Return, by excerpt, the open facts that say the same and were drawn from other words."""
    saying: dict[tuple[str, str], list[Fact]] = {}
    for row in rows:
        if isinstance(row, Fact) and row.is_open:
            saying.setdefault(_compute_fold_key(row), []).append(row)
    repeated = {
        row.id: frozenset(
            fact.id
            for fact in saying.get(_compute_fold_key(row), ())
            if get_place(fact) != get_place(row)
        )
        for row in rows
        if isinstance(row, Excerpt)
    }
    return {excerpt: facts for excerpt, facts in repeated.items() if facts}


def fold_excerpts(
    fused_scores: Mapping[str, FusedScore],
    rows: Mapping[str, Fact | Excerpt],
    repeated: Mapping[str, Collection[str]],
) -> dict[str, FusedScore]:
    """Leave out each excerpt that a fact represents; the best such fact gets its score.

    Args:
        fused_scores: The score of each row.
        rows: The rows, by id.
        repeated: By excerpt, the open facts that it only repeats.
    """
    scores = dict(fused_scores)
    facts: dict[Place, list[Fact]] = {}
    for row in rows.values():
        if isinstance(row, Fact) and row.is_open:
            facts.setdefault(get_place(row), []).append(row)
    for excerpt in rows.values():
        if not isinstance(excerpt, Excerpt):
            continue
        fused = fused_scores[excerpt.id]
        drawn = [
            fact for fact in facts.get(get_place(excerpt), ()) if is_source_excerpt(excerpt, fact)
        ]
        again = [rows[fact_id] for fact_id in repeated.get(excerpt.id, ())]
        drawn += [fact for fact in again if isinstance(fact, Fact)]
        whole = [fact for fact in drawn if _is_whole(fact, excerpt)]
        least = FOLD_SHARE * fused.score
        best = _find_best(whole or drawn, fused_scores)
        if best is not None and (whole or fused_scores[best].score >= least):
            del scores[excerpt.id]
            scores[best] = _raise_score(scores[best], fused)
    return scores


def _compute_fold_key(row: Fact | Excerpt) -> tuple[str, str]:
    # Cheaper than a statement's key: this runs on all results of each question.
    return row.space, row.text.casefold().strip(punctuation + " ")


def _is_whole(fact: Fact, excerpt: Excerpt) -> bool:
    """Return whether a fact says everything that an excerpt says."""
    return normalise_statement(excerpt.text) in normalise_statement(fact.text)


def _find_best(facts: Iterable[Fact], fused_scores: Mapping[str, FusedScore]) -> str | None:
    return min(
        (fact.id for fact in facts),
        key=lambda row_id: (-fused_scores[row_id].score, row_id),
        default=None,
    )


def _raise_score(fact: FusedScore, excerpt: FusedScore) -> FusedScore:
    found_by = tuple(dict.fromkeys((*fact.found_by, *excerpt.found_by)))
    return replace(fact, score=max(fact.score, excerpt.score), found_by=found_by)
