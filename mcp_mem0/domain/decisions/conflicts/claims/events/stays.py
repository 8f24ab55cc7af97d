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
from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_words
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import DENIAL_WORDS, PAST_WORDS

MOVING_WORDS: Final = fold_words(
    "moving move moves relocating relocate relocates zieht ziehe ziehen umziehen demenage",
    "demenager demenageons muda mudarse mudo trasferisce trasferisco trasferirsi traslada",
    "trasladarse mudar mudar-se verhuist verhuis verhuizen przeprowadza przeprowadzam",
    "przeprowadzi переезжает переезжаю переедет переезжаем tasiniyor tasiniyorum tasinacak",
    "ينتقل تنتقل انتقل",
    "سينتقل ستنتقل",
)
"""Verbs of a move that somebody plans, or is about to make."""

STAY_VERBS: Final = fold_words(
    "stay stays staying remain remains remaining bleibt bleibe bleiben reste restes restons queda",
    "quedo quedamos resta resto rimane rimango fica fico ficamos permanece blijft blijf blijven",
    "zostaje zostaję zostajemy остается остаюсь остаемся kaliyor kaliyorum سيبقى ستبقى سأبقى",
)
_IN_WORDS: Final = fold_words("in at a en em w в te no na with")
_TO_WORDS: Final = fold_words("to nach zu a en para naar do в во na до الى")
_BETWEEN: Final = fold_words(
    "decided decides chose instead still doch toch jednak finalement finalmente afinal fine final",
    "will going vai vou vao va voy wird entschieden decide decidi decidio deciso besloten statt",
    "stattdessen все-таки все таки",
)
"""Words between the subject and the verb that do not belong to the subject."""

_LIMITS: Final = DATE_WORDS | fold_words("bis until till jusqu hasta fino ate tot do до for")


def read_stay_claims(wording: Wording) -> Iterator[Claim]:
    """Read a plan to move, or that somebody stays where they are."""
    words = wording.words
    if not DENIAL_WORDS.isdisjoint(words) or not PAST_WORDS.isdisjoint(words):
        return
    place = next((n for n, word in enumerate(words) if word in STAY_VERBS), None)
    if place is not None:
        # "Stays in Oslo this week" says nothing of where somebody lives.
        if _LIMITS.isdisjoint(words) and not any(map(is_number, words)):
            yield from _read(wording, place, "stay", _IN_WORDS)
        return
    place = next((n for n, word in enumerate(words) if word in MOVING_WORDS), None)
    if place is not None:
        yield from _read(wording, place, "planned home", _TO_WORDS)


def _read(wording: Wording, verb: int, matter: str, marks: frozenset[str]) -> Iterator[Claim]:
    words = wording.words
    for place in range(verb + 1, len(words)):
        if words[place - 1] in marks and (name := read_name_run(wording, place)):
            subject = find_subject(wording, verb, name) - _BETWEEN
            if subject:
                yield Claim(matter, subject, name, "changed", is_marked=True)
            return
