"""Running the decision cases and the tool cases against the configured model."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, AsyncExitStack
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

import anyio

from mcp_mem0.app import App, build_app
from mcp_mem0.app.deciding import build_decider, build_language_model
from mcp_mem0.config import SETUP_REMEDY, Settings
from mcp_mem0.domain.errors import RequestError, SettingsError, quote_value
from mcp_mem0.domain.llm.call import ToolSpec
from mcp_mem0.evals.case_files import load_decision_cases, load_tool_cases
from mcp_mem0.evals.case_reports import DecisionReport, ToolReport
from mcp_mem0.evals.decision_cases import DecisionCase
from mcp_mem0.evals.decision_evaluation import DecisionEvaluation, ToolEvaluation
from mcp_mem0.ports import ModelClient
from mcp_mem0.server.mcp.instructions import INSTRUCTIONS
from mcp_mem0.server.mcp.tools import Tools

ReportT = TypeVar("ReportT")

ShowProgress: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Shows the progress over a number of cases, under a title, while its block runs."""


def judge_decisions(
    settings: Settings, folder: Path | None, only: str | None, show_progress: ShowProgress
) -> DecisionReport:
    """Return how the configured model decides the cases.

    Args:
        settings: Name the model and the pipeline.
        folder: Cases of one's own, instead of those that ship.
        only: A category of cases; None is all of them.
        show_progress: Shows how many are judged.

    Raises:
        RequestError: There are no such cases.
        SettingsError: No model is configured.
    """
    cases = _select_category(load_decision_cases(folder), only)

    async def judge(model: ModelClient, on_progress: Callable[[int], None]) -> DecisionReport:
        decider = build_decider(model, settings.model)
        return await DecisionEvaluation(decider=decider, on_progress=on_progress).run(cases)

    return anyio.run(
        _run_with_model, settings, judge, partial(show_progress, "Judging", len(cases))
    )


def judge_tools(settings: Settings, folder: Path | None, show_progress: ShowProgress) -> ToolReport:
    """Return which tools the configured model calls in the cases.

    Raises:
        RequestError: There are no such cases.
        SettingsError: No model is configured.
    """
    cases = load_tool_cases(folder)

    async def judge(model: ModelClient, on_progress: Callable[[int], None]) -> ToolReport:
        # The tools are never called, so no store is opened.
        app = build_app(settings)
        evaluation = ToolEvaluation(
            model=model,
            instructions=INSTRUCTIONS,
            tools=_list_tools(app),
            on_progress=on_progress,
        )
        return await evaluation.run(cases)

    return anyio.run(
        _run_with_model, settings, judge, partial(show_progress, "Judging", len(cases))
    )


def _list_tools(app: App) -> tuple[ToolSpec, ...]:
    """Return the tools as a client lists them."""
    return tuple(
        ToolSpec(name=tool.name, description=tool.description, input_schema=tool.parameters)
        for tool in Tools(memory=app, terms=app.terms).build_tools()
    )


async def _run_with_model(
    settings: Settings,
    judge: Callable[[ModelClient, Callable[[int], None]], Awaitable[ReportT]],
    show: Callable[[], AbstractContextManager[Callable[[int], None]]],
) -> ReportT:
    async with AsyncExitStack() as closing:
        model = build_language_model(settings.model, closing)
        if model is None:
            raise SettingsError(
                f"no model is configured, so there is nothing to judge: {SETUP_REMEDY}"
            )
        return await judge(model, closing.enter_context(show()))


def _select_category(cases: Sequence[DecisionCase], only: str | None) -> list[DecisionCase]:
    chosen = [case for case in cases if only in {None, case.category}]
    if not chosen:
        known = ", ".join(dict.fromkeys(case.category for case in cases))
        raise RequestError(f"there are no cases about {quote_value(only)}: there are {known}")
    return chosen
