"""Whether a newer fact may outdate an older one: a rule over words, and one over relations.

The similarity of vectors does not distinguish a contradiction from a paraphrase, so the words
decide. The rule misses a conflict rather than invent one; it marks a fact and never closes it.

Two facts are compared without articles and words like "now":

- one negates the other ("Ana eats meat", "Ana no longer eats meat"); or
- they begin alike and differ in one place, where each has a value of at most
  `VALUE_WORDS_MAX` words ("Ana lives in Oslo", "Ana lives in Bergen"). The value comes at the
  end, after at least two words that matter; or it is a name or a number. Small words, such as
  "in", must be the same on both sides.

Words that go with many values at once (likes, visited, knows) are no conflict.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import normalise_name, normalise_statement, split_words
from mcp_mem0.domain.text.word_lists import MANY_VALUED, NEGATIONS, SMALL_WORDS, TIME_WORDS

VALUE_WORDS_MAX = 4
WORDS_MAX = 40
"""Longer facts say more than one thing and are not compared."""

_NEGATED = re.compile(r"(.+)n't")
_AUXILIARIES = frozenset({"do", "does", "did"})


def may_outdate(older: Fact, newer: Fact) -> bool:
    """Return whether a fact said later contradicts an older one, which may then be outdated.

    False for two revisions of one fact, and where one ends before the other begins.
    """
    # Most pairs of facts are unrelated, and comparing words shows that fastest.
    return (
        _may_contradict(older, newer)
        and older.lineage != newer.lineage
        and _is_later(newer, older)
        and _may_overlap(older, newer)
    )


def may_outdate_relation(older: Relation, newer: Relation, *, aliases: Mapping[str, str]) -> bool:
    """Return whether a later relation has another object for the same subject and predicate.

    False for predicates that go with many objects at once, and where one ends before the other
    begins.

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
        and not any(_is_many_valued(word) for word in predicate)
    )


@dataclass(frozen=True, slots=True)
class _ParsedStatement:
    """The words of a fact, and whether it negates them.

    `counts` says whether its value may be a number right after the first word.
    """

    words: tuple[str, ...]
    denies: bool
    counts: bool


def _is_later(newer: Fact | Relation, older: Fact | Relation) -> bool:
    return (newer.said_at, newer.recorded_at) > (older.said_at, older.recorded_at)


def _may_overlap(one: Fact | Relation, other: Fact | Relation) -> bool:
    """Whether both may have been true at the same time."""
    return not _is_earlier_period(one, other) and not _is_earlier_period(other, one)


def _is_earlier_period(one: Fact | Relation, other: Fact | Relation) -> bool:
    return one.valid_to is not None and one.valid_to <= other.start


def _split_predicate(relation: Relation) -> tuple[str, ...]:
    return split_words(relation.predicate.replace("_", " "))


# One fact is compared with many; parsing takes longer than comparing.
@lru_cache(maxsize=4_096)
def _parse_statement(text: str) -> _ParsedStatement:
    words: list[str] = []
    denies = False
    for word in normalise_statement(text).split():
        negated = _NEGATED.fullmatch(word)
        if word in NEGATIONS or negated:
            denies = True
        if negated and negated[1] not in _AUXILIARIES:
            words.append(negated[1])
        elif not negated and word not in NEGATIONS | TIME_WORDS:
            words.append(word)
    return _ParsedStatement(tuple(words), denies, counts=_is_number(words[1 : 1 + VALUE_WORDS_MAX]))


def _may_contradict(older: Fact, newer: Fact) -> bool:
    old, new = _parse_statement(older.text), _parse_statement(newer.text)
    if max(len(old.words), len(new.words)) > WORDS_MAX:
        return False
    if old.denies != new.denies:
        return _extract_stems(old.words) == _extract_stems(new.words)
    return _has_same_beginning(old, new) and _has_another_value(older, newer)


def _has_same_beginning(old: _ParsedStatement, new: _ParsedStatement) -> bool:
    """Whether they share the words before the value: one before a number, else more."""
    alike = 1 if old.counts and new.counts else 2
    return old.words[:alike] == new.words[:alike]


def _extract_stems(said: Sequence[str]) -> list[str]:
    """Return the meaningful words, without the s of "eats", which "does not eat" lacks."""
    return [word.rstrip("s") for word in said if word not in SMALL_WORDS]


def _has_another_value(older: Fact, newer: Fact) -> bool:
    said, said_later = _parse_statement(older.text).words, _parse_statement(newer.text).words
    before = _count_common_words(said, said_later)
    after = _count_common_words(said[before:][::-1], said_later[before:][::-1])
    old, new = (words[before : len(words) - after] for words in (said, said_later))
    if not old or not new or max(len(old), len(new)) > VALUE_WORDS_MAX:
        return False
    beginning, ending = said[:before], said[len(said) - after :]
    shared = (*beginning, *ending)
    if _select_small_words(old) != _select_small_words(new) or any(
        _is_many_valued(word) for word in shared
    ):
        return False
    if _is_number(old) and _is_number(new):
        return bool(_drop_small_words(beginning))
    named = _is_named(old, older) and _is_named(new, newer)
    if named and not after:
        return bool(_drop_small_words(beginning)) and len(beginning) > 1
    return (named or not after) and len(_drop_small_words(beginning)) > 1


def _count_common_words(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length


def _drop_small_words(said: Sequence[str]) -> list[str]:
    return [word for word in said if word not in SMALL_WORDS]


def _select_small_words(said: Sequence[str]) -> set[str]:
    return {word for word in said if word in SMALL_WORDS}


def _is_many_valued(word: str) -> bool:
    return word in MANY_VALUED or word.removesuffix("s") in MANY_VALUED


def _is_number(value: Sequence[str]) -> bool:
    return any(char.isdigit() for word in value for char in word)


def _is_named(value: Sequence[str], fact: Fact) -> bool:
    names = _extract_names(fact.text, fact.entities)
    return any(word in names for word in value)


# Finding names takes longest, and few comparisons get this far.
@lru_cache(maxsize=4_096)
def _extract_names(text: str, entities: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        part for name in (*entities, *extract_entities(text)) for part in split_words(name)
    )
