"""Whether a statement tells a newer value of what an older one is about, in whatever words.

"They raised the cable car to 14 euros" and "You pay 12 euros for the cable car" share the words of
a thing and differ in one number. That is enough to put the newer first, but not to doubt the older:
two things may share their words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.choices import ADOPT_VERBS
from mcp_mem0.domain.decisions.conflicts.claims.reading import CACHE_TEXTS_MAX, read_statement
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    PERSON_WORDS,
    find_person,
    has_stem,
    is_month,
    is_name,
    is_number,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import (
    LEAVE_VERBS,
    MOVE_VERBS,
    SHIFT_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.role_words import CHANGE_LINKS, REPLACE_VERBS
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    ADDING_WORDS,
    NEW_WORDS,
    WEEKDAYS,
)
from mcp_mem0.domain.decisions.conflicts.value_words import KIN, UNITS

SHARED_WORDS_MIN: Final = 2
"""Fewer words in common do not make two statements be about one thing."""

_CHANGES: Final = (
    NEW_WORDS
    | SHIFT_VERBS
    | ADOPT_VERBS
    | MOVE_VERBS
    | LEAVE_VERBS
    | CHANGE_LINKS
    | REPLACE_VERBS
    | frozenset({"inherited", "handed", "settled"})
)
_SAID_OF_ALL: Final = EMPTY_WORDS | PERSON_WORDS | DATE_WORDS | UNITS | _CHANGES


@dataclass(frozen=True, slots=True)
class _Gist:
    """A statement as the things that it is about and the values that it gives."""

    person: str | None
    things: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    is_marked: bool


def tells_newer_value(older: str, newer: str) -> bool:
    """Return whether a newer statement gives another value of the thing that an older one is about.

    It says by itself that something has changed; the two share most words for things, and differ
    in names or in numbers, but not in both.
    """
    ours, theirs = _read_gist(older), _read_gist(newer)
    if ours is None or theirs is None or not theirs.is_marked:
        return False
    if ours.person and theirs.person and ours.person != theirs.person:
        return False
    things = {word for word in theirs.things if has_stem(word, ours.things)}
    shared = things | (ours.names & theirs.names)
    is_same = (
        bool(things)
        and len(shared) >= SHARED_WORDS_MIN
        and 2 * len(shared) >= min(len(ours.things), len(theirs.things))
    )
    other_names = _are_other(ours.names, theirs.names)
    other_numbers = _are_other(ours.numbers, theirs.numbers)
    return is_same and other_names != other_numbers


def _are_other(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether each statement has a value that the other one does not have."""
    return bool(ours - theirs) and bool(theirs - ours)


@lru_cache(maxsize=CACHE_TEXTS_MAX)
def _read_gist(text: str) -> _Gist | None:
    wording = read_statement(text).wording
    words = wording.words
    if not words or not (KIN | ADDING_WORDS).isdisjoint(words):
        return None
    names = frozenset(word for place, word in enumerate(words) if is_name(wording, place))
    numbers = frozenset(
        word
        for place, word in enumerate(words)
        if is_number(word) or word in WEEKDAYS or is_month(words, place)
    )
    return _Gist(
        person=find_person(words),
        things=frozenset(_select_things(words, names | numbers)),
        names=names,
        numbers=numbers,
        is_marked=not _CHANGES.isdisjoint(words),
    )


def _select_things(words: Iterable[str], values: frozenset[str]) -> Iterable[str]:
    return (word for word in words if word not in values and word not in _SAID_OF_ALL)
