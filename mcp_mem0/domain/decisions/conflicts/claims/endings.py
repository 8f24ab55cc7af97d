"""Whether a statement ends what another one says: "I stopped smoking", "sold the Volvo".

What is given up is all that is said beside the verb; it ends a statement of the same subject that
says all of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import USER
from mcp_mem0.domain.decisions.conflicts.claims.deed_words import (
    AVERSIONS,
    HAVE_VERBS,
    LOSE_VERBS,
    STOP_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.claims.small_words import DENIAL_WORDS, OWNING_WORDS
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    PERSON_WORDS,
    find_person,
    has_case,
    has_stem,
    is_covered,
    read_name_run,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.statement_parts import is_event, is_number

ENDED_WORDS_MAX: Final = 4
"""Most words that say what is given up; more tell of something else."""


_ENDS: Final = STOP_VERBS | LOSE_VERBS
_FIRST_PERSON: Final = ("m", "k")


@dataclass(frozen=True, slots=True)
class Deed:
    """What a statement says that somebody does or has, or has given up.

    Attributes:
        subject: Who; empty if that is not said.
        first: The word that the statement begins with.
        content: The words that say what, without those of time.
        ends: How it tells an end: that somebody stopped, or lost something; None if it does not.
        has: Whether it says that somebody has something.
        can_end: Whether it tells something that one gives up.
    """

    subject: frozenset[str]
    first: str
    content: frozenset[str]
    ends: str | None
    has: bool
    can_end: bool


def read_deed(wording: Wording) -> Deed:
    """Read what somebody does or has."""
    words = wording.words
    subject = _find_subject(wording)
    ends = _find_end(words)
    content = frozenset(
        word
        for word in words
        if word not in EMPTY_WORDS
        and word not in DATE_WORDS
        and word not in PERSON_WORDS
        and word not in subject
        and not is_number(word)
        and not (ends and word in _ENDS)
    )
    return Deed(
        subject=subject,
        first=words[0],
        content=content,
        ends=ends,
        has=not HAVE_VERBS.isdisjoint(words) or not OWNING_WORDS.isdisjoint(words),
        can_end=ends is None
        and AVERSIONS.isdisjoint(words)
        and DENIAL_WORDS.isdisjoint(words)
        and not is_event(words),
    )


def ends_deed(older: Deed, newer: Deed) -> bool:
    """Return whether a newer statement gives up what an older one says."""
    return (
        newer.ends is not None
        and older.can_end
        and _is_same_subject(older, newer)
        and 0 < len(newer.content) <= ENDED_WORDS_MAX
        and (newer.ends == "stop" or older.has)
        and is_covered(newer.content, older.content | older.subject)
    )


def _is_same_subject(older: Deed, newer: Deed) -> bool:
    if older.subject == newer.subject:
        return bool(newer.subject)
    # Without a pronoun the verb may come first: "palę papierosy", "rzuciłem palenie".
    return (
        newer.subject == {USER}
        and older.subject == {older.first}
        and has_stem(older.first, newer.content)
    )


def _find_subject(wording: Wording) -> frozenset[str]:
    words = wording.words
    person = find_person(words)
    name = read_name_run(wording, 0)
    if words[-1] in _ENDS and words[-1].endswith(_FIRST_PERSON):
        # In Turkish the verb comes last, and its ending says who.
        return frozenset({USER})
    if words[0] in _ENDS:
        return frozenset({USER})
    if name and len(name) < len(words) and has_case(words[0]) and person in {None, ""}:
        return name
    return frozenset({USER if person is None else person}) - {""}


def _find_end(words: Collection[str]) -> str | None:
    if not STOP_VERBS.isdisjoint(words):
        return "stop"
    return "lose" if not LOSE_VERBS.isdisjoint(words) else None
