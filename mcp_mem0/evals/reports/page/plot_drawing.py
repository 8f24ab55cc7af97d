"""Drawing plots as SVG. Colours are classes, which the page sets for the light and for the dark."""

# drawsvg has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

import html
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, cast

import drawsvg

from mcp_mem0.evals.reports.page.axes import Axis, write_mark

Points: TypeAlias = Mapping[str, tuple[float, float]]
"""Where each named point is drawn."""

WIDTH: Final = 460
HEIGHT: Final = 310
LEFT: Final = 44.0
RIGHT: Final = WIDTH - 12.0
TOP: Final = 12.0
BOTTOM: Final = HEIGHT - 44.0
TEXT: Final = 12
LEGEND_ROW: Final = 18.0
COLOURS: Final = 6
"""How many classes of colours there are: "k0" to "k5"."""

_RADIUS: Final = 5.0
_DASHES: Final = ("", "6 3", "2 3", "8 3 2 3")
_CHAR_WIDTH: Final = 0.68
_LABEL_PLACES: Final = ((9, 4), (-9, 4), (9, 18), (-9, 18), (9, -10), (-9, -10), (9, 32), (9, -24))
_DISTANCES: Final = (13, 24, 36, 48, 60)
_TURNS: Final = 16
"""How far from a point its number may stand, and in how many directions."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a plot that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def is_overlapping(self, other: "Box") -> bool:
        """Whether it covers part of another one."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_inside(self) -> bool:
        """Whether it is inside the axes, or above them."""
        return self.left >= LEFT and self.right <= RIGHT and self.top >= 0 and self.bottom <= BOTTOM


@dataclass(frozen=True, slots=True)
class PointLabel:
    """A text beside a point; `is_apart` if a line must lead to it."""

    text: str
    box: Box
    anchor: Literal["start", "middle", "end"]
    is_apart: bool = False

    @property
    def x(self) -> float:
        """Where the text is held by its anchor."""
        match self.anchor:
            case "start":
                return self.box.left
            case "middle":
                return (self.box.left + self.box.right) / 2
            case "end":
                return self.box.right


@dataclass(frozen=True)
class Canvas:
    """A plot that is being drawn.

    Args:
        name: Unique on the page.
        title: What it shows.
        words: What is to be seen in it, for those who do not see it.
        height: Of the plot with its axes.
        legend: How much is left below it.
    """

    name: str
    title: str
    words: str
    height: float = HEIGHT
    legend: float = 0.0
    _elements: list[object] = field(default_factory=list[object])

    @property
    def bottom(self) -> float:
        """Where the horizontal axis is."""
        return self.height - (HEIGHT - BOTTOM)

    def write(self) -> str:
        """Return what was drawn as SVG."""
        drawing = drawsvg.Drawing(
            WIDTH,
            round(self.height + self.legend),
            role="img",
            aria_labelledby=f"{self.name}-title {self.name}-words",
        )
        for element in (
            drawsvg.Raw(f'<title id="{self.name}-title">{html.escape(self.title)}</title>'),
            drawsvg.Raw(f'<desc id="{self.name}-words">{html.escape(self.words)}</desc>'),
            *self._elements,
        ):
            drawing.append(element)
        return cast("str", drawing.as_svg(header=""))

    def draw_text(
        self, text: str, x: float, y: float, *, anchor: str = "start", style: str = "word"
    ) -> None:
        """Write a text; `y` is its baseline."""
        self._elements.append(
            drawsvg.Text(text, TEXT, round(x, 1), round(y, 1), text_anchor=anchor, class_=style)
        )

    def draw_line(self, points: Sequence[tuple[float, float]], style: str, dash: str = "") -> None:
        """Draw straight lines from point to point."""
        numbers = [round(each, 1) for point in points for each in point]
        self._elements.append(
            drawsvg.Lines(*numbers, fill="none", class_=style, stroke_dasharray=dash or None)
        )

    def draw_point(self, x: float, y: float, style: str, hint: str) -> None:
        """Draw a point; `hint` is shown when a mouse rests on it."""
        circle = drawsvg.Circle(round(x, 1), round(y, 1), _RADIUS, class_=style)
        circle.append_title(hint)
        self._elements.append(circle)


def draw_x_axis(
    canvas: Canvas, axis: Axis, label: str, write: Callable[[float], str] = write_mark
) -> None:
    """Draw a grid and marks below the plot, and what they mean."""
    bottom = canvas.bottom
    for mark in axis.marks:
        x = axis.place(mark)
        canvas.draw_line([(x, TOP), (x, bottom)], "grid")
        words = write(mark)
        within = min(x, WIDTH - measure_text(words) / 2)
        canvas.draw_text(words, within, bottom + 16, anchor="middle", style="mark")
    canvas.draw_text(label, (axis.start + axis.end) / 2, bottom + 36, anchor="middle")


