"""Whether a newer statement tells that something went from one pair of hands to another.

"Nina handed the choir over to Paul" ends "Nina leads the choir", and so do "Paul has taken over the
choir" and "Paul leads the choir now".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    PERSON_WORDS,
    has_case,
    has_stem,
    is_number,
    is_same_subject_word,
    read_name_run,
    read_person,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.charge_words import (
    CHARGE_WORDS,
    FROM_WHOM_WORDS,
    HAND_VERBS,
    LEAD_VERBS,
    OVER_WORDS,
    ROLE_FILLERS,
    TAKE_VERBS,
    TO_WHOM_WORDS,
    TOOK_FORMS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    ADDING_WORDS,
    DENIAL_WORDS,
    NEW_WORDS,
)

THING_WORDS_MAX: Final = 4
"""Most words for what is handed over; more tell of something else."""

PART_CHARS_MIN: Final = 4
"""How long the parts of a compound are at least, by which it is recognised."""

_SELVES: Final = frozenset({USER, GROUP})
_UNSAID: Final = DENIAL_WORDS | ADDING_WORDS
_SIGNS: Final = HAND_VERBS | TAKE_VERBS | TOOK_FORMS | LEAD_VERBS
"""Without one of them nothing is handed over."""

_SAID_OF_ALL: Final = (
    EMPTY_WORDS
    | PERSON_WORDS
    | DATE_WORDS
    | ROLE_FILLERS
    | OVER_WORDS
    | TO_WHOM_WORDS
    | FROM_WHOM_WORDS
)


@dataclass(frozen=True, slots=True)
class Handover:
    """What went from one to another.

    Attributes:
        things: The words that say what.
        giver: Who had it; empty if that is not said.
        taker: Who has it now; empty if that is not said.
        is_lead: Whether it only says who leads now: then it must be of exactly the same thing.
    """

    things: frozenset[str]
    giver: frozenset[str]
    taker: frozenset[str]
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is said to be in charge, and the words that say of what."""

    person: frozenset[str]
    words: frozenset[str]
    leads: bool


def read_handover(wording: Wording) -> Handover | None:
    """Return what a statement tells to have gone from one to another; None if it tells nothing."""
    words = wording.words
    if _SIGNS.isdisjoint(words) or not _UNSAID.isdisjoint(words):
        return None
    place = next((n for n, word in enumerate(words) if word in HAND_VERBS), None)
    if place is not None:
        return _read_giving(wording, place)
    place = next((n for n in range(len(words)) if _takes_over(words, n)), None)
    if place is not None:
        return _read_taking(wording, place)
    if not NEW_WORDS.isdisjoint(words) and not LEAD_VERBS.isdisjoint(words):
        charge = read_charge(wording)
        if charge is not None and charge.leads:
            return _build(charge.words - LEAD_VERBS, frozenset(), charge.person, is_lead=True)
    return None


def read_charge(wording: Wording) -> Charge | None:
    """Return who a statement says is in charge of something; None if nobody is."""
    words = wording.words
    if not words or CHARGE_WORDS.isdisjoint(words) or not DENIAL_WORDS.isdisjoint(words):
        return None
    if tells_past(words):
        return None
    place = next(n for n, word in enumerate(words) if word in CHARGE_WORDS)
    person = _read_person(wording, place)
    content = frozenset(_list_content(words)) - person
    return Charge(person, content, not LEAD_VERBS.isdisjoint(words)) if person else None


def ends_charge(older: Charge, newer: Handover) -> bool:
    """Return whether what somebody is in charge of has gone over to another."""
    if newer.giver:
        is_same = _is_same_person(older.person, newer.giver)
        return is_same and _covers(newer.things, older.words)
    things = older.words - LEAD_VERBS
    return (
        newer.is_lead
        and older.leads
        and not _is_same_person(older.person, newer.taker)
        and _covers(things, newer.things)
        and _covers(newer.things, things)
    )


