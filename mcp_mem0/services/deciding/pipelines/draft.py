"""The draft of a decision, in which later messages may still correct what earlier ones stated.

A later batch of the same episode is shown the facts that earlier ones stated, under labels like all
others, in place of the facts that they close. An operation on such a fact changes the draft,
because nothing is stored yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Episode, Fact, Statement
from mcp_mem0.domain.text.normalise import normalise_statement
from mcp_mem0.services.deciding.pipelines.revise_drafted import StatingOperation, revise_drafted

_DRAFT_PREFIX: Final = "draft:"
"""The prefix of the lineage ids of facts that are not stored yet."""


@dataclass
class Draft:
    """The operations so far, and the facts that they may rest on.

    Attributes:
        case: What is decided.
        operations: The operations so far; None in place of one that was taken back.
        shown: Facts that a model was shown, by row id.
        dropped: A sentence about each part of an answer that was dropped.
        notes: Sentences for the caller.
    """

    case: DecisionInput
    operations: list[Operation | None] = field(default_factory=list[Operation | None])
    shown: dict[str, Neighbour] = field(default_factory=dict[str, Neighbour])
    dropped: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])

    @property
    def additions(self) -> list[tuple[int, Add]]:
        """The facts to add so far, each with its number."""
        return [(n, each) for n, each in enumerate(self.operations) if isinstance(each, Add)]

    @property
    def stating_operations(self) -> list[tuple[int, StatingOperation]]:
        """The facts to add or update so far, each with its number."""
        return [
            (n, each)
            for n, each in enumerate(self.operations)
            if isinstance(each, StatingOperation)
        ]

    @property
    def closed_ids(self) -> set[str]:
        """Row ids of the facts to close so far."""
        decided = (each for each in self.operations if each is not None)
        return {fact.id for each in decided for fact in list_closed_facts(each)}

    def list_operations(self) -> tuple[Operation, ...]:
        """Return the operations, without those that were taken back."""
        return tuple(each for each in self.operations if each is not None)

    def build_drafted_facts(self) -> list[Fact]:
        """Return what is stated so far as facts that a model can be shown."""
        return [
            Fact.from_statement(
                each.statement,
                self.case.episode,
                lineage=f"{_DRAFT_PREFIX}{number}",
                revision=0,
                recorded_at=self.case.episode.recorded_at,
            )
            for number, each in self.stating_operations
        ]

    def mark_shown(self, nears: Iterable[Neighbour]) -> None:
        """Record that a model is shown these facts."""
        for near in nears:
            self.shown.setdefault(near.fact.id, near)

    def apply_operation(self, operation: Operation) -> None:
        """Add an operation, or change the draft if its target is only drafted."""
        match operation:
            case Add():
                self.operations.append(operation)
            case Update(target=target, also_closed=others):
                closed = [stored for fact in others for stored in self._take_back(fact)]
                drafted = _parse_number(target)
                if drafted is None:
                    self.operations.append(replace(operation, also_closed=tuple(closed)))
                else:
                    before = self._get_drafted(drafted)
                    self.operations[drafted] = revise_drafted(
                        before, operation, closed, self.case.episode
                    )
            case Delete(target=target, stated_end=end, kind=kind):
                drafted = _parse_number(target)
                if drafted is None:
                    self.operations.append(operation)
                elif kind == "never_so":
                    # What it closes stays open: its statement was taken back.
                    self.operations[drafted] = None
                else:
                    self._end_drafted(
                        drafted, end or _find_delete_time(operation, self.case.episode)
                    )
            case Noop(target=target):
                if target is not None and _parse_number(target) is None:
                    self.operations.append(operation)
            case _:
                assert_never(operation)

    def _get_drafted(self, number: int) -> StatingOperation:
        drafted = self.operations[number]
        if not isinstance(drafted, StatingOperation):
            raise TypeError(f"operation {number} of the draft states no fact: {drafted!r}")
        return drafted

    def _end_drafted(self, number: int, end: StatedMoment) -> None:
        before = self._get_drafted(number)
        start = before.statement.stated_start
        last = end if start is None or start.at <= end.at else start
        ended = replace(before.statement, valid_to=last.at, end_precision=last.precision)
        self.operations[number] = replace(before, statement=ended)

    def _take_back(self, fact: Fact) -> tuple[Fact, ...]:
        """Take back a drafted fact; return the stored facts to close instead."""
        number = _parse_number(fact)
        if number is None:
            return (fact,)
        closed = list_closed_facts(self._get_drafted(number))
        self.operations[number] = None
        return closed


def find_known_repeat(statement: Statement, facts: Sequence[Fact]) -> Fact | None:
    """Return the fact that already says a statement, in the same words and for the same period."""
    key = normalise_statement(statement.text)
    return next(
        (
            fact
            for fact in facts
            if normalise_statement(fact.text) == key and fact.is_dated_as(statement)
        ),
        None,
    )


def _parse_number(fact: Fact) -> int | None:
    """Return the number of a drafted fact, or None if it is stored."""
    number = fact.lineage.removeprefix(_DRAFT_PREFIX)
    return int(number) if number != fact.lineage else None


def _find_delete_time(delete: Delete, episode: Episode) -> StatedMoment:
    position = delete.position
    at = episode.said_at if position is None else episode.find_message_time(position)
    return StatedMoment(at, "time")
