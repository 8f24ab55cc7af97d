"""Reading all that a statement claims, once for each text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.choices import read_choice_claims
from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.endings import Deed, find_ending, read_deed
from mcp_mem0.domain.decisions.conflicts.claims.events.handovers import (
    Charge,
    Handover,
    read_charge,
    read_handover,
)
from mcp_mem0.domain.decisions.conflicts.claims.events.life_events import read_life_claims
from mcp_mem0.domain.decisions.conflicts.claims.events.purposes import read_purpose_claims
from mcp_mem0.domain.decisions.conflicts.claims.events.stays import read_stay_claims
from mcp_mem0.domain.decisions.conflicts.claims.events.studies import read_study_claims
from mcp_mem0.domain.decisions.conflicts.claims.measures import read_measure_claims
from mcp_mem0.domain.decisions.conflicts.claims.namings import read_naming_claims
from mcp_mem0.domain.decisions.conflicts.claims.places import read_place_claims
from mcp_mem0.domain.decisions.conflicts.claims.roles import read_role_claims
from mcp_mem0.domain.decisions.conflicts.claims.spaceless_claims import read_spaceless_claims
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import PERSON_WORDS, is_month
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording, read_wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import MOVE_VERBS
from mcp_mem0.domain.decisions.conflicts.lexicon.event_words import MOVING_WORDS, STAY_VERBS
from mcp_mem0.domain.decisions.conflicts.lexicon.life_words import LIFE_WORDS
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    ARTICLE_WORDS,
    DEMAND_VERBS,
    UNCERTAIN_WORDS,
    WEEKDAYS,
)

CACHE_TEXTS_MAX: Final = 8_192

_PLANNED: Final = frozenset({"will", "going", "plant", "plane"})
_REFLEXIVES: Final = frozenset({"se", "si"})
_ONLY_PLANNED: Final = _PLANNED | _REFLEXIVES
_REFLEXIVE_VERBS: Final = LIFE_WORDS.keys() | STAY_VERBS | MOVING_WORDS | MOVE_VERBS
_NO_WORDS: Final = Wording((), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statement claims.

    Attributes:
        claims: Its claims.
        wording: Its words; none where they claim nothing, or are not told apart by spaces.
        ends: Whether it tells that something is given up, lost, handed over or over.
        handover: What it tells to have gone from one to another.
    """

    claims: tuple[Claim, ...]
    wording: Wording = _NO_WORDS
    ends: bool = False
    handover: Handover | None = None


# One fact is compared with many, in each answer again.
@lru_cache(maxsize=CACHE_TEXTS_MAX)
def read_statement(text: str) -> Reading:
    """Return what a statement claims; nothing where it is unsure or asks."""
    spaceless = read_spaceless_claims(text)
    if spaceless is not None:
        return Reading(spaceless)
    wording = read_wording(text)
    if not wording.words or text.rstrip().endswith("?"):
        return Reading(())
    if _is_unsure(wording):
        return Reading(tuple(read_stay_claims(wording)) if _is_planned(wording) else ())
    claims = (
        *read_role_claims(wording),
        *read_place_claims(wording),
        *read_measure_claims(wording),
        *read_choice_claims(wording),
        *read_naming_claims(wording),
        *read_life_claims(wording),
        *read_stay_claims(wording),
        *read_study_claims(wording),
        *read_purpose_claims(wording),
    )
    handover = read_handover(wording)
    ends = handover is not None or find_ending(wording.words) is not None
    return Reading(claims, wording, ends, handover)


# Only what ends something needs it, and what might be ended.
@lru_cache(maxsize=CACHE_TEXTS_MAX)
def read_deed_once(text: str) -> Deed | None:
    """Return what a statement says that somebody does, has or has given up; None if nothing."""
    wording = read_statement(text).wording
    return read_deed(wording) if wording.words else None


@lru_cache(maxsize=CACHE_TEXTS_MAX)
def read_charge_once(text: str) -> Charge | None:
    """Return who a statement says is in charge of something; None if nobody is."""
    return read_charge(read_statement(text).wording)


def _is_planned(wording: Wording) -> bool:
    """Whether a statement is unsure only because it tells what is to come."""
    return (UNCERTAIN_WORDS & set(wording.words)) <= _ONLY_PLANNED


def _is_unsure(wording: Wording) -> bool:
    words = wording.words
    # With a capital it is the month.
    may = "may" in words and words.index("may") not in wording.capitals
    if may:
        return True
    return any(
        word in UNCERTAIN_WORDS
        and not (word in _REFLEXIVES and _is_reflexive(words, place))
        and not (word in DEMAND_VERBS and _is_demand(words, place))
        for place, word in enumerate(words)
    )


def _is_demand(words: Sequence[str], place: int) -> bool:
    """Whether somebody wants a thing on a day: that sets its date, and is no mere wish."""
    rest = words[place + 1 :]
    is_dated = any(word in WEEKDAYS or is_month(words, n) for n, word in enumerate(words))
    return is_dated and bool(rest) and (rest[0] in ARTICLE_WORDS or rest[0] in PERSON_WORDS)


def _is_reflexive(words: Sequence[str], place: int) -> bool:
    """Whether "se" belongs to the verb beside it, and does not mean "if"."""
    beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
    return place > 0 and not _REFLEXIVE_VERBS.isdisjoint(beside)
