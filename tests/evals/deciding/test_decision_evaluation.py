"""The measure measures: a decider that does as the cases say is clean, and each way to be wrong is
counted as what it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

import pytest

from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.llm.call import ToolCall, ToolChoice, ToolRequest
from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.domain.model.operations import Add, Delete, Operation, Update
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.deciding.case_files import load_tool_cases
from mcp_mem0.evals.deciding.case_input import CaseInput
from mcp_mem0.evals.deciding.case_reports import (
    DecisionReport,
    DecisionResult,
    ToolReport,
    ToolResult,
    build_decision_report,
    build_tool_report,
    render_decision_report,
    render_tool_report,
)
from mcp_mem0.evals.deciding.decision_cases import DecisionCase, FaultKind
from mcp_mem0.evals.deciding.decision_evaluation import DecisionEvaluation, ToolEvaluation
from mcp_mem0.evals.deciding.tool_cases import NO_TOOL, ToolCase
from mcp_mem0.ports import DecisionInput, Neighbours
from tests.support.case_answers import build_operations
from tests.support.shipped_cases import SHIPPED_CASES

pytestmark = pytest.mark.anyio

TOOL_CASES = load_tool_cases()
Answer = Callable[[CaseInput], Sequence[Operation]]


@dataclass
class Decides:
    """Decides the cases, which come in order, as a function says."""

    answer: Answer
    cases: Sequence[DecisionCase]
    done: list[DecisionInput] = field(default_factory=list[DecisionInput])

    @property
    def reads_conversation(self) -> bool:
        return True

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:  # noqa: ARG002 - the port's
        given = CaseInput(self.cases[len(self.done)])
        self.done.append(case)
        effort = Effort(decided_by="a script", model="scripted", calls=1, tokens_in=10)
        return Decision(operations=tuple(self.answer(given)), effort=effort)


async def judge(answer: Answer, cases: Sequence[DecisionCase] = SHIPPED_CASES) -> DecisionReport:
    results: list[DecisionResult] = []
    await DecisionEvaluation(decider=Decides(answer, cases)).run(cases, results)
    return build_decision_report(results, len(cases))


async def count_faults(
    answer: Answer, cases: Sequence[DecisionCase] = SHIPPED_CASES
) -> dict[FaultKind, int]:
    report = await judge(answer, cases)
    kinds: tuple[FaultKind, ...] = get_args(FaultKind)
    return {kind: report.count(kind) for kind in kinds if report.count(kind)}


def as_it_should(given: CaseInput) -> list[Operation]:
    return build_operations(given.case.answer, given)


def says(given: CaseInput, text: str) -> Statement:
    return Statement.from_words(text, quote=given.case.messages[0].content)


async def test_a_decider_that_does_as_the_cases_say_is_clean() -> None:
    report = await judge(as_it_should)

    assert len(SHIPPED_CASES) > 150
    assert [(each.name, each.faults) for each in report.results if each.faults] == []
    assert report.usage == Usage(calls=len(SHIPPED_CASES), tokens_in=10 * len(SHIPPED_CASES))
    shown = render_decision_report(report)
    assert f"{len(SHIPPED_CASES)} of {len(SHIPPED_CASES)} cases clean, decided by a script" in shown
    assert "1.00 calls, 10 tokens in" in shown


async def test_a_decider_that_says_nothing_misses_facts_and_closes() -> None:
    repeats = sum(bool(case.repeats) for case in SHIPPED_CASES)

    assert await count_faults(lambda _: [], SHIPPED_CASES) == {
        "missed close": sum(len(case.closes) for case in SHIPPED_CASES),
        "missed fact": sum(len(case.facts) for case in SHIPPED_CASES) + repeats,
    }


async def test_a_decider_that_closes_everything_closes_wrongly() -> None:
    cases = [case for case in SHIPPED_CASES if not any(known.is_beside for known in case.known)]
    found = await count_faults(
        lambda given: [Delete(target=near.fact, reason="x") for near in given.known], cases
    )

    wrong = sum(len({k.name for k in c.known} - {*c.closes, *c.may_close}) for c in cases)
    assert found["wrong close"] >= wrong > 50
    assert "missed close" not in found


async def test_a_decider_that_makes_things_up_invents() -> None:
    def embroider(given: CaseInput) -> list[Operation]:
        made_up = says(given, "Somebody somewhere breeds golden llamas")
        return [*as_it_should(given), Add(statement=made_up, reason="x")]

    assert await count_faults(embroider) == {"invented fact": len(SHIPPED_CASES)}


async def test_a_copied_message_is_no_fact_unless_it_is_self_contained() -> None:
    def copy(given: CaseInput) -> list[Operation]:
        return [
            Add(statement=Statement.from_words(said.content, position=place), reason="x")
            for place, said in enumerate(given.case.messages)
        ]

    report = await judge(copy, SHIPPED_CASES)

    clean = {each.name for each in report.results if not each.faults}
    assert clean == {
        "call-on-two-clocks",
        "one-more-on-a-list",
        "repertoire-grows-in-portuguese",
        "two-cats-more-said",
        "working-agreements",
    }


async def test_what_the_gate_drops_was_not_decided() -> None:
    def unground(given: CaseInput) -> list[Operation]:
        return [
            replace(each, statement=replace(each.statement, quote="nobody said this"))
            for each in as_it_should(given)
            if isinstance(each, Add | Update)
        ]

    found = await count_faults(unground)

    stating = sum(any(each.is_statement for each in case.answer) for case in SHIPPED_CASES)
    assert found["no decision"] == stating


async def test_what_validation_drops_is_reported_and_is_no_fault() -> None:
    def embroider(given: CaseInput) -> list[Operation]:
        made_up = replace(says(given, "Somebody breeds llamas"), quote="nobody said this")
        return [*as_it_should(given), Add(statement=made_up, reason="x")]

    moved = [case for case in SHIPPED_CASES if case.name == "moved-to-another-city"]
    report = await judge(embroider, moved)

    assert report.results[0].faults == ()
    head, line = render_decision_report(report).splitlines()[-2:]
    assert head == "dropped by the checks, so no fault: 1"
    assert line.startswith("- moved-to-another-city: operation 2 (ADD): message 0 does not have")


async def test_a_failing_case_shows_what_was_answered_beside_what_is_right() -> None:
    moved = [case for case in SHIPPED_CASES if case.name == "moved-to-another-city"]
    report = await judge(
        lambda given: [Add(statement=says(given, "Ana moved to Oslo."), reason="x")], moved
    )

    assert render_decision_report(report).splitlines()[-4:] == [
        "- moved-to-another-city: wrong fact: it does not say 2026-03-01: Ana moved to Oslo.",
        "- moved-to-another-city: missed close: Ana lives in Rome.",
        '  given: ADD: "Ana moved to Oslo."',
        (
            '  right: UPDATE home (change): "Ana moved to Oslo on 1 March 2026." from 2026-03-01'
            " [Ana lives in Oslo]"
        ),
    ]


async def test_a_decider_that_fails_is_reported_with_its_cost() -> None:
    def fail(_: object) -> list[Operation]:
        raise DecisionError("no JSON in it", usage=Usage(calls=1, tokens_in=7))

    report = await judge(fail, SHIPPED_CASES[:3])

    assert report.count("no decision") == 3
    assert report.usage.tokens_in == 21
    assert "no decision: not a decision: no JSON in it" in render_decision_report(report)


async def test_a_decider_is_shown_summary_relations_and_what_the_caller_replaces() -> None:
    by_name = {case.name: CaseInput(case).decision_input for case in SHIPPED_CASES}

    assert "Philomena" in by_name["summary-says-who"].summary
    assert [near.fact.text for near in by_name["caller-names-what-is-replaced"].replaced] == [
        "Ottokar's desk is in room 4.08."
    ]
    cats = by_name["two-cats-more-said"].shown[0]
    assert [each.text for each in cats.relations] == [
        "Mirjam owns cat Juno",
        "Mirjam owns cat Pax",
    ]
    assert len(by_name["a-whole-session"].episode.intake.messages) > 25
    assert len(by_name["a-whole-session-in-german"].shown) == 42


async def test_what_only_a_second_look_finds_is_not_shown_at_first() -> None:
    [case] = [case for case in SHIPPED_CASES if case.name == "second-look-finds-the-old-home"]
    given = CaseInput(case)

    shown = {near.fact.text for near in given.decision_input.shown}
    [found] = await given.find_neighbours(["Perpetua lives in Husum"])

    assert "Perpetua lives on the Hallig Langeness." not in shown
    assert "Perpetua lives on the Hallig Langeness." in {near.fact.text for near in found}


async def test_progress_is_reported_case_by_case() -> None:
    heard: list[int] = []
    cases = SHIPPED_CASES[:3]
    decider = Decides(as_it_should, cases)

    await DecisionEvaluation(decider=decider, on_progress=heard.append).run(cases, [])

    assert heard == [1, 2, 3]


# --- choosing a tool


@dataclass(frozen=True)
class Chooses:
    """Calls what a function says for the case that it is shown."""

    answer: Callable[[ToolCase], Sequence[ToolCall]]

    async def choose(self, request: ToolRequest) -> ToolChoice:
        meant = next(case for case in TOOL_CASES if case.said == request.conversation)
        return ToolChoice(
            calls=tuple(self.answer(meant)), model="scripted", usage=Usage(calls=1, tokens_in=5)
        )


async def judge_tools(answer: Callable[[ToolCase], Sequence[ToolCall]]) -> ToolReport:
    results: list[ToolResult] = []
    evaluation = ToolEvaluation(model=Chooses(answer), instructions="", tools=())
    await evaluation.run(TOOL_CASES, results)
    return build_tool_report(results, len(TOOL_CASES))


async def list_faults(answer: Callable[[ToolCase], Sequence[ToolCall]]) -> list[str]:
    report = await judge_tools(answer)
    return [each.fault for each in report.results if each.fault is not None]


async def test_an_assistant_that_never_calls_a_tool_has_faults() -> None:
    report = await judge_tools(lambda _: [])

    wrong = sum(NO_TOOL not in case.calls for case in TOOL_CASES)
    assert f"{40 - wrong} of 40 tool cases clean, chosen by scripted" in render_tool_report(report)
    assert "it calls no tool instead of remember" in render_tool_report(report)


async def test_an_assistant_that_always_forgets_has_faults() -> None:
    found = await list_faults(lambda _: [ToolCall(tool="forget", arguments="{}")])

    assert len(found) == len(TOOL_CASES)
    assert "it calls forget, and must not" in found
    assert "it calls forget with other arguments: 'ids' is null and not ('f_0abc12345',): {}" in (
        found
    )


async def test_an_assistant_that_always_recalls_has_faults() -> None:
    found = await list_faults(lambda _: [ToolCall(tool="recall", arguments="{}")])

    assert "it calls recall instead of none" in found
    assert "it calls recall instead of remember" in found


async def test_an_assistant_that_also_forgets_has_faults() -> None:
    found = await list_faults(lambda _: [ToolCall(tool="forget", arguments='{"session": "all"}')])

    assert len(found) == len(TOOL_CASES)
