"""From the operations that a model named to those that go into the draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcp_mem0.domain.decisions.validation import CLOSED_ALREADY, OPERATIONS_MAX
from mcp_mem0.domain.model.operations import (
    Add,
    Delete,
    Noop,
    Operation,
    Statement,
    Update,
    closed_by,
)
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.prompts.decide import OperationAnswer
from mcp_mem0.services.deciding.pipelines.draft import known_repeat
from mcp_mem0.services.deciding.pipelines.parse_answer import Reader, StatedGraph, reason_of


@dataclass(frozen=True)
class OperationReader:
    """Reads operations on facts that were shown under the labels 1, 2 and so on."""

    facts: Sequence[Fact]
    reader: Reader

    def read(self, given: Sequence[OperationAnswer]) -> list[Operation]:
        """Return the operations that can be read; the reader names the others."""
        if len(given) > OPERATIONS_MAX:
            self.reader.drop("the model", f"it named {len(given):,}; {OPERATIONS_MAX} are read")
        read: list[Operation] = []
        closed: set[str] = set()
        for number, each in enumerate(given[:OPERATIONS_MAX], start=1):
            of = f"operation {number} ({each.action}) of the model"
            operation = self._operation(each, of)
            ids = set[str]() if operation is None else {fact.id for fact in closed_by(operation)}
            # The gate does not see what is only drafted.
            if not closed.isdisjoint(ids):
                self.reader.drop(of, CLOSED_ALREADY)
            elif operation is not None:
                read.append(operation)
                closed |= ids
        return read

    def _operation(self, given: OperationAnswer, of: str) -> Operation | None:
        match given.action:
            case "ADD":
                return self._add(given, of)
            case "UPDATE":
                return self._update(given, of)
            case "DELETE":
                return self._delete(given, of)
            case "NOOP":
                return self._noop(given, of)

    def _add(self, given: OperationAnswer, of: str) -> Operation | None:
        statement = self._statement(given, of)
        if statement is None:
            return None
        known = known_repeat(statement, self.facts)
        if known is not None:
            return _repeat(known, statement)
        return Add(statement=statement, reason=reason_of(given.reason))

    def _update(self, given: OperationAnswer, of: str) -> Operation | None:
        target = self._target(given.target, of)
        statement = self._statement(given, of)
        if target is None or statement is None:
            return None
        others = (self._target(label, of) for label in given.also if label != given.target)
        also_closed = tuple(dict.fromkeys(fact for fact in others if fact is not None))
        if not also_closed and known_repeat(statement, [target]):
            return _repeat(target, statement)
        return Update(
            target=target,
            statement=statement,
            reason=reason_of(given.reason),
            also_closed=also_closed,
        )

    def _delete(self, given: OperationAnswer, of: str) -> Operation | None:
        target = self._target(given.target, of)
        position = self.reader.position(given.quote, given.message)
        if position is None:
            self.reader.drop(of, "no new message has the words that it quotes")
        if target is None or position is None:
            return None
        return Delete(
            target=target,
            reason=reason_of(given.reason),
            valid_to=self.reader.moment(given.valid_to, "end", of=of),
            quote=given.quote.strip(),
            position=position,
        )

    def _noop(self, given: OperationAnswer, of: str) -> Operation | None:
        if given.target == 0:
            return None
        target = self._target(given.target, of)
        if target is None:
            return None
        position = self.reader.position(given.quote, given.message)
        return Noop(target=target, reason=reason_of(given.reason), position=position)

    def _statement(self, given: OperationAnswer, of: str) -> Statement | None:
        graph = StatedGraph(entities=given.entities, relations=given.relations)
        return self.reader.statement(given.statement, graph, of=of)

    def _target(self, label: int, of: str) -> Fact | None:
        if 1 <= label <= len(self.facts):
            return self.facts[label - 1]
        self.reader.drop(of, "it names a label that was not shown")
        return None


def _repeat(known: Fact, statement: Statement) -> Noop:
    reason = "a current fact says the same"
    return Noop(target=known, reason=reason, position=statement.position)
