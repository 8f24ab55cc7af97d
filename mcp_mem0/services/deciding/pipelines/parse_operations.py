"""Parsing the operations in a model's answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcp_mem0.domain.decisions.validation import CLOSED_ALREADY, OPERATIONS_MAX
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Fact, Statement
from mcp_mem0.prompts.decide import OperationAnswer
from mcp_mem0.services.deciding.pipelines.draft import find_known_repeat
from mcp_mem0.services.deciding.pipelines.parse_answer import (
    AnswerReader,
    clean_reason,
)


@dataclass(frozen=True)
class OperationReader:
    """Parses operations on facts that were shown under the labels 1, 2 and so on."""

    facts: Sequence[Fact]
    reader: AnswerReader

    def read(self, given: Sequence[OperationAnswer]) -> list[Operation]:
        """Return the valid operations; the reader records why others are dropped."""
        if len(given) > OPERATIONS_MAX:
            self.reader.drop("the model", f"{len(given):,} were named; {OPERATIONS_MAX} are used")
        read: list[Operation] = []
        closed: set[str] = set()
        for number, each in enumerate(given[:OPERATIONS_MAX], start=1):
            of = f"operation {number} ({each.action}) of the model"
            operation = self._parse_operation(each, of)
            ids = (
                set[str]()
                if operation is None
                else {fact.id for fact in list_closed_facts(operation)}
            )
            # Validation does not see facts that are only drafted.
            if not closed.isdisjoint(ids):
                self.reader.drop(of, CLOSED_ALREADY)
            elif operation is not None:
                read.append(operation)
                closed |= ids
        return read

    def _parse_operation(self, given: OperationAnswer, of: str) -> Operation | None:
        match given.action:
            case "ADD":
                return self._parse_add(given, of)
            case "UPDATE":
                return self._parse_update(given, of)
            case "DELETE":
                return self._parse_delete(given, of)
            case "NOOP":
                return self._parse_noop(given, of)

    def _parse_add(self, given: OperationAnswer, of: str) -> Operation | None:
        statement = self.reader.parse_statement(given, given, of=of)
        if statement is None:
            return None
        known = find_known_repeat(statement, self.facts)
        if known is not None:
            return _build_noop(known, statement)
        return Add(statement=statement, reason=clean_reason(given.reason))

    def _parse_update(self, given: OperationAnswer, of: str) -> Operation | None:
        target = self._find_target(given.target, of)
        statement = self.reader.parse_statement(given, given, of=of)
        if target is None or statement is None:
            return None
        others = (self._find_target(label, of) for label in given.also if label != given.target)
        also_closed = tuple(dict.fromkeys(fact for fact in others if fact is not None))
        if not also_closed and find_known_repeat(statement, [target]):
            return _build_noop(target, statement)
        return Update(
            target=target,
            statement=statement,
            reason=clean_reason(given.reason),
            also_closed=also_closed,
        )

    def _parse_delete(self, given: OperationAnswer, of: str) -> Operation | None:
        target = self._find_target(given.target, of)
        position = self.reader.find_position(given.quote, given.message)
        if position is None:
            self.reader.drop(of, "its quote is not in a new message")
        if target is None or position is None:
            return None
        end = self.reader.parse_date(given.valid_to, "end", of=of)
        return Delete(
            target=target,
            reason=clean_reason(given.reason),
            valid_to=end and end.at,
            end_precision=end and end.precision,
            quote=given.quote.strip(),
            position=position,
        )

    def _parse_noop(self, given: OperationAnswer, of: str) -> Operation | None:
        if given.target == 0:
            return None
        target = self._find_target(given.target, of)
        if target is None:
            return None
        position = self.reader.find_position(given.quote, given.message)
        return Noop(target=target, reason=clean_reason(given.reason), position=position)

    def _find_target(self, label: int, of: str) -> Fact | None:
        if 1 <= label <= len(self.facts):
            return self.facts[label - 1]
        self.reader.drop(of, "it names a label that was not shown")
        return None


def _build_noop(known: Fact, statement: Statement) -> Noop:
    reason = "a current fact says the same"
    return Noop(target=known, reason=reason, position=statement.position)
