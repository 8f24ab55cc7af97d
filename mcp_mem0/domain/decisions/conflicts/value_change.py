"""Whether two statements give one thing another value.

What differs must be the value. Either both say where the same subject lives, works or studies;
or they are the same words but for one place, and that place is a value:

- a number or a day after the verb ("port 8080", "on Monday"), and neither the number of a thing
  ("Invoice 311 is paid") nor the year in which something happened;
- what comes after a word that goes with one value ("deadline is", "married to", "is called"),
  if both sides are names or neither is;
- one of several things of a kind ("prefers tabs", "prefers spaces").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.decisions.conflicts.statement_parts import (
    StatementParts,
    drop_small_words,
    is_event,
    is_number,
    is_small,
    strip_possessive,
)
from mcp_mem0.domain.decisions.conflicts.value_words import (
    ATTRIBUTES,
    CHOICE_VERBS,
    COPULAS,
    DATES_COMPARED,
    DETERMINERS,
    FINAL_VERBS,
    IDENTIFYING_NOUNS,
    KIN,
    KINDS,
    LASTING_DATES,
    NAMING_VERBS,
    PAST_COPULAS,
    PERSON_ATTRIBUTES,
    PLANNED_WORDS,
    PROFESSIONS,
    SCHEDULE_VERBS,
    TIME_UNITS,
    UNITS,
    VALUE_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.whereabouts import has_other_place
from mcp_mem0.domain.text.word_lists import SMALL_WORDS

VALUE_WORDS_MAX: Final = 4
INSTEAD_ENDS: Final = frozenset({"instead", "stattdessen", "invece"})
"""Words at the end of a statement that gives a thing its value in place of another."""

_ENDING_WORDS_MAX: Final = 2
_YEARS: Final = range(1900, 2101)
_YEAR_CHARS: Final = 4
_MERE_COPULAS: Final = COPULAS - UNITS
_PRESENT_COPULAS: Final = COPULAS - PAST_COPULAS
_DATE_WORDS: Final = DATES_COMPARED | TIME_UNITS
_ALL_ATTRIBUTES: Final = ATTRIBUTES | PERSON_ATTRIBUTES
_COPULA_PLACES: Final = frozenset({"in", "at", "near", "from"})


@dataclass(frozen=True, slots=True)
class _Difference:
    """Two statements that are the same but for one place."""

    before: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        return (*self.before, *self.after)


def has_other_value(older: StatementParts, newer: StatementParts) -> bool:
    """Return whether two statements give one subject another value of one thing."""
    if older.denies or newer.denies:
        return False
    return has_other_place(older, newer) or _has_other_end(older, newer)


def _has_other_end(older: StatementParts, newer: StatementParts) -> bool:
    found = _find_difference(older.words, newer.words)
    if found is None:
        return False
    return (
        _has_other_number(found)
        or _has_other_date(found)
        or _has_other_choice(found)
        or _has_other_name(found, older, newer)
        or _is_given_instead(found, newer)
    )


def _find_difference(ours: Sequence[str], theirs: Sequence[str]) -> _Difference | None:
    """Return the one place in which two rows of words differ, if it can be a value."""
    before = _count_common_words(ours, theirs)
    if not before:
        return None
    after = _count_common_words(ours[: before - 1 : -1], theirs[: before - 1 : -1])
    length = max(len(ours), len(theirs)) - before - after
    if length > VALUE_WORDS_MAX or min(len(ours), len(theirs)) == before + after:
        return None
    mine, others = (tuple(words[before : len(words) - after]) for words in (ours, theirs))
    return _Difference(tuple(ours[:before]), mine, others, tuple(ours[len(ours) - after :]))


def _count_common_words(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length


def _has_other_number(found: _Difference) -> bool:
    """Whether the places are numbers, and numbers of the same and not of two things."""
    ours, theirs = (_drop_units(value) for value in (found.ours, found.theirs))
    if not ours or len(ours) != len(theirs) or not all(map(is_number, (*ours, *theirs))):
        return False
    if found.before[0] in SMALL_WORDS or found.before[-1] in IDENTIFYING_NOUNS:
        return False
    # "Build 14 took 3 hours": its verb stands among the numbers.
    if is_event(found.before) or is_event((*found.before, *found.ours)):
        return False
    if all(map(_is_year, (*ours, *theirs))) and LASTING_DATES.isdisjoint(found.shared):
        return False
    return _is_end_of_value(found)


def _drop_units(value: Sequence[str]) -> list[str]:
    return [word for word in value if not is_small(word) and word not in UNITS] or [
        word for word in value if is_number(word)
    ]


def _is_year(word: str) -> bool:
    return len(word) == _YEAR_CHARS and word.isdecimal() and int(word) in _YEARS


def _is_end_of_value(found: _Difference) -> bool:
    """Whether what follows the number belongs to it, so that the verb stands before it."""
    after = found.after
    if not after:
        return True
    if not _MERE_COPULAS.isdisjoint(after):
        return False
    is_unit = after[0] in UNITS or after[0] in DATES_COMPARED or is_number(after[0])
    return is_unit or (len(after) <= _ENDING_WORDS_MAX and len(found.before) > 1)


def _has_other_date(found: _Difference) -> bool:
    """Whether the places are days or times of one thing that recurs or is planned."""
    values = (*drop_small_words(found.ours), *drop_small_words(found.theirs))
    return (
        bool(drop_small_words(found.ours))
        and bool(drop_small_words(found.theirs))
        and all(word in _DATE_WORDS or is_number(word) for word in values)
        and any(word in DATES_COMPARED for word in values)
        and _ends_with_schedule(found.before)
        and not is_event(found.before)
    )


def _ends_with_schedule(before: Sequence[str]) -> bool:
    """Whether a day comes right after the verb: "is on Monday", but not "is closed on Monday"."""
    verbs = [place for place, word in enumerate(before) if place and word in SCHEDULE_VERBS]
    return bool(verbs) and all(
        is_small(word) or word in PLANNED_WORDS for word in before[verbs[-1] + 1 :]
    )


def _has_other_choice(found: _Difference) -> bool:
    """Whether the places are two things of one kind, of which one is chosen."""
    ours, theirs = " ".join(found.ours), " ".join(found.theirs)
    if not CHOICE_VERBS.isdisjoint(found.before):
        return any(ours in kind and theirs in kind for kind in KINDS)
    if _ends_with_copula(found.before):
        return any(ours in kind and theirs in kind for kind in (*KINDS, PROFESSIONS))
    return False


def _is_given_instead(found: _Difference, newer: StatementParts) -> bool:
    """Whether the newer says "instead", and its value comes right after "is" or "is at"."""
    said = newer.spoken[-_ENDING_WORDS_MAX:]
    return not INSTEAD_ENDS.isdisjoint(said) and _ends_with_copula(found.before)


def _ends_with_copula(before: Sequence[str]) -> bool:
    """Whether the words end with "is", or with "is" and a preposition."""
    verbs = before[1:]
    return bool(verbs) and (
        verbs[-1] in COPULAS or (is_small(verbs[-1]) and not COPULAS.isdisjoint(verbs[-2:-1]))
    )


def _has_other_name(found: _Difference, older: StatementParts, newer: StatementParts) -> bool:
    """Whether the places follow a word that goes with one value."""
    is_named = _is_named(found.ours, older.names)
    if (
        is_named != _is_named(found.theirs, newer.names)
        or _select_small_words(found.ours) != _select_small_words(found.theirs)
        or is_event(found.before)
    ):
        return False
    if found.after and found.after[0] in FINAL_VERBS:
        return True
    before = {strip_possessive(word) for word in found.before}
    if not before.isdisjoint(VALUE_VERBS) and before.isdisjoint(KIN):
        return is_named and (before.isdisjoint(NAMING_VERBS) or _is_thing(older.spoken))
    return not COPULAS.isdisjoint(found.before[1:]) and _is_attribute(found, before, is_named)


def _is_attribute(found: _Difference, before: set[str], is_named: bool) -> bool:  # noqa: FBT001 - one of three findings
    """Whether "is" stands between what has one value and a value."""
    if not is_named:
        return before.isdisjoint(PERSON_ATTRIBUTES) and not before.isdisjoint(ATTRIBUTES)
    # "Ana is in Rome", "Ana is in Oslo".
    is_place = (
        found.before[-1] in _COPULA_PLACES
        and not _PRESENT_COPULAS.isdisjoint(found.before[-2:-1])
        and not any(is_small(word) or word in DATES_COMPARED for word in found.ours + found.theirs)
    )
    return is_place or not before.isdisjoint(_ALL_ATTRIBUTES)


def _is_thing(spoken: Sequence[str]) -> bool:
    """Whether a statement is about a thing, not about somebody by name."""
    return spoken[0] in DETERMINERS or spoken[0] != strip_possessive(spoken[0])


def _select_small_words(words: Sequence[str]) -> set[str]:
    return {word for word in words if is_small(word)}


def _is_named(value: Sequence[str], names: frozenset[str]) -> bool:
    return any(word in names for word in value)
