"""Where somebody lives, works or studies, as two statements say it, however they are worded.

"Ana lives in Oslo", "Ana has lived in Oslo since May" and "Ana moved to Oslo" are one; a wish, a
condition or a past home is none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.change_words import MOVE_VERBS
from mcp_mem0.domain.decisions.conflicts.statement_parts import (
    StatementParts,
    drop_small_words,
    is_number,
)
from mcp_mem0.domain.decisions.conflicts.value_words import (
    AUXILIARIES,
    COMPANY_PREPOSITIONS,
    PLACE_PREPOSITIONS,
    QUALIFIERS,
    RESIDENCE_VERBS,
    STUDY_VERBS,
    TO_PREPOSITIONS,
    UNCERTAIN,
    WORK_VERBS,
)
from mcp_mem0.domain.text.word_lists import JOINING

NAME_WORDS_MAX: Final = 4
SUBJECT_WORDS_MAX: Final = 5

STATEMENTS_KEPT: Final = 1_024
"""How many statements are remembered with where somebody is by them."""

_PREPOSITION_REACH: Final = 3
_HAVE: Final = frozenset({"has", "have", "ve"})
_PERFECTS: Final = {"lived": "live", "worked": "work", "studied": "study"}
_PREPOSITIONS: Final = PLACE_PREPOSITIONS | COMPANY_PREPOSITIONS
_TASK_PREPOSITIONS: Final = frozenset({"on", "with", "near", "around"})


_SIGNS: Final = MOVE_VERBS | RESIDENCE_VERBS | WORK_VERBS | STUDY_VERBS | _PERFECTS.keys()
"""Without one of them a statement says nothing of where somebody is."""


@dataclass(frozen=True, slots=True)
class _Whereabouts:
    """Where somebody lives, works or studies, or has moved to."""

    subject: tuple[str, ...]
    kind: str
    place: frozenset[str]
    is_move: bool = False


def has_other_place(older: StatementParts, newer: StatementParts) -> bool:
    """Return whether two statements say that one subject lives, works or studies elsewhere."""
    if _SIGNS.isdisjoint(older.words) or _SIGNS.isdisjoint(newer.words):
        return False
    ours, theirs = _find_whereabouts(older), _find_whereabouts(newer)
    return (
        ours is not None
        and theirs is not None
        and ours.subject == theirs.subject
        and ours.kind == theirs.kind
        and ours.place.isdisjoint(theirs.place)
        and not (ours.is_move and theirs.is_move)
    )


# One statement is compared with many.
@lru_cache(maxsize=STATEMENTS_KEPT)
def _find_whereabouts(said: StatementParts) -> _Whereabouts | None:
    words = said.words
    if not QUALIFIERS.isdisjoint(words):
        return None
    moved = _find_move(said)
    if moved is not None:
        return moved
    for place, word in enumerate(words[: SUBJECT_WORDS_MAX + 2]):
        kind = _find_kind(_PERFECTS.get(word, word) if words[place - 1] in _HAVE else word)
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
        if preposition in _PREPOSITIONS:
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
    for word in said.words[start : start + NAME_WORDS_MAX]:
        if word not in said.names and not (name and word in JOINING):
            break
        name.append(word)
    return frozenset(drop_small_words(name)) or frozenset(name)


def _list_subject(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in AUXILIARIES)
