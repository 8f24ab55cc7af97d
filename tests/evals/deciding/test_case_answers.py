"""The gate lets each right answer of the shipped cases through, with no more words quoted than a
model is asked for, and a case's operations are told by its own names."""

from collections.abc import Mapping

import pytest

from mcp_mem0.domain.dates import build_stated_moment
from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.evals.deciding.case_answers import (
    CaseOperation,
    describe_operations,
    render_operation,
)
from mcp_mem0.evals.deciding.case_input import CaseInput
from mcp_mem0.evals.deciding.decision_cases import DecisionCase
from mcp_mem0.prompts.decide import OperationAnswer
from mcp_mem0.services.deciding.pipelines.parse_answer import AnswerReader
from mcp_mem0.services.deciding.pipelines.parse_operations import OperationReader
from tests.support.case_answers import build_operations
from tests.support.decision_cases import operation
from tests.support.shipped_cases import SHIPPED_CASES

RIGHT = [
    pytest.param(case, answer, id=f"{case.name}-{number}")
    for case in SHIPPED_CASES
    for number, answer in enumerate((case.answer, *case.also_right))
]


@pytest.mark.parametrize(("case", "answer"), RIGHT)
def test_a_right_answer_passes_the_gate(
    case: DecisionCase, answer: tuple[CaseOperation, ...]
) -> None:
    given = CaseInput(case)
    operations = tuple(build_operations(answer, given))

    result = given.validate(Decision(operations=operations, effort=Effort(decided_by="a script")))

    assert result.dropped == ()
    assert result.operations == operations


@pytest.mark.parametrize(("case", "answer"), RIGHT)
def test_a_right_answer_is_read_as_it_was_meant(
    case: DecisionCase, answer: tuple[CaseOperation, ...]
) -> None:
    given = CaseInput(case)
    facts = [near.fact for near in given.known]
    asked = given.decision_input
    reader = AnswerReader(
        asked.episode, range(len(case.messages)), asked.entity_names, "", earlier=asked.recent
    )
    labels = {name: label for label, name in enumerate(given.names.values(), start=1)}

    read = OperationReader(facts, reader).read([_write(each, labels) for each in answer])

    assert reader.dropped == []
    described = describe_operations(read, given.names)
    for found, meant in zip(described, answer, strict=True):
        assert (found.action, found.targets, found.kind) == (
            meant.action,
            meant.targets,
            meant.kind,
        )
        assert (found.valid_from, found.valid_to) == (meant.valid_from, meant.valid_to)
        assert (found.precisions, found.relations) == (meant.precisions, meant.relations)


def _write(given: CaseOperation, labels: Mapping[str, int]) -> OperationAnswer:
    """An operation as a model writes it."""
    first, *others = [labels[name] for name in given.targets] or [0]
    start, end = (
        build_stated_moment(at, precision)
        for at, precision in zip((given.valid_from, given.valid_to), given.precisions, strict=True)
    )
    return operation(
        given.action,
        given.text,
        target=first,
        also=others,
        kind=given.kind or "",
        message=(given.position or 0) + 1,
        quote=given.quote,
        valid_from=start.period if start else "",
        valid_to=end.period if end else "",
        relations=[
            {"subject": each.subject, "predicate": each.predicate, "object": each.object}
            for each in given.relations
        ],
    )


def test_operations_are_described_by_the_names_of_the_case() -> None:
    [case] = [case for case in SHIPPED_CASES if case.name == "moved-to-another-city"]
    given = CaseInput(case)

    [described] = describe_operations(build_operations(case.answer, given), given.names)

    assert described == case.answer[0]
    assert render_operation(described) == (
        'UPDATE home (change): "Ana moved to Oslo on 1 March 2026." from 2026-03-01'
        " [Ana lives in Oslo]"
    )
    assert render_operation(CaseOperation(action="DELETE", targets=("a",), kind="never_so")) == (
        "DELETE a (never_so)"
    )
