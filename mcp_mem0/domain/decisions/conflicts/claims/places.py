"""Reading where somebody lives, works or studies, moves to, or has left."""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Aspect, Claim
from mcp_mem0.domain.decisions.conflicts.claims.subjects import find_subject
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    EMPTY_WORDS,
    PERSON_WORDS,
    is_name,
    read_name_run,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import (
    COMPANY_MARKS,
    GET_VERBS,
    INDIC_GO,
    INDIC_MOVE,
    INDIC_NEAR,
    INDIC_WORK,
    JOIN_VERBS,
    LEAVE_VERBS,
    LIVE_VERBS,
    MOVE_VERBS,
    RETIRE_VERBS,
    STUDY_VERBS,
    TRAIN_VERBS,
    WORK_NOUNS,
    WORK_TASKS,
    WORK_VERBS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    COPULA_WORDS,
    DENIAL_WORDS,
    NEW_WORDS,
)
from mcp_mem0.domain.decisions.conflicts.value_words import KIN, QUALIFIERS

_TO_WORDS: Final = frozenset(
    [
        "to",
        "nach",
        "zu",
        "a",
        "en",
        "para",
        "naar",
        "do",
        "в",
        "во",
        "на",
        "into",
        "الى",
        "w",
        "till",
        "in",
    ]
)
_FROM_WORDS: Final = frozenset(
    ["from", "von", "aus", "de", "da", "van", "uit", "z", "ze", "из", "от", "من", "se"]
)

_IN_WORDS: Final = frozenset(["in", "at", "a", "en", "em", "w", "в", "no", "na", "te"])
_INDIC_IN: Final = frozenset(["में", "से"])

_SEASONS: Final = QUALIFIERS | frozenset(
    [
        "sommer",
        "winters",
        "sommers",
        "verano",
        "invierno",
        "ete",
        "hiver",
        "estate",
        "inverno",
        "zomer",
        "latem",
        "zima",
        "летом",
        "зимой",
    ]
)
"""Words that leave room for another place."""

_SAID_OF_ALL: Final = EMPTY_WORDS | PERSON_WORDS
_IS_NOW: Final = COPULA_WORDS | NEW_WORDS
_MOVES: Final = MOVE_VERBS | INDIC_MOVE | INDIC_GO
_SIGNS: Final = (
    LIVE_VERBS
    | _MOVES
    | WORK_VERBS
    | STUDY_VERBS
    | TRAIN_VERBS
    | JOIN_VERBS
    | WORK_NOUNS
    | LEAVE_VERBS
    | RETIRE_VERBS
    | _IN_WORDS
)
"""Without one of them a statement says nothing of a place."""


def read_place_claims(wording: Wording) -> Iterator[Claim]:
    """Read where the subject lives, works or studies."""
    words = wording.words
    if _SIGNS.isdisjoint(words) or not _SEASONS.isdisjoint(words) or tells_past(words):
        return
    denied = not DENIAL_WORDS.isdisjoint(words)
    is_marked = not NEW_WORDS.isdisjoint(words)
    for place, word in enumerate(words):
        matter, aspect = _classify_deed(wording, place, denied=denied)
        if matter is None:
            continue
        value = _find_place(wording, place, is_end=aspect == "ended")
        if word in INDIC_GO:
            value = _find_town_before(wording, place)
        subject = find_subject(wording, place, value)
        if not subject:
            return
        if matter == "left" and value and not _is_object(wording, place, value):
            continue
        if word in WORK_VERBS and not _is_company(wording, value):
            continue
        if value or (aspect == "ended" and _has_no_object(wording, place)):
            yield Claim(matter, subject, value, aspect, is_marked or aspect != "holds")


def _classify_deed(wording: Wording, place: int, *, denied: bool) -> tuple[str | None, Aspect]:
    """Return the matter that a verb is about, and whether it tells a state, a change or an end."""
    word = wording.words[place]
    matter = _find_state(wording, place)
    if matter is not None:
        return matter, "ended" if denied else "holds"
    if not denied and word in _MOVES:
        return "home", "changed"
    if not denied and (word in JOIN_VERBS or _is_new_job(wording, place)):
        return "work", "changed"
    if not denied and (word in LEAVE_VERBS or word in RETIRE_VERBS):
        return "left", "ended"
    return None, "holds"


