"""Running the cases against the configured model, with progress on stderr."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeVar

import anyio

from mcp_mem0.adapters.models.messages_api import MessagesApi
from mcp_mem0.app import build_app
from mcp_mem0.app.deciding import decider_with, language_model
from mcp_mem0.cli.output.progress import shown_progress
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError, SettingsError, quoted
from mcp_mem0.evals.assistant_view import told_instructions, told_tools
from mcp_mem0.evals.case_files import decision_cases, tool_cases
from mcp_mem0.evals.case_reports import DecisionReport, ToolReport
from mcp_mem0.evals.decision_cases import DecisionCase
from mcp_mem0.evals.decision_evaluation import DecisionEvaluation, ToolEvaluation

ReportT = TypeVar("ReportT")


def judged_decisions(settings: Settings, folder: Path | None, only: str | None) -> DecisionReport:
    """Return how the configured model decides the cases.

    Args:
        settings: Name the model and the pipeline.
        folder: Cases of one's own, instead of those that ship.
        only: A category of cases; None is all of them.

    Raises:
        RequestError: There are no such cases.
        SettingsError: No model is configured.
    """
    cases = _of_category(decision_cases(folder), only)

    async def judge(model: MessagesApi, told: Callable[[int], None]) -> DecisionReport:
        decider = decider_with(model, settings.model)
        return await DecisionEvaluation(decider=decider, told=told).run(cases)

    return anyio.run(_with_model, settings, len(cases), judge)


def judged_tools(settings: Settings, folder: Path | None) -> ToolReport:
    """Return which tools the configured model calls in the cases.

    Raises:
        RequestError: There are no such cases.
        SettingsError: No model is configured.
    """
    cases = tool_cases(folder)

    async def judge(model: MessagesApi, told: Callable[[int], None]) -> ToolReport:
        # Nothing is called, so nothing of it is opened.
        app = build_app(settings)
        tools = told_tools(app, app.terms)
        evaluation = ToolEvaluation(
            model=model, instructions=told_instructions(), tools=tools, told=told
        )
        return await evaluation.run(cases)

    return anyio.run(_with_model, settings, len(cases), judge)


async def _with_model(
    settings: Settings,
    count: int,
    judge: Callable[[MessagesApi, Callable[[int], None]], Awaitable[ReportT]],
) -> ReportT:
    async with AsyncExitStack() as closing:
        model = language_model(settings.model, closing)
        if model is None:
            raise SettingsError(
                "no model is configured, so there is nothing to judge: set ANTHROPIC_API_KEY, or"
                " model.base_url for a local server"
            )
        progress = closing.enter_context(shown_progress())
        task = progress.add_task("Judging", total=count)
        return await judge(model, lambda done: progress.update(task, completed=done))


def _of_category(cases: Sequence[DecisionCase], only: str | None) -> list[DecisionCase]:
    chosen = [case for case in cases if only in {None, case.category}]
    if not chosen:
        known = ", ".join(dict.fromkeys(case.category for case in cases))
        raise RequestError(f"there are no cases about {quoted(only)}: there are {known}")
    return chosen
