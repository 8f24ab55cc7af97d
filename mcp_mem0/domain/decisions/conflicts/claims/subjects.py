"""Whom a statement is about, by the words that stand before its verb."""

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
    GROUP_WORDS,
    OTHERS_WORDS,
    OWNING_WORDS,
    PREPOSITIONS,
    USER_WORDS,
)


def find_subject(wording: Wording, verb: int, value: frozenset[str]) -> frozenset[str]:
    """Return the words before the verb that say who it is about; nobody is the user."""
    words = wording.words
    subject: set[str] = set()
    for place, word in enumerate(words[:verb]):
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
            and not (place and words[place - 1] in PREPOSITIONS)
            and not is_number(word)
        ):
            subject.add(word)
    if not OTHERS_WORDS.isdisjoint(subject):
        return frozenset()
    return frozenset(subject) or frozenset({USER})


def find_partner_subject(wording: Wording, verb: int) -> frozenset[str]:
    """Return who of a couple a statement is about: "Clara and I", "my cousin", "Nadia"."""
    before = wording.words[:verb]
    if any(word in USER_WORDS | GROUP_WORDS and word not in OWNING_WORDS for word in before):
        return frozenset({USER})
    return find_subject(wording, verb, frozenset())
