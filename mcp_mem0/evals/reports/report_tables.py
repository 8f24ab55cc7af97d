"""The tables of a report, the same on a terminal and on a page."""

from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.domain.results.signatures import Signatures
from mcp_mem0.evals.reports.experiments.experiment_tables import list_experiment_tables
from mcp_mem0.evals.reports.experiments.growth_tables import build_checkpoint_table
from mcp_mem0.evals.reports.figure_table import (
    NONE,
    FigureTable,
    format_bytes,
    format_count,
    format_interval,
    format_milliseconds,
    format_percent,
    format_rate,
    keep_filled_rows,
)
from mcp_mem0.evals.reports.figures import Rate, Spread
from mcp_mem0.evals.reports.pair_tables import list_graph_tables
from mcp_mem0.evals.reports.run_material import split_checkpoint
from mcp_mem0.evals.reports.run_report import RunReport
from mcp_mem0.evals.reports.system_report import (
    GroupReport,
    Lacks,
    SystemReport,
    find_group,
    sum_lacks,
)
from mcp_mem0.evals.scoring.answer_tally import ANSWERABLE, UNANSWERABLE
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS

_WITHOUT_GRAPH: Final = frozenset(each.name for each in CONSTRUCTIONS if not each.has_graph)
_JUDGED: Final = ("system", "n", "lenient", "control", "strict", "control")


def list_tables(report: RunReport) -> tuple[FigureTable, ...]:
    """Return the tables of a report that have rows, in the order in which they are shown."""
    tables = (
        *_list_quality(report.systems, is_whole=True, left_out=report.left_out),
        *_list_quality(report.systems, is_whole=False, left_out=report.left_out),
        *list_graph_tables(report.graph),
        _build_latencies(report.systems),
        _build_constructions(report),
        _build_signs(report),
        _build_drift(report),
        build_checkpoint_table(report.checkpoints, report.step_changes),
        *list_experiment_tables(report.experiments),
        _build_lacks(report),
    )
    return tuple(each for each in tables if each.rows)


def _list_quality(
    systems: Sequence[SystemReport], *, is_whole: bool, left_out: int
) -> Iterator[FigureTable]:
    chosen = [
        (each.system, each.whole if is_whole else each.without_wrong_labels) for each in systems
    ]
    suffix = "" if is_whole else ", without wrong labels"
    left = "" if is_whole else f" Without {left_out} known to have a wrong label."
    yield FigureTable(
        title=f"Right answers in the judge's eyes, in per cent{suffix}",
        columns=_JUDGED,
        rows=keep_filled_rows(
            [_write_judged(name, find_group(groups, ANSWERABLE)) for name, groups in chosen]
        ),
        note="Of n answers to questions that have one, with the 95 % interval. The control is the"
        f" share of vague answers that pass.{left}",
    )
    yield FigureTable(
        title=f"Words, evidence and saying that it is not known, in per cent{suffix}",
        columns=("system", "F1", "BLEU-1", "evidence", "abstained", "rightly", "tokens"),
        rows=keep_filled_rows([_write_words(name, groups) for name, groups in chosen]),
        note="Abstained: of questions that have an answer, which is wrong; rightly: of the others,"
        " with the 95 % interval."
        f" Tokens are the mean of what is shown.{left}",
    )
    kinds = list(_list_kinds(chosen))
    yield FigureTable(
        title=f"Right answers by kind of question, in per cent{suffix}",
        columns=("kind", "system", "n", "lenient", "control", "strict"),
        rows=keep_filled_rows([_write_judged_kind(*each) for each in kinds], names=3),
        text_columns=("system",),
        note=f"Of n answers, with the 95 % interval; the control is of lenient.{left}",
    )
    yield FigureTable(
        title=f"Words and evidence by kind of question, in per cent{suffix}",
        columns=("kind", "system", "n", "F1", "BLEU-1", "evidence"),
        rows=keep_filled_rows([_write_kind(*each) for each in kinds], names=3),
        text_columns=("system",),
        note=f"n is how many questions were asked.{left}",
    )


def _write_judged(system: str, group: GroupReport | None) -> tuple[str, ...]:
    if group is None or not group.answers:
        return (system, *[NONE] * 5)
    return (
        system,
        str(group.answers),
        _write_with_interval(group.lenient),
        format_rate(group.control_lenient),
        _write_with_interval(group.strict),
        format_rate(group.control_strict),
    )


def _write_with_interval(rate: Rate | None) -> str:
    return f"{format_rate(rate)} ({format_interval(rate.interval)})" if rate else NONE


def _write_words(system: str, groups: Sequence[GroupReport]) -> tuple[str, ...]:
    answerable, other = find_group(groups, ANSWERABLE), find_group(groups, UNANSWERABLE)
    return (
        system,
        format_percent(answerable.f1 if answerable else None),
        format_percent(answerable.bleu_1 if answerable else None),
        format_percent(answerable.evidence if answerable else None),
        format_rate(answerable.abstained if answerable else None),
        _write_with_interval(other.abstained if other else None),
        format_count(answerable.tokens if answerable else None),
    )


