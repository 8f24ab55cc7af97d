"""What kind of word a word of a statement is, and who the statement is about."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import (
    CALL_VERBS,
    DATE_VERBS,
    HAVE_VERBS,
    LEAVE_VERBS,
    LIVE_VERBS,
    LOSE_VERBS,
    MARRY_WORDS,
    MOVE_VERBS,
    NAME_VERBS,
    RENAME_VERBS,
    SHIFT_VERBS,
    STATE_VERBS,
    STOP_VERBS,
    STUDY_VERBS,
    WORK_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.role_words import (
    CHANGE_LINKS,
    OWN_ROLES,
    PART_WORDS,
    ROLES,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
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
from mcp_mem0.domain.decisions.conflicts.statement_parts import is_number as _is_number

PERSON_WORDS: Final = USER_WORDS | GROUP_WORDS | OTHERS_WORDS
DATE_WORDS: Final = MONTH_WORDS | WEEKDAYS | TIME_WORDS
LINKS: Final = COPULA_WORDS | NEW_WORDS | ARTICLE_WORDS
"""Words that may stand between a role and its value."""

PASSIVE_WORDS: Final = frozenset(
    ["was", "were", "war", "waren", "era", "fue", "byl", "byla", "был", "была", "etait", "foi"]
)
"""Words that are past by themselves, and say that something changed before a verb of change."""

EMPTY_WORDS: Final = (
    ARTICLE_WORDS
    | COPULA_WORDS
    | DENIAL_WORDS
    | HELPERS
    | NEW_WORDS
    | OF_WORDS
    | PASSIVE_WORDS
    | PREPOSITIONS
    | TIME_WORDS
)
"""Words that say nothing of the thing that a statement is about."""

DATE_LINKS: Final = TIME_WORDS | frozenset(
    [
        "in",
        "im",
        "en",
        "em",
        "w",
        "в",
        "во",
        "since",
        "seit",
        "depuis",
        "desde",
        "dal",
        "sinds",
        "od",
        "с",
        "of",
        "de",
        "du",
        "till",
        "until",
        "bis",
        "on",
        "by",
        "mid",
    ]
)
"""Words before a month."""

SHORT_CHARS_MAX: Final = 3
_STEM_CHARS_MIN: Final = 3
_ENDING_CHARS_MAX: Final = 4
_SUBJECT_ENDING_CHARS_MAX: Final = 2
# Greek and Cyrillic: there a name changes its last letter with its case.
_FIRST_ARABIC: Final = "\u0600"
_END_ARABIC: Final = "\u0700"
_FIRST_CASED: Final = "\u0370"
_END_CASED: Final = "\u0530"
_ENDING_LETTERS: Final = frozenset("aeiouyrnmscj")
_WEAK_LETTERS: Final = str.maketrans("", "", "اويت")

_CHANGE_VERBS: Final = SHIFT_VERBS | LEAVE_VERBS | MOVE_VERBS | RENAME_VERBS
_NO_NAMES_WITHIN: Final = PERSON_WORDS | DATE_WORDS | TITLES | ROLES.keys() | OWN_ROLES.keys()
"""Words that are written with a capital and are no names."""

_SAID_OF_ALL: Final = EMPTY_WORDS | PERSON_WORDS | DATE_WORDS
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
    | DATE_VERBS
    | MARRY_WORDS
    | NAME_VERBS
    | TITLES
    | ROLES.keys()
    | OWN_ROLES.keys()
)


# Each word is asked about several times.
is_number = lru_cache(maxsize=8_192)(_is_number)
"""Whether a word is a number, a version or a time."""


def is_name(wording: Wording, place: int) -> bool:
    """Return whether a word is a name: written as one, and no word of the lists."""
    word = wording.words[place]
    if place not in wording.capitals:
        return False
    if word in MONTH_WORDS:
        # "Marco", "Jan" and "April" are names where nothing says that they are months.
        return not is_month(wording.words, place)
    return word not in (_NO_NAMES_WITHIN if place and has_case(word) else _NO_NAMES)


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


def tells_past(words: Sequence[str]) -> bool:
    """Return whether a statement tells what was so once; "was moved" tells a change."""
    return not PAST_WORDS.isdisjoint(words) and any(
        word in PAST_WORDS
        and not (
            word in PASSIVE_WORDS and not _CHANGE_VERBS.isdisjoint(words[place + 1 : place + 3])
        )
        for place, word in enumerate(words)
    )


def read_person(words: Iterable[str]) -> str | None:
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


# The same few words are compared in each answer.
@lru_cache(maxsize=8_192)
def is_same_stem(one: str, other: str) -> bool:
    """Return whether two words are the same but for their endings, or for one letter doubled."""
    if one == other:
        return True
    if any(map(str.isdigit, one + other)):
        return False
    if _is_arabic(one) and _is_arabic(other):
        return _strip_arabic(one) == _strip_arabic(other)
    short, long = sorted((one.replace("oo", "o"), other.replace("oo", "o")), key=len)
    alike = next((n for n, char in enumerate(short) if char != long[n]), len(short))
    if len(short) <= SHORT_CHARS_MAX and short.isascii():
        # "uso" and "usar" differ in vowels only, "cat" and "car" do not.
        return alike >= len(short) - 1 > 1 and _ENDING_LETTERS.issuperset(
            short[alike:] + long[alike:]
        )
    least = _STEM_CHARS_MIN if short.isascii() else _STEM_CHARS_MIN - 1
    return alike >= max(least, len(short) - 2) and len(long) - alike <= _ENDING_CHARS_MAX


def _is_arabic(word: str) -> bool:
    return _FIRST_ARABIC <= word[0] < _END_ARABIC


def _strip_arabic(word: str) -> str:
    """Return the consonants of an Arabic word: its article and its weak letters change."""
    return word.removeprefix("ال").translate(_WEAK_LETTERS) or word


def list_stems(words: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of the words that say something: of two with one stem, the same."""
    return frozenset(
        _strip_arabic(word)[:_STEM_CHARS_MIN] if _is_arabic(word) else word[:_STEM_CHARS_MIN]
        for word in words
        if word not in _SAID_OF_ALL
    )


def is_same_subject_word(one: str, other: str) -> bool:
    """Return whether two words name one subject: "hermano" and "hermana" do not.

    Only in scripts whose cases change the last letter, "Анна" and "Анны" do.
    """
    if not _FIRST_CASED <= one[0] < _END_CASED:
        short, long = sorted((one, other), key=len)
        ending_max = 1 if len(short) <= SHORT_CHARS_MAX else _SUBJECT_ENDING_CHARS_MAX
        return long.startswith(short) and len(long) - len(short) <= ending_max
    return is_same_stem(one, other)


def has_stem(word: str, words: Collection[str]) -> bool:
    """Return whether a word is among others, with whatever ending."""
    return word in words or any(is_same_stem(word, other) for other in words)


def is_covered(words: Iterable[str], others: Collection[str]) -> bool:
    """Return whether each word is among others, with whatever ending."""
    return all(has_stem(word, others) for word in words)


def has_case(word: str) -> bool:
    """Return whether the script of a word shows which words are names."""
    return word[:1].upper() != word[:1]
