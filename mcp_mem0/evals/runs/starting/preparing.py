"""Preparing a run: what is wanted, beside what an earlier command planned in the same folder."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mcp_mem0.config import SETUP_REMEDY, ModelSettings, Settings, find_model_access
from mcp_mem0.domain.errors import RequestError, SettingsError, quote_path
from mcp_mem0.evals.datasets.dataset import Dataset
from mcp_mem0.evals.datasets.load import load_dataset
from mcp_mem0.evals.datasets.selection import ConversationChoice, select
from mcp_mem0.evals.experiments.run_extraction import list_known
from mcp_mem0.evals.runs.plan import (
    PlannedData,
    PlannedModels,
    RunPlan,
    extend_plan,
    record_settings,
)
from mcp_mem0.evals.runs.program import find_program
from mcp_mem0.evals.runs.prompt_versions import list_prompt_versions
from mcp_mem0.evals.runs.questions import keep_last_questions
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.experiments import EXTRACTION, QUESTIONS, check_experiments
from mcp_mem0.evals.systems.catalogue import find_systems, is_built_by_model

_SEED: Final = 0


@dataclass(frozen=True, kw_only=True)
class RunWish:
    """What the command line asks for; what is None or empty is as planned before, or the default.

    Attributes:
        data: The data set; None is the conversations that ship.
        left_out: A file of questions with wrong labels.
        systems: Names of systems and groups.
        questions: How many, spread over categories.
    """

    out: Path
    data: Path | None = None
    left_out: Path | None = None
    systems: Sequence[str] = ()
    experiments: Sequence[str] = ()
    conversations: ConversationChoice = None
    questions: int | None = None
    answer_model: str | None = None
    judge_model: str | None = None


@dataclass(frozen=True, kw_only=True)
class PreparedRun:
    """A run that can begin or go on.

    Attributes:
        before: The plan in the folder; None if there is no run yet.
        plan: The plan from now on.
        dataset: The planned conversations, with all their questions.
    """

    folder: RunFolder
    before: RunPlan | None
    plan: RunPlan
    dataset: Dataset
    settings: Settings


def prepare_run(wish: RunWish, settings: Settings) -> PreparedRun:
    """Return a run as it is wanted; nothing is written.

    Raises:
        RequestError: Something of it does not exist, cannot go on where it was begun, or cannot be
            measured on this data.
        SettingsError: A system must be built by a model and none is configured.
    """
    folder = RunFolder(wish.out)
    before = folder.find_plan()
    folder.check_unused()
    dataset, questions_max = _load_wanted(wish, before)
    models = _name_models(wish, before, settings)
    systems = _choose_systems(wish, before, models)
    planned = () if before is None else before.systems
    asked = keep_last_questions(dataset)
    if not asked.conversations:
        raise RequestError(
            f"the data set {dataset.name!r} has no questions to ask at the end of a conversation:"
            " add some, or choose other data"
        )
    if questions_max is not None:
        asked = select(asked, questions=questions_max, seed=_SEED)
    wanted = RunPlan(
        id=secrets.token_hex(16),
        begun_at=datetime.now(UTC).replace(microsecond=0),
        data=_describe_data(wish, before, dataset),
        questions={
            each.name: tuple(question.id for question in each.questions)
            for each in asked.conversations
        },
        questions_max=questions_max,
        seed=_SEED,
        systems=systems,
        experiments=check_experiments(wish.experiments or _list_usual_experiments(before)),
        settings=record_settings(settings),
        models=models,
        prompts=list_prompt_versions(find_systems((*planned, *systems))),
        programs=(find_program(),),
    )
    plan = wanted if before is None else extend_plan(before, wanted)
    kept = tuple(each for each in dataset.conversations if each.name in plan.questions)
    chosen = replace(dataset, conversations=kept, left_out=frozenset(plan.data.left_out))
    if EXTRACTION in plan.experiments:
        list_known(chosen)
    return PreparedRun(folder=folder, before=before, plan=plan, dataset=chosen, settings=settings)


def load_planned_data(plan: RunPlan) -> Dataset:
    """Return the data set of a run, with all questions of its conversations.

    Raises:
        RequestError: It is not there any more, or has changed.
    """
    path = plan.data.path
    dataset = load_dataset(None if path is None else Path(path), conversations=plan.conversations)
    if dataset.sha256 != plan.data.sha256:
        where = "that ships" if path is None else quote_path(path)
        raise RequestError(
            f"the data set {where} has changed since the run began: bring back the one with SHA-256"
            f" {plan.data.sha256}"
        )
    return replace(dataset, left_out=frozenset(plan.data.left_out))


def choose_model(settings: ModelSettings, name: str | None) -> ModelSettings:
    """Return the settings of the configured endpoint with another model, if one is named."""
    return settings if name is None else settings.model_copy(update={"name": name})


def _load_wanted(wish: RunWish, before: RunPlan | None) -> tuple[Dataset, int | None]:
    """Return the data set and how many questions are asked; by default what was planned."""
    path, conversations, questions = wish.data, wish.conversations, wish.questions
    if before is not None:
        path = path or (None if before.data.path is None else Path(before.data.path))
        conversations = conversations or before.conversations
        questions = questions or before.questions_max
    return load_dataset(path, left_out=wish.left_out, conversations=conversations), questions


def _describe_data(wish: RunWish, before: RunPlan | None, dataset: Dataset) -> PlannedData:
    left_out = tuple(sorted(dataset.left_out))
    path = None if wish.data is None else str(wish.data.resolve())
    if before is not None:
        left_out = left_out or before.data.left_out
        path = path or before.data.path
    return PlannedData(
        path=path,
        name=dataset.name,
        source=dataset.source,
        sha256=dataset.sha256,
        left_out=left_out,
    )


def _name_models(wish: RunWish, before: RunPlan | None, settings: Settings) -> PlannedModels:
    """Return who remembers, answers and judges: as is wished, as was planned, or as configured."""
    if find_model_access(settings.model, os.environ) is None:
        for name in filter(None, (wish.answer_model, wish.judge_model)):
            raise SettingsError(
                f"the model {name!r} is to be asked, and no endpoint is configured: {SETUP_REMEDY}"
            )
        return PlannedModels(memory=None, answerer=None, judge=None)
    own = settings.model.name
    planned = None if before is None else before.models
    return PlannedModels(
        memory=own,
        answerer=wish.answer_model or (planned and planned.answerer) or own,
        judge=wish.judge_model or (planned and planned.judge) or own,
    )


def _list_usual_experiments(before: RunPlan | None) -> tuple[str, ...]:
    return (QUESTIONS,) if before is None else before.experiments


def _choose_systems(
    wish: RunWish, before: RunPlan | None, models: PlannedModels
) -> tuple[str, ...]:
    usual = "local" if models.memory is None else "default"
    names = wish.systems or ((usual,) if before is None else before.systems)
    systems = find_systems(names)
    lacking = [each.name for each in systems if is_built_by_model(each)]
    if lacking and models.memory is None:
        local = ", ".join(each.name for each in find_systems(("local",)))
        raise SettingsError(
            f"a model must decide while {', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'}"
            f" built, and none is configured: {SETUP_REMEDY}; or choose systems that need none,"
            f" such as --systems local ({local})"
        )
    return tuple(each.name for each in systems)
