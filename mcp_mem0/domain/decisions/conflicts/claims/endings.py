"""Whether a statement ends what another one says: "I stopped smoking", "sold the Volvo".

What is given up is all that is said beside the verb; it ends a statement of the same subject that
says all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    PERSON_WORDS,
    has_case,
    has_stem,
    is_number,
    read_name_run,
    read_person,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import (
    AVERSIONS,
    DIE_VERBS,
    HAVE_VERBS,
    LEAVE_VERBS,
    LOSE_VERBS,
    MEMBER_WORDS,
    STOP_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    DENIAL_WORDS,
    OWNING_WORDS,
    WEEKDAYS,
)
from mcp_mem0.domain.decisions.conflicts.statement_parts import is_event

SHORT_VERB_CHARS_MAX: Final = 4
ENDED_WORDS_MAX: Final = 4
"""Most words that say what is given up; more tell of something else."""


_ENDS: Final = STOP_VERBS | LOSE_VERBS
_ALL_ENDS: Final = _ENDS | LEAVE_VERBS
_SAID_OF_ALL: Final = EMPTY_WORDS | DATE_WORDS | PERSON_WORDS
_PERSONS: Final = frozenset({USER, GROUP})
_JOINTS: Final = frozenset(
    [
        "and",
        "but",
        "und",
        "aber",
        "et",
        "mais",
        "y",
        "pero",
        "e",
        "ma",
        "mas",
        "en",
        "maar",
        "i",
        "ale",
        "и",
        "но",
        "ve",
        "ama",
        "و",
    ]
)
_FIRST_PERSON: Final = ("m", "k")


Ending: TypeAlias = Literal["stop", "lose", "leave", "die"]
"""That somebody stopped doing something, has something no more, left something, or died."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a statement says that somebody does or has, or has given up.

    Attributes:
        subject: Who; empty if that is not said.
        first: The word that the statement begins with.
        content: The words that say what, without those of time.
        days: The days of the week that it names.
        ends: How it tells an end; None if it tells none.
        has: Whether it says that somebody has something.
        can_end: Whether it tells something that one gives up.
    """

    subject: frozenset[str]
    first: str
    content: frozenset[str]
    days: frozenset[str]
    ends: Ending | None
    has: bool
    can_end: bool


def read_deed(wording: Wording) -> Deed:
    """Read what somebody does or has."""
    words = _take_clause(wording.words)
    subject = _find_subject(wording)
    ends = find_ending(words)
    content = frozenset(
        word
        for word in words
        if word not in _SAID_OF_ALL
        and word not in subject
        and not is_number(word)
        and not (ends and word in _ALL_ENDS)
    )
    return Deed(
        subject=subject,
        first=words[0],
        content=content,
        days=WEEKDAYS.intersection(words),
        ends=ends,
        has=not HAVE_VERBS.isdisjoint(words) or not OWNING_WORDS.isdisjoint(words),
        can_end=ends is None
        and AVERSIONS.isdisjoint(words)
        and DENIAL_WORDS.isdisjoint(words)
        and not is_event(words),
    )


def ends_deed(older: Deed, newer: Deed) -> bool:
    """Return whether a newer statement gives up what an older one says."""
    if newer.ends is None or not older.can_end or not newer.days <= older.days:
        return False
    ended = newer.content
    if newer.ends == "die":
        ended |= newer.subject - _PERSONS
        is_same = bool(older.subject & newer.subject) or newer.subject <= older.content
    else:
        is_same = _is_same_subject(older, newer)
    return (
        is_same
        and 0 < len(ended) <= ENDED_WORDS_MAX
        and _can_be_ended(older, newer.ends)
        and _is_covered_but_verb(ended, older.content | older.subject)
    )


def _is_covered_but_verb(ended: frozenset[str], said: frozenset[str]) -> bool:
    """Whether all that is given up is said; of a short verb only the first letter may stay.

    "Piję kawę" and "przestałem pić kawę" say the same, as do "пью" and "пить".
    """
    left = [word for word in ended if not has_stem(word, said)]
    if not left:
        return True
    (verb, *others) = left
    return (
        not others
        and len(ended) > 1
        and len(verb) <= SHORT_VERB_CHARS_MAX
        and any(len(word) <= SHORT_VERB_CHARS_MAX and word[0] == verb[0] for word in said)
    )


def _can_be_ended(older: Deed, ending: Ending) -> bool:
    if ending == "lose":
        return older.has
    return ending != "leave" or not MEMBER_WORDS.isdisjoint(older.content)


def _is_same_subject(older: Deed, newer: Deed) -> bool:
    if older.subject == newer.subject:
        return bool(newer.subject)
    # Without a pronoun the verb may come first: "palę papierosy", "rzuciłem palenie".
    return (
        newer.subject == frozenset({USER})
        and older.subject == frozenset({older.first})
        and has_stem(older.first, newer.content)
    )


def _find_subject(wording: Wording) -> frozenset[str]:
    words = wording.words
    person = read_person(words)
    name = read_name_run(wording, 0)
    if words[-1] in _ENDS and words[-1].endswith(_FIRST_PERSON):
        # In Turkish the verb comes last, and its ending says who.
        return frozenset({USER})
    if words[0] in _ENDS:
        return frozenset({USER})
    if name and len(name) < len(words) and has_case(words[0]) and person in {None, ""}:
        return name
    return frozenset({USER if person is None else person}) - {""}


def find_ending(words: Sequence[str]) -> Ending | None:
    """Return how the words of a statement tell an end; None if they tell none."""
    if not DIE_VERBS.isdisjoint(words):
        return "die"
    if not STOP_VERBS.isdisjoint(words):
        return "stop"
    return "lose" if not LOSE_VERBS.isdisjoint(words) else _find_leaving(words)


def _find_leaving(words: Sequence[str]) -> Ending | None:
    if LEAVE_VERBS.isdisjoint(words):
        return None
    leaves = any(
        word in LEAVE_VERBS and after not in OWNING_WORDS for word, after in pairwise((*words, ""))
    )
    return "leave" if leaves else None


def _take_clause(words: Sequence[str]) -> Sequence[str]:
    """Return the words up to an "and" or "but" after an end: "sold my Golf and drive a Tesla"."""
    end = next((n for n, word in enumerate(words) if word in _ALL_ENDS), None)
    if end is None:
        return words
    stop = next((n for n in range(end, len(words)) if words[n] in _JOINTS), len(words))
    return words[:stop]
