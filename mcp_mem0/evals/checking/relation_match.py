"""Whether a relation of an answer is one that the fact states, in its direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.evals.checking.language import ENGLISH, load_language
from mcp_mem0.evals.checking.text_forms import fold_text, list_words
from mcp_mem0.evals.checking.vocabulary import Vocabulary, is_alike

_BACKWARDS: Final = frozenset({"of", "by"})
"""Words that turn a relation round: who is a brother of somebody is not who has a brother."""

_LINKS: Final = frozenset(
    {"a", "an", "as", "at", "for", "from", "has", "in", "is", "on", "the", "to", "with"}
)


@dataclass(frozen=True, slots=True)
class RelationCheck:
    """What the relations of one fact are compared with.

    Attributes:
        text: The fact, folded.
        who: Whom or what it is about.
        expected: The relations that the case names; a predicate "a|b" is either.
        vocabulary: Words that another relation may have.
    """

    text: str
    who: Sequence[str]
    expected: Sequence[StatedRelation]
    vocabulary: Vocabulary

    def find_problem(self, relation: StatedRelation) -> str | None:
        """Return what is wrong with a relation, or None."""
        same = [each for each in self.expected if _has_same_ends(each, relation)]
        if any(_is_predicate(relation.predicate, each.predicate) for each in same):
            return None
        if same:
            return f"relates by {relation.predicate!r} instead of {same[0].predicate!r}"
        if any(_has_same_ends(_turn(each), relation) for each in self.expected):
            return f"turns a relation round: {relation.text}"
        return self._find_other_problem(relation)

    def _find_other_problem(self, relation: StatedRelation) -> str | None:
        """Return what is wrong with a relation that the case does not name, or None."""
        vocabulary = self.vocabulary.extend(frozenset(list_words(self.text)))
        for end in (relation.subject, relation.object):
            if vocabulary.list_unexplained(fold_text(end)):
                return f"relates {end!r}, whom nobody mentioned"
        if vocabulary.list_unexplained(fold_text(relation.predicate.replace("_", " "))):
            return f"relates by {relation.predicate!r}, which nobody said"
        is_turned = self._is_about(relation.object) and not self._is_about(relation.subject)
        return f"turns a relation round: {relation.text}" if is_turned else None

    def _is_about(self, end: str) -> bool:
        return any(
            _is_same_name(end, name)
            for alternatives in self.who
            for name in alternatives.split("|")
        )


def _turn(relation: StatedRelation) -> StatedRelation:
    return StatedRelation(
        subject=relation.object, predicate=relation.predicate, object=relation.subject
    )


def _has_same_ends(one: StatedRelation, other: StatedRelation) -> bool:
    return _is_same_name(one.subject, other.subject) and _is_same_name(one.object, other.object)


def _is_same_name(one: str, other: str) -> bool:
    """Whether two names are one: all words of one are in the other."""
    left, right = set(list_words(fold_text(one))), set(list_words(fold_text(other)))
    left, right = left - {"the"}, right - {"the"}
    return bool(left and right) and (left <= right or right <= left)


def _is_predicate(given: str, expected: str) -> bool:
    """Whether a predicate is one of those that are expected, in other words perhaps."""
    return any(_is_same_predicate(given, each) for each in expected.split("|"))


def _is_same_predicate(given: str, expected: str) -> bool:
    words, wanted = (list_words(fold_text(each.replace("_", " "))) for each in (given, expected))
    if not words or (words[-1] in _BACKWARDS) != (wanted[-1] in _BACKWARDS):
        return False
    synonyms = load_language(ENGLISH).synonyms
    meant = {other for word in wanted for other in (word, *synonyms.get(word, ()))}
    core = [word for word in words if word not in _LINKS] or words
    return all(word in meant or any(is_alike(word, each) for each in wanted) for word in core)
