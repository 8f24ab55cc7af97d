"""Reading what somebody uses for a purpose: "We use Jenkins for CI", "CI runs on Jenkins".

Of what is used for a purpose one may have several, so only a switch outdates another statement.
"""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.choices import ADOPT_VERBS, CHOOSE_VERBS
from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, Claim
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    EMPTY_WORDS,
    PERSON_WORDS,
    is_name,
    read_name_run,
    read_person,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import MOVE_VERBS, STATE_VERBS
from mcp_mem0.domain.decisions.conflicts.lexicon.event_words import (
    PURPOSE_WORDS,
    RUN_VERBS,
    TOOL_WORDS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    ADDING_WORDS,
    ARTICLE_WORDS,
    DENIAL_WORDS,
    NEW_WORDS,
)

PURPOSE_WORDS_MAX: Final = 2

_ADOPTS: Final = ADOPT_VERBS | MOVE_VERBS
_USES: Final = CHOOSE_VERBS | STATE_VERBS
_BEFORE_USED: Final = _USES | {"on", "auf", "na", "на"}
_UNSAID: Final = DENIAL_WORDS | ADDING_WORDS
_SAID_OF_ALL: Final = EMPTY_WORDS | PERSON_WORDS | _ADOPTS | _USES


def read_purpose_claims(wording: Wording) -> Iterator[Claim]:
    """Read the one name that the statement says is used for something."""
    words = wording.words
    if not _UNSAID.isdisjoint(words) or tells_past(words):
        return
    adopts = not _ADOPTS.isdisjoint(words)
    if not adopts and _USES.isdisjoint(words):
        return
    start, purpose = _find_purpose(wording)
    if not purpose:
        return
    value = _find_tool(wording, purpose, adopts=adopts)
    owner = _find_owner(wording, start, value)
    if value and owner:
        is_marked = adopts or not NEW_WORDS.isdisjoint(words)
        aspect = "changed" if adopts else "holds"
        yield Claim("kind purpose", owner | purpose, value, aspect, is_marked)


def _find_purpose(wording: Wording) -> tuple[int, frozenset[str]]:
    """Return the words after "for", or before "runs on", and where they begin."""
    words = wording.words
    for place, word in enumerate(words):
        if place and word in PURPOSE_WORDS:
            start = place + 1
            while start < len(words) and (
                words[start] in ARTICLE_WORDS
                or words[start] in PERSON_WORDS
                or words[start] == "de"
            ):
                start += 1
            end = start
            while end < len(words) and words[end] not in _SAID_OF_ALL:
                end += 1
            found = frozenset(words[start:end])
            return (place, found) if len(found) <= PURPOSE_WORDS_MAX else (0, frozenset())
        if 0 < place < len(words) - 1 and word in RUN_VERBS and words[place + 1] in EMPTY_WORDS:
            found = frozenset(each for each in words[:place] if each not in _SAID_OF_ALL)
            return (0, found) if len(found) <= PURPOSE_WORDS_MAX else (0, frozenset())
    return 0, frozenset()


def _find_tool(wording: Wording, purpose: frozenset[str], *, adopts: bool) -> frozenset[str]:
    words = wording.words
    for place in range(1, len(words)):
        before = words[place - 1]
        is_marked = before in (TOOL_WORDS if adopts else _BEFORE_USED)
        if is_marked and is_name(wording, place) and words[place] not in purpose:
            return read_name_run(wording, place)
    return frozenset()


def _find_owner(wording: Wording, purpose: int, value: frozenset[str]) -> frozenset[str]:
    """Return whose choice it is; of a team, or where nobody is named, it is ours."""
    words = wording.words
    name = read_name_run(wording, 0) - value
    if name and purpose and not (set(words[:1]) & _SAID_OF_ALL):
        return name
    person = read_person(words[:purpose] if purpose else words)
    return frozenset({person if person is not None else GROUP}) - {""}
