"""Reading roles from what people do: part, marry, report to somebody, or can be called at."""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Aspect, Claim
from mcp_mem0.domain.decisions.conflicts.claims.subjects import find_partner_subject
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import read_name_run, read_person
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import (
    CALL_VERBS,
    DATE_VERBS,
    MARRY_WORDS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.role_words import (
    PAIRED_ROLES,
    PART_WORDS,
    REPLACE_VERBS,
    REPORT_WORDS,
    ROLES,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import DENIAL_WORDS

_NUMBER_DIGITS_MIN: Final = 3

COUPLE_WORDS: Final = MARRY_WORDS | DATE_VERBS


def read_bonds(wording: Wording, *, is_ended: bool) -> Iterator[Claim]:
    """Read the roles that a statement tells without naming them, or whose holder has changed."""
    yield from _read_parting(wording)
    yield from _read_couple(wording, "ended" if is_ended else "holds")
    yield from _read_succession(wording)
    yield from _read_reporting(wording)
    yield from _read_call(wording)


def read_digits(words: tuple[str, ...]) -> frozenset[str]:
    """Return the digits of a number, which may be written in groups; none of a short one."""
    digits = "".join(char for word in words for char in word if char.isdigit())
    return frozenset({digits}) if len(digits) >= _NUMBER_DIGITS_MIN else frozenset()


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
    place = next((n for n, word in enumerate(words) if word in COUPLE_WORDS), None)
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
    person = read_person(wording.words[:place])
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
    person = read_person(words)
    name = read_name_run(wording, place + 1)
    owner = name or (frozenset({person}) if person else frozenset[str]())
    digits = read_digits(words)
    if owner and digits and len(next(iter(digits))) > _NUMBER_DIGITS_MIN:
        yield Claim("number", owner, digits)
