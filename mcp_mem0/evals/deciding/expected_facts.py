"""Building what a case expects, and its right answers, from the tables of its file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from mcp_mem0.domain.dates import Edge, StatedMoment, parse_moment
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.changes import OperationName
from mcp_mem0.domain.model.closings import ChangeKind, EndKind
from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.case_tables import (
    ArgumentsToml,
    DecisionCaseToml,
    ExpectedFactToml,
    FactWordsToml,
    MessageToml,
    OperationToml,
)
from mcp_mem0.evals.deciding.decision_cases import ExpectedFact
from mcp_mem0.evals.deciding.tool_cases import ArgumentCheck

ENDS: tuple[str, str, str] = ("subject", "predicate", "object")

_USUAL_KINDS: Final[Mapping[OperationName, ChangeKind | EndKind]] = {
    "UPDATE": "change",
    "DELETE": "ended",
}
"""How an operation closes a fact unless it says otherwise."""


def build_expected_fact(given: ExpectedFactToml, case: DecisionCaseToml) -> ExpectedFact:
    """Return an expected fact of a case as its table says.

    Raises:
        RequestError: It expects nothing, or a relation is malformed.
    """
    where = f"a fact of the case {case.name!r}"
    return replace(
        build_fact_words(given, language=given.language or case.language, where=where),
        updates=tuple(given.updates),
        messages=tuple(number - 1 for number in given.messages),
    )


def build_fact_words(given: FactWordsToml, *, language: str, where: str) -> ExpectedFact:
    """Return what a fact must look like as its table says.

    Args:
        given: The table.
        language: The language that the fact is in.
        where: What errors call it.

    Raises:
        RequestError: It expects nothing, or a relation is malformed.
    """
    if not (given.says or given.denies):
        raise RequestError(f"{where} has neither says nor denies: add one")
    return ExpectedFact(
        who=(given.who,) if isinstance(given.who, str) else tuple(given.who),
        says=tuple(given.says),
        denies=tuple(given.denies),
        lacks=tuple(given.lacks),
        on=given.on,
        until=given.until,
        dates=tuple(given.dates),
        is_vague=given.vague,
        relations=tuple(parse_relation(each, where) for each in given.relations),
        language=language,
        words=tuple(given.words),
    )


def build_answer(
    operations: Sequence[OperationToml], case: DecisionCaseToml
) -> tuple[CaseOperation, ...]:
    """Return a right answer as its tables say.

    Raises:
        RequestError: An operation is none or two, or names what the case does not know.
    """
    return tuple(_build_operation(operation, case) for operation in operations)


def _build_operation(given: OperationToml, case: DecisionCaseToml) -> CaseOperation:
    action, target, text = _read_action(given, case)
    targets = tuple(name for name in (target, *given.also) if name)
    unknown = {*targets} - case.known.keys()
    if unknown:
        raise RequestError(
            f"an answer of the case {case.name!r} names {quote_value(sorted(unknown))}, which it"
            " does not know"
        )
    said = _find_message(given, case)
    start, end = parse_day(given.since, "start"), parse_day(given.until, "end")
    return CaseOperation(
        action=action,
        targets=targets,
        kind=given.kind or _USUAL_KINDS.get(action),
        text=text,
        quote=said if given.quote is None else given.quote,
        position=given.message - 1,
        valid_from=start and start.at,
        valid_to=end and end.at,
        precisions=(start and start.precision, end and end.precision),
        relations=tuple(
            parse_relation(each, f"the case {case.name!r}") for each in given.relations
        ),
    )


def _read_action(
    given: OperationToml, case: DecisionCaseToml
) -> tuple[OperationName, str | None, str]:
    fields: list[tuple[OperationName, str | None]] = [
        ("ADD", given.add),
        ("UPDATE", given.update),
        ("DELETE", given.delete),
        ("NOOP", given.noop),
    ]
    named: list[tuple[OperationName, str]] = [
        (action, value) for action, value in fields if value is not None
    ]
    if len(named) != 1:
        raise RequestError(
            f"an operation of the case {case.name!r} needs exactly one of add, update, delete, noop"
        )
    [(action, value)] = named
    if action == "ADD":
        return action, None, value
    if (action == "UPDATE") != (given.text is not None):
        raise RequestError(f"in the case {case.name!r} an update, and nothing else, needs a text")
    return action, value, given.text or ""


def _find_message(given: OperationToml, case: DecisionCaseToml) -> str:
    """Return the words of the message that an operation rests on."""
    if case.content is not None:
        return case.content
    if not 1 <= given.message <= len(case.said):
        raise RequestError(f"an answer of the case {case.name!r} names message {given.message}")
    said = case.said[given.message - 1]
    return said.says if isinstance(said, MessageToml) else said.partition(": ")[2]


def parse_day(text: str | None, edge: Edge) -> StatedMoment | None:
    """Return a day, month or year as exactly as it is written, or None for none."""
    return None if text is None else parse_moment(text, name="a date", edge=edge)


def parse_relation(text: str, where: str) -> StatedRelation:
    """Return a relation from "Ana -> lives_in -> Oslo"; `where` is what errors call its table.

    Raises:
        RequestError: It is written otherwise.
    """
    parts = [part.strip() for part in text.split("->")]
    if len(parts) != len(ENDS) or not all(parts):
        raise RequestError(
            f"{where} has the relation {quote_value(text)}: write it like 'Ana -> lives_in -> Oslo'"
        )
    return StatedRelation(**dict(zip(ENDS, parts, strict=True)))


def build_argument_check(given: ArgumentsToml) -> ArgumentCheck:
    """Return what the arguments of a call must be, as a table says."""
    return ArgumentCheck(
        says={name: tuple(words) for name, words in given.says.items()},
        equals={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in given.equals.items()
        },
        lacks=tuple(given.lacks),
        may=tuple(given.may),
        language=given.language,
    )
