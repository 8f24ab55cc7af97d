"""Reading the one number, day or time of a thing: a port, a price, when a meeting is.

What is left of a statement without its number and without words for being, beginning, costing and
changing is the thing: "The staging DB listens on 6433" and "Staging database port: 7000" are two
claims about the port of the staging database.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.choices import ADOPT_VERBS, CHOOSE_VERBS
from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    EMPTY_WORDS,
    is_month,
    is_number,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import (
    LISTEN_VERBS,
    PORT_WORDS,
    SHIFT_VERBS,
    STATE_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.role_words import CHANGE_LINKS
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    COPULA_WORDS,
    DENIAL_WORDS,
    GROUP_WORDS,
    MONTH_WORDS,
    NEW_WORDS,
    SYNONYMS,
    USER_WORDS,
    WEEKDAYS,
)
from mcp_mem0.domain.decisions.conflicts.statement_parts import is_event
from mcp_mem0.domain.decisions.conflicts.value_words import IDENTIFYING_NOUNS, UNITS

THING_WORDS_MAX: Final = 4

_FREQUENCIES: Final = frozenset(["daily", "weekly", "monthly", "yearly", "every", "usually"])
_NUMBERED: Final = frozenset(SYNONYMS.values()) | {"port", "budget", "limit", "timeout", "age"}
_TO_WORDS: Final = frozenset(
    [
        "to",
        "auf",
        "a",
        "au",
        "para",
        "naar",
        "na",
        "на",
        "до",
        "e",
        "su",
        "por",
        "op",
        "إلى",
        "الى",
        "en",
        "per",
    ]
)
_FROM_WORDS: Final = frozenset(["from", "von", "de", "da", "van", "z", "ze", "с", "со", "из", "من"])
_CLOCK_MARKS: Final = frozenset(["am", "pm"])
_HOUR_WORDS: Final = frozenset(
    ["uhr", "h", "heures", "heure", "uur", "ore", "horas", "hodin", "часов", "часа", "时", "saat"]
)
_RULE_WORDS: Final = frozenset(
    ["passwordpolicy", "policy", "rule", "requirement", "must", "should", "need", "needs"]
)
_TO_CLAIM: Final = 2
"""How many numbers a statement has that tells a change from one to the other."""

_DAYS: Final = WEEKDAYS | MONTH_WORDS
_VALUE_UNITS: Final = UNITS | _CLOCK_MARKS | _HOUR_WORDS
_DROPPED_UNITS: Final = (UNITS | _HOUR_WORDS) - _CLOCK_MARKS
_VALUE_LINKS: Final = COPULA_WORDS | _TO_WORDS
_PORT_SIGNS: Final = PORT_WORDS | LISTEN_VERBS
_SAID_OF_ALL: Final = (
    EMPTY_WORDS
    | STATE_VERBS
    | SHIFT_VERBS
    | CHANGE_LINKS
    | USER_WORDS
    | GROUP_WORDS
    | UNITS
    | CHOOSE_VERBS
    | ADOPT_VERBS
    | _FREQUENCIES
    | _RULE_WORDS
)


def read_measure_claims(wording: Wording) -> Iterator[Claim]:
    """Read the value of the thing that the statement is about, if it has just one."""
    words = wording.words
    if not any(map(is_number, words)) and _DAYS.isdisjoint(words):
        return
    groups = _group_values(words)
    if not groups or len(groups) > _TO_CLAIM:
        return
    if tells_past(words) or not DENIAL_WORDS.isdisjoint(words):
        return
    is_shifted = not SHIFT_VERBS.isdisjoint(words) or not CHANGE_LINKS.isdisjoint(words)
    start, end = groups[-1]
    if len(groups) == _TO_CLAIM and not (is_shifted and _is_from(words, groups)):
        return
    value = frozenset(_drop_units(words[start:end]))
    thing = _list_thing(words, groups)
    if not value or not thing or len(thing) > THING_WORDS_MAX:
        return
    if _names_thing(words, start, end) or (is_event(words) and not is_shifted):
        return
    is_marked = is_shifted or not NEW_WORDS.isdisjoint(words) or not _NUMBERED.isdisjoint(thing)
    yield Claim(f"measure {_classify(value)}", thing, value, "holds", is_marked)


def _group_values(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the numbers and days stand, those that stand together as one."""
    groups: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if not _is_value(words, place, word):
            continue
        if groups and groups[-1][1] == place:
            groups[-1] = (groups[-1][0], place + 1)
        else:
            groups.append((place, place + 1))
    return groups


def _is_value(words: Sequence[str], place: int, word: str) -> bool:
    if is_number(word) or word in WEEKDAYS or is_month(words, place):
        return True
    return word in _VALUE_UNITS and place > 0 and is_number(words[place - 1])


def _is_from(words: Sequence[str], groups: Sequence[tuple[int, int]]) -> bool:
    """Whether of two values the first is what the thing was changed from."""
    (first, _), (second, _) = groups
    return words[first - 1] in _FROM_WORDS and words[second - 1] in _TO_WORDS


def _drop_units(value: Sequence[str]) -> list[str]:
    return [word.rstrip(".") for word in value if word not in _DROPPED_UNITS]


def _list_thing(words: Sequence[str], groups: Sequence[tuple[int, int]]) -> frozenset[str]:
    taken = {place for start, end in groups for place in range(start, end)}
    left = [word for place, word in enumerate(words) if place not in taken]
    thing = {
        "port" if word in _PORT_SIGNS else word
        for word in left
        if word in _PORT_SIGNS or word not in _SAID_OF_ALL
    }
    return frozenset(thing)


def _names_thing(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the number tells which thing it is, as in "invoice 311"."""
    if start and words[start - 1] in IDENTIFYING_NOUNS:
        # "My office is room 214" gives the number of the office.
        return start < len(("is", "room")) or words[start - 2] not in _VALUE_LINKS
    return any(word in STATE_VERBS for word in words[end:]) and start == 0


def _classify(value: frozenset[str]) -> str:
    """Return the kind of a value: only values of one kind are compared."""
    if not WEEKDAYS.isdisjoint(value):
        return "weekday"
    return "date" if not MONTH_WORDS.isdisjoint(value) else "number"
