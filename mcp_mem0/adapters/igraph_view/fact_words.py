"""The words of a fact and of its relations, by which it answers a question."""

from dataclasses import dataclass
from sys import intern
from typing import Final

from mcp_mem0.domain.graph.model import KnownFact
from mcp_mem0.domain.retrieval.links.question_terms import split_terms

_PLACING: Final = frozenset({"from"})


@dataclass(frozen=True, slots=True)
class FactWords:
    """The words of a fact, as `split_terms` splits them.

    Attributes:
        said: Those of its text, in order.
        told: Those of its text and of its relations, each once.
    """

    said: tuple[str, ...]
    told: tuple[str, ...]

    def hold(self, words: tuple[str, ...]) -> bool:
        """Return whether the text has some words, one next to the other."""
        if len(words) == 1:
            return words[0] in self.said
        return f" {' '.join(words)} " in f" {' '.join(self.said)} "


def split_fact(fact: KnownFact) -> FactWords:
    """Return the words of a fact; facts share the strings, because they repeat their words."""
    said = tuple(map(intern, split_terms(fact.fact.text)))
    told = tuple(dict.fromkeys((*said, *_list_relation_words(fact))))
    return FactWords(said, said if told == said else told)


def _list_relation_words(fact: KnownFact) -> list[str]:
    """Return the words of a fact's predicates and types."""
    return [
        intern(_mark_preposition(word))
        for relation in fact.relations
        for part in (relation.predicate, relation.subject_type, relation.object_type)
        if part is not None
        for word in split_terms(part.replace("_", " "))
    ]


def _mark_preposition(word: str) -> str:
    """Return a word of a predicate, marked where it says a place only there ("works_from")."""
    return f"@{word}" if word in _PLACING else word
