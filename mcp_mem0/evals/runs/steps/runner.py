"""`run_experiments`: build, search, answer and judge what a run lacks, and say what it lacks then.

Everything is on disk before the next thing is done, so a run that is interrupted goes on when it is
run again: nothing is asked twice, and nothing is lost but what was being asked.
"""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from mcp_mem0.app.deciding import build_language_model
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.progress import ShowProgress
from mcp_mem0.evals.runs.questions import KnownQuestions
from mcp_mem0.evals.runs.remaining import RemainingWork
from mcp_mem0.evals.runs.starting.preparing import PreparedRun, choose_model
from mcp_mem0.evals.runs.steps.asking import ModelAnswerer, ModelJudge
from mcp_mem0.evals.runs.steps.asking_round import AskingRound
from mcp_mem0.evals.runs.steps.experiment_input import ExperimentInput
from mcp_mem0.evals.runs.steps.experiments import EXPERIMENTS, QUESTIONS
from mcp_mem0.evals.runs.steps.limits import RunAccount
from mcp_mem0.evals.runs.steps.outcome import RunOutcome, build_outcome, count_lacking
from mcp_mem0.evals.runs.steps.showing import ContextFinder
from mcp_mem0.evals.systems.catalogue import find_systems
from mcp_mem0.ports import Embedder, LanguageModel


@dataclass(frozen=True, kw_only=True)
class RunLimits:
    """How much at once, and at most: tokens of this command alone, None for no limit."""

    at_once: int
    tokens_max: int | None


@dataclass(frozen=True, kw_only=True)
class RunModels:
    """Who answers and who judges; None if no model is configured."""

    answerer: LanguageModel | None
    judge: LanguageModel | None


async def run_experiments(
    prepared: PreparedRun,
    limits: RunLimits,
    show_progress: ShowProgress,
    *,
    embedder: Embedder | None = None,
) -> RunOutcome:
    """Do what is left of a run, and return what is left then.

    Raises:
        RequestError: The folder cannot be used, or the run was changed since it was prepared.
        SettingsError: The settings of a model cannot work.
        BusyError: Another process works on it.
        StoreError: Something cannot be written.
        ModelError: The embedding model failed.
    """
    folder = prepared.folder
    async with AsyncExitStack() as opened:
        mended = await opened.enter_async_context(folder.hold())
        if folder.find_plan() != prepared.before:
            raise RequestError(
                f"the run in {quote_path(folder.path)} was changed just now: run this again"
            )
        models = _build_models(prepared, opened)
        folder.write_plan(prepared.plan)
        runner = Runner(
            prepared=prepared,
            limits=limits,
            models=models,
            account=RunAccount(limits.tokens_max),
            show_progress=show_progress,
            embedder=embedder,
        )
        await runner.run()
        return build_outcome(
            runner.account,
            mended=mended,
            lacking=count_lacking(prepared.plan, runner.remaining),
            unfinished=tuple(runner.unfinished),
            has_model=models.answerer is not None,
        )


def _build_models(prepared: PreparedRun, opened: AsyncExitStack) -> RunModels:
    settings, planned = prepared.settings.model, prepared.plan.models
    if planned.memory is None:
        return RunModels(answerer=None, judge=None)
    return RunModels(
        answerer=build_language_model(choose_model(settings, planned.answerer), opened),
        judge=build_language_model(choose_model(settings, planned.judge), opened),
    )


@dataclass(frozen=True, kw_only=True)
class Runner:
    """Works on a run whose folder is held.

    Attributes:
        account: What is spent, and whether to stop.
        embedder: Used instead of the embedding model that the settings name.
        unfinished: The experiments that a limit or a model has ended.
    """

    prepared: PreparedRun
    limits: RunLimits
    models: RunModels
    account: RunAccount
    show_progress: ShowProgress
    embedder: Embedder | None = None
    unfinished: list[str] = field(default_factory=list[str])

    @property
    def remaining(self) -> RemainingWork:
        """What is left to ask."""
        return RemainingWork(self.prepared.folder, KnownQuestions(self.prepared.dataset))

    async def run(self) -> None:
        """Do what is left, conversation by conversation, as far as the limits allow."""
        if QUESTIONS in self.prepared.plan.experiments:
            for conversation in self.prepared.dataset.conversations:
                await self._find_contexts(conversation)
                await self._ask(conversation.name)
        for name in self.prepared.plan.experiments:
            if name in EXPERIMENTS:
                await self._run_experiment(name)
        # What was shown beside the questions, and answers that were given by hand.
        await self._ask(None)

    async def _find_contexts(self, conversation: LongConversation) -> None:
        prepared = self.prepared
        finder = ContextFinder(
            folder=prepared.folder,
            settings=prepared.settings,
            account=self.account,
            show_progress=self.show_progress,
            embedder=self.embedder,
        )
        chosen = {*prepared.plan.questions[conversation.name]}
        questions = [each for each in conversation.questions if each.id in chosen]
        await finder.find_contexts(conversation, questions, find_systems(prepared.plan.systems))

    async def _run_experiment(self, name: str) -> None:
        prepared, failures = self.prepared, self.account.failures
        result = await EXPERIMENTS[name](
            ExperimentInput(
                folder=prepared.folder,
                plan=prepared.plan,
                dataset=prepared.dataset,
                settings=prepared.settings,
                account=self.account,
                show_progress=self.show_progress,
                embedder=self.embedder,
            )
        )
        prepared.folder.write_document(f"experiments/{name}.json", result.model_dump_json(indent=2))
        if self.account.is_stopped or self.account.failures > failures:
            self.unfinished.append(name)

    async def _ask(self, conversation: str | None) -> None:
        """Have answered and judged what is left, of one conversation or all."""
        await self._answer(conversation)
        await self._judge(conversation)

    async def _answer(self, conversation: str | None) -> None:
        if self.models.answerer is None or self.account.is_stopped:
            return
        answerer = ModelAnswerer(self.models.answerer)
        total = sum(1 for _ in self.remaining.list_questions(conversation))
        if not total:
            return
        asking = AskingRound(
            ask=answerer.answer,
            estimate=answerer.estimate,
            find_part=lambda asked: asked.found.system,
            record=self.prepared.folder.answers,
            account=self.account,
            at_once=self.limits.at_once,
        )
        with self.show_progress(_entitle("Answering", conversation), total) as show_done:
            await asking.run(self.remaining.list_questions(conversation), show_done)

    async def _judge(self, conversation: str | None) -> None:
        if self.models.judge is None or self.account.is_stopped:
            return
        judge = ModelJudge(self.models.judge)
        left = self.remaining.list_answers(conversation)
        if not left:
            return
        asking = AskingRound(
            ask=judge.judge,
            estimate=judge.estimate,
            find_part=lambda given: f"{given.strictness} verdicts",
            record=self.prepared.folder.verdicts,
            account=self.account,
            at_once=self.limits.at_once,
        )
        with self.show_progress(_entitle("Judging", conversation), len(left)) as show_done:
            await asking.run(iter(left), show_done)


def _entitle(act: str, conversation: str | None) -> str:
    return act if conversation is None else f"{act} for {conversation}"
