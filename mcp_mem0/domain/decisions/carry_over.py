"""Keeping the entities and relations of a replaced fact that its successor does not restate.

A decider rewrites the text of a fact and often leaves out the graph. What still holds stays: a
relation whose two ends the new text still names, unless the new fact says something else of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.rows import Fact, Relation, StatedRelation, Statement
from mcp_mem0.domain.text.entity_matching import find_names
from mcp_mem0.domain.text.normalise import normalise_name, split_words
from mcp_mem0.domain.text.word_lists import ENDINGS, MANY_VALUED, NEGATIONS

_CLAUSE_END: Final = re.compile(
    r"[.,;:!?。！？、，；]|\b(?:and|but|und|aber|et|mais|y|pero|e|ma)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedGraph:
    """What a statement keeps of the facts that it replaces."""

    statement: Statement
    relations: tuple[Relation, ...]


def carry_graph(
    statement: Statement, closed: Sequence[tuple[Fact, Sequence[Relation]]], *, kind: ChangeKind
) -> CarriedGraph:
    """Return a statement with the entities that it still names, and the relations that still hold.

    Args:
        statement: What replaces the facts.
        closed: The facts, each with the relations that it states.
        kind: How it replaces them.
    """
    text = statement.text
    named = {name for fact, _ in closed for name in fact.entities}
    keys = find_names(text, {normalise_name(name) for name in named})
    present = {normalise_name(name) for name in statement.entities}
    kept = [name for name in sorted(named) if normalise_name(name) in keys]
    entities = [name for name in kept if normalise_name(name) not in present]
    stated = {_build_key(relation) for relation in statement.relations}
    carried = {
        _build_key(relation): relation
        for fact, relations in closed
        for relation in relations
        if _build_key(relation) not in stated
        and _names_both_ends(text, relation)
        and not _is_contradicted(relation, statement.relations, kind)
        and not _is_denied(relation, text, fact.text)
    }
    return CarriedGraph(
        statement=replace(statement, entities=(*statement.entities, *entities)),
        relations=tuple(carried.values()),
    )


def _build_key(relation: Relation | StatedRelation) -> tuple[str, str, str]:
    subject, object_ = normalise_name(relation.subject), normalise_name(relation.object)
    return subject, relation.predicate, object_


def _names_both_ends(text: str, relation: Relation) -> bool:
    ends = {normalise_name(relation.subject), normalise_name(relation.object)}
    return len(set(find_names(text, ends))) == len(ends)


def _is_contradicted(
    relation: Relation, stated: Iterable[StatedRelation], kind: ChangeKind
) -> bool:
    """Whether the new fact gives another value to what has one value at a time."""
    if kind == "addition" or _has_many_values(relation.predicate):
        return False
    subject, predicate, _ = _build_key(relation)
    return any(_build_key(each)[:2] == (subject, predicate) for each in stated)


def _has_many_values(predicate: str) -> bool:
    words = split_words(predicate.replace("_", " "))
    return any(word in MANY_VALUED or word.removesuffix("s") in MANY_VALUED for word in words)


def _is_denied(relation: Relation, text: str, before: str) -> bool:
    """Whether the clause that names its object says that it is not so, or has ended."""
    key = normalise_name(relation.object)
    denying = (NEGATIONS | ENDINGS) - set(split_words(before))
    return any(
        find_names(clause, {key}) and not denying.isdisjoint(split_words(clause))
        for clause in _CLAUSE_END.split(text)
    )
