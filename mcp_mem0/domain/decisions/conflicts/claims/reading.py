"""Reading all that a statement claims, once for each text."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.choices import read_choice_claims
from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.endings import Deed, find_ending, read_deed
from mcp_mem0.domain.decisions.conflicts.claims.measures import read_measure_claims
from mcp_mem0.domain.decisions.conflicts.claims.namings import read_naming_claims
from mcp_mem0.domain.decisions.conflicts.claims.places import read_place_claims
from mcp_mem0.domain.decisions.conflicts.claims.roles import read_role_claims
from mcp_mem0.domain.decisions.conflicts.claims.spaceless_claims import read_spaceless_claims
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording, read_wording
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import UNCERTAIN_WORDS

CACHE_TEXTS_MAX: Final = 8_192

_NO_WORDS: Final = Wording((), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statement claims.

    Attributes:
        claims: Its claims.
        wording: Its words; none where they claim nothing, or are not told apart by spaces.
        ends: Whether it tells that something is given up, lost or over.
    """

    claims: tuple[Claim, ...]
    wording: Wording = _NO_WORDS
    ends: bool = False


# One fact is compared with many, in each answer again.
@lru_cache(maxsize=CACHE_TEXTS_MAX)
def read_statement(text: str) -> Reading:
    """Return what a statement claims; nothing where it is unsure or asks."""
    spaceless = read_spaceless_claims(text)
    if spaceless is not None:
        return Reading(spaceless)
    wording = read_wording(text)
    if not wording.words or text.rstrip().endswith("?") or _is_unsure(wording):
        return Reading(())
    claims = (
        *read_role_claims(wording),
        *read_place_claims(wording),
        *read_measure_claims(wording),
        *read_choice_claims(wording),
        *read_naming_claims(wording),
    )
    return Reading(claims, wording, find_ending(wording.words) is not None)


# Only what ends something needs it, and what might be ended.
@lru_cache(maxsize=CACHE_TEXTS_MAX)
def read_deed_once(text: str) -> Deed | None:
    """Return what a statement says that somebody does, has or has given up; None if nothing."""
    wording = read_statement(text).wording
    return read_deed(wording) if wording.words else None


def _is_unsure(wording: Wording) -> bool:
    words = wording.words
    # With a capital it is the month.
    may = "may" in words and words.index("may") not in wording.capitals
    return may or not UNCERTAIN_WORDS.isdisjoint(words)