def draw_percent_axis(canvas: Canvas, axis: Axis) -> None:
    """Draw a grid and marks on the left of the plot."""
    for mark in axis.marks:
        y = axis.place(mark)
        canvas.draw_line([(LEFT, y), (RIGHT, y)], "grid")
        canvas.draw_text(f"{mark:.0f} %", LEFT - 6, y + 4, anchor="end", style="mark")


def draw_labelled_points(canvas: Canvas, points: Points) -> None:
    """Draw points with their names beside them, or with numbers if names have no room."""
    labels = place_names(points) or _place_numbers(points)
    for place, ((name, (x, y)), label) in enumerate(zip(points.items(), labels, strict=True)):
        if label.is_apart:
            middle = (label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2
            canvas.draw_line([(x, y), middle], "grid")
        canvas.draw_point(x, y, f"point k{place % COLOURS}", name)
        canvas.draw_text(label.text, label.x, label.box.bottom - 3, anchor=label.anchor)


def place_names(points: Points) -> Sequence[PointLabel] | None:
    """Return where the name of each point stands, or None if one of them would cover something."""
    taken = [_surround(*point) for point in points.values()]
    labels: list[PointLabel] = []
    for name, (x, y) in points.items():
        found = next((each for each in _list_names(name, x, y) if _is_free(each.box, taken)), None)
        if found is None:
            return None
        taken.append(found.box)
        labels.append(found)
    return labels


def draw_number_legend(canvas: Canvas, names: Sequence[str]) -> None:
    """Write below the plot which number is which point, two a row."""
    for place, name in enumerate(names):
        x = LEFT + (place % 2) * (WIDTH - LEFT) / 2
        y = canvas.height + (place // 2) * LEGEND_ROW + TEXT
        canvas.draw_text(str(place + 1), x + 16, y, anchor="end")
        canvas.draw_point(x + 26, y - 4, f"point k{place % COLOURS}", name)
        canvas.draw_text(name, x + 38, y)


def draw_series(canvas: Canvas, series: Mapping[str, Sequence[tuple[float, float]]]) -> None:
    """Draw lines with a point for each value."""
    for place, (name, points) in enumerate(series.items()):
        colour = f"k{place % COLOURS}"
        canvas.draw_line(points, f"line {colour}", _DASHES[place % len(_DASHES)])
        for x, y in points:
            canvas.draw_point(x, y, f"point {colour}", name)


def draw_legend(canvas: Canvas, names: Sequence[str]) -> None:
    """Draw a line and a name for each series below the plot, two a row."""
    for place, name in enumerate(names):
        x = LEFT + (place % 2) * (WIDTH - LEFT) / 2
        y = canvas.height + (place // 2) * LEGEND_ROW + TEXT
        dash = _DASHES[place % len(_DASHES)]
        canvas.draw_line([(x, y - 4), (x + 26, y - 4)], f"line k{place % COLOURS}", dash)
        canvas.draw_text(name, x + 32, y)


def compute_legend_height(names: Sequence[str]) -> float:
    """Return how much a legend needs."""
    return LEGEND_ROW * ((len(names) + 1) // 2)


def measure_text(text: str) -> float:
    """Return about how wide a text is drawn."""
    return len(text) * TEXT * _CHAR_WIDTH


def _list_names(name: str, x: float, y: float) -> Iterator[PointLabel]:
    """Return where a name could stand, the best first, each inside the plot."""
    width = measure_text(name)
    for right, down in _LABEL_PLACES:
        left = x + right if right > 0 else x + right - width
        box = Box(left, y + down - TEXT + 1, left + width, y + down + 3)
        if box.is_inside():
            yield PointLabel(name, box, "start" if right > 0 else "end")


def _place_numbers(points: Points) -> Sequence[PointLabel]:
    """Return where the number of each point stands, free of all else if there is room."""
    taken = [_surround(*point) for point in points.values()]
    labels: list[PointLabel] = []
    for number, (x, y) in enumerate(points.values(), start=1):
        found = list(_list_numbers(str(number), x, y))
        label = next((each for each in found if _is_free(each.box, taken)), found[0])
        taken.append(label.box)
        labels.append(label)
    return labels


def _list_numbers(number: str, x: float, y: float) -> Iterator[PointLabel]:
    """Return where a number could stand around its point, the nearest first."""
    half = measure_text(number) / 2
    for distance in _DISTANCES:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            across, down = x + distance * math.cos(angle), y + distance * math.sin(angle)
            box = Box(across - half, down - TEXT / 2, across + half, down + TEXT / 2 + 1)
            if box.is_inside():
                yield PointLabel(number, box, "middle", is_apart=distance > _DISTANCES[0])


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    return not any(box.is_overlapping(other) for other in taken)


def _surround(x: float, y: float) -> Box:
    return Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS)
