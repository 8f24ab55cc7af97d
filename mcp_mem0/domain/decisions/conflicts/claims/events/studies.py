"""Reading what somebody studies, and that they changed to another subject.

Somebody may study two subjects, so only a statement that tells the change outdates another one.
"""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Claim
from mcp_mem0.domain.decisions.conflicts.claims.subjects import find_clause_subject
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    PERSON_WORDS,
    is_number,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import SHIFT_VERBS, STUDY_VERBS
from mcp_mem0.domain.decisions.conflicts.lexicon.event_words import (
    CHANGE_VERBS,
    DEGREE_VERBS,
    MAJOR_NOUNS,
    NEW_SUBJECT_WORDS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    ARTICLE_WORDS,
    DENIAL_WORDS,
    NEW_WORDS,
)

_CHANGES: Final = SHIFT_VERBS | CHANGE_VERBS
_ASIDE: Final = EMPTY_WORDS | DATE_WORDS | PERSON_WORDS | NEW_WORDS
_STUDIES: Final = STUDY_VERBS | DEGREE_VERBS
_BEFORE_NEW: Final = NEW_SUBJECT_WORDS | STUDY_VERBS | {"does", "l"}
_SIGNS: Final = _CHANGES | _STUDIES
"""Without one of them a statement says nothing of a subject studied."""


def read_study_claims(wording: Wording) -> Iterator[Claim]:
    """Read the subject that somebody studies, as words, or has changed to."""
    words = wording.words
    if _SIGNS.isdisjoint(words):
        return
    if not DENIAL_WORDS.isdisjoint(words) or tells_past(words):
        return
    change = next((n for n, word in enumerate(words) if word in _CHANGES), None)
    if change is not None and not MAJOR_NOUNS.isdisjoint(words):
        noun = next(n for n, word in enumerate(words) if word in MAJOR_NOUNS)
        value = _read_changed(words, min(change, noun))
        subject = find_clause_subject(wording, min(change, noun))
        if value and subject:
            yield Claim("major", subject, value, "changed", is_marked=True)
        return
    verb = next((n for n, word in enumerate(words) if word in _STUDIES), None)
    if verb is None or not verb:
        return
    value = _read_subject_studied(words, verb)
    subject = find_clause_subject(wording, verb)
    if value and subject:
        is_marked = words[verb] in DEGREE_VERBS and not NEW_WORDS.isdisjoint(words)
        yield Claim("major", subject, value, "holds", is_marked)


def _read_changed(words: tuple[str, ...], start: int) -> frozenset[str]:
    """Return what the subject was changed to: after the last preposition, or the verb behind it."""
    for place in range(len(words) - 1, start, -1):
        value = words[place]
        if words[place - 1] in _BEFORE_NEW and _is_value(value):
            return frozenset({value})
    return frozenset()


def _read_subject_studied(words: tuple[str, ...], verb: int) -> frozenset[str]:
    """Return the word right after the verb, with articles and "now" between."""
    after = verb + 1
    is_major = words[verb] in DEGREE_VERBS and words[verb].startswith("major")
    while after < len(words) and (
        words[after] in ARTICLE_WORDS
        or words[after] in NEW_WORDS
        or (is_major and words[after] == "in")
    ):
        after += 1
    is_value = after < len(words) and _is_value(words[after])
    return frozenset({words[after]}) if is_value else frozenset()


def _is_value(word: str) -> bool:
    return word not in _ASIDE and word not in MAJOR_NOUNS and not is_number(word)
