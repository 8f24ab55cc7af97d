"""The gate lets each right answer of the shipped cases through, with no more words quoted than a
model is asked for, and a case's operations are told by its own names."""

import pytest

from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.evals.case_answers import CaseOperation, describe_operations, render_operation
from mcp_mem0.evals.case_files import load_decision_cases
from mcp_mem0.evals.case_input import CaseInput
from mcp_mem0.evals.decision_cases import DecisionCase
from tests.support.case_answers import build_operations

CASES = load_decision_cases()
ORDERS = {"social-account-deleted", "account-deleted-in-french", "appendix-removed"}
"""Cases of words that the gate took for an order to forget."""

RIGHT = [
    pytest.param(
        case,
        answer,
        id=f"{case.name}-{number}",
        marks=[pytest.mark.xfail(strict=False)] if case.name in ORDERS else [],
    )
    for case in CASES
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


def test_operations_are_described_by_the_names_of_the_case() -> None:
    [case] = [case for case in CASES if case.name == "moved-to-another-city"]
    given = CaseInput(case)

    [described] = describe_operations(build_operations(case.answer, given), given.names)

    assert described == case.answer[0]
    assert render_operation(described) == (
        'UPDATE home: "Ana moved to Oslo on 1 March 2026." from 2026-03-01 [Ana lives in Oslo]'
    )
    assert render_operation(CaseOperation(action="DELETE", targets=("a",), kind="never_so")) == (
        "DELETE a (never_so)"
    )