def _read_giving(wording: Wording, place: int) -> Handover | None:
    words = wording.words
    taker = _read_name_beside(wording, TO_WHOM_WORDS, place)
    if not taker and OVER_WORDS.isdisjoint(words[place + 1 :]):
        return None
    giver = _read_person(wording, place)
    return _build(_list_content(words), giver, taker)


def _takes_over(words: Sequence[str], place: int) -> bool:
    if words[place] in TAKE_VERBS:
        return place > 0
    return place > 0 and words[place] in TOOK_FORMS and "over" in words[place + 1 :]


def _read_taking(wording: Wording, place: int) -> Handover | None:
    giver = _read_name_beside(wording, FROM_WHOM_WORDS, place)
    return _build(_list_content(wording.words), giver, _read_person(wording, place))


def _build(
    content: Iterable[str],
    giver: frozenset[str],
    taker: frozenset[str],
    *,
    is_lead: bool = False,
) -> Handover | None:
    things = frozenset(content) - giver - taker
    if not 0 < len(things) <= THING_WORDS_MAX:
        return None
    return Handover(things, giver, taker, is_lead)


def _list_content(words: Sequence[str]) -> Iterable[str]:
    return (
        word
        for word in words
        if word not in _SAID_OF_ALL
        and word not in HAND_VERBS
        and word not in TAKE_VERBS
        and word not in TOOK_FORMS
        and not is_number(word)
    )


def _read_person(wording: Wording, verb: int) -> frozenset[str]:
    """Return who acts, by the words before the verb: the user, or the name at the beginning."""
    words = wording.words
    if not has_case(words[0]):
        person = read_person(words[:1])
        return frozenset({person or words[0]})
    name = read_name_run(wording, 0) or read_name_run(wording, 1 if len(words[0]) == 1 else 0)
    person = read_person(words[:verb])
    return frozenset({person}) if person and not name else name


def _read_name_beside(wording: Wording, marks: frozenset[str], verb: int) -> frozenset[str]:
    """Return the name after a preposition, or before one that stands behind."""
    words = wording.words
    if not has_case(words[0]):
        for place in range(1, len(words)):
            if words[place] in marks:
                beside = place - 1 if words[place] in {"को", "से"} else place + 1
                return frozenset(words[beside : beside + 1])
        return frozenset()
    for place in range(1, len(words) - 1):
        if words[place] in marks and (name := read_name_run(wording, place + 1)):
            return name
    owned = [n for n in wording.owners if 0 < n < verb]
    if owned:
        # "Mehmet'e devretti": the ending says to whom.
        return read_name_run(wording, owned[0])
    # With endings of case no preposition stands there: "przekazała chór Adamowi".
    behind = [n for n in range(verb + 1, len(words)) if not words[n].isdigit()]
    if not behind or (verb == 0 and words[behind[-1]].isascii()):
        return frozenset()
    return read_name_run(wording, behind[-1], step=-1)


def _is_same_person(one: frozenset[str], other: frozenset[str]) -> bool:
    ours, theirs = (
        frozenset(USER if word in _SELVES else word for word in each) for each in (one, other)
    )
    return any(is_same_subject_word(word, each) for word in ours for each in theirs)


def _covers(things: Iterable[str], words: frozenset[str]) -> bool:
    return all(has_stem(thing, words) or _is_compound(thing, words) for thing in things)


def _is_compound(word: str, parts: Iterable[str]) -> bool:
    """Whether a word is put together of others: "projektleitung" of "projekt" and "leitet"."""
    return any(
        len(first) >= PART_CHARS_MIN
        and word.startswith(first)
        and len(word) - len(first) >= PART_CHARS_MIN
        and any(
            second[:PART_CHARS_MIN] in word[len(first) : len(first) + PART_CHARS_MIN + 1]
            for second in parts
            if len(second) >= PART_CHARS_MIN and second != first
        )
        for first in parts
    )
