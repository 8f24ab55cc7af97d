"""The measure measures: a decider that does as the cases say is clean, and each way to be wrong is
counted as what it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import pytest

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.llm.call import ToolCall, ToolChoice, ToolRequest
from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.domain.model.operations import Add, Delete, Operation, Update
from mcp_mem0.domain.model.rows import Fact, Statement
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.case_files import load_decision_cases, load_tool_cases
from mcp_mem0.evals.case_reports import render_decision_report, render_tool_report
from mcp_mem0.evals.decision_cases import DecisionCase, ExpectedFact, FaultKind
from mcp_mem0.evals.decision_evaluation import DecisionEvaluation, ToolEvaluation
from mcp_mem0.evals.tool_cases import NO_TOOL, ToolCase
from mcp_mem0.ports import DecisionInput, Neighbours

pytestmark = pytest.mark.anyio

CASES = load_decision_cases()
TOOL_CASES = load_tool_cases()
Answer = Callable[[DecisionInput, DecisionCase], Sequence[Operation]]


@dataclass(frozen=True)
class Decides:
    """Decides each case with a function; the case is recognised by its messages."""

    answer: Answer

    @property
    def reads_conversation(self) -> bool:
        return True

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:  # noqa: ARG002 - the port's
        meant = next(each for each in CASES if is_of(each, case))
        effort = Effort(decided_by="a script", model="scripted", calls=1, tokens_in=10)
        return Decision(operations=tuple(self.answer(case, meant)), effort=effort)


def is_of(meant: DecisionCase, case: DecisionInput) -> bool:
    intake = case.episode.intake
    facts = tuple(near.fact.text for near in case.shown)
    return (
        meant.said == intake.messages
        and meant.content == intake.content
        and tuple(each.text for each in meant.known) == facts
    )


def says(case: DecisionInput, text: str) -> Statement:
    quote = case.episode.intake.all_messages[0].content
    return Statement.from_words(text, quote=quote)


def expected(case: DecisionInput, fact: ExpectedFact, more: str = "") -> Statement:
    return replace(
        says(case, f"{wording(fact)}{more}"),
        valid_from=None if fact.on is None else parse_instant(fact.on, name="on"),
        valid_to=None
        if fact.until is None
        else parse_instant(fact.until, name="until", edge="end"),
    )


def wording(expected: ExpectedFact) -> str:
    return " ".join(each.split("|")[0] for each in expected.contains)


def named(case: DecisionInput, meant: DecisionCase, names: Sequence[str]) -> list[Fact]:
    by_name = {known.name: near.fact for known, near in zip(meant.known, case.shown, strict=True)}
    return [by_name[name] for name in names]


def as_it_should(case: DecisionInput, meant: DecisionCase) -> list[Operation]:
    adds: list[Operation] = [
        Add(statement=expected(case, each), reason="expected") for each in meant.facts
    ]
    closed = named(case, meant, meant.closes)
    if adds and closed and isinstance(first := adds[0], Add):
        adds[0] = Update(
            target=closed[0],
            statement=first.statement,
            reason="expected",
            also_closed=tuple(closed[1:]),
        )
        return adds
    return [*adds, *(Delete(target=fact, reason="expected") for fact in closed)]


async def faults(answer: Answer) -> dict[FaultKind, int]:
    report = await DecisionEvaluation(decider=Decides(answer)).run(CASES)
    kinds: tuple[FaultKind, ...] = get_args(FaultKind)
    return {kind: report.count(kind) for kind in kinds if report.count(kind)}


async def test_a_decider_that_does_as_the_cases_say_is_clean() -> None:
    report = await DecisionEvaluation(decider=Decides(as_it_should)).run(CASES)

    assert [(each.name, each.faults) for each in report.results if each.faults] == []
    assert report.usage == Usage(calls=120, tokens_in=1_200)
    assert "120 of 120 cases clean, decided by a script · scripted" in render_decision_report(
        report
    )
    assert "1.00 calls, 10 tokens in" in render_decision_report(report)


async def test_a_decider_that_says_nothing_misses_facts_and_contradictions() -> None:
    assert await faults(lambda _, __: []) == {
        "missed contradiction": sum(len(case.closes) for case in CASES),
        "missed fact": sum(len(case.facts) for case in CASES),
    }


async def test_a_decider_that_closes_everything_closes_wrongly() -> None:
    found = await faults(
        lambda case, _: [Delete(target=near.fact, reason="x") for near in case.shown]
    )

    wrong = sum(len({k.name for k in c.known} - {*c.closes, *c.may_close}) for c in CASES)
    assert any(case.may_grow for case in CASES)
    assert found["wrong close"] == wrong > 50
    assert "missed contradiction" not in found


async def test_a_decider_that_makes_things_up_invents() -> None:
    made_up = "Somebody somewhere breeds golden llamas"

    found = await faults(
        lambda case, meant: [
            *as_it_should(case, meant),
            Add(statement=says(case, made_up), reason="x"),
        ]
    )

    assert found == {"invented fact": len(CASES)}


async def test_forbidden_words_make_an_expected_fact_an_invented_one() -> None:
    forbidding = [case for case in CASES if case.never and case.facts]

    def spoilt(case: DecisionInput, meant: DecisionCase) -> list[Operation]:
        return [
            Add(statement=expected(case, each, f" {word}"), reason="x")
            for each in meant.facts
            for word in meant.never[:1]
        ]

    report = await DecisionEvaluation(decider=Decides(spoilt)).run(forbidding)

    assert len(forbidding) > 10
    assert all(any(f.kind == "invented fact" for f in each.faults) for each in report.results)


async def test_a_fact_without_its_date_is_missed() -> None:
    dated = [case for case in CASES if any(each.on or each.until for each in case.facts)]

    def undated(case: DecisionInput, meant: DecisionCase) -> list[Operation]:
        facts = [replace(each, on=None, until=None) for each in meant.facts]
        return as_it_should(case, replace(meant, facts=tuple(facts)))

    report = await DecisionEvaluation(decider=Decides(undated)).run(dated)

    assert report.count("missed fact") == sum(
        bool(each.on or each.until) for case in dated for each in case.facts
    )


async def test_a_copied_message_is_no_fact_unless_it_is_self_contained() -> None:
    def copied(case: DecisionInput, _: DecisionCase) -> list[Operation]:
        return [
            Add(
                statement=Statement.from_words(said.content, position=place),
                reason="x",
            )
            for place, said in enumerate(case.episode.intake.all_messages)
        ]

    report = await DecisionEvaluation(decider=Decides(copied)).run(CASES)

    clean = {each.name for each in report.results if not each.faults}
    assert clean == {"one-more-on-a-list", "working-agreements"}


async def test_what_the_gate_drops_was_not_decided() -> None:
    def ungrounded(case: DecisionInput, meant: DecisionCase) -> list[Operation]:
        return [
            replace(each, statement=replace(each.statement, quote="nobody said this"))
            for each in as_it_should(case, meant)
            if isinstance(each, Add | Update)
        ]

    found = await faults(ungrounded)

    assert found["no decision"] == sum(bool(case.facts) for case in CASES)


async def test_what_validation_drops_is_reported_and_is_no_fault() -> None:
    def embroidered(case: DecisionInput, meant: DecisionCase) -> list[Operation]:
        made_up = replace(says(case, "Somebody breeds llamas"), quote="nobody said this")
        return [*as_it_should(case, meant), Add(statement=made_up, reason="x")]

    moved = [case for case in CASES if case.name == "moved-to-another-city"]
    report = await DecisionEvaluation(decider=Decides(embroidered)).run(moved)

    assert report.results[0].faults == ()
    head, line = render_decision_report(report).splitlines()[-2:]
    assert head == "dropped by the checks, so no fault: 1"
    assert line.startswith("- moved-to-another-city: operation 2 (ADD): message 0 does not have")


async def test_a_decider_that_fails_is_reported_with_its_cost() -> None:
    def failing(*_: object) -> list[Operation]:
        raise DecisionError("no JSON in it", usage=Usage(calls=1, tokens_in=7))

    report = await DecisionEvaluation(decider=Decides(failing)).run(CASES[:3])

    assert report.count("no decision") == 3
    assert report.usage.tokens_in == 21
    assert "no decision: not a decision: no JSON in it" in render_decision_report(report)


async def test_progress_is_reported_case_by_case() -> None:
    heard: list[int] = []

    await DecisionEvaluation(decider=Decides(as_it_should), on_progress=heard.append).run(CASES[:3])

    assert heard == [1, 2, 3]


# --- choosing a tool


@dataclass(frozen=True)
class Chooses:
    """Makes the calls that a function returns for the case."""

    answer: Callable[[ToolCase], Sequence[ToolCall]]

    async def choose(self, request: ToolRequest) -> ToolChoice:
        meant = next(case for case in TOOL_CASES if case.said == request.conversation)
        return ToolChoice(
            calls=tuple(self.answer(meant)), model="scripted", usage=Usage(calls=1, tokens_in=5)
        )


def as_asked(case: ToolCase) -> list[ToolCall]:
    if case.calls[0] == NO_TOOL:
        return []
    words = " ".join(each.split("|")[0] for each in case.contains)
    return [ToolCall(tool=case.calls[0], arguments=f'{{"text": "{words}"}}')]


async def tool_faults(answer: Callable[[ToolCase], Sequence[ToolCall]]) -> list[str]:
    evaluation = ToolEvaluation(model=Chooses(answer), instructions="", tools=())
    report = await evaluation.run(TOOL_CASES)
    return [each.fault for each in report.results if each.fault is not None]


async def test_an_assistant_that_chooses_as_the_cases_say_is_clean() -> None:
    evaluation = ToolEvaluation(model=Chooses(as_asked), instructions="", tools=())
    report = await evaluation.run(TOOL_CASES)

    assert "40 of 40 tool cases clean, chosen by scripted" in render_tool_report(report)


async def test_an_assistant_that_never_calls_a_tool_has_faults() -> None:
    found = await tool_faults(lambda _: [])

    assert len(found) == sum(NO_TOOL not in case.calls for case in TOOL_CASES)
    assert "it calls no tool instead of remember" in found


async def test_an_assistant_that_always_forgets_has_faults() -> None:
    found = await tool_faults(lambda _: [ToolCall(tool="forget", arguments="{}")])

    assert len(found) == len(TOOL_CASES)
    assert "it calls forget, and must not" in found
    assert "it calls forget with other arguments: {}" in found


async def test_an_assistant_that_always_recalls_has_faults() -> None:
    found = await tool_faults(lambda _: [ToolCall(tool="recall", arguments="{}")])

    assert "it calls recall instead of none" in found
    assert "it calls recall instead of remember" in found


async def test_an_assistant_that_also_forgets_has_faults() -> None:
    def purging(case: ToolCase) -> list[ToolCall]:
        return [*as_asked(case), ToolCall(tool="forget", arguments='{"session": "all"}')]

    found = await tool_faults(purging)

    assert len(found) == sum("forget" not in case.calls for case in TOOL_CASES)
