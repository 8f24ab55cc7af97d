"""Whether a statement says that what another says has ended: by a denial, a change or a state.

- One denies what the other says ("Ana eats meat", "Ana no longer eats meat").
- The newer tells the change: "switched from Gradle to Bazel", "sold her car", "left Acme", "tea
  instead of coffee".
- Each has one of several states that exclude each other: enabled and disabled, married and
  divorced, vegetarian and eating meat.
"""

from collections.abc import Iterable, Sequence
from operator import ne
from typing import Final

from mcp_mem0.domain.decisions.conflicts.change_words import (
    CHANGE_VERBS,
    DAIRY,
    EAT_VERBS,
    FROM_WORDS,
    HAVE_VERBS,
    INSTEAD_WORDS,
    LEAVE_VERBS,
    LIFE_STATES,
    LOSE_VERBS,
    MEATS,
    PLANT_EATERS,
    REPLACE_VERBS,
    RETIRE_VERBS,
    STATES,
    TO_WORDS,
    VEGANS,
    WITH_WORDS,
)
from mcp_mem0.domain.decisions.conflicts.statement_parts import (
    StatementParts,
    drop_small_words,
    has_word,
    is_same_text,
    is_small,
    strip_possessive,
)
from mcp_mem0.domain.decisions.conflicts.value_words import (
    AUXILIARIES,
    KINDS,
    NAMING_VERBS,
    RESIDENCE_VERBS,
    STUDY_VERBS,
    WORK_VERBS,
)

CHANGED_WORDS_MAX: Final = 4
"""Longest value that a change is said to be from."""

SUBJECT_WORDS_MAX: Final = 5

_MERE_TO_WORDS: Final = TO_WORDS - FROM_WORDS
_PLACE_VERBS: Final = WORK_VERBS | STUDY_VERBS | RESIDENCE_VERBS
_ANIMAL_FOODS: Final = MEATS | DAIRY
_GIVEN_UP: Final = frozenset({("gave", "up"), ("given", "up"), ("gives", "up")})
_CHANGE_SIGNS: Final = (
    CHANGE_VERBS
    | REPLACE_VERBS
    | LOSE_VERBS
    | LEAVE_VERBS
    | INSTEAD_WORDS
    | {verb for verb, _ in _GIVEN_UP}
)
"""Without one of them a statement tells no change."""

_LIVES: Final = frozenset[str]().union(*LIFE_STATES)

_WORK_NOUNS: Final = frozenset(["job", "work", "position", "post", "stelle", "poste"])

FROM_REACH: Final = 3
"""How far before a verb of change its "from" is sought, for languages that put the verb last."""


def denies(older: StatementParts, newer: StatementParts) -> bool:
    """Return whether one statement denies what the other says."""
    if older.denies == newer.denies:
        return False
    denied, said = (older, newer) if older.denies else (newer, older)
    ours, theirs = drop_small_words(denied.words), drop_small_words(said.words)
    if is_same_text(ours, theirs):
        return bool(ours)
    if denied.contrasts and len(ours) > len(theirs):
        # "It no longer uses Gradle but Bazel."
        return len(theirs) > 1 and is_same_text(ours[: len(theirs)], theirs)
    return _is_said_with_more(denied.words, said.words)


