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

from mcp_mem0.domain.decisions.statement_parts import (
    StatementParts,
    drop_small_words,
    is_event,
    is_number,
    is_small,
    strip_possessive,
)
from mcp_mem0.domain.decisions.value_words import (
    ATTRIBUTES,
    AUXILIARIES,
    CHOICE_VERBS,
    COMPANY_PREPOSITIONS,
    COPULAS,
    DATES_COMPARED,
    DETERMINERS,
    FINAL_VERBS,
    IDENTIFYING_NOUNS,
    KIN,
    KINDS,
    LASTING_DATES,
    MOVE_VERBS,
    NAMING_VERBS,
    PERSON_ATTRIBUTES,
    PLACE_PREPOSITIONS,
    PLANNED_WORDS,
    PROFESSIONS,
    QUALIFIERS,
    RESIDENCE_VERBS,
    SCHEDULE_VERBS,
    STUDY_VERBS,
    TO_PREPOSITIONS,
    UNCERTAIN,
    UNITS,
    VALUE_VERBS,
    WORK_VERBS,
)
from mcp_mem0.domain.text.word_lists import JOINING, MANY_VALUED, SMALL_WORDS

VALUE_WORDS_MAX: Final = 4
SUBJECT_WORDS_MAX: Final = 5

_PREPOSITION_REACH: Final = 3
_ENDING_WORDS_MAX: Final = 2
_YEARS: Final = range(1900, 2101)
_YEAR_CHARS: Final = 4
_TASK_PREPOSITIONS: Final = frozenset({"on", "with", "near", "around"})
_COPULA_PLACES: Final = frozenset({"in", "at", "near"})


@dataclass(frozen=True, slots=True)
class _Whereabouts:
    """Where somebody lives, works or studies, or has moved to."""

    subject: tuple[str, ...]
    kind: str
    place: frozenset[str]
    is_move: bool = False


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
    return _has_other_place(older, newer) or _has_other_end(older, newer)


def _has_other_place(older: StatementParts, newer: StatementParts) -> bool:
    ours, theirs = _find_whereabouts(older), _find_whereabouts(newer)
    return (
        ours is not None
        and theirs is not None
        and ours.subject == theirs.subject
        and ours.kind == theirs.kind
        and ours.place.isdisjoint(theirs.place)
        and not (ours.is_move and theirs.is_move)
    )


def _find_whereabouts(said: StatementParts) -> _Whereabouts | None:
    words = said.words
    if not QUALIFIERS.isdisjoint(words):
        return None
    moved = _find_move(said)
    if moved is not None:
        return moved
    for place, word in enumerate(words[: SUBJECT_WORDS_MAX + 2]):
        kind = _find_kind(word)
        if kind is None or not UNCERTAIN.isdisjoint(words[:place]):
            continue
        return _read_whereabouts(said, place, kind)
    return None


def _find_kind(verb: str) -> str | None:
    if verb in RESIDENCE_VERBS:
        return "home"
    if verb in WORK_VERBS:
        return "work"
    return "study" if verb in STUDY_VERBS else None


def _read_whereabouts(said: StatementParts, verb: int, kind: str) -> _Whereabouts | None:
    words = said.words
    for place in range(verb + 1, min(verb + 1 + _PREPOSITION_REACH, len(words))):
        preposition = words[place]
        if kind == "work" and preposition in _TASK_PREPOSITIONS:
            return None
        if preposition in PLACE_PREPOSITIONS | COMPANY_PREPOSITIONS:
            name = _read_name(said, place + 1)
            if not name:
                return None
            # "works at Acme" and "works for Acme" are one kind, "works in Oslo" is another.
            is_company = kind == "work" and preposition in COMPANY_PREPOSITIONS
            kind = "company" if is_company else f"{kind} in"
            return _Whereabouts(_list_subject(words[:verb]), kind, name)
    return None


def _find_move(said: StatementParts) -> _Whereabouts | None:
    words = said.words
    verb = next((n for n, word in enumerate(words) if n and word in MOVE_VERBS), None)
    if verb is None or not UNCERTAIN.isdisjoint(words[1:verb]):
        return None
    for place in range(1, len(words) - 1):
        if words[place] in TO_PREPOSITIONS and (name := _read_name(said, place + 1)):
            return _Whereabouts(
                _list_subject(words[: min(verb, place)]), "home in", name, is_move=True
            )
    return None


