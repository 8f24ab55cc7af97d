"""Reading who or what has a role: "Jonas is my manager", "Ana's dentist is Dr. Weber".

A role noun, the word that owns it and a value that only a link parts from it: "is", "is now", ":"
or nothing. Words between owner and role are part of the matter: a piano teacher is not a maths one.
"""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.bonds import COUPLE_WORDS, read_bonds, read_digits
from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER, Aspect, Claim
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    LINKS,
    PERSON_WORDS,
    is_name,
    read_name_run,
    read_person,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import (
    CALL_VERBS,
    LEAVE_VERBS,
    RETIRE_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.role_words import (
    CHANGE_LINKS,
    OWN_ROLES,
    PART_WORDS,
    PLACE_ROLES,
    REPORT_WORDS,
    ROLES,
    VALUE_KINDS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    ARTICLE_WORDS,
    COPULA_WORDS,
    DENIAL_WORDS,
    GROUP_OWNING_WORDS,
    GROUP_WORDS,
    INDIC_OF,
    NEW_WORDS,
    OF_WORDS,
    OTHERS_WORDS,
    OWNING_WORDS,
    PAST_WORDS,
    PREPOSITIONS,
    TITLES,
    USER_WORDS,
)

OWNER_REACH: Final = 6
"""How many words before a role its owner may stand."""

LINK_WORDS_MAX: Final = 5
OWNER_WORDS_MAX: Final = 4

_BRIDGES: Final = LINKS | CHANGE_LINKS | TITLES | frozenset({"it", "to", "zu", "на", "from", "on"})
_PLACE_BRIDGES: Final = frozenset({"at", "in", "bei", "en", "a", "em", "w", "в", "with"})

_WIDE_BRIDGES: Final = _BRIDGES | _PLACE_BRIDGES
_BRIDGES_BACK: Final = _BRIDGES | DENIAL_WORDS | {"as", "als", "como"}
_MERE_PREPOSITIONS: Final = PREPOSITIONS - LINKS
_EMPTY_OF_OWNER: Final = ARTICLE_WORDS | NEW_WORDS
_ENDS_OF_OWNER: Final = (COPULA_WORDS | ROLES.keys() | PAST_WORDS) - _EMPTY_OF_OWNER
_OWNERS: Final = USER_WORDS | GROUP_WORDS
_SIGNS: Final = (
    frozenset(ROLES) | OWN_ROLES.keys() | COUPLE_WORDS | PART_WORDS | REPORT_WORDS | CALL_VERBS
)
"""Without one of them a statement says nothing of a role."""


def read_role_claims(wording: Wording) -> Iterator[Claim]:
    """Read what the statement says of roles, each with its owner."""
    words = wording.words
    if _SIGNS.isdisjoint(words) or tells_past(words):
        return
    ended = not DENIAL_WORDS.isdisjoint(words)
    is_marked = not NEW_WORDS.isdisjoint(words) or not CHANGE_LINKS.isdisjoint(words)
    for place, word in enumerate(words):
        role = ROLES.get(word) or OWN_ROLES.get(word)
        if role is None:
            continue
        owned = _find_owner(wording, place)
        if owned is None:
            continue
        owner, begin, end = owned
        value = _find_value(wording, role, begin, end)
        if value:
            aspect: Aspect = "ended" if ended or _has_left(words, end) else "holds"
            yield Claim(role, owner, value, aspect, is_marked)
    yield from read_bonds(wording, is_ended=ended)


def _find_owner(wording: Wording, place: int) -> tuple[frozenset[str], int, int] | None:
    """Return whose a role is and what qualifies it, and where the whole begins and ends."""
    words = wording.words
    if words[place] in OWN_ROLES:
        return frozenset({USER}), place, place + 1
    extra: list[str] = []
    for before in range(place - 1, max(-1, place - 1 - OWNER_REACH), -1):
        word = words[before]
        owner = _read_owner_before(wording, before)
        if owner is not None:
            begin = before - (word in INDIC_OF)
            return _qualify(owner, extra), begin, place + 1
        if word in OTHERS_WORDS and (name := read_name_run(wording, 0)):
            # "Ana moved her account to": it is Ana's.
            return name, 0, place + 1
        if word in PERSON_WORDS:
            return _find_having(wording, before, place)
        if not before and is_name(wording, 0):
            return _find_having(wording, 0, place) or _find_owner_after(wording, place)
        if word in _ENDS_OF_OWNER:
            break
        if word not in _EMPTY_OF_OWNER:
            extra.append(word)
    return _find_owner_after(wording, place)


def _read_owner_before(wording: Wording, place: int) -> str | None:
    """Return whom a word says that what follows it belongs to; None if it says no such thing."""
    word = wording.words[place]
    if word in OWNING_WORDS:
        return USER
    if word in GROUP_OWNING_WORDS:
        return GROUP
    if place in wording.owners:
        return USER if word in USER_WORDS else word
    if word in INDIC_OF and place and is_name(wording, place - 1):
        return wording.words[place - 1]
    return None


def _qualify(owner: str, extra: list[str]) -> frozenset[str]:
    return frozenset((owner, *(word for word in extra if word not in EMPTY_WORDS)))


def _find_having(
    wording: Wording, person: int, place: int
) -> tuple[frozenset[str], int, int] | None:
    """Return the owner in "I have a new manager", "Ana sees a new therapist"."""
    is_new = not NEW_WORDS.isdisjoint(wording.words[person:place])
    owner = read_person(wording.words[person:place]) or wording.words[person]
    return (frozenset({owner}), 0, place + 1) if is_new and owner else None


def _find_owner_after(wording: Wording, place: int) -> tuple[frozenset[str], int, int] | None:
    """Return the owner in "the manager of Ana", or in a language where the name alone says that."""
    words = wording.words
    after = place + 1
    begin = place - 1 if place and words[place - 1] in ARTICLE_WORDS else place
    if after >= len(words):
        return None
    if words[after] in OF_WORDS and after + 1 < len(words):
        if words[after + 1] in _OWNERS:
            owner = read_person(words[after + 1 :]) or ""
            return frozenset({owner}), begin, after + 2
        return _read_owner(words, begin, after + 1)
    if not words[place].isascii() and is_name(wording, after) and not _is_last(wording, after):
        return frozenset({words[after]}), place, after + 1
    return None


def _read_owner(
    words: tuple[str, ...], begin: int, start: int
) -> tuple[frozenset[str], int, int] | None:
    """Return what follows "of", up to a word that links the role with its value."""
    end = start
    while end < len(words) and (words[end] in ARTICLE_WORDS or words[end] not in LINKS):
        end += 1
    owner = frozenset(word for word in words[start:end] if word not in EMPTY_WORDS)
    return (owner, begin, end) if 0 < len(owner) <= OWNER_WORDS_MAX else None


def _is_last(wording: Wording, place: int) -> bool:
    """Whether no other name is in the statement."""
    return not any(is_name(wording, other) for other in range(len(wording.words)) if other != place)


def _find_value(wording: Wording, role: str, begin: int, end: int) -> frozenset[str]:
    kind = VALUE_KINDS[role]
    if kind == "number":
        return read_digits(wording.words[end:] or wording.words[:begin])
    bridges = _WIDE_BRIDGES if role in PLACE_ROLES else _BRIDGES
    after = end
    while after < min(len(wording.words), end + LINK_WORDS_MAX) and wording.words[after] in bridges:
        after += 1
    value = read_name_run(wording, after)
    if kind == "words" and not value:
        value = _read_words(wording.words[after:]) if after > end else frozenset[str]()
    return value or _find_value_before(wording, begin)


def _find_value_before(wording: Wording, begin: int) -> frozenset[str]:
    """Return the name in "Jonas is my manager"."""
    words = wording.words
    before = begin - 1
    least = max(-1, begin - 1 - LINK_WORDS_MAX)
    while before > least and words[before] in _BRIDGES_BACK:
        before -= 1
    if before < 0 or (before and words[before - 1] in _MERE_PREPOSITIONS):
        return frozenset()
    return read_name_run(wording, before, step=-1)


def _read_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words if word not in EMPTY_WORDS)


def _has_left(words: tuple[str, ...], end: int) -> bool:
    """Whether somebody with a role has left it: what follows the verb is not what they gave up."""
    return any(
        word in RETIRE_VERBS or (word in LEAVE_VERBS and all(map(_is_empty, words[place + 1 :])))
        for place, word in enumerate(words)
        if place >= end
    )


def _is_empty(word: str) -> bool:
    return word in EMPTY_WORDS or word in DATE_WORDS
