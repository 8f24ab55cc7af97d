"""Reading who or what has a role: "Jonas is my manager", "Ana's dentist is Dr. Weber".

A role noun, the word that owns it and a value that only a link parts from it: "is", "is now", ":"
or nothing. Words between owner and role are part of the matter: a piano teacher is not a maths one.
"""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER, Aspect, Claim
from mcp_mem0.domain.decisions.conflicts.claims.deed_words import (
    CALL_VERBS,
    DATE_VERBS,
    LEAVE_VERBS,
    MARRY_WORDS,
    RETIRE_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.claims.role_words import (
    CHANGE_LINKS,
    OWN_ROLES,
    PAIRED_ROLES,
    PART_WORDS,
    PLACE_ROLES,
    REPLACE_VERBS,
    REPORT_WORDS,
    ROLES,
    VALUE_KINDS,
)
from mcp_mem0.domain.decisions.conflicts.claims.small_words import (
    ARTICLE_WORDS,
    COPULA_WORDS,
    DENIAL_WORDS,
    GROUP_OWNING_WORDS,
    GROUP_WORDS,
    INDIC_OF,
    NEW_WORDS,
    OF_WORDS,
    OWNING_WORDS,
    PAST_WORDS,
    PREPOSITIONS,
    TITLES,
    USER_WORDS,
)
from mcp_mem0.domain.decisions.conflicts.claims.subjects import find_partner_subject
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    LINKS,
    PERSON_WORDS,
    find_person,
    is_name,
    read_name_run,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording

OWNER_REACH: Final = 6
"""How many words before a role its owner may stand."""

LINK_WORDS_MAX: Final = 5
OWNER_WORDS_MAX: Final = 4

_BRIDGES: Final = LINKS | CHANGE_LINKS | TITLES | frozenset({"it", "to", "zu", "на", "from", "on"})
_PLACE_BRIDGES: Final = frozenset({"at", "in", "bei", "en", "a", "em", "w", "в", "with"})
_NUMBER_DIGITS_MIN: Final = 3

_WIDE_BRIDGES: Final = _BRIDGES | _PLACE_BRIDGES
_BRIDGES_BACK: Final = _BRIDGES | DENIAL_WORDS | {"as", "als", "como"}
_MERE_PREPOSITIONS: Final = PREPOSITIONS - LINKS
_OWNERS: Final = USER_WORDS | GROUP_WORDS
_COUPLE_WORDS: Final = MARRY_WORDS | DATE_VERBS
_SIGNS: Final = (
    frozenset(ROLES) | OWN_ROLES.keys() | _COUPLE_WORDS | PART_WORDS | REPORT_WORDS | CALL_VERBS
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
    yield from _read_parting(wording)
    yield from _read_couple(wording, "ended" if ended else "holds")
    yield from _read_succession(wording)
    yield from _read_reporting(wording)
    yield from _read_call(wording)


def _find_owner(wording: Wording, place: int) -> tuple[frozenset[str], int, int] | None:
    """Return the owner of a role with words that qualify it, and where the whole begins and ends."""
    words = wording.words
    if words[place] in OWN_ROLES:
        return frozenset({USER}), place, place + 1
    extra: list[str] = []
    for before in range(place - 1, max(-1, place - 1 - OWNER_REACH), -1):
        word = words[before]
        if word in OWNING_WORDS:
            return _qualify(USER, extra), before, place + 1
        if word in GROUP_OWNING_WORDS:
            return _qualify(GROUP, extra), before, place + 1
        if before in wording.owners:
            return _qualify(USER if word in USER_WORDS else word, extra), before, place + 1
        if word in INDIC_OF and before and is_name(wording, before - 1):
            return _qualify(words[before - 1], extra), before - 1, place + 1
        if word in PERSON_WORDS:
            return _find_having(wording, before, place)
        if word in ARTICLE_WORDS or word in NEW_WORDS:
            continue
        if word in COPULA_WORDS or word in ROLES or word in PAST_WORDS:
            break
        extra.append(word)
    return _find_owner_after(wording, place)


def _qualify(owner: str, extra: list[str]) -> frozenset[str]:
    return frozenset((owner, *(word for word in extra if word not in EMPTY_WORDS)))


def _find_having(
    wording: Wording, person: int, place: int
) -> tuple[frozenset[str], int, int] | None:
    """Return the owner in "I have a new manager", "I see a new therapist"."""
    is_new = not NEW_WORDS.isdisjoint(wording.words[person:place])
    owner = find_person(wording.words[person:])
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
            owner = find_person(words[after + 1 :]) or ""
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
        return _read_digits(wording.words[end:] or wording.words[:begin])
    bridges = _WIDE_BRIDGES if role in PLACE_ROLES else _BRIDGES
    after = end
    while after < min(len(wording.words), end + LINK_WORDS_MAX) and wording.words[after] in bridges:
        after += 1
    value = read_name_run(wording, after)
    if kind == "words" and not value:
        value = _read_words(wording.words[after:]) if after > end else frozenset()
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


def _read_digits(words: tuple[str, ...]) -> frozenset[str]:
    """Return the digits of a number that may be written in groups."""
    digits = "".join(char for word in words for char in word if char.isdigit())
    return frozenset({digits}) if len(digits) >= _NUMBER_DIGITS_MIN else frozenset()


def _has_left(words: tuple[str, ...], end: int) -> bool:
    """Whether somebody with a role has left it: what follows the verb is not what they gave up."""
    return any(
        word in RETIRE_VERBS or (word in LEAVE_VERBS and all(map(_is_empty, words[place + 1 :])))
        for place, word in enumerate(words)
        if place >= end
    )


def _is_empty(word: str) -> bool:
    return word in EMPTY_WORDS or word in DATE_WORDS


def _read_parting(wording: Wording) -> Iterator[Claim]:
    """Read that a couple has parted: whoever it was, it is over."""
    if PART_WORDS.isdisjoint(wording.words):
        return
    verb = next(n for n, word in enumerate(wording.words) if word in PART_WORDS)
    subject = find_partner_subject(wording, verb)
    for role in PAIRED_ROLES if subject else ():
        yield Claim(role, subject, frozenset(), "ended")


def _read_couple(wording: Wording, aspect: Aspect) -> Iterator[Claim]:
    """Read whom somebody is married to, or goes out with."""
    words = wording.words
    place = next((n for n, word in enumerate(words) if word in _COUPLE_WORDS), None)
    if place is None:
        return
    role = "spouse" if words[place] in MARRY_WORDS else "partner"
    subject = find_partner_subject(wording, place)
    value = _find_other_name(wording, subject)
    if subject and value:
        yield Claim(role, subject, value, aspect)


def _find_other_name(wording: Wording, subject: frozenset[str]) -> frozenset[str]:
    for place in range(len(wording.words)):
        name = read_name_run(wording, place)
        if name and not name & subject:
            return name
    return frozenset()


def _read_succession(wording: Wording) -> Iterator[Claim]:
    """Read whose role is over in "Dana replaced Kim as CEO", whoever owns it."""
    words = wording.words
    verb = next((n for n, word in enumerate(words) if word in REPLACE_VERBS), None)
    role = next((ROLES[word] for word in words if word in ROLES), None)
    if verb is None or role is None:
        return
    value = read_name_run(wording, verb + 1) or _find_other_name(wording, read_name_run(wording, 0))
    if value:
        yield Claim(role, frozenset(), value, "ended")


def _read_reporting(wording: Wording) -> Iterator[Claim]:
    """Read whom somebody reports to."""
    place = next((n for n, word in enumerate(wording.words) if word in REPORT_WORDS), None)
    if (
        place is None
        or place + 2 >= len(wording.words)
        or not DENIAL_WORDS.isdisjoint(wording.words)
    ):
        return
    person = find_person(wording.words[:place])
    owner = frozenset({person}) if person else read_name_run(wording, 0)
    value = read_name_run(wording, place + 2)
    if owner and value:
        yield Claim("boss", owner, value)


def _read_call(wording: Wording) -> Iterator[Claim]:
    """Read a phone number in "Call me at …"."""
    words = wording.words
    place = next((n for n, word in enumerate(words) if word in CALL_VERBS), None)
    if place is None or "number" in words:
        return
    person = find_person(words)
    name = read_name_run(wording, place + 1)
    owner = name or (frozenset({person}) if person else frozenset[str]())
    digits = _read_digits(words)
    if owner and digits and len(next(iter(digits))) > _NUMBER_DIGITS_MIN:
        yield Claim("number", owner, digits)
