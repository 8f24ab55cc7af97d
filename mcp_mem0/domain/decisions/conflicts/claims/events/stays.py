"""Reading that somebody stays where they are, against a plan to move.

"Elin is moving to Oslo" is outdated by "Elin stays in Malmö instead"; "Elin lives in Malmö" is
not outdated by "Elin stays in Oslo".
"""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.subjects import find_subject
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    is_number,
    read_name_run,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.event_words import (
    MOVE_PLACE_WORDS,
    MOVING_WORDS,
    RESOLVE_WORDS,
    STAY_LIMITS,
    STAY_PLACE_WORDS,
    STAY_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import DENIAL_WORDS, PAST_WORDS

_LIMITS: Final = DATE_WORDS | STAY_LIMITS
_SIGNS: Final = STAY_VERBS | MOVING_WORDS
"""Without one of them a statement says nothing of staying or moving."""


def read_stay_claims(wording: Wording) -> Iterator[Claim]:
    """Read a plan to move, or that somebody stays where they are."""
    words = wording.words
    if _SIGNS.isdisjoint(words):
        return
    if not DENIAL_WORDS.isdisjoint(words) or not PAST_WORDS.isdisjoint(words):
        return
    place = next((n for n, word in enumerate(words) if word in STAY_VERBS), None)
    if place is not None:
        # "Stays in Oslo this week" says nothing of where somebody lives.
        if _LIMITS.isdisjoint(words) and not any(map(is_number, words)):
            yield from _read(wording, place, "stay", STAY_PLACE_WORDS)
        return
    place = next((n for n, word in enumerate(words) if word in MOVING_WORDS), None)
    if place is not None:
        yield from _read(wording, place, "planned home", MOVE_PLACE_WORDS)


def _read(wording: Wording, verb: int, matter: str, marks: frozenset[str]) -> Iterator[Claim]:
    words = wording.words
    for place in range(verb + 1, len(words)):
        if words[place - 1] in marks and (name := read_name_run(wording, place)):
            subject = find_subject(wording, verb, name) - RESOLVE_WORDS
            if subject:
                yield Claim(matter, subject, name, "changed", is_marked=True)
            return
