"""Reading what a thing is called, and what it has been renamed to."""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    EMPTY_WORDS,
    PERSON_WORDS,
    is_name,
    read_name_run,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import NAME_VERBS, RENAME_VERBS
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import DENIAL_WORDS
from mcp_mem0.domain.decisions.conflicts.value_words import KIN

THING_WORDS_MAX: Final = 3
_UNNAMED: Final = DENIAL_WORDS | KIN


def read_naming_claims(wording: Wording) -> Iterator[Claim]:
    """Read the name of a thing; people and animals have many, and are not read."""
    words = wording.words
    if NAME_VERBS.isdisjoint(words):
        return
    verb = next((n for n, word in enumerate(words) if word in NAME_VERBS), None)
    if verb is None or tells_past(words) or not _UNNAMED.isdisjoint(words):
        return
    is_renamed = words[verb] in RENAME_VERBS
    places = [place for place in range(len(words)) if is_name(wording, place)]
    if not places:
        return
    value = read_name_run(wording, places[-1], step=-1)
    thing = frozenset(
        word
        for place, word in enumerate(words)
        if place != verb
        and word not in value
        and word not in EMPTY_WORDS
        and word not in PERSON_WORDS
        and place not in places
    )
    if is_renamed and places[0] < places[-1] and words[places[0]] not in value:
        # "Elm was renamed to Oak": whatever is called Elm has that name no more.
        yield Claim("name", frozenset(), read_name_run(wording, places[0]), "ended")
    if 0 < len(thing) <= THING_WORDS_MAX:
        yield Claim("name", thing, value, "holds", is_renamed)
