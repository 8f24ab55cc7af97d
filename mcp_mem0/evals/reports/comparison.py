"""`RunComparison`: how one run differs from another over the same data, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.reports.run_material import RunMaterial, RunProvenance
from mcp_mem0.evals.reports.system_report import CONTROL, SystemRecords
from mcp_mem0.evals.scoring.paired import GroupComparison, PairedDifference, compare_systems
from mcp_mem0.evals.scoring.paired_tests import bootstrap_interval, compute_sign_flip_p


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueDifference:
    """How a value that was measured for each question differs, second minus first.

    Attributes:
        interval: The 95 % interval of the difference.
        p: How likely so large a difference is if neither run has more, two-sided.
    """

    pairs: int
    first: float
    second: float
    interval: tuple[float, float]
    p: float

    @property
    def difference(self) -> float:
        """Second minus first."""
        return self.second - self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedQuestion:
    """A question that one run answers right and the other does not, and both answers."""

    key: str
    text: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemComparison:
    """How a system differs between two runs.

    Attributes:
        groups: Its answers, by kind of question.
        without_wrong_labels: Likewise, without those whose label one of the runs knows to be wrong;
            () if none is.
        evidence: The share of the evidence that is shown, from 0 to 1.
        tokens: The size of what is shown.
        search_ms: The time of a search.
        gained: The questions that only the second answers right, by the lenient verdict; by the
            strict one where there is no lenient one.
        lost: Those that only the first does.
    """

    system: str
    groups: tuple[GroupComparison, ...]
    without_wrong_labels: tuple[GroupComparison, ...]
    evidence: ValueDifference | None
    tokens: ValueDifference | None
    search_ms: ValueDifference | None
    gained: tuple[ChangedQuestion, ...]
    lost: tuple[ChangedQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunComparison:
    """How the second run differs from the first.

    Attributes:
        first, second: The names of the runs.
        differences: What else differs: programs, models, prompts, settings; each a sentence.
        systems: Those that both have.
        only_first, only_second: The systems that only one has.
    """

    first: str
    second: str
    differences: tuple[str, ...]
    systems: tuple[SystemComparison, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def compare_runs(first: RunMaterial, second: RunMaterial) -> RunComparison:
    """Compare two runs, system by system, on the questions that both have.

    Raises:
        RequestError: They are over other data, or have no system in common.
    """
    one, other = first.provenance, second.provenance
    if one.sha256 != other.sha256:
        raise RequestError(
            f"{one.name} is over {one.data} (SHA-256 {one.sha256[:12]}…) and {other.name} over"
            f" {other.data} ({other.sha256[:12]}…): compare runs over the same data"
        )
    shared = [name for name in first.systems if name in second.systems]
    if not shared:
        raise RequestError(
            f"{one.name} and {other.name} have no system in common: the first has"
            f" {', '.join(first.systems)}, the second {', '.join(second.systems)}"
        )
    return RunComparison(
        first=one.name,
        second=other.name,
        differences=tuple(_list_differences(one, other)),
        systems=tuple(
            _compare_system(
                SystemRecords(material=first, system=name),
                SystemRecords(material=second, system=name),
            )
            for name in shared
            if name != CONTROL
        ),
        only_first=tuple(name for name in first.systems if name not in shared),
        only_second=tuple(name for name in second.systems if name not in shared),
    )


def _list_differences(one: RunProvenance, other: RunProvenance) -> Iterator[str]:
    if one.program != other.program:
        yield f"program: {one.program} before, {other.program} now"
    for kind, before, now in (
        ("", one.models, other.models),
        ("prompt ", one.prompts, other.prompts),
        ("", one.settings, other.settings),
    ):
        for name in dict.fromkeys((*before, *now)):
            was, became = before.get(name, "none"), now.get(name, "none")
            if was != became:
                yield f"{kind}{name}: {was} before, {became} now"


def _compare_system(first: SystemRecords, second: SystemRecords) -> SystemComparison:
    scored, others = list(first.scored.values()), list(second.scored.values())
    groups = compare_systems(scored, others)
    left_out = first.material.dataset.left_out | second.material.dataset.left_out
    kept = [each for each in scored if each.key not in left_out]
    gained, lost = _list_changed(groups)
    return SystemComparison(
        system=first.system,
        groups=groups,
        without_wrong_labels=compare_systems(kept, others) if left_out else (),
        evidence=_compare_values(first.evidence, second.evidence),
        tokens=_compare_values(
            {key: each.tokens for key, each in first.contexts.items()},
            {key: each.tokens for key, each in second.contexts.items()},
        ),
        search_ms=_compare_values(
            {key: each.milliseconds for key, each in first.contexts.items()},
            {key: each.milliseconds for key, each in second.contexts.items()},
        ),
        gained=tuple(_show_changed(key, first, second) for key in gained),
        lost=tuple(_show_changed(key, first, second) for key in lost),
    )


def _list_changed(groups: tuple[GroupComparison, ...]) -> tuple[list[str], list[str]]:
    """Return the questions gained and lost, each once: kinds overlap with all."""
    found = [each for group in groups if (each := _choose_difference(group)) is not None]
    gained = dict.fromkeys(key for each in found for key in each.gained)
    lost = dict.fromkeys(key for each in found for key in each.lost)
    return list(gained), list(lost)


def _choose_difference(group: GroupComparison) -> PairedDifference | None:
    return group.lenient or group.strict


def _show_changed(key: str, first: SystemRecords, second: SystemRecords) -> ChangedQuestion:
    return ChangedQuestion(
        key=key,
        text=first.material.questions[key].text,
        first=first.answers[key].answer,
        second=second.answers[key].answer,
    )


def _compare_values(
    first: Mapping[str, float], second: Mapping[str, float]
) -> ValueDifference | None:
    shared = [key for key in first if key in second]
    if not shared:
        return None
    differences = [second[key] - first[key] for key in shared]
    return ValueDifference(
        pairs=len(shared),
        first=fmean(first[key] for key in shared),
        second=fmean(second[key] for key in shared),
        interval=bootstrap_interval(differences),
        p=compute_sign_flip_p(differences),
    )
