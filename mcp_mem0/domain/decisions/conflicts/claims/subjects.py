"""Whom a statement is about, by the words that stand before its verb."""

from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import USER
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    PERSON_WORDS,
    is_number,
    read_person,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import HOME_WORDS
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    COPULA_WORDS,
    GROUP_WORDS,
    HELPERS,
    INDIC_OF,
    OTHERS_WORDS,
    OWNING_WORDS,
    PREPOSITIONS,
    USER_WORDS,
)

_SELF_WORDS: Final = USER_WORDS | GROUP_WORDS
_ARTICLES_FIRST: Final = frozenset({"a", "o"})
"""Portuguese articles before a name, which are prepositions elsewhere."""

_HEADS: Final = COPULA_WORDS | HELPERS | frozenset({"esta", "estan", "estava", "deu"})


def find_subject(wording: Wording, verb: int, value: frozenset[str]) -> frozenset[str]:
    """Return the words before the verb that say who it is about; nobody is the user."""
    words = wording.words
    subject: set[str] = set()
    for place, word in enumerate(words[:verb]):
        if (
            not place
            and word in _ARTICLES_FIRST
            and 1 in wording.capitals
            and words[1] not in value
        ):
            continue
        if word in GROUP_WORDS and (place + 1 == verb or words[place + 1] in EMPTY_WORDS):
            # Where "we" live is where I live.
            subject.add(USER)
        elif word in PERSON_WORDS:
            subject.add(read_person((word,)) or word)
        elif (
            word not in EMPTY_WORDS
            and word not in DATE_WORDS
            and word not in value
            and word not in HOME_WORDS
            and not _follows_preposition(words, place)
            and not is_number(word)
        ):
            subject.add(word)
    if not OTHERS_WORDS.isdisjoint(subject):
        return frozenset()
    return frozenset(subject) or frozenset({USER})


def _follows_preposition(words: tuple[str, ...], place: int) -> bool:
    if place == 1 and words[0] in _ARTICLES_FIRST:
        return False
    return place > 0 and words[place - 1] in PREPOSITIONS


def find_partner_subject(wording: Wording, verb: int) -> frozenset[str]:
    """Return who of a couple a statement is about: "Clara and I", "my cousin", "Nadia"."""
    before = wording.words[:verb]
    if any(word in _SELF_WORDS and word not in OWNING_WORDS for word in before):
        return frozenset({USER})
    return find_subject(wording, verb, frozenset())


def find_head(wording: Wording, end: int) -> int:
    """Return where the first helping verb before a place stands; the place itself if none does."""
    return next((n for n in range(1, end) if wording.words[n] in _HEADS), end)


def find_clause_subject(wording: Wording, end: int) -> frozenset[str]:
    """Return who a statement is about: before its helping verb, or between that and a place.

    Empty where nobody is named: the verb alone may say who.
    """
    head = find_head(wording, end)
    return _read_part(wording, 0, head) or _read_part(wording, head + 1, end)


def _read_part(wording: Wording, start: int, end: int) -> frozenset[str]:
    part = Wording(
        wording.words[start:end],
        frozenset(n - start for n in wording.capitals if start <= n < end),
        frozenset(n - start for n in wording.owners if start <= n < end),
    )
    is_named = any(
        word in PERSON_WORDS
        or not (word in EMPTY_WORDS or word in DATE_WORDS or word in INDIC_OF or is_number(word))
        for word in part.words
    )
    found = find_subject(part, len(part.words), frozenset()) if is_named else frozenset[str]()
    return found - INDIC_OF
