"""Whether a newer fact may outdate an older one: a rule over words, and one over relations.

The similarity of vectors does not distinguish a contradiction from a paraphrase, so the words
decide. The rule misses a conflict rather than invent one; it marks a fact and never closes it.

Two facts of one subject conflict if

- they claim different values of one matter, or one ends what the other claims, in whatever words
  (`conflicts.claims`);
- one denies what the other says, tells its change, or names a state that excludes it
  (`conflicts.state_change`); or
- they give one thing another value (`conflicts.value_change`). Most verbs go with many values at
  once (speaks, visited, is allergic to), so only words that are known to go with one count.

Scripts without spaces are compared by their characters (`conflicts.spaceless`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.comparison import (
    claims_next,
    claims_otherwise,
    list_matters,
    list_topics,
    tells_end_or_change,
)
from mcp_mem0.domain.decisions.conflicts.spaceless import contradicts_spaceless, is_spaceless
from mcp_mem0.domain.decisions.conflicts.state_change import denies, excludes_state, tells_change
from mcp_mem0.domain.decisions.conflicts.statement_parts import parse_statement
from mcp_mem0.domain.decisions.conflicts.value_change import has_other_value
from mcp_mem0.domain.decisions.conflicts.value_words import COMPANIONS, SINGLE_PREDICATES
from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.domain.text.entity_matching import is_alias
from mcp_mem0.domain.text.normalise import normalise_name, split_words
from mcp_mem0.domain.text.times.announced_start import read_announcement

WORDS_MAX: Final = 40
TEXTS_CACHED_MAX: Final = 8_192
PAIRS_CACHED_MAX: Final = 32_768
CHARS_MAX: Final = 400
"""Longer facts say more than one thing and are not compared."""


def may_outdate(older: Fact, newer: Fact) -> bool:
    """Return whether a fact said later contradicts an older one, which may then be outdated.

    False for two revisions of one fact, and where one ends before the other begins.
    """
    # Words last but one: of texts that were not compared before they take longest, and what was
    # said at once is no correction.
    return (
        older.lineage != newer.lineage
        and _is_later(newer, older)
        and contradicts(older.text, newer.text)
        and _may_overlap(older, newer)
    )


def may_outdate_relation(older: Relation, newer: Relation, *, aliases: Mapping[str, str]) -> bool:
    """Return whether a later relation has another object for the same subject and predicate.

    False for predicates that are not known to go with one object at a time, for second names, and
    where one ends before the other begins.

    Args:
        older: The relation that was stated first.
        newer: The relation that was stated later.
        aliases: For each key of a name with aliases, the key that represents them all.
    """

    def resolve_entity(name: str) -> str:
        return aliases.get(normalise_name(name), normalise_name(name))

    predicate = _split_predicate(older)
    return (
        older.source != newer.source
        and _is_later(newer, older)
        and _may_overlap(older, newer)
        and resolve_entity(older.subject) == resolve_entity(newer.subject)
        and predicate == _split_predicate(newer)
        and resolve_entity(older.object) != resolve_entity(newer.object)
        and _is_single_valued(older.predicate, predicate)
    )


def _is_later(newer: Fact | Relation, older: Fact | Relation) -> bool:
    return (newer.said_at, newer.recorded_at) > (older.said_at, older.recorded_at)


def _may_overlap(one: Fact | Relation, other: Fact | Relation) -> bool:
    """Whether there may have been a moment at which both held."""
    return not _is_earlier_period(one, other) and not _is_earlier_period(other, one)


def _is_earlier_period(one: Fact | Relation, other: Fact | Relation) -> bool:
    return one.valid_to is not None and one.valid_to <= other.start


def _split_predicate(relation: Relation) -> tuple[str, ...]:
    return split_words(relation.predicate.replace("_", " "))


def _is_single_valued(predicate: str, words: tuple[str, ...]) -> bool:
    return (
        not is_alias(predicate)
        and not SINGLE_PREDICATES.isdisjoint(words)
        and COMPANIONS.isdisjoint(words)
    )


# The same few facts stand near the top of many answers.
@lru_cache(maxsize=PAIRS_CACHED_MAX)
def contradicts(older: str, newer: str) -> bool:
    """Return whether a statement may not be true beside an older one of the same subject."""
    if max(len(older), len(newer)) > CHARS_MAX:
        return False
    before, after = _read_as_begun(older, newer)
    return claims_otherwise(before, after) or _has_contrary_words(before, after)


@dataclass(frozen=True, slots=True)
class ConflictKeys:
    """Keys by which the statements are found that a newer one may contradict.

    Attributes:
        known: Those under which a statement is found.
        sought: Those by which it finds older ones.
    """

    known: frozenset[str]
    sought: frozenset[str]


# A fact is compared in each answer again.
@lru_cache(maxsize=TEXTS_CACHED_MAX)
def list_conflict_keys(text: str) -> ConflictKeys:
    """Return keys of which a newer statement seeks one of each older one that it may contradict."""
    announced = read_announcement(text)
    if announced is not None:
        text = announced.text
    first = text[:1] if is_spaceless(text) else parse_statement(text).first
    own = list_matters(text) | {f"begins {first}"}
    topics = frozenset(f"on {stem}" for stem in list_topics(text))
    return ConflictKeys(own | topics, own | topics if tells_end_or_change(text) else own)


@lru_cache(maxsize=PAIRS_CACHED_MAX)
def tells_next_change(older: str, newer: str) -> bool:
    """Return whether the newer of two statements tells how a matter is now, without a conflict.

    Both may stay true: "moved to Rome", "moved to Oslo".
    """
    if max(len(older), len(newer)) > CHARS_MAX:
        return False
    return claims_next(*_read_as_begun(older, newer))


def _read_as_begun(older: str, newer: str) -> tuple[str, str]:
    """Return two statements, what is announced as if it had begun.

    What was announced before is compared with what is announced now or said to have changed: that
    something is so until then says nothing against it.
    """
    ours, theirs = read_announcement(older), read_announcement(newer)
    after = newer if theirs is None else theirs.text
    is_open = ours is not None and (theirs is not None or tells_end_or_change(newer))
    return ours.text if ours is not None and is_open else older, after


def _has_contrary_words(older: str, newer: str) -> bool:
    """Whether two statements that are worded alike contradict each other."""
    if is_spaceless(older) or is_spaceless(newer):
        return contradicts_spaceless(older, newer)
    ours, theirs = parse_statement(older), parse_statement(newer)
    # Most pairs of facts are unrelated, and their first words show that fastest.
    if not ours.first or ours.first != theirs.first:
        return False
    if max(len(ours.words), len(theirs.words)) > WORDS_MAX:
        return False
    return (
        denies(ours, theirs)
        or tells_change(ours, theirs)
        or excludes_state(ours, theirs)
        or has_other_value(ours, theirs)
    )
