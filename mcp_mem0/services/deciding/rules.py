"""Deciding by rules alone, so that a memory works with no key and no network.

What the caller stated (as `content` or as a relation) becomes a fact, unless a current fact says
it already; it replaces only the facts that the caller named. Conversations are stored word for
word, because only a model can extract facts from them. Similarity alone never closes a fact.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mcp_mem0.domain.decisions.stated_fact import build_statements, date_announced
from mcp_mem0.domain.model.changes import Decision, Effort, Neighbour
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.operations import Add, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Fact, Relation, StatedRelation, Statement
from mcp_mem0.domain.text.normalise import normalise_name, normalise_statement
from mcp_mem0.ports import Decider, DecisionInput, Neighbours

DECIDED_BY: Final = "rules (no model configured)"
_ONLY_KEPT: Final = (
    "no facts were extracted from the messages, which are stored word for word:"
    " send what should last as content"
)


class RulesDecider:
    """Repeats are NOOP, explicit `replaces` is UPDATE, any other statement is ADD."""

    @property
    def reads_conversation(self) -> bool:
        """Always False: rules extract nothing from messages."""
        return False

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:  # noqa: ARG002 - the port's; rules need only the case
        """Return one operation for each statement of the caller."""
        effort = Effort(decided_by=DECIDED_BY)
        statements = build_statements(case.episode.intake, case.entity_names)
        if not statements:
            return Decision(operations=(), effort=effort, notes=(_ONLY_KEPT,))
        operations = tuple(
            _choose_operation(case, date_announced(statement, case.reference_time))
            for statement in statements
        )
        return Decision(operations=operations, effort=effort)


@dataclass(frozen=True, kw_only=True)
class ExplainedRules:
    """Rules that record why they decided and no model."""

    rules: Decider
    because: str

    @property
    def reads_conversation(self) -> bool:
        """Whether the rules extract anything from messages."""
        return self.rules.reads_conversation

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:
        """Return the decision of the rules, with the reason for their deciding."""
        decision = await self.rules.decide(case, neighbours)
        effort = replace(decision.effort, decided_by=f"rules ({self.because})")
        return replace(decision, effort=effort)


def _choose_operation(case: DecisionInput, statement: Statement) -> Operation:
    named = {near.fact.id for near in case.replaced}
    repeated = [
        near
        for near in case.shown
        if near.fact.id not in named and _is_repeat(near, statement, case.reference_time)
    ]
    if case.replaced:
        kind = case.episode.intake.replaces_as or "change"
        return _build_replacement(case.replaced, repeated, statement, kind)
    if not repeated:
        return Add(statement=statement, reason="stated, and not known before")
    best = min(
        repeated,
        key=lambda near: (not _has_all_relations(near, statement), -near.score, near.fact.id),
    )
    if _has_all_relations(best, statement):
        return Noop(
            target=best.fact, position=statement.position, reason="a current fact says the same"
        )
    return Update(
        target=best.fact,
        statement=statement,
        reason="known in words, now stated as a relation",
        kind="addition",
    )


def _build_replacement(
    replaced: tuple[Neighbour, ...],
    repeated: list[Neighbour],
    statement: Statement,
    kind: ChangeKind,
) -> Operation:
    first, *others = replaced
    if not others and _is_exact_repeat(first, statement):
        return Noop(
            target=first.fact,
            position=statement.position,
            reason="the fact to replace says exactly this already",
        )
    return Update(
        target=first.fact,
        statement=statement,
        reason="the caller named what it replaces",
        # Another fact that says the new statement, too, would remain as a duplicate.
        also_closed=tuple(near.fact for near in [*others, *repeated]),
        kind=kind,
    )


def _is_repeat(near: Neighbour, statement: Statement, said_at: datetime) -> bool:
    """Whether a current fact says the statement: in the same words, or as the same relation."""
    same = normalise_statement(near.fact.text) == normalise_statement(statement.text) or any(
        _normalise_relation(relation) == _normalise_relation(stated)
        for relation in near.relations
        for stated in statement.relations
    )
    return same and _has_same_period(near.fact, statement, said_at)


def _has_same_period(fact: Fact, statement: Statement, said_at: datetime) -> bool:
    if statement.valid_from is None and statement.valid_to is None:
        return fact.valid_to is None or fact.valid_to >= said_at
    return _has_same_dates(fact, statement)


def _is_exact_repeat(near: Neighbour, statement: Statement) -> bool:
    # Exactly the same text: a caller who replaces "ana" with "Ana" corrects the spelling.
    unchanged = near.fact.text == statement.text and _has_all_relations(near, statement)
    is_undated = statement.valid_from is None and statement.valid_to is None
    return unchanged and (is_undated or _has_same_dates(near.fact, statement))


def _has_same_dates(fact: Fact, statement: Statement) -> bool:
    given = (statement.valid_from is None, statement.valid_to is None)
    return given == (fact.valid_from is None, fact.valid_to is None) and fact.is_dated_as(statement)


def _has_all_relations(near: Neighbour, statement: Statement) -> bool:
    """Whether a fact states every relation of the statement."""
    known = {_normalise_relation(relation) for relation in near.relations}
    return all(_normalise_relation(relation) in known for relation in statement.relations)


def _normalise_relation(relation: Relation | StatedRelation) -> tuple[str, str, str]:
    predicate = relation.predicate.replace("_", " ")
    return (
        normalise_name(relation.subject),
        normalise_name(predicate),
        normalise_name(relation.object),
    )