def _is_new_job(wording: Wording, place: int) -> bool:
    """Whether a word is the job in "started a job at Acme"."""
    words = wording.words
    after = words[place + 1] if place + 1 < len(words) else ""
    is_named = words[place] in WORK_NOUNS and after in COMPANY_MARKS
    return is_named and not GET_VERBS.isdisjoint(words[:place])


def _find_state(wording: Wording, place: int) -> str | None:
    """Return where a verb says that somebody is: at home, at work or where they study."""
    word = wording.words[place]
    if word in LIVE_VERBS or (word in _IN_WORDS and _is_thing_place(wording, place)):
        return "home"
    if word in WORK_VERBS and (not place or word not in WORK_NOUNS or word in INDIC_WORK):
        return "work"
    if word in TRAIN_VERBS:
        return "gym"
    return "study" if word in STUDY_VERBS else None


def _is_thing_place(wording: Wording, place: int) -> bool:
    """Whether "is in" stands between a thing, not somebody, and a name."""
    words = wording.words
    before = [n for n, word in enumerate(words[:place]) if word not in _SAID_OF_ALL]
    return (
        place > 1
        and words[place - 1] in _IS_NOW
        and place + 1 < len(words)
        and is_name(wording, place + 1)
        and bool(before)
        and not any(is_name(wording, n) or words[n] in KIN for n in before)
    )


def _is_object(wording: Wording, verb: int, value: frozenset[str]) -> bool:
    """Whether a name is what somebody left: "left my umbrella at Acme" says something else."""
    places = [n for n, word in enumerate(wording.words) if word in value]
    between = wording.words[min(verb, places[0]) + 1 : max(verb, places[0])]
    return all(
        word in EMPTY_WORDS or word in PERSON_WORDS or word in WORK_NOUNS or word in value
        for word in between
    )


def _is_company(wording: Wording, value: frozenset[str]) -> bool:
    """Whether somebody works at what is named, and not on it or with it."""
    words = wording.words
    first = next((n for n, word in enumerate(words) if word in value), None)
    if first is None:
        return False
    if not first:
        return True
    mark = words[first - 1]
    return mark in COMPANY_MARKS or (mark not in WORK_TASKS and mark != "in")


def _find_place(wording: Wording, verb: int, *, is_end: bool) -> frozenset[str]:
    """Return the name after the verb and a preposition, or before a verb that comes last."""
    words = wording.words
    for place in range(1, len(words)):
        if words[place] in _INDIC_IN and is_name(wording, place - 1):
            return frozenset({words[place - 1]})
    runs = [
        (place, name)
        for place in range(len(words))
        if not (place and is_name(wording, place - 1)) and (name := read_name_run(wording, place))
    ]
    after = [(place, name) for place, name in runs if place > verb]
    # "Bei Bosch habe ich gekündigt": of those before an end, the nearest.
    before = runs[::-1] if is_end else runs
    chosen = after or [(place, name) for place, name in before if place or 0 in wording.owners]
    wanted = _FROM_WORDS if is_end else _TO_WORDS
    marked = [name for place, name in chosen if place and words[place - 1] in wanted]
    if marked:
        return marked[0]
    others = [name for place, name in chosen if is_end or words[place - 1] not in _FROM_WORDS]
    return others[0] if others else frozenset()


def _find_town_before(wording: Wording, verb: int) -> frozenset[str]:
    """Return the town right before "went away"; nothing of a market, a school or a home."""
    before = wording.words[verb - 1] if verb > 1 else ""
    is_town = before and before not in INDIC_NEAR and is_name(wording, verb - 1)
    return frozenset({before}) if is_town else frozenset()


def _has_no_object(wording: Wording, verb: int) -> bool:
    """Whether an end names only work itself: "quit my job", "is retired"."""
    words = wording.words
    return words[verb] in RETIRE_VERBS or not WORK_NOUNS.isdisjoint(words)
