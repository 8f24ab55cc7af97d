"""Running the decision cases and the tool cases against the configured model."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, AsyncExitStack
from functools import partial
from pathlib import Path

import anyio

from mcp_mem0.app.deciding import build_decider, build_language_model
from mcp_mem0.app.running import App, build_app
from mcp_mem0.config import SETUP_REMEDY, Settings
from mcp_mem0.domain.errors import RequestError, SettingsError, quote_value
from mcp_mem0.domain.llm.call import ToolSpec
from mcp_mem0.evals.deciding.case_files import load_decision_cases, load_tool_cases
from mcp_mem0.evals.deciding.case_reports import (
    DecisionReport,
    DecisionResult,
    ToolReport,
    ToolResult,
    build_decision_report,
    build_tool_report,
)
from mcp_mem0.evals.deciding.decision_cases import DecisionCase
from mcp_mem0.evals.deciding.decision_evaluation import DecisionEvaluation, ToolEvaluation
from mcp_mem0.evals.mutations.catch_table import CatchTable, build_catch_table
from mcp_mem0.evals.progress import ShowProgress
from mcp_mem0.ports import ModelClient
from mcp_mem0.server.mcp.instructions import INSTRUCTIONS
from mcp_mem0.server.mcp.tools import Tools


def judge_decisions(
    settings: Settings, folder: Path | None, only: str | None, show_progress: ShowProgress
) -> DecisionReport:
    """Return how the configured model decides the cases, and what the checker of them can tell.

    If it is interrupted, the report has the cases that are done.

    Args:
        settings: Name the model and the pipeline.
        folder: Cases of one's own, instead of those that ship.
        only: A category of cases; None is all of them.
        show_progress: Shows how many are judged.

    Raises:
        RequestError: There are no such cases.
        SettingsError: No model is configured.
        KeyboardInterrupt: It is interrupted before the first case is done.
    """
    cases = _select_category(load_decision_cases(folder), only)
    results: list[DecisionResult] = []

    async def judge(model: ModelClient, on_progress: Callable[[int], None]) -> None:
        decider = build_decider(model, settings.model, has_graph=settings.graph.enabled)
        evaluation = DecisionEvaluation(decider=decider, on_progress=on_progress)
        await evaluation.run(cases, results)

    is_whole = _run_or_keep(settings, judge, partial(show_progress, "Judging", len(cases)), results)
    checker = build_catch_table(cases) if is_whole else None
    return build_decision_report(results, len(cases), checker)


def check_cases(folder: Path | None, only: str | None) -> CatchTable:
    """Return what the checker of the cases can tell, without a model.

    Raises:
        RequestError: There are no such cases.
    """
    return build_catch_table(_select_category(load_decision_cases(folder), only))


def judge_tools(settings: Settings, folder: Path | None, show_progress: ShowProgress) -> ToolReport:
    """Return which tools the configured model calls in the cases.

    If it is interrupted, the report has the cases that are done.

    Raises:
        RequestError: There are no such cases.
        KeyboardInterrupt: It is interrupted before the first case is done.
    """
    cases = load_tool_cases(folder)
    results: list[ToolResult] = []

    async def judge(model: ModelClient, on_progress: Callable[[int], None]) -> None:
        # The tools are never called, so no store is opened.
        app = build_app(settings)
        evaluation = ToolEvaluation(
            model=model,
            instructions=INSTRUCTIONS,
            tools=_list_tools(app),
            on_progress=on_progress,
        )
        await evaluation.run(cases, results)

    _run_or_keep(settings, judge, partial(show_progress, "Judging", len(cases)), results)
    return build_tool_report(results, len(cases))


def _list_tools(app: App) -> tuple[ToolSpec, ...]:
    """Return the tools as a client lists them."""
    return tuple(
        ToolSpec(name=tool.name, description=tool.description, input_schema=tool.parameters)
        for tool in Tools(memory=app, terms=app.terms).build_tools()
    )


def _run_or_keep(
    settings: Settings,
    judge: Callable[[ModelClient, Callable[[int], None]], Awaitable[None]],
    show: Callable[[], AbstractContextManager[Callable[[int], None]]],
    results: Sequence[object],
) -> bool:
    """Run a judge; return False if it is interrupted after its first results, which are kept."""
    try:
        anyio.run(_run_with_model, settings, judge, show)
    except KeyboardInterrupt:
        if not results:
            raise
        return False
    return True


async def _run_with_model(
    settings: Settings,
    judge: Callable[[ModelClient, Callable[[int], None]], Awaitable[None]],
    show: Callable[[], AbstractContextManager[Callable[[int], None]]],
) -> None:
    async with AsyncExitStack() as closing:
        model = build_language_model(settings.model, closing)
        if model is None:
            raise SettingsError(
                f"no model is configured, so there is nothing to judge: {SETUP_REMEDY}"
            )
        await judge(model, closing.enter_context(show()))


def _select_category(cases: Sequence[DecisionCase], only: str | None) -> list[DecisionCase]:
    chosen = [case for case in cases if only in {None, case.category}]
    if not chosen:
        known = ", ".join(dict.fromkeys(case.category for case in cases))
        raise RequestError(f"there are no cases about {quote_value(only)}: there are {known}")
    return chosen
