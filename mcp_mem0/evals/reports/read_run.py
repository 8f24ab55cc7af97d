"""Reading a run from its folder, and the data that it is about."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import JsonValue, TypeAdapter

from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.evals.reports.run_material import RunMaterial, RunProvenance
from mcp_mem0.evals.runs.plan import RunPlan
from mcp_mem0.evals.runs.records import GivenAnswer, GivenVerdict
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.starting.preparing import load_planned_data

_RESULT: TypeAdapter[JsonValue] = TypeAdapter(JsonValue)


def read_run(folder: RunFolder) -> RunMaterial:
    """Return a run, whole or not, and the data set that it was made with.

    Raises:
        RequestError: There is no run, it cannot be read, or the data is no longer what it was.
    """
    plan = folder.read_plan()
    answers = tuple(folder.answers.read())
    verdicts = tuple(folder.verdicts.read())
    return RunMaterial(
        provenance=_describe_run(folder.path.resolve().name, plan, answers, verdicts),
        dataset=load_planned_data(plan),
        systems=plan.systems,
        asked=frozenset(
            f"{conversation}/{question}"
            for conversation, questions in plan.questions.items()
            for question in questions
        ),
        sessions=tuple(folder.sessions.read()),
        stores=tuple(folder.finished_stores.read()),
        # The texts are not shown, and those of whole conversations would fill the memory.
        contexts=tuple(each.model_copy(update={"text": ""}) for each in folder.contexts.read()),
        answers=answers,
        verdicts=verdicts,
        experiments=dict(_read_experiments(folder.path / "experiments")),
    )


def _describe_run(
    name: str,
    plan: RunPlan,
    answers: tuple[GivenAnswer, ...],
    verdicts: tuple[GivenVerdict, ...],
) -> RunProvenance:
    prompts = {
        **plan.prompts,
        "that answered": _join(each.version for each in answers),
        "that judged": _join(each.version for each in verdicts),
    }
    models = {
        "memory by": plan.models.memory or "",
        "answered by": _join(each.model for each in answers),
        "judged by": _join(each.model for each in verdicts),
    }
    return RunProvenance(
        name=name,
        data=plan.data.path or plan.data.name,
        source=plan.data.source,
        sha256=plan.data.sha256,
        program=", ".join(
            dict.fromkeys(
                f"{each.version} ({each.commit})" if each.commit else each.version
                for each in plan.programs
            )
        ),
        machine="; ".join(dict.fromkeys(each.machine for each in plan.programs if each.machine)),
        started=plan.begun_at.isoformat(timespec="seconds"),
        models={key: value for key, value in models.items() if value},
        prompts={key: value for key, value in prompts.items() if value},
        settings=dict(_write_settings(plan)),
    )


def _join(names: Iterator[str]) -> str:
    # In an order that does not tell who was first, or two runs would seem to differ.
    return ", ".join(sorted({*names}))


def _write_settings(plan: RunPlan) -> Iterator[tuple[str, str]]:
    yield "questions", f"{plan.questions_max or 'all'} (seed {plan.seed})"
    for section, values in plan.settings.items():
        for name, value in values.items():
            yield f"{section}.{name}", value if isinstance(value, str) else json.dumps(value)


def _read_experiments(folder: Path) -> Iterator[tuple[str, JsonValue]]:
    for file in sorted(folder.glob("*.json")):
        try:
            yield file.stem, _RESULT.validate_json(file.read_bytes())
        except (OSError, ValueError) as error:
            raise RequestError(
                f"{quote_path(file)} is no result of an experiment ({error}): remove it, and run"
                " the experiment again"
            ) from error
