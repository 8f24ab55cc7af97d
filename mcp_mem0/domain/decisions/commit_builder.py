"""What operations do to the rows: from a decision to the rows of one commit.

A fact is closed together with the relations that it states, and opened together with them, so
the text and the graph cannot disagree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.decisions.carry_over import carry_graph
from mcp_mem0.domain.decisions.change_builder import Actor, NextChange, build_change_row, get_act
from mcp_mem0.domain.decisions.revision_span import build_revision_span
from mcp_mem0.domain.model.changes import Commit, Decision, Step, Withheld
from mcp_mem0.domain.model.closings import CLOSING_OF_END, HELD_BEFORE, Closing
from mcp_mem0.domain.model.ids import NewId, Prefix
from mcp_mem0.domain.model.operations import (
    Add,
    Delete,
    HeldBack,
    Noop,
    Operation,
    Update,
    list_closed_facts,
)
from mcp_mem0.domain.model.rows import (
    Episode,
    Excerpt,
    Fact,
    Relation,
    Row,
    StatedRelation,
    Statement,
)
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.text.search_text import (
    build_fact_embed_text,
    build_fact_index_text,
    build_relation_embed_text,
    build_relation_index_text,
)

Vectors: TypeAlias = Mapping[str, Vector]
"""The vectors of texts to embed; a text without one is stored without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRows:
    """Open facts by row id and the open relations that each states, all with their vectors."""

    facts: Mapping[str, Fact]
    relations: Mapping[str, tuple[Relation, ...]]

    def list_rows(self, fact: Fact) -> tuple[Fact | Relation, ...]:
        """Return a fact as it stands, and its relations."""
        return (self.facts[fact.id], *self.relations.get(fact.id, ()))


def list_texts_to_embed(operations: Sequence[Operation]) -> list[str]:
    """Return what must be embedded before the operations can be committed, each text once."""
    texts: dict[str, None] = {}
    for operation in operations:
        if isinstance(operation, Add | Update):
            statement = operation.statement
            texts[build_fact_embed_text(statement.text)] = None
            texts.update(
                {build_relation_embed_text(stated.text): None for stated in statement.relations}
            )
    return list(texts)


def build_decision_commit(  # noqa: PLR0913 - a commit is made of this many parts
    decision: Decision,
    episode: Episode,
    *,
    next_change: NextChange,
    open_rows: OpenRows,
    vectors: Vectors,
    new_id: NewId,
    candidates: Sequence[str],
) -> Commit:
    """Return all rows of the change that settles an episode."""
    writer = _CommitWriter(episode, next_change, open_rows, vectors, new_id)
    steps = tuple(writer.write(operation) for operation in decision.operations)
    change = build_change_row(
        Actor.from_episode(episode),
        next_change,
        act=get_act(episode),
        steps=steps,
        opened=writer.opened,
        closed=writer.closed,
        effort=decision.effort,
        source=episode.id,
    )
    return Commit(
        head=next_change.head,
        change=replace(
            change,
            candidates=tuple(candidates),
            dropped=decision.dropped,
            withheld=tuple(
                _build_withheld(held, decision.operations, steps) for held in decision.held_back
            ),
        ),
        opened=tuple(writer.opened),
        closed=tuple(writer.closed),
        decided=replace(episode, recorded_by=next_change.change),
    )


def _build_withheld(
    held: HeldBack, operations: Sequence[Operation], steps: Sequence[Step]
) -> Withheld:
    """Return how history keeps what was held back."""
    opened, kind = None, None
    if isinstance(held.operation, Update):
        kind = held.operation.kind
        beside = Add(statement=held.operation.statement, reason=held.operation.reason)
        done = zip(operations, steps, strict=True)
        opened = next((step.opened for operation, step in done if operation == beside), None)
    return Withheld(
        closes=tuple(fact.id for fact in held.facts),
        reason=held.operation.reason,
        opened=opened,
        kind=None if kind == "change" else kind,
    )


