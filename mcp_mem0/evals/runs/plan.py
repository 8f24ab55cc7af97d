"""What a run is to measure, written down before it begins, so that it can go on as it began."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.evals.runs.program import MeasuringProgram

SettingsInForce: TypeAlias = Mapping[str, Mapping[str, JsonValue]]
"""Settings by section and name."""

_RECORDED: Final[Mapping[str, frozenset[str]]] = {
    "embedding": frozenset({"provider", "model", "dimensions", "chars_max", "languages"}),
    "model": frozenset({"dialect", "name", "effort", "max_tokens", "name_likeness"}),
    "deciding": frozenset({"summary_every", "closes_max", "answers_max"}),
    "recall": frozenset(
        {
            *("limit", "max_tokens", "candidates", "vector_weight", "words_weight"),
            *("graph_weight", "neighbour_weight"),
        }
    ),
    "remember": frozenset(
        {"messages_max", "message_chars_max", "content_chars_max", "total_chars_max"}
    ),
}
"""What changes what a system shows; no addresses, keys or names of files, which may be secret.

Pipeline and graph are what systems differ in."""


class _Planned(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlannedData(_Planned):
    """The data set: its path, None for the one that ships, and what it was when the run began.

    `left_out` are the ids of questions with wrong labels, each "conversation/question".
    """

    path: str | None
    name: str
    source: str
    sha256: str
    left_out: tuple[str, ...]


class PlannedModels(_Planned):
    """The models by name; None where none is configured."""

    memory: str | None
    answerer: str | None
    judge: str | None


class RunPlan(_Planned):
    """The plan of a run.

    Attributes:
        id: A random name; what is written for answers by hand is numbered with it.
        questions: The ids of the questions to ask at the end of each conversation.
        questions_max: How many questions were asked for; None is all.
        seed: Which questions were chosen of all.
        settings: What is in force, without secrets.
        prompts: The versions of the prompts that build, answer and judge.
        programs: The programs that worked on it, the first first.
    """

    id: str
    begun_at: datetime
    data: PlannedData
    questions: Mapping[str, tuple[str, ...]]
    questions_max: int | None
    seed: int
    systems: tuple[str, ...]
    experiments: tuple[str, ...]
    settings: SettingsInForce
    models: PlannedModels
    prompts: Mapping[str, str]
    programs: tuple[MeasuringProgram, ...]

    @property
    def conversations(self) -> tuple[str, ...]:
        """The names of the conversations."""
        return tuple(self.questions)


def record_settings(settings: Settings) -> SettingsInForce:
    """Return the settings that change what a system shows."""
    return settings.model_dump(mode="json", include={key: {*_RECORDED[key]} for key in _RECORDED})


def extend_plan(plan: RunPlan, wanted: RunPlan) -> RunPlan:
    """Return the plan of a run that goes on: what was planned, and what is wanted beside it.

    Raises:
        RequestError: Something else is wanted, so that the figures would not belong together.
    """
    difference = next(_list_differences(plan, wanted), None)
    if difference is not None:
        raise RequestError(
            f"this run cannot go on: {difference}; set that back, or name a new folder with --out"
        )
    return plan.model_copy(
        update={
            "data": plan.data.model_copy(update={"left_out": wanted.data.left_out}),
            "systems": tuple(dict.fromkeys((*plan.systems, *wanted.systems))),
            "experiments": tuple(dict.fromkeys((*plan.experiments, *wanted.experiments))),
            "settings": wanted.settings,
            "prompts": {**plan.prompts, **wanted.prompts},
            "models": _merge_models(plan.models, wanted.models),
            "programs": tuple(dict.fromkeys((*plan.programs, *wanted.programs))),
        }
    )


def _merge_models(plan: PlannedModels, wanted: PlannedModels) -> PlannedModels:
    return PlannedModels(
        memory=wanted.memory or plan.memory,
        answerer=wanted.answerer or plan.answerer,
        judge=wanted.judge or plan.judge,
    )


def _list_differences(plan: RunPlan, wanted: RunPlan) -> Iterator[str]:
    if plan.data.sha256 != wanted.data.sha256:
        yield (
            f"the data {wanted.data.name!r} is not what it began with, {plan.data.name!r} with"
            f" SHA-256 {plan.data.sha256[:12]}…"
        )
    if plan.questions != wanted.questions:
        yield (
            f"it asks {_count_questions(plan)}, and now others are chosen,"
            f" {_count_questions(wanted)}"
        )
    if plan.models.memory and not wanted.models.memory:
        yield f"its model was {quote_value(plan.models.memory)}, and none is configured"
    for kind in PlannedModels.model_fields:
        before, now = getattr(plan.models, kind), getattr(wanted.models, kind)
        if before and now and before != now:
            yield f"its {kind}'s model was {quote_value(before)} and is {quote_value(now)}"
    yield from _list_changed_prompts(plan, wanted)
    yield from _list_changed_settings(plan, wanted)


def _list_changed_prompts(plan: RunPlan, wanted: RunPlan) -> Iterator[str]:
    for name, version in plan.prompts.items():
        if wanted.prompts.get(name) != version:
            yield f"the prompt {name} was {version} and is {wanted.prompts.get(name)}"


def _list_changed_settings(plan: RunPlan, wanted: RunPlan) -> Iterator[str]:
    for section, names in plan.settings.items():
        # What was measured without a model does not depend on the settings of one.
        if section == "model" and plan.models.memory is None:
            continue
        for name, before in names.items():
            now = wanted.settings[section].get(name)
            if before != now:
                yield f"{section}.{name} was {quote_value(before)} and is {quote_value(now)}"


def _count_questions(plan: RunPlan) -> str:
    count = sum(map(len, plan.questions.values()))
    conversations = len(plan.questions)
    return f"{count:,} questions about {conversations:,} conversation{'s' * (conversations != 1)}"