def _list_kinds(
    systems: Sequence[tuple[str, Sequence[GroupReport]]],
) -> Iterator[tuple[str, str, GroupReport]]:
    kinds = dict.fromkeys(
        group.group
        for _, groups in systems
        for group in groups
        if group.group not in {ANSWERABLE, UNANSWERABLE}
    )
    for kind in kinds:
        for system, groups in systems:
            group = find_group(groups, kind)
            if group is not None:
                yield kind, system, group


def _write_judged_kind(kind: str, system: str, group: GroupReport) -> tuple[str, ...]:
    return (
        kind,
        system,
        str(group.answers),
        _write_with_interval(group.lenient),
        format_rate(group.control_lenient),
        _write_with_interval(group.strict),
    )


def _write_kind(kind: str, system: str, group: GroupReport) -> tuple[str, ...]:
    return (
        kind,
        system,
        str(group.questions),
        format_percent(group.f1),
        format_percent(group.bleu_1),
        format_percent(group.evidence),
    )


def _build_latencies(systems: Sequence[SystemReport]) -> FigureTable:
    rows = [
        (each.system, *_write_spread(each.search_ms), *_write_spread(each.total_ms))
        for each in systems
    ]
    return FigureTable(
        title="Time for a question",
        columns=("system", "search p50", "search p95", "total p50", "total p95"),
        rows=keep_filled_rows(rows),
        note="Total is search and answer, of answers that a model gave.",
    )


def _write_spread(spread: Spread | None) -> tuple[str, str]:
    if spread is None:
        return NONE, NONE
    return format_milliseconds(spread.p50), format_milliseconds(spread.p95)


def _build_constructions(report: RunReport) -> FigureTable:
    return FigureTable(
        title="Building the memories",
        columns=("built", "calls", "in", "out", "time", "size", "facts", "relations"),
        rows=tuple(
            (
                each.construction,
                format_count(each.usage.calls),
                format_count(each.usage.tokens_in),
                format_count(each.usage.tokens_out),
                format_milliseconds(each.milliseconds),
                format_bytes(each.bytes) if each.stores else NONE,
                format_count(each.facts if each.stores else None),
                format_count(each.relations if each.stores else None),
            )
            for each in report.constructions
        ),
        note="In and out are tokens of the model; sizes are of the finished stores, together.",
    )


def _build_signs(report: RunReport) -> FigureTable:
    return FigureTable(
        title="Signs of failing memories, in per cent",
        columns=(
            *("built", "no fact", "evidence", "closed", "pieces"),
            *("largest", "lone", "apart", "alike"),
        ),
        rows=tuple(_write_signs(each.construction, each.signs) for each in report.signs),
        note="No fact: of decided episodes; evidence: of messages that answer questions, those that"
        " support no fact; by rules, all of both, as they keep only the words. Closed: of all"
        " facts. Pieces of the graph, and the share of entities in the largest; lone entities;"
        " facts apart from all relations. Alike: nearly the same. Drift is measured by `mcp-mem0"
        " eval report --drift COUNT` alone, for it costs tokens.",
    )


def _write_signs(construction: str, signs: Signatures) -> tuple[str, ...]:
    evidence, graph = signs.unkept_evidence, signs.fragmentation
    # Without a graph nothing is related by rights.
    pieces = (
        format_count(graph.components),
        format_percent(graph.largest.share),
        format_percent(graph.lone_entities.share),
        format_percent(graph.unrelated_facts.share),
    )
    return (
        construction,
        format_percent(signs.unkept_episodes.share),
        format_percent(evidence.share if evidence else None),
        format_percent(signs.closed.share),
        *([NONE] * len(pieces) if construction in _WITHOUT_GRAPH else pieces),
        format_percent(signs.near_duplicates.alike.share),
    )


def _build_drift(report: RunReport) -> FigureTable:
    return FigureTable(
        title="Drift: decisions that come out otherwise when they are made again, in per cent",
        columns=("built", "drift", "again", "failed", "tokens", "model"),
        rows=tuple(
            (
                each.construction,
                format_percent(each.drift.changed.share),
                format_count(each.drift.changed.total),
                format_count(each.drift.failed),
                format_count(each.drift.tokens),
                ", ".join(each.models) or NONE,
            )
            for each in report.drift
        ),
        text_columns=("model",),
        note="Of the newest decisions of each memory; again is how many were made again, and those"
        " that failed are none of them. Other words for the same count as otherwise.",
    )


def _build_lacks(report: RunReport) -> FigureTable:
    lacking = [(each.system, each.lacks) for each in report.systems]
    grown: dict[str, list[Lacks]] = {}
    for each in report.checkpoints:
        grown.setdefault(split_checkpoint(each.system)[0], []).append(each.lacks)
    lacking += [(f"{name}, growing", sum_lacks(each)) for name, each in grown.items()]
    return FigureTable(
        title="What this run still lacks",
        columns=("system", "searches", "answers", "verdicts"),
        rows=tuple(
            (name, str(lacks.contexts), str(lacks.answers), str(lacks.verdicts))
            for name, lacks in lacking
            if lacks.contexts or lacks.answers or lacks.verdicts
        ),
        note="None of it counts as wrong. Run it again, or answer by hand: mcp-mem0 eval answers.",
    )
