"""Which of the rows that match come first or last, or before or after an event of the question."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from mcp_mem0.domain.grounding.content_words import list_content_words
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.pool import Candidate, Pool
from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words

MATCH_SHARE: Final = 0.5
"""A row is put in order if it matches at least this share as well as the best."""

EVENT_SHARE: Final = 0.5
"""A row tells of an event if it has at least this share of the event's words."""

STEM_SHARE: Final = 0.6
STEM_CHARS_MIN: Final = 3
"""Two words are forms of one if they begin alike for this share of the longer one, and for at least
so many letters."""


def compute_asked_order(pool: Pool) -> dict[str, float]:
    """Return, if the first or last time is asked for, the place in time of each row that matches.

    The one asked for has 1, the next one ½, then ⅓ and so on, so that the first stands out; rows
    that do not match have 0.
    """
    order = pool.question.time.order
    if order is None:
        return {}
    best = max(map(_measure_match, pool.candidates.values()), default=0.0)
    matching = sorted(
        (
            row_id
            for row_id, each in pool.candidates.items()
            if best and _measure_match(each) >= MATCH_SHARE * best
        ),
        key=lambda row_id: (*find_time(pool.candidates[row_id].row), row_id),
        reverse=order == "last",
    )
    if len(matching) <= 1:
        return {}
    places = {row_id: 1 / (place + 1) for place, row_id in enumerate(matching)}
    return dict.fromkeys(pool.candidates, 0.0) | places


def compute_event_side(pool: Pool) -> dict[str, float]:
    """Return 1 for rows on the asked side of an event, if a row of the pool tells of it."""
    event = pool.question.time.event
    if event is None:
        return {}
    told = _find_event(pool, event.words)
    if told is None:
        return {}
    moment = find_time(told.row)
    return {
        row_id: float(_is_on_side(find_time(each.row), moment, event.side == "before"))
        for row_id, each in pool.candidates.items()
    }


def find_time(row: Fact | Excerpt) -> tuple[datetime, int]:
    """Return when something began, or else was said, and its place in the conversation."""
    return (row.start if isinstance(row, Fact) else row.said_at), row.position


def _is_on_side(own: tuple[datetime, int], event: tuple[datetime, int], is_before: bool) -> bool:  # noqa: FBT001
    return own < event if is_before else own > event


def _measure_match(candidate: Candidate) -> float:
    return candidate.cosine + candidate.words


def _find_event(pool: Pool, words: Sequence[str]) -> Candidate | None:
    """Return the candidate that tells of an event: the one with most of its words."""
    asked = list_content_words(" ".join(words))
    if not asked or not pool.candidates:
        return None
    shares = [(_compute_share(asked, each.row.text), each) for each in pool.candidates.values()]
    share, best = max(shares, key=lambda pair: (pair[0], _measure_match(pair[1]), pair[1].row.id))
    return best if share >= EVENT_SHARE else None


def _compute_share(asked: Sequence[str], text: str) -> float:
    words = split_plain_words(text)
    folded = " ".join(words)
    return sum(_has_form(word, words, folded) for word in asked) / len(asked)


def _has_form(word: str, words: Sequence[str], folded: str) -> bool:
    if SPACELESS.search(word):
        return word in folded
    return any(_is_form(word, other) for other in words)


def _is_form(word: str, other: str) -> bool:
    stem = max(STEM_CHARS_MIN, round(STEM_SHARE * max(len(word), len(other))))
    return word == other or (min(len(word), len(other)) >= stem and word[:stem] == other[:stem])