def _read_name(said: StatementParts, start: int) -> frozenset[str]:
    """Return the words of the name ("Oslo") or number ("house 3") that begins at a place."""
    numbered = said.words[start : start + 2]
    if any(map(is_number, numbered[1:])):
        return frozenset(numbered)
    name: list[str] = []
    for word in said.words[start : start + VALUE_WORDS_MAX]:
        if word not in said.names and not (name and word in JOINING):
            break
        name.append(word)
    return frozenset(drop_small_words(name)) or frozenset(name)


def _list_subject(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in AUXILIARIES)


def _has_other_end(older: StatementParts, newer: StatementParts) -> bool:
    found = _find_difference(older.words, newer.words)
    if found is None:
        return False
    return (
        _has_other_number(found)
        or _has_other_date(found)
        or _has_other_choice(found)
        or _has_other_name(found, older, newer)
    )


def _find_difference(ours: Sequence[str], theirs: Sequence[str]) -> _Difference | None:
    """Return the one place in which two rows of words differ, if it can be a value."""
    before = _count_common_words(ours, theirs)
    after = _count_common_words(ours[before:][::-1], theirs[before:][::-1])
    mine, others = (tuple(words[before : len(words) - after]) for words in (ours, theirs))
    if not before or not mine or not others or max(len(mine), len(others)) > VALUE_WORDS_MAX:
        return None
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
    if is_event(found.before):
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
    if not (COPULAS - UNITS).isdisjoint(after):
        return False
    is_unit = after[0] in UNITS or after[0] in DATES_COMPARED or is_number(after[0])
    return is_unit or (len(after) <= _ENDING_WORDS_MAX and len(found.before) > 1)


def _has_other_date(found: _Difference) -> bool:
    """Whether the places are days or times of one thing that recurs or is planned."""
    values = (*drop_small_words(found.ours), *drop_small_words(found.theirs))
    return (
        bool(drop_small_words(found.ours))
        and bool(drop_small_words(found.theirs))
        and all(word in DATES_COMPARED or word in UNITS or is_number(word) for word in values)
        and any(word in DATES_COMPARED for word in values)
        and _ends_with_schedule(found.before)
        and not is_event(found.before)
        and not _is_many_valued(found.before)
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
    if found.before[-1] in COPULAS and len(found.before) > 1:
        return any(ours in kind and theirs in kind for kind in (*KINDS, PROFESSIONS))
    return False


def _has_other_name(found: _Difference, older: StatementParts, newer: StatementParts) -> bool:
    """Whether the places follow a word that goes with one value."""
    if _select_small_words(found.ours) != _select_small_words(found.theirs):
        return False
    is_named = _is_named(found.ours, older.names)
    if is_named != _is_named(found.theirs, newer.names) or is_event(found.before):
        return False
    before = {strip_possessive(word) for word in found.before}
    if found.after and found.after[0] in FINAL_VERBS:
        return True
    has_copula = not COPULAS.isdisjoint(found.before[1:])
    if not before.isdisjoint(VALUE_VERBS) and before.isdisjoint(KIN):
        return is_named and (before.isdisjoint(NAMING_VERBS) or _is_thing(older.spoken))
    if not has_copula:
        return False
    if not before.isdisjoint(PERSON_ATTRIBUTES):
        return is_named
    if not before.isdisjoint(ATTRIBUTES):
        return True
    # "Ana is in Rome", "Ana is in Oslo".
    is_place = not COPULAS.isdisjoint(found.before[-2:-1])
    return is_named and found.before[-1] in _COPULA_PLACES and is_place


def _is_thing(spoken: Sequence[str]) -> bool:
    """Whether a statement is about a thing, not about somebody by name."""
    return spoken[0] in DETERMINERS or spoken[0] != strip_possessive(spoken[0])


def _select_small_words(words: Sequence[str]) -> set[str]:
    return {word for word in words if is_small(word)}


def _is_named(value: Sequence[str], names: frozenset[str]) -> bool:
    return any(word in names for word in value)


def _is_many_valued(words: Sequence[str]) -> bool:
    return any(word in MANY_VALUED or word.removesuffix("s") in MANY_VALUED for word in words)
