"""Why a memory was found, in words: what lifts it above the other rows of its pool.

Each feature of the score has a phrase. The phrases of the few features that say most for a row are
told; what speaks for all rows alike is no reason.
"""

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Final

from mcp_mem0.domain.graph.model import LinkedFact
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering.quoting import format_name, quote_text
from mcp_mem0.domain.retrieval.links.question_terms import (
    build_question_terms,
    split_terms,
    strip_ending,
)
from mcp_mem0.domain.retrieval.pool import Candidate, Pool
from mcp_mem0.domain.retrieval.ranking import RowScore

REASONS_MAX: Final = 3
SHARED_WORDS_MAX: Final = 3
NAMES_MAX: Final = 3
"""Names of a path that are told; a longer one is rare."""

_PHRASES: Final[Mapping[str, str]] = {
    "meaning": "close in meaning",
    "session_meaning": "said in a conversation about it",
    "session_words": "said in a conversation about it",
    "neighbour_meaning": "next to a message that matches",
    "neighbour_words": "next to a message that matches",
    "asked_date": "of the time asked for",
    "time_words": "says when",
    "asked_order": "in the place in time asked for",
    "event_side": "on the side of the event asked for",
    "stated": "stated as a fact",
    "safety": "concerns somebody's health, diet or safety",
}
_COUNTS: Final = ("", "one step", "two steps", "three steps")


def describe_reasons(pool: Pool, scores: Mapping[str, RowScore]) -> dict[str, str]:
    """Return why each row was found, at most `REASONS_MAX` reasons, the one that says most first.

    Args:
        pool: The question and its candidates.
        scores: Their scores, with what each feature contributed.
    """
    usual = _compute_usual_parts(scores.values())
    return {
        row_id: _join_reasons(pool, pool.candidates[row_id], score, usual)
        for row_id, score in scores.items()
        if row_id in pool.candidates
    }


def _compute_usual_parts(scores: Iterable[RowScore]) -> dict[str, float]:
    """Return what each feature contributes to the score of a row in the middle."""
    rows = [score.parts for score in scores]
    names = dict.fromkeys(name for parts in rows for name in parts)
    return {name: median(parts.get(name, 0.0) for parts in rows) for name in names}


def _join_reasons(
    pool: Pool, candidate: Candidate, score: RowScore, usual: Mapping[str, float]
) -> str:
    lifts = {name: part - usual.get(name, 0.0) for name, part in score.parts.items()}
    best = sorted((name for name in lifts if lifts[name] > 0), key=lambda name: -lifts[name])
    # A row in the middle of its pool is told for what speaks most for it all the same.
    names = best or sorted(score.parts, key=lambda name: -score.parts[name])[:1]
    phrases = dict.fromkeys(
        phrase for name in names if (phrase := _describe_feature(name, pool, candidate))
    )
    return ", ".join([*phrases][:REASONS_MAX])


def _describe_feature(name: str, pool: Pool, candidate: Candidate) -> str | None:
    match name:
        case "words":
            return _describe_words(pool.question.text, candidate.row.text)
        case "person":
            return _describe_person(pool, candidate)
        case "graph":
            return None if candidate.link is None else _describe_link(candidate.link)
        case _:
            return _PHRASES.get(name)


def _describe_words(question: str, text: str) -> str:
    """Return which words of the question a row has; it may share one with what was said before."""
    stems = {strip_ending(word) for word in split_terms(text)}
    asked = [term.word for term in build_question_terms(question).terms]
    shared = [quote_text(word) for word in asked if strip_ending(word) in stems]
    if not shared:
        return "shares words with the question"
    return f"shares {', '.join(shared[:SHARED_WORDS_MAX])} with the question"


def _describe_person(pool: Pool, candidate: Candidate) -> str | None:
    if candidate.person not in pool.question.people:
        return None
    said = "about" if isinstance(candidate.row, Fact) else "said by"
    return f"{said} whom the question names"


def _describe_link(link: LinkedFact) -> str:
    names = [format_name(name) for name in link.through[:NAMES_MAX]]
    through = f" through {' and '.join(names)}" if names else ""
    if link.start is None:
        return f"linked{through} to another fact that matches" if names else "leads on to others"
    start = format_name(link.start)
    if not names:
        return f"says of {start} what was asked"
    return f"{_COUNTS[min(len(names) + 1, len(_COUNTS) - 1)]} from {start}{through}"
