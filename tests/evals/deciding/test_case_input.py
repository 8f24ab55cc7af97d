"""The cases that are like long use drive the pipeline as it is driven there: a session of many
messages is several portions, what only a second look finds is asked about, what the caller names is
marked, and a summary is shown."""

import pytest

from mcp_mem0.domain.model.operations import Update
from mcp_mem0.evals.deciding.case_input import CaseInput
from mcp_mem0.prompts.decide import OperationsAnswer
from mcp_mem0.prompts.second_look import VerdictAnswer, VerdictsAnswer
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from tests.support.decision_cases import operation, operations
from tests.support.scripted_model import ScriptedModel
from tests.support.shipped_cases import SHIPPED_CASES

pytestmark = pytest.mark.anyio

CASES = {case.name: CaseInput(case) for case in SHIPPED_CASES}
NOTHING = OperationsAnswer(operations=())


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel()


async def test_a_whole_session_is_decided_in_portions(model: ScriptedModel) -> None:
    given = CASES["a-whole-session-in-german"]
    model.will_answer(NOTHING, NOTHING)

    await SinglePipeline(model=model).decide(given.decision_input, given)

    first, second = (request.user for request in model.asked)
    assert "M1 " in first
    assert "M27 " not in first
    assert "M27 " in second


async def test_a_second_look_finds_what_the_first_was_not_shown(model: ScriptedModel) -> None:
    given = CASES["second-look-finds-the-old-home"]
    add = operation("ADD", "Perpetua lives in Husum since 1 July 2026", quote="I live in Husum")
    verdict = VerdictAnswer(reason="moved", fact=1, action="UPDATE", target=1)
    model.will_answer(operations(add), VerdictsAnswer(verdicts=(verdict,)))

    decision = await SinglePipeline(model=model).decide(given.decision_input, given)

    first, second = (request.user for request in model.asked)
    assert "Langeness" not in first
    assert '[1] 2019 "Perpetua lives on the Hallig Langeness."' in second
    assert given.validate(decision).dropped == ()


async def test_what_the_caller_replaces_is_marked_and_closed(model: ScriptedModel) -> None:
    given = CASES["caller-names-what-is-replaced"]
    model.will_answer(NOTHING)

    decision = await SinglePipeline(model=model).decide(given.decision_input, given)

    assert '"Ottokar\'s desk is in room 4.08." (to be replaced)' in model.asked[0].user
    [update] = decision.operations
    assert isinstance(update, Update)
    assert update.kind == "correction"


async def test_the_summary_of_a_case_is_shown(model: ScriptedModel) -> None:
    given = CASES["summary-says-which"]
    model.will_answer(NOTHING)

    await SinglePipeline(model=model).decide(given.decision_input, given)

    assert "la segunda en Soria" in model.asked[0].user
