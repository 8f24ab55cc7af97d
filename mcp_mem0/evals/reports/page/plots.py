"""The plots of a report: quality against tokens, what growth costs, and the time of a search."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from mcp_mem0.evals.reports.figure_table import (
    FigureTable,
    format_count,
    format_milliseconds,
)
from mcp_mem0.evals.reports.page.axes import (
    Axis,
    build_count_axis,
    build_log_axis,
    build_percent_axis,
    write_time_mark,
)
from mcp_mem0.evals.reports.page.plot_drawing import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    Canvas,
    compute_legend_height,
    draw_labelled_points,
    draw_legend,
    draw_number_legend,
    draw_percent_axis,
    draw_series,
    draw_x_axis,
    measure_text,
    place_names,
)
from mcp_mem0.evals.reports.run_material import split_checkpoint
from mcp_mem0.evals.reports.run_report import RunReport
from mcp_mem0.evals.reports.system_report import CONTROL, SystemReport
from mcp_mem0.evals.systems.system import FullContextSystem

Measure: TypeAlias = Literal["lenient", "f1", "evidence"]

_TITLES: Final[Mapping[Measure, str]] = {
    "lenient": "Right answers",
    "f1": "F1 of answers",
    "evidence": "Evidence shown",
}
_MEASURES: Final[tuple[Measure, ...]] = ("lenient", "f1", "evidence")
_NOT_SEARCHING: Final = (CONTROL, FullContextSystem().name)
"""What shows all or nothing: its microseconds would squeeze the others."""

_ROW: Final = 26.0
_NAMES_GAP: Final = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A plot as SVG, and its figures as a table."""

    title: str
    svg: str
    table: FigureTable


def list_plots(report: RunReport) -> tuple[Plot, ...]:
    """Return the plots for which there are figures."""
    return (
        *_plot_quality(report.systems),
        *_plot_growth(report.checkpoints),
        *_plot_latency(report.systems),
    )


def _plot_quality(systems: Sequence[SystemReport]) -> Iterator[Plot]:
    measure = _choose_measure(systems)
    shown = {
        each.system: (group.tokens, 100 * quality)
        for each in systems
        if (group := each.answerable) is not None
        and group.tokens
        and (quality := _read_quality(each, measure)) is not None
    }
    if not shown:
        return
    title = f"{_TITLES[measure]} against tokens shown"
    words = f"{_TITLES[measure]} of each system, and how many tokens it shows for a question."
    x = build_log_axis([tokens for tokens, _ in shown.values()], LEFT, RIGHT)
    y = build_percent_axis(BOTTOM, TOP)
    points = {name: (x.place(tokens), y.place(share)) for name, (tokens, share) in shown.items()}
    is_numbered = place_names(points) is None
    legend = compute_legend_height([*points]) if is_numbered else 0
    canvas = Canvas("quality", title, words, legend=legend)
    draw_percent_axis(canvas, y)
    draw_x_axis(canvas, x, "tokens shown for a question")
    _draw_floor(canvas, y, systems, measure)
    draw_labelled_points(canvas, points)
    if is_numbered:
        draw_number_legend(canvas, [*points])
    rows = tuple(
        (name, format_count(tokens), f"{share:.1f}") for name, (tokens, share) in shown.items()
    )
    yield Plot(
        title=title,
        svg=canvas.write(),
        table=FigureTable(title=title, columns=("system", "tokens", "per cent"), rows=rows),
    )


def _plot_growth(checkpoints: Sequence[SystemReport]) -> Iterator[Plot]:
    measure = _choose_measure(checkpoints)
    points = [
        (name, int(session), 100 * quality)
        for each in checkpoints
        if (quality := _read_quality(each, measure)) is not None
        and (session := split_checkpoint(each.system)[1]).isdecimal()
        and (name := split_checkpoint(each.system)[0])
    ]
    if not points:
        return
    names = list(dict.fromkeys(name for name, _, _ in points))
    title = f"{_TITLES[measure]} while the conversations grew"
    words = f"{_TITLES[measure]} of each system at each step of growth."
    canvas = Canvas("growth", title, words, legend=compute_legend_height(names))
    x = build_count_axis([session for _, session, _ in points], LEFT + 8, RIGHT - 8)
    y = build_percent_axis(BOTTOM, TOP)
    draw_percent_axis(canvas, y)
    draw_x_axis(canvas, x, "steps of growth")
    draw_series(
        canvas,
        {
            name: [(x.place(at), y.place(share)) for each, at, share in points if each == name]
            for name in names
        },
    )
    draw_legend(canvas, names)
    rows = tuple((name, str(session), f"{share:.1f}") for name, session, share in points)
    yield Plot(
        title=title,
        svg=canvas.write(),
        table=FigureTable(title=title, columns=("system", "step", "per cent"), rows=rows),
    )


def _plot_latency(systems: Sequence[SystemReport]) -> Iterator[Plot]:
    timed = {
        each.system: spread
        for each in systems
        if (spread := each.search_ms) is not None
        and spread.p50 > 0
        and each.system not in _NOT_SEARCHING
    }
    if not timed:
        return
    title = "Time of a search"
    words = "The median and the 95th percentile of each system; a line joins the two."
    height = TOP + _ROW * len(timed) + (HEIGHT - BOTTOM)
    canvas = Canvas("latency", title, words, height=height)
    left = max(map(measure_text, timed)) + _NAMES_GAP
    ends = [end for each in timed.values() for end in (each.p50, each.p95)]
    x = build_log_axis(ends, left, RIGHT)
    draw_x_axis(canvas, x, "median and 95th percentile", write_time_mark)
    for place, (name, each) in enumerate(timed.items()):
        y = TOP + _ROW * (place + 0.5)
        canvas.draw_text(name, left - _NAMES_GAP, y + 4, anchor="end")
        canvas.draw_line([(x.place(each.p50), y), (x.place(each.p95), y)], "line k0")
        canvas.draw_point(x.place(each.p50), y, "point k0", f"{name}: median")
        canvas.draw_point(x.place(each.p95), y, "point hollow k0", f"{name}: 95th percentile")
    rows = tuple(
        (name, format_milliseconds(each.p50), format_milliseconds(each.p95))
        for name, each in timed.items()
    )
    yield Plot(
        title=title,
        svg=canvas.write(),
        table=FigureTable(title=title, columns=("system", "p50", "p95"), rows=rows),
    )


def _draw_floor(canvas: Canvas, y: Axis, systems: Sequence[SystemReport], measure: Measure) -> None:
    """Draw how many vague answers pass: nothing below that line says anything."""
    control = next((each for each in systems if each.system == CONTROL), None)
    floor = _read_quality(control, measure) if control else None
    if floor is not None and measure == "lenient":
        at = y.place(100 * floor)
        canvas.draw_line([(LEFT, at), (RIGHT, at)], "floor", "4 4")
        canvas.draw_text("vague answers", RIGHT - 4, at - 5, anchor="end", style="mark")


def _choose_measure(systems: Sequence[SystemReport]) -> Measure:
    """Return the best measure that some system has: verdicts, or words, or evidence."""
    for measure in _MEASURES:
        if any(_read_quality(each, measure) is not None for each in systems):
            return measure
    return "evidence"


def _read_quality(system: SystemReport, measure: Measure) -> float | None:
    group = system.answerable
    if group is None:
        return None
    match measure:
        case "lenient":
            return group.lenient.value if group.lenient else None
        case "f1":
            return group.f1
        case "evidence":
            return group.evidence