@dataclass
class _CommitWriter:
    """Collects the rows that operations open and close."""

    episode: Episode
    next_change: NextChange
    open_rows: OpenRows
    vectors: Vectors
    new_id: NewId
    opened: list[Fact | Relation | Excerpt | Episode] = field(
        default_factory=list[Fact | Relation | Excerpt | Episode]
    )
    closed: list[Row] = field(default_factory=list[Row])

    def write(self, operation: Operation) -> Step:
        """Add the rows of one operation and return its step."""
        match operation:
            case Add(reason=reason):
                statement = operation.statement
                fact = self._open(statement, self.new_id(Prefix.FACT), 1, self.episode.tags)
                return Step(operation="ADD", reason=reason, opened=fact.id, position=fact.position)
            case Update(target=target, reason=reason):
                return self._replace(operation, target, reason)
            case Delete(target=target, reason=reason, kind=kind, position=position):
                end = operation.stated_end or _find_last_message_time(self.episode, target)
                self._close(target, CLOSING_OF_END[kind], reason, end)
                return Step(
                    operation="DELETE", reason=reason, closed=(target.id,), position=position
                )
            case Noop(target=target, reason=reason, position=position):
                kept = None if target is None else target.id
                return Step(operation="NOOP", reason=reason, kept=kept, position=position)
            case _:
                assert_never(operation)

    def _replace(self, update: Update, target: Fact, reason: str) -> Step:
        span = build_revision_span(update, self.episode)
        closed = list_closed_facts(update)
        # What was filed under a name is found there after a correction, too.
        filed = [tag for each in closed for tag in each.tags]
        tags = tuple(dict.fromkeys([*filed, *self.episode.tags]))
        carried = carry_graph(
            span.statement,
            [(each, self.open_rows.relations.get(each.id, ())) for each in closed],
            kind=update.kind,
        )
        fact = self._open(carried.statement, target.lineage, target.revision + 1, tags)
        self.opened += [self._copy_relation(relation, fact) for relation in carried.relations]
        for each, how in span.closings:
            self._close(each, how, reason, fact.since)
        return Step(
            operation="UPDATE",
            reason=reason,
            opened=fact.id,
            closed=tuple(each.id for each in closed),
            position=fact.position,
        )

    def _close(self, fact: Fact, how: Closing, why: str, end: StatedMoment) -> None:
        retirement = self.next_change.build_retirement(how, why)
        for row in self.open_rows.list_rows(fact):
            closed = retirement.close(row)
            self.closed.append(closed.end_at(end) if how in HELD_BEFORE else closed)

    def _open(
        self, statement: Statement, lineage: str, revision: int, tags: tuple[str, ...]
    ) -> Fact:
        fact = replace(self._build_fact(statement, lineage, revision), tags=tags)
        self.opened.append(fact)
        self.opened += [self._build_relation(stated, fact) for stated in statement.relations]
        return fact

    def _copy_relation(self, relation: Relation, fact: Fact) -> Relation:
        """Return a relation of a closed fact as the fact that replaces it states it."""
        stated = StatedRelation(
            subject=relation.subject,
            predicate=relation.predicate,
            object=relation.object,
            subject_type=relation.subject_type,
            object_type=relation.object_type,
        )
        return replace(self._build_relation(stated, fact), vector=relation.vector)

    def _build_fact(self, statement: Statement, lineage: str, revision: int) -> Fact:
        fact = Fact.from_statement(
            statement,
            self.episode,
            lineage=lineage,
            revision=revision,
            recorded_at=self.next_change.recorded_at,
            recorded_by=self.next_change.change,
        )
        return replace(
            fact,
            index_text=build_fact_index_text(fact.text, fact.since, fact.entities),
            vector=self.vectors.get(build_fact_embed_text(fact.text)),
        )

    def _build_relation(self, stated: StatedRelation, fact: Fact) -> Relation:
        return Relation(
            id=self.new_id(Prefix.RELATION),
            space=fact.space,
            session=fact.session,
            author=fact.author,
            tags=fact.tags,
            said_at=fact.said_at,
            recorded_at=fact.recorded_at,
            recorded_by=fact.recorded_by,
            text=stated.text,
            index_text=build_relation_index_text(stated.text, fact.since),
            vector=self.vectors.get(build_relation_embed_text(stated.text)),
            subject=stated.subject,
            subject_type=stated.subject_type,
            predicate=stated.predicate,
            object=stated.object,
            object_type=stated.object_type,
            valid_from=fact.valid_from,
            start_precision=fact.start_precision,
            valid_to=fact.valid_to,
            end_precision=fact.end_precision,
            source=fact.id,
        )


def _find_last_message_time(episode: Episode, fact: Fact) -> StatedMoment:
    """Return when the last message was said; not before the fact was, whatever the clocks say."""
    positions = range(len(episode.intake.all_messages))
    last = max(map(episode.find_message_time, positions))
    return StatedMoment(max(last, fact.said_at), "time")