def _is_said_with_more(denied: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a denial goes on as a statement does that says more: "works at Acme (in sales)"."""
    count = len(denied)
    return (
        len(drop_small_words(denied)) > len(("Ana", "works"))
        and len(said) > count
        and is_same_text(denied, said[:count])
        and is_small(said[count])
    )


def tells_change(older: StatementParts, newer: StatementParts) -> bool:
    """Return whether a newer statement tells the change of what an older one says."""
    if _CHANGE_SIGNS.isdisjoint(newer.words) and _CHANGE_SIGNS.isdisjoint(newer.spoken):
        return False
    return (
        _is_changed_from(older, newer)
        or _is_switched(older, newer)
        or _is_replaced(older, newer)
        or _is_lost(older, newer)
        or _is_left(older, newer)
        or _is_given_up(older, newer)
    )


def _is_changed_from(older: StatementParts, newer: StatementParts) -> bool:
    """Whether the newer says "from X to Y" of the same subject, and the older says X."""
    verb = _find_first(newer.words, CHANGE_VERBS)
    if verb is None or not _is_subject_shared(older.words, newer.words[:verb]):
        return False
    start = _find_first(newer.words, FROM_WORDS, begin=max(1, verb - FROM_REACH))
    if start is None:
        return False
    end = _find_first(newer.words, _MERE_TO_WORDS, begin=start + 1)
    return _is_said(newer.words[start + 1 : end], older)


def _is_switched(older: StatementParts, newer: StatementParts) -> bool:
    """Whether the newer tells a change to another thing of the kind that the older names."""
    verb = _find_first(newer.words, CHANGE_VERBS)
    if verb is None or not _is_subject_shared(older.words, newer.words[:verb]):
        return False
    ours, theirs = (f" {' '.join(said.words[1:])} " for said in (older, newer))
    for kind in KINDS:
        old = {member for member in kind if f" {member} " in ours}
        new = {member for member in kind if f" {member} " in theirs}
        if old and new and old.isdisjoint(new):
            return True
    return False


def _is_replaced(older: StatementParts, newer: StatementParts) -> bool:
    """Whether the newer says "replaced X with Y" of the same subject, and the older says X."""
    verb = _find_first(newer.words, REPLACE_VERBS)
    if verb is None or not _is_subject_shared(older.words, newer.words[:verb]):
        return False
    return _is_said(newer.words[verb + 1 : _find_first(newer.words, WITH_WORDS, begin=verb)], older)


def _is_said(value: Sequence[str], older: StatementParts) -> bool:
    """Whether a statement has the words of a value, beside its first word."""
    meant = drop_small_words(value[:CHANGED_WORDS_MAX])
    return bool(meant) and all(has_word(word, older.words[1:]) for word in meant)


def _is_lost(older: StatementParts, newer: StatementParts) -> bool:
    """Whether somebody has what the newer says is sold, lost or dead."""
    have, lose = _find_first(older.words, HAVE_VERBS), _find_first(newer.words, LOSE_VERBS)
    if have is None or lose is None or have > SUBJECT_WORDS_MAX:
        return False
    owned = [word for word in drop_small_words(older.words[have + 1 :]) if word not in NAMING_VERBS]
    return (
        bool(owned)
        and len(owned) <= CHANGED_WORDS_MAX
        and all(has_word(word, newer.words[1:]) for word in owned)
    )


def _is_left(older: StatementParts, newer: StatementParts) -> bool:
    """Whether somebody works, studies or lives where the newer says they left."""
    if _find_first(older.words, _PLACE_VERBS) is None:
        return False
    leave = _find_first(newer.spoken, LEAVE_VERBS)
    if leave is None or not _is_subject_shared(older.words, newer.spoken[:leave]):
        return False
    if newer.spoken[leave] in RETIRE_VERBS:
        return True
    named = older.names & frozenset(older.words)
    place = _find_first(newer.spoken, named, begin=leave + 1)
    # "Left my umbrella at Acme" is another matter.
    return place is not None and all(
        is_small(word) or word in _WORK_NOUNS for word in newer.spoken[leave + 1 : place]
    )


def _is_given_up(older: StatementParts, newer: StatementParts) -> bool:
    """Whether the newer says "instead of X" or "gave up X", and the older says X."""
    place = _find_first(newer.spoken, INSTEAD_WORDS)
    if place is None:
        pairs = zip(newer.spoken, newer.spoken[1:], strict=False)
        place = next((n for n, pair in enumerate(pairs, start=1) if pair in _GIVEN_UP), None)
    return place is not None and _is_said(newer.spoken[place + 1 :], older)


def excludes_state(older: StatementParts, newer: StatementParts) -> bool:
    """Return whether two statements give one subject states that exclude each other."""
    if older.denies or newer.denies:
        return False
    return (
        _has_other_state(older, newer)
        or _has_other_life(older, newer)
        or _has_other_diet(older.words, newer.words)
        or _has_other_diet(newer.words, older.words)
    )


def _has_other_state(older: StatementParts, newer: StatementParts) -> bool:
    if len(older.words) != len(newer.words):
        return False
    differs = [*map(ne, older.words, newer.words)]
    if differs.count(True) != 1 or differs[0]:
        return False
    place = differs.index(True)
    ours, theirs = older.words[place], newer.words[place]
    return (
        _is_excluded(ours, theirs, STATES)
        or theirs in {f"un{ours}", f"non-{ours}"}
        or (ours in {f"un{theirs}", f"non-{theirs}"})
    )


def _has_other_life(older: StatementParts, newer: StatementParts) -> bool:
    """Whether one is married and the other divorced, of the same subject."""
    if _LIVES.isdisjoint(older.words):
        return False
    one, other = _find_first(older.words, _LIVES), _find_first(newer.words, _LIVES)
    if one is None or other is None:
        return False
    ours, theirs = _list_subject(older.words[:one]), _list_subject(newer.words[:other])
    return (
        bool(ours)
        and ours == theirs
        and _is_excluded(older.words[one], newer.words[other], (LIFE_STATES,))
    )


def _has_other_diet(plant: Sequence[str], meat: Sequence[str]) -> bool:
    """Whether one eats no meat and the other does."""
    if PLANT_EATERS.isdisjoint(plant):
        return False
    one, other = _find_first(plant, PLANT_EATERS), _find_first(meat, EAT_VERBS)
    if one is None or other is None:
        return False
    avoided = _ANIMAL_FOODS if plant[one] in VEGANS else MEATS
    if avoided.isdisjoint(meat[other:]):
        return False
    subject = _list_subject(plant[:one])
    return bool(subject) and subject == _list_subject(meat[:other])


def _is_excluded(one: str, other: str, groups: Iterable[Sequence[frozenset[str]]]) -> bool:
    return any(
        one in side and any(other in rest for rest in group if rest is not side)
        for group in groups
        for side in group
    )


def _is_subject_shared(said: Sequence[str], subject: Sequence[str]) -> bool:
    """Whether a statement is about the subject of another one."""
    ours = _list_subject(subject)
    return bool(ours) and len(ours) <= SUBJECT_WORDS_MAX and list(said[: len(ours)]) == ours


def _list_subject(words: Sequence[str]) -> list[str]:
    return [strip_possessive(word) for word in words if word not in AUXILIARIES]


def _find_first(words: Sequence[str], wanted: frozenset[str], *, begin: int = 1) -> int | None:
    """Return where the first of some words stands, after the first word."""
    return next((n for n in range(max(begin, 0), len(words)) if words[n] in wanted), None)
