"""Folding excerpts under the fact that was drawn from them or that they repeat."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from string import punctuation

from mcp_mem0.domain.model.closings import HELD_BEFORE
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.ranking import Place, RowScore
from mcp_mem0.domain.text.normalise import normalise_statement

FOLD_SHARE = 0.5
"""An excerpt that says more than a fact drawn from it is folded only under one that scores at
least this share of its own evidence: it may have been found for the rest.
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
    return compute_fold_key(excerpt) == compute_fold_key(fact)


def is_only_source(excerpt: Excerpt, fact: Fact) -> bool:
    """Return whether an excerpt says nothing but what a fact drawn from it says."""
    return is_alike(excerpt, fact) or (
        is_source_excerpt(excerpt, fact)
        and normalise_statement(excerpt.text) in normalise_statement(fact.quote)
    )


def is_disowned(
    excerpt: Excerpt, drawn: Sequence[Fact], current: Sequence[Fact], *, in_past: bool
) -> bool:
    """Return whether an excerpt says only what never was so.

    A withdrawn statement belongs into history alone. A corrected one is still worth a mention with
    what is right, but not in an answer about the past.

    Args:
        excerpt: The excerpt.
        drawn: The facts that were drawn from it.
        current: What became of them by additions.
        in_past: Whether the question is about the world of the past.
    """
    wrong = {"withdrawn", "corrected"} if in_past else {"withdrawn"}
    return (
        any(fact.retired_as in wrong for fact in current)
        and not any(fact.is_open or fact.retired_as in HELD_BEFORE for fact in current)
        and any(is_only_source(excerpt, fact) for fact in drawn)
    )


def find_repeated_facts(rows: Collection[Fact | Excerpt]) -> dict[str, frozenset[str]]:
    """Return, by excerpt, the open facts that say the same and were drawn from other words."""
    said = {row.id: compute_fold_key(row) for row in rows if isinstance(row, Excerpt)}
    if not said:
        return {}
    saying: dict[tuple[str, str], list[Fact]] = {}
    for row in rows:
        if isinstance(row, Fact) and row.is_open:
            saying.setdefault(compute_fold_key(row), []).append(row)
    repeated = {
        row.id: frozenset(
            fact.id for fact in saying.get(said[row.id], ()) if get_place(fact) != get_place(row)
        )
        for row in rows
        if isinstance(row, Excerpt)
    }
    return {excerpt: facts for excerpt, facts in repeated.items() if facts}


def fold_excerpts(
    scores: Mapping[str, RowScore],
    rows: Mapping[str, Fact | Excerpt],
    repeated: Mapping[str, Collection[str]],
) -> dict[str, RowScore]:
    """Leave out each excerpt that a fact represents; the best such fact gets its score.

    Args:
        scores: The score of each row.
        rows: The rows, by id.
        repeated: By excerpt, the open facts that it only repeats.
    """
    kept = dict(scores)
    excerpts = [row for row in rows.values() if isinstance(row, Excerpt)]
    if not excerpts:
        return kept
    facts: dict[Place, list[Fact]] = {}
    for row in rows.values():
        if isinstance(row, Fact) and row.is_open:
            facts.setdefault(get_place(row), []).append(row)
    for excerpt in excerpts:
        score = scores[excerpt.id]
        drawn = [
            fact for fact in facts.get(get_place(excerpt), ()) if is_source_excerpt(excerpt, fact)
        ]
        again = [rows[fact_id] for fact_id in repeated.get(excerpt.id, ())]
        drawn += [fact for fact in again if isinstance(fact, Fact)]
        whole = [fact for fact in drawn if _is_whole(fact, excerpt)]
        least = FOLD_SHARE * score.evidence
        best = _find_best(whole or drawn, scores)
        if best is not None and (whole or scores[best].evidence >= least):
            del kept[excerpt.id]
            kept[best] = _raise_score(kept[best], score)
    return kept


def compute_fold_key(row: Fact | Excerpt) -> tuple[str, str]:
    """Return a key that is equal for rows of one space that say the same in the same words."""
    # Cheaper than a statement's key: this runs on all results of each question.
    return row.space, row.text.casefold().strip(punctuation + " ")


def _is_whole(fact: Fact, excerpt: Excerpt) -> bool:
    """Return whether a fact says everything that an excerpt says."""
    return normalise_statement(excerpt.text) in normalise_statement(fact.text)


def _find_best(facts: Iterable[Fact], scores: Mapping[str, RowScore]) -> str | None:
    return min(
        (fact.id for fact in facts),
        key=lambda row_id: (-scores[row_id].score, row_id),
        default=None,
    )


def _raise_score(fact: RowScore, excerpt: RowScore) -> RowScore:
    found_by = tuple(dict.fromkeys((*fact.found_by, *excerpt.found_by)))
    best = max(fact, excerpt, key=attrgetter("score"))
    evidence = max(fact.evidence, excerpt.evidence)
    certainty = max(fact.certainty, excerpt.certainty)
    return best._replace(found_by=found_by, evidence=evidence, certainty=certainty)
