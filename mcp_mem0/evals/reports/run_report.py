"""`RunReport`: all figures of a run, and how it was made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import JsonValue, TypeAdapter

from mcp_mem0.evals.experiments.memory_drift import MemoryDrift
from mcp_mem0.evals.experiments.memory_signs import MemorySigns
from mcp_mem0.evals.reports.construction_report import ConstructionReport, report_constructions
from mcp_mem0.evals.reports.growth_steps import number_steps
from mcp_mem0.evals.reports.question_report import QuestionReport, report_questions
from mcp_mem0.evals.reports.run_material import RunMaterial, RunProvenance
from mcp_mem0.evals.reports.step_changes import StepChange, list_step_changes
from mcp_mem0.evals.reports.system_report import (
    CONTROL,
    SystemRecords,
    SystemReport,
    report_system,
)
from mcp_mem0.evals.scoring.paired import GroupComparison, compare_systems

_PLAIN = "mem0-"
_GRAPH = "mem0g-"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphComparison:
    """Mem0 against Mem0g, built and asked alike: what the graph adds, by kind of question.

    Attributes:
        without_wrong_labels: The same without questions whose label is known to be wrong; () if no
            label is known to be.
    """

    plain: str
    graph: str
    groups: tuple[GroupComparison, ...]
    without_wrong_labels: tuple[GroupComparison, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """All figures of a run.

    Attributes:
        asked: How many questions are asked at the end of their conversation.
        left_out: How many of the questions have a label that is known to be wrong.
        systems: Asked at the end.
        checkpoints: Asked while the conversations grew, as "NAME@STEP".
        step_changes: How right their answers stayed, from step to step.
        graph: What the graph adds, of each pair of systems that only it divides.
        signs: The signs of failure of the memories.
        drift: How many of their decisions come out otherwise if they are made again.
        experiments: As they were written.
        questions: Each question with its answers.
    """

    provenance: RunProvenance
    asked: int
    left_out: int
    systems: tuple[SystemReport, ...]
    checkpoints: tuple[SystemReport, ...]
    step_changes: tuple[StepChange, ...]
    constructions: tuple[ConstructionReport, ...]
    graph: tuple[GraphComparison, ...]
    signs: tuple[MemorySigns, ...]
    drift: tuple[MemoryDrift, ...]
    experiments: Mapping[str, JsonValue]
    questions: tuple[QuestionReport, ...]


def build_report(run: RunMaterial) -> RunReport:
    """Return the figures of a run; what it lacks is counted, and never as wrong."""
    material = number_steps(run)
    systems = [SystemRecords(material=material, system=name) for name in material.systems]
    grown = [SystemRecords(material=material, system=name) for name in material.checkpoints]
    control = SystemRecords(material=material, system=CONTROL)
    return RunReport(
        provenance=material.provenance,
        asked=len(material.asked),
        left_out=len(material.dataset.left_out),
        systems=tuple(report_system(each, control) for each in systems),
        checkpoints=tuple(report_system(each, control) for each in grown),
        step_changes=tuple(list_step_changes(grown)),
        constructions=report_constructions(material),
        graph=tuple(_compare_graphs(systems)),
        signs=material.signs,
        drift=material.drift,
        experiments=material.experiments,
        questions=report_questions(material, systems),
    )


def dump_report(report: RunReport) -> str:
    """Return a report as JSON."""
    return TypeAdapter(RunReport).dump_json(report, indent=2).decode()


def _compare_graphs(systems: list[SystemRecords]) -> Iterator[GraphComparison]:
    by_name = {each.system: each for each in systems}
    for name, plain in by_name.items():
        graph = by_name.get(name.replace(_PLAIN, _GRAPH, 1)) if name.startswith(_PLAIN) else None
        if graph is None:
            continue
        scored = list(plain.scored.values())
        others = list(graph.scored.values())
        groups = compare_systems(scored, others)
        if groups:
            kept = [each for each in scored if not each.is_left_out]
            has_left_out = bool(plain.material.dataset.left_out)
            yield GraphComparison(
                plain=name,
                graph=graph.system,
                groups=groups,
                without_wrong_labels=compare_systems(kept, others) if has_left_out else (),
            )
