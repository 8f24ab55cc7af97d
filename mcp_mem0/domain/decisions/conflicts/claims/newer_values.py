"""Whether a statement tells a newer value of what an older one is about, in whatever words.

"They raised the cable car to 14 euros" and "You pay 12 euros for the cable car" share the words of
a thing and differ in one number. That is enough to put the newer first, but not to doubt the older:
two things may share their words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.choices import ADOPT_VERBS, CHOOSE_VERBS
from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER
from mcp_mem0.domain.decisions.conflicts.claims.reading import CACHE_TEXTS_MAX, read_statement
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    PERSON_WORDS,
    has_stem,
    is_month,
    is_name,
    is_number,
    read_person,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import (
    HAVE_VERBS,
    LEAVE_VERBS,
    MOVE_VERBS,
    SHIFT_VERBS,
    STATE_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.role_words import CHANGE_LINKS, REPLACE_VERBS
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    ADDING_WORDS,
    COPULA_WORDS,
    DEMAND_VERBS,
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
    | DEMAND_VERBS
    | frozenset({"inherited", "handed", "settled"})
)
_DEEDS: Final = frozenset({"gave", "took"})
"""Of these "gave a talk" and "took a bus" are no change."""

_MARKS: Final = _CHANGES - _DEEDS

_SAID_OF_ALL: Final = (
    EMPTY_WORDS | PERSON_WORDS | DATE_WORDS | UNITS | STATE_VERBS | CHOOSE_VERBS | _CHANGES
) | frozenset({"stored", "kept", "held", "put", "each", "every"})
_SELVES: Final = frozenset({USER, GROUP})


@dataclass(frozen=True, slots=True)
class _Gist:
    """A statement as the things that it is about and the values that it gives."""

    person: str | None
    things: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


def is_marked(text: str) -> bool:
    """Return whether a statement says by itself that something has changed."""
    return _has_mark(text) and _read_gist(text) is not None


def tells_newer_value(older: str, newer: str) -> bool:
    """Return whether a newer statement gives another value of the thing that an older one is about.

    It says by itself that something has changed; the two share most words for things, and differ
    in names or in numbers, but not in both.
    """
    if not _has_mark(newer):
        return False
    ours, theirs = _read_gist(older), _read_gist(newer)
    if ours is None or theirs is None:
        return False
    if ours.person and theirs.person and ours.person != theirs.person:
        return False
    things = frozenset(word for word in theirs.things if has_stem(word, ours.things))
    if not _is_same_thing(ours, theirs, things):
        return False
    other_names = _are_other(ours.names, theirs.names)
    other_numbers = _are_other(ours.numbers, theirs.numbers)
    if other_names or other_numbers:
        return other_names != other_numbers
    # "The branch main", "the branch mast": one word for each, where neither has a name or number.
    left = [word for word in ours.things if not has_stem(word, theirs.things)]
    return len(things) >= SHARED_WORDS_MIN and len(left) == len(theirs.things - things) == 1


def _is_same_thing(ours: _Gist, theirs: _Gist, things: frozenset[str]) -> bool:
    """Whether two statements share most words for what they are about."""
    # A first word may be both a name and a thing, but counts once.
    shared = len(things | (ours.names & theirs.names))
    if ours.person in _SELVES and ours.person == theirs.person:
        shared += 1
    fewer = min(len(ours.things), len(theirs.things))
    is_all = len(things) == len(ours.things) == len(theirs.things)
    return bool(things) and (is_all or (shared >= SHARED_WORDS_MIN and 2 * shared >= fewer))


def _are_other(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether each statement has a value that the other one does not have."""
    return bool(ours - theirs) and bool(theirs - ours)


@lru_cache(maxsize=CACHE_TEXTS_MAX)
def _read_gist(text: str) -> _Gist | None:
    wording = read_statement(text).wording
    words = wording.words
    if not words or not ADDING_WORDS.isdisjoint(words) or _names_kin(wording):
        return None
    names = frozenset(word for place, word in enumerate(words) if is_name(wording, place))
    numbers = frozenset(
        word
        for place, word in enumerate(words)
        if is_number(word) or word in WEEKDAYS or is_month(words, place)
    )
    return _Gist(
        person=read_person(words),
        # A first word has a capital anyway, so it may be a thing as well.
        things=frozenset(_select_things(words, (names - {words[0]}) | numbers)),
        names=names,
        numbers=numbers,
    )


def _has_mark(text: str) -> bool:
    """Whether a statement has a word that says that something has changed."""
    return not _MARKS.isdisjoint(read_statement(text).wording.words)


def _names_kin(wording: Wording) -> bool:
    """Whether a statement names one of the people or animals of whom one may have several."""
    words = wording.words
    for place, word in enumerate(words):
        if word not in KIN or place in wording.owners:
            continue
        after = place + 1
        if after == len(words) or words[after] in COPULA_WORDS or is_name(wording, after):
            return True
        if not HAVE_VERBS.isdisjoint(words[:place]):
            return True
    return False


def _select_things(words: Iterable[str], values: frozenset[str]) -> Iterable[str]:
    return (word for word in words if word not in values and word not in _SAID_OF_ALL)
