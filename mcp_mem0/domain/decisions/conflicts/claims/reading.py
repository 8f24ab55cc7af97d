"""Reading all that a statement claims, once for each text."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.choices import read_choice_claims
from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.endings import Deed, read_deed
from mcp_mem0.domain.decisions.conflicts.claims.measures import read_measure_claims
from mcp_mem0.domain.decisions.conflicts.claims.namings import read_naming_claims
from mcp_mem0.domain.decisions.conflicts.claims.places import read_place_claims
from mcp_mem0.domain.decisions.conflicts.claims.roles import read_role_claims
from mcp_mem0.domain.decisions.conflicts.claims.small_words import UNCERTAIN_WORDS
from mcp_mem0.domain.decisions.conflicts.claims.spaceless_claims import read_spaceless_claims
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording, read_wording

CACHE_TEXTS_MAX: Final = 8_192

_NOTHING: Final = Deed(
    subject=frozenset(), first="", content=frozenset(), days=frozenset(), ends=None, has=False, can_end=False
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statement claims, and what it says that somebody does or has given up."""

    claims: tuple[Claim, ...]
    deed: Deed


# One fact is compared with many, in each answer again.
@lru_cache(maxsize=CACHE_TEXTS_MAX)
def read_statement(text: str) -> Reading:
    """Return what a statement claims; nothing where it is unsure or asks."""
    spaceless = read_spaceless_claims(text)
    if spaceless is not None:
        return Reading(spaceless, _NOTHING)
    wording = read_wording(text)
    if not wording.words or text.rstrip().endswith("?") or _is_unsure(wording):
        return Reading((), _NOTHING)
    claims = (
        *read_role_claims(wording),
        *read_place_claims(wording),
        *read_measure_claims(wording),
        *read_choice_claims(wording),
        *read_naming_claims(wording),
    )
    return Reading(claims, read_deed(wording))


def _is_unsure(wording: Wording) -> bool:
    words = wording.words
    # With a capital it is the month.
    may = "may" in words and words.index("may") not in wording.capitals
    return may or not UNCERTAIN_WORDS.isdisjoint(words)
