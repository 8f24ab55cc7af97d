"""Parsing the operations in a model's answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcp_mem0.domain.decisions.fallback import (
    ADDED_INSTEAD,
    CLOSED_ALREADY,
    ENDS_BEFORE_START,
    LABEL_UNKNOWN,
    drop_inverted_end,
    ends_before_start,
    leave_open,
)
from mcp_mem0.domain.decisions.validation import OPERATIONS_MAX
from mcp_mem0.domain.model.closings import choose_change_kind, choose_end_kind
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Fact, Statement
from mcp_mem0.prompts.decide import OperationAnswer
from mcp_mem0.services.deciding.pipelines.draft import find_known_repeat
from mcp_mem0.services.deciding.pipelines.parse_answer import UNQUOTED, AnswerReader, clean_reason


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
            if operation is None:
                continue
            # Validation does not see facts that are only drafted.
            left = leave_open(operation, closed)
            if left is not operation:
                instead = ADDED_INSTEAD if isinstance(left, Add) else ""
                self.reader.drop(of, f"{CLOSED_ALREADY}{instead}")
            if left is not None:
                read.append(left)
                closed |= {fact.id for fact in list_closed_facts(left)}
        return read

    def _parse_operation(self, given: OperationAnswer, of: str) -> Operation | None:
        if given.action != "NOOP":
            self.reader.drop_slips(given, of=of)
        match given.action:
            case "ADD":
                return self._parse_add(given, of)
            case "UPDATE":
                return self._parse_update(given, of)
            case "DELETE":
                return self._parse_delete(given, of)
            case "NOOP":
                return self._parse_noop(given)

    def _parse_add(self, given: OperationAnswer, of: str) -> Operation | None:
        statement = self.reader.parse_statement(given, given, of=of)
        if statement is None:
            return None
        if ends_before_start(statement):
            self.reader.drop(of, f"{ENDS_BEFORE_START}: its end is left out")
        return self._build_add(drop_inverted_end(statement), given)

    def _build_add(self, statement: Statement, given: OperationAnswer) -> Operation:
        known = find_known_repeat(statement, self.facts)
        if known is not None:
            return _build_noop(known, statement)
        return Add(statement=statement, reason=clean_reason(given.reason))

    def _parse_update(self, given: OperationAnswer, of: str) -> Operation | None:
        statement = self.reader.parse_statement(given, given, of=of)
        if statement is None:
            return None
        target = self._get_fact(given.target)
        if target is None or ends_before_start(statement):
            why = LABEL_UNKNOWN if target is None else ENDS_BEFORE_START
            self.reader.drop(of, f"{why}{ADDED_INSTEAD}")
            return self._build_add(drop_inverted_end(statement), given)
        others = (self._find_target(label, of) for label in given.also if label != given.target)
        also_closed = tuple(dict.fromkeys(fact for fact in others if fact is not None))
        if not also_closed and find_known_repeat(statement, [target]):
            return _build_noop(target, statement)
        return Update(
            target=target,
            statement=statement,
            reason=clean_reason(given.reason),
            also_closed=also_closed,
            kind=choose_change_kind(given.kind),
        )

    def _parse_delete(self, given: OperationAnswer, of: str) -> Operation | None:
        target = self._find_target(given.target, of)
        support = self.reader.find_support(given.quote, given.message)
        if support is None:
            self.reader.drop(of, UNQUOTED)
        if target is None or support is None:
            return None
        end = self.reader.parse_date(given.valid_to, "end", of=of)
        return Delete(
            target=target,
            reason=clean_reason(given.reason),
            valid_to=end and end.at,
            end_precision=end and end.precision,
            quote=support.quote,
            position=support.position,
            kind=choose_end_kind(given.kind),
        )

    def _parse_noop(self, given: OperationAnswer) -> Operation | None:
        if not 1 <= given.target <= len(self.facts):
            # Nothing is to be done, whatever label that was said of.
            return None
        target = self.facts[given.target - 1]
        position = self.reader.find_position(given.quote, given.message)
        return Noop(target=target, reason=clean_reason(given.reason), position=position)

    def _find_target(self, label: int, of: str) -> Fact | None:
        fact = self._get_fact(label)
        if fact is not None:
            return fact
        self.reader.drop(of, LABEL_UNKNOWN)
        return None

    def _get_fact(self, label: int) -> Fact | None:
        return self.facts[label - 1] if 1 <= label <= len(self.facts) else None


def _build_noop(known: Fact, statement: Statement) -> Noop:
    reason = "a current fact says the same"
    return Noop(target=known, reason=reason, position=statement.position)
