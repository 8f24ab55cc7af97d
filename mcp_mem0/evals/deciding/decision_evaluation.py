"""Judging a decider by cases, without a store: what it would do to what is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mcp_mem0.domain.errors import DecisionError, ModelError
from mcp_mem0.domain.llm.call import ToolCall, ToolRequest, ToolSpec
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.evals.checking.case_faults import find_faults
from mcp_mem0.evals.deciding.case_answers import describe_operations, render_operation
from mcp_mem0.evals.deciding.case_input import CaseInput
from mcp_mem0.evals.deciding.case_reports import DecisionResult, ToolResult
from mcp_mem0.evals.deciding.decision_cases import CaseFault, DecisionCase
from mcp_mem0.evals.deciding.tool_cases import ToolCase, find_tool_fault
from mcp_mem0.ports import Decider, ToolUser

ResultT = TypeVar("ResultT")


def _ignore_progress(done: int) -> None:
    """Tell nobody how many cases are done."""


@dataclass(frozen=True, kw_only=True)
class DecisionEvaluation:
    """Asks a decider for its decision on each case; `on_progress` hears how many are done."""

    decider: Decider
    on_progress: Callable[[int], None] = _ignore_progress

    async def run(self, cases: Sequence[DecisionCase], results: list[DecisionResult]) -> None:
        """Append what it got right and wrong, case by case, so that a stop loses none of it.

        A case that it cannot decide is a fault, too.

        Raises:
            ModelError: The first case got no answer, so nothing can be judged.
        """
        for done, case in enumerate(cases, start=1):
            results.append(await self._judge_case(case, is_first=done == 1))
            self.on_progress(done)

    async def _judge_case(self, case: DecisionCase, *, is_first: bool) -> DecisionResult:
        given = CaseInput(case)
        try:
            decision = await self.decider.decide(given.decision_input, given)
            through = given.validate(decision)
        except ModelError as error:
            if is_first and not isinstance(error, DecisionError):
                raise
            fault = CaseFault(kind="no decision", detail=str(error))
            return DecisionResult(
                name=case.name, category=case.category, faults=(fault,), usage=error.usage
            )
        answer = describe_operations(through.operations, given.names)
        return DecisionResult(
            name=case.name,
            category=case.category,
            faults=find_faults(case, answer),
            usage=decision.effort.usage,
            dropped=(*decision.dropped, *through.dropped),
            decided_by=_format_decider(decision.effort),
            given=tuple(map(render_operation, answer)),
            expected=tuple(map(render_operation, case.answer)),
        )


@dataclass(frozen=True, kw_only=True)
class ToolEvaluation:
    """Asks a model which tool it would call in each case; `on_progress` hears how many are done."""

    model: ToolUser
    instructions: str
    tools: tuple[ToolSpec, ...]
    on_progress: Callable[[int], None] = _ignore_progress

    async def run(self, cases: Sequence[ToolCase], results: list[ToolResult]) -> None:
        """Append what it chose well and what not, case by case.

        Raises:
            ModelError: The first case got no answer, so nothing can be judged.
        """
        for done, case in enumerate(cases, start=1):
            request = ToolRequest(
                instructions=self.instructions, conversation=case.said, tools=self.tools
            )
            try:
                choice = await self.model.choose(request)
            except ModelError as error:
                if done == 1 and not isinstance(error, DecisionError):
                    raise
                results.append(ToolResult(name=case.name, fault=str(error), usage=error.usage))
            else:
                results.append(
                    ToolResult(
                        name=case.name,
                        fault=find_tool_fault(case, choice.calls),
                        usage=choice.usage,
                        model=choice.model,
                        given=tuple(map(_render_call, choice.calls)),
                    )
                )
            self.on_progress(done)


def _render_call(call: ToolCall) -> str:
    return f"{call.tool} {call.arguments}"


def _format_decider(effort: Effort) -> str:
    parts = [effort.decided_by, effort.model, effort.prompt_version]
    return " · ".join(part for part in parts if part)
