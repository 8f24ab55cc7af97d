"""What kind of word a word of a statement is, and who the statement is about."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER
from mcp_mem0.domain.decisions.conflicts.claims.deed_words import (
    CALL_VERBS,
    HAVE_VERBS,
    LEAVE_VERBS,
    LIVE_VERBS,
    LOSE_VERBS,
    MOVE_VERBS,
    SHIFT_VERBS,
    STATE_VERBS,
    STOP_VERBS,
    STUDY_VERBS,
    WORK_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.claims.role_words import (
    CHANGE_LINKS,
    OWN_ROLES,
    PART_WORDS,
    ROLES,
)
from mcp_mem0.domain.decisions.conflicts.claims.small_words import (
    ADJECTIVES,
    ARTICLE_WORDS,
    COPULA_WORDS,
    DENIAL_WORDS,
    GROUP_WORDS,
    HELPERS,
    MONTH_WORDS,
    NEW_WORDS,
    OF_WORDS,
    OTHERS_WORDS,
    PAST_WORDS,
    PREPOSITIONS,
    TIME_WORDS,
    TITLES,
    USER_WORDS,
    WEEKDAYS,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.statement_parts import is_number

PERSON_WORDS: Final = USER_WORDS | GROUP_WORDS | OTHERS_WORDS
DATE_WORDS: Final = MONTH_WORDS | WEEKDAYS | TIME_WORDS
LINKS: Final = COPULA_WORDS | NEW_WORDS | ARTICLE_WORDS
"""Words that may stand between a role and its value."""

EMPTY_WORDS: Final = (
    ARTICLE_WORDS
    | COPULA_WORDS
    | DENIAL_WORDS
    | HELPERS
    | NEW_WORDS
    | OF_WORDS
    | PREPOSITIONS
    | TIME_WORDS
)
"""Words that say nothing of the thing that a statement is about."""

DATE_LINKS: Final = TIME_WORDS | frozenset(
    "in im en em w в во since seit depuis desde dal sinds od с of de du till until bis on by mid".split()
)
"""Words before a month."""

_NO_NAMES: Final = (
    EMPTY_WORDS
    | PERSON_WORDS
    | DATE_WORDS
    | PAST_WORDS
    | ADJECTIVES
    | CALL_VERBS
    | HAVE_VERBS
    | LEAVE_VERBS
    | LIVE_VERBS
    | LOSE_VERBS
    | MOVE_VERBS
    | SHIFT_VERBS
    | STATE_VERBS
    | STOP_VERBS
    | STUDY_VERBS
    | WORK_VERBS
    | CHANGE_LINKS
    | PART_WORDS
    | TITLES
    | ROLES.keys()
    | OWN_ROLES.keys()
)


def is_name(wording: Wording, place: int) -> bool:
    """Return whether a word is a name: written as one, and no word of the lists."""
    word = wording.words[place]
    if place not in wording.capitals:
        return False
    # "Marco", "Jan" and "April" are names where nothing says that they are months.
    return word not in _NO_NAMES or (word in MONTH_WORDS and not is_month(wording.words, place))


def is_month(words: Sequence[str], place: int) -> bool:
    """Return whether a word is a month: beside a number or after a preposition."""
    if words[place] not in MONTH_WORDS:
        return False
    near = words[max(0, place - 1) : place + 2]
    before = words[place - 1] if place else ""
    return any(map(is_number, near)) or before in DATE_LINKS


def read_name_run(wording: Wording, start: int, *, step: int = 1) -> frozenset[str]:
    """Return the names that stand together from a place on, forwards or backwards."""
    name: list[str] = []
    place = start
    while 0 <= place < len(wording.words) and is_name(wording, place):
        name.append(wording.words[place])
        place += step
    return frozenset(name)


def find_person(words: Iterable[str]) -> str | None:
    """Return whom the first word for a person means: the user, a group of theirs, or somebody.

    Somebody who is only "he" or "they" is "", and None stands for no such word.
    """
    for word in words:
        if word in USER_WORDS:
            return USER
        if word in GROUP_WORDS:
            return GROUP
        if word in OTHERS_WORDS:
            return ""
    return None


@lru_cache(maxsize=8_192)
def is_same_stem(one: str, other: str) -> bool:
    """Return whether two words are the same but for their endings, or for one letter doubled."""
    if one == other:
        return True
    if any(map(str.isdigit, one + other)):
        return False
    short, long = sorted((one.replace("oo", "o"), other.replace("oo", "o")), key=len)
    alike = next((n for n, char in enumerate(short) if char != long[n]), len(short))
    return alike >= max(3 if short.isascii() else 2, len(short) - 2) and len(long) - alike <= 4


def is_same_subject_word(one: str, other: str) -> bool:
    """Return whether two words name one subject: "hermano" and "hermana" do not.

    Only in scripts whose cases change the last letter, "Анна" and "Анны" do.
    """
    if one.isascii() or other.isascii():
        short, long = sorted((one, other), key=len)
        return long.startswith(short) and len(long) - len(short) <= 2 - (len(short) < 4)
    return is_same_stem(one, other)


def has_stem(word: str, words: Iterable[str]) -> bool:
    """Return whether a word is among others, with whatever ending."""
    return any(is_same_stem(word, other) for other in words)


def is_covered(words: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether each word is among others, with whatever ending."""
    known = tuple(others)
    return all(has_stem(word, known) for word in words)


def has_case(word: str) -> bool:
    """Return whether the script of a word shows which words are names."""
    return word[:1].upper() != word[:1]
