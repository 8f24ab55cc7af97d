"""Renders part of a graph as one HTML file that loads and runs nothing.

Importing this module loads igraph, which places the entities, and drawsvg, which draws them.
"""

# drawsvg has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

import functools
import html
import math
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeAlias, cast
from unicodedata import east_asian_width

import drawsvg

from mcp_mem0.adapters.igraph_view.engine import Graph
from mcp_mem0.domain.graph.model import AboutAnswer, GraphResult, Neighbourhood, Tie
from mcp_mem0.domain.rendering.graph import format_fact_dates, format_predicate, render_about_answer
from mcp_mem0.domain.rendering.quoting import format_name, quote_text
from mcp_mem0.domain.text.normalise import shorten

LABEL_CHARS_MAX: Final = 32
"""How much of a name or predicate is drawn; the list below the picture has it whole."""

LABEL_LINE_CHARS_MAX: Final = 18
"""How long a line of a name is: names are side by side, so tall is better than wide."""

_SPACING: Final = 170.0
_MARGIN: Final = 16.0
_RADIUS: Final = 8.0
_BEND: Final = 64.0
_GROWTH: Final = 1.15
_GROWTHS_MAX: Final = 16
"""A picture with very many names grows to nine times its size at most."""

_NAME_SIZE: Final = 14
_PREDICATE_SIZE: Final = 11
_CHAR_WIDTH: Final = 0.65
"""The largest width of a character in most typefaces, relative to the font size."""

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font-family: system-ui, sans-serif; margin: 1.5rem; }}
svg {{ max-width: 100%; height: auto; }}
text {{ paint-order: stroke; stroke: Canvas; stroke-width: 4px; }}
pre {{ white-space: pre-wrap; font: inherit; line-height: 1.5; }}
</style>
</head>
<body>
{picture}
<pre>{words}</pre>
</body>
</html>
"""

_Point: TypeAlias = tuple[float, float]
_Ends: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line between two entities: a relation has a label and an arrow, a mention neither."""

    source: str
    target: str
    label: str | None
    hint: str

    @property
    def ends(self) -> _Ends:
        """Its ends, the same in both directions."""
        return min(self.source, self.target), max(self.source, self.target)


@dataclass(frozen=True, slots=True)
class _Label:
    """A name or predicate in the picture: its lines, and the middle of the first baseline."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: int

    @property
    def left(self) -> float:
        return self.x - self._width / 2

    @property
    def right(self) -> float:
        return self.x + self._width / 2

    @property
    def top(self) -> float:
        return self.y - self.size

    @property
    def bottom(self) -> float:
        return self.y + self.size * (len(self.lines) - 0.7)

    @property
    def _width(self) -> float:
        return max(map(_count_columns, self.lines)) * _CHAR_WIDTH * self.size

    def is_overlapping(self, other: "_Label") -> bool:
        """Whether it covers part of another one."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def render_picture(surroundings: GraphResult) -> str:
    """Return a page with a picture of the result, and all of it as text below."""
    names = _list_names(surroundings)
    words = render_about_answer(AboutAnswer(results=(surroundings,), unknown=()))
    return _PAGE.format(
        title=html.escape(
            f"Around {', '.join(map(format_name, _list_central_names(surroundings)))}"
        ),
        picture=_render_svg(
            names, list(_build_lines(_list_ties(surroundings))), _list_central_names(surroundings)
        ),
        words=html.escape(words),
    )


def _list_central_names(surroundings: GraphResult) -> tuple[str, ...]:
    if isinstance(surroundings, Neighbourhood):
        return (surroundings.centre.name,)
    return tuple(entity.name for entity in surroundings.entities)


def _list_ties(surroundings: GraphResult) -> list[Tie]:
    if isinstance(surroundings, Neighbourhood):
        return [near.tie for near in surroundings.ties]
    steps = [step for path in surroundings.paths for step in path.steps]
    return list({step.tie.fact.id: step.tie for step in steps}.values())


def _list_names(surroundings: GraphResult) -> list[str]:
    names = [name for tie in _list_ties(surroundings) for name in tie.names]
    return list(dict.fromkeys([*_list_central_names(surroundings), *names]))


def _build_lines(ties: Iterable[Tie]) -> Iterator[_Line]:
    for tie in ties:
        hint = f"{quote_text(tie.fact.text)} ({format_fact_dates(tie.fact)})"
        related: set[str] = set()
        for edge in tie.edges:
            related |= {edge.subject, edge.object}
            if edge.subject != edge.object:
                label = format_predicate(shorten(edge.predicate, LABEL_CHARS_MAX))
                yield _Line(edge.subject, edge.object, label, hint)
        # Names of a fact that are in no relation are attached to its first name.
        for name in tie.names[1:]:
            if name not in related:
                yield _Line(tie.names[0], name, None, hint)


def _render_svg(names: Sequence[str], lines: Sequence[_Line], central: Sequence[str]) -> str:
    places = _place_entities(names, lines)
    name_labels = _place_name_labels(places, lines)
    predicate_labels = _place_predicate_labels(places, lines)
    labels = [*name_labels.values(), *predicate_labels]
    left = min(each.left for each in labels) - _MARGIN
    top = min(*(each.top for each in labels), *(y for _, y in places.values())) - _MARGIN
    right = max(each.right for each in labels) + _MARGIN
    bottom = max(*(each.bottom for each in labels), *(y for _, y in places.values())) + _MARGIN
    drawing = drawsvg.Drawing(
        round(right - left), round(bottom - top), origin=(round(left), round(top))
    )
    # All lines, then all labels, so that no line crosses out a word.
    for element in (
        *_draw_curves(lines, places),
        *(_draw_text(label, weight="normal") for label in predicate_labels),
        *_draw_entities(places, name_labels, central),
    ):
        drawing.append(element)
    return cast("str", drawing.as_svg(header=""))


def _place_entities(names: Sequence[str], lines: Sequence[_Line]) -> Mapping[str, _Point]:
    """Place the entities deterministically, tied ones close together.

    They move apart until no label hides another one.
    """
    numbers = {name: number for number, name in enumerate(names)}
    pairs = sorted({(numbers[line.source], numbers[line.target]) for line in lines})
    graph = Graph(len(names), pairs)
    # Kamada-Kawai is deterministic with a fixed starting layout.
    layout = graph.layout_kamada_kawai(seed=graph.layout_circle())
    span = _SPACING * max(1.0, math.sqrt(len(names)))
    layout.fit_into((0, 0, span, span), keep_aspect_ratio=False)
    places = {name: (x, y) for name, (x, y) in zip(names, layout.coords, strict=True)}
    for _ in range(_GROWTHS_MAX):
        if not _is_crowded(places, lines):
            break
        places = {name: (x * _GROWTH, y * _GROWTH) for name, (x, y) in places.items()}
    return places


def _is_crowded(places: Mapping[str, _Point], lines: Sequence[_Line]) -> bool:
    labels = [*_place_name_labels(places, lines).values(), *_place_predicate_labels(places, lines)]
    return any(one.is_overlapping(other) for one, other in combinations(labels, 2))


def _draw_curves(lines: Sequence[_Line], places: Mapping[str, _Point]) -> Iterator[object]:
    for line, middle, _ in _compute_bends(lines, places):
        yield _draw_curve(line, places, middle)


def _compute_bends(
    lines: Sequence[_Line], places: Mapping[str, _Point]
) -> Iterator[tuple[_Line, _Point, float]]:
    """Return each line with its control point, and how far along its label is.

    Lines between the same two entities bend apart, and their labels are spread along them.
    """
    parallel = Counter(line.ends for line in lines)
    counts: Counter[_Ends] = Counter()
    for line in lines:
        number, count = counts[line.ends], parallel[line.ends]
        counts[line.ends] += 1
        one, other = (places[end] for end in line.ends)
        bend = _BEND * (number - (count - 1) / 2)
        yield line, _compute_control_point(one, other, bend), (number + 1) / (count + 1)


def _draw_curve(line: _Line, places: Mapping[str, _Point], middle: _Point) -> object:
    if line.label is None:
        curve = drawsvg.Path(fill="none", stroke="gray", stroke_width=1.5, stroke_dasharray="4 4")
    else:
        curve = drawsvg.Path(fill="none", stroke="gray", stroke_width=1.5, marker_end=_draw_arrow())
    curve.M(*places[line.source])
    curve.Q(*middle, *_shorten_line(places[line.target], middle, _RADIUS + 2))
    curve.append_title(line.hint)
    return curve


@functools.cache
def _draw_arrow() -> drawsvg.Marker:
    arrow = drawsvg.Marker(-1, -0.5, 0, 0.5, scale=9, orient="auto")
    arrow.append(drawsvg.Lines(-1, -0.4, -1, 0.4, 0, 0, fill="gray", close=True))
    return arrow


def _place_predicate_labels(places: Mapping[str, _Point], lines: Sequence[_Line]) -> list[_Label]:
    labels: list[_Label] = []
    for line, middle, along in _compute_bends(lines, places):
        if line.label is not None:
            one, other = (places[end] for end in line.ends)
            x, y = _compute_curve_point(one, middle, other, along)
            labels.append(_Label((line.label,), x, y + 4, _PREDICATE_SIZE))
    return labels


def _place_name_labels(places: Mapping[str, _Point], lines: Sequence[_Line]) -> dict[str, _Label]:
    """Return the label of each name, on the side with fewer lines, so that it hides no arrow."""
    labels: dict[str, _Label] = {}
    for name, (x, y) in places.items():
        text = format_name(shorten(name, LABEL_CHARS_MAX))
        rows = tuple(textwrap.wrap(text, LABEL_LINE_CHARS_MAX, break_long_words=False)) or ("",)
        higher = (len(rows) - 1) * _NAME_SIZE
        below = _has_lines_above(name, lines, places)
        foot = y + _RADIUS + 16 if below else y - _RADIUS - 5 - higher
        labels[name] = _Label(rows, x, foot, _NAME_SIZE)
    return labels


def _draw_entities(
    places: Mapping[str, _Point], labels: Mapping[str, _Label], central: Sequence[str]
) -> Iterator[object]:
    for name, (x, y) in places.items():
        is_central = name in central
        circle = drawsvg.Circle(x, y, _RADIUS, fill="darkorange" if is_central else "steelblue")
        circle.append_title(format_name(name))
        yield circle
        yield _draw_text(labels[name], weight="bold" if is_central else "normal")


def _has_lines_above(name: str, lines: Sequence[_Line], places: Mapping[str, _Point]) -> bool:
    """Whether most of an entity's lines leave it upwards."""
    others = [end for line in lines if name in line.ends for end in line.ends if end != name]
    above = sum(places[other][1] < places[name][1] for other in others)
    return 2 * above > len(others)


def _draw_text(label: _Label, *, weight: str) -> object:
    return drawsvg.Text(
        "\n".join(label.lines),
        label.size,
        round(label.x, 1),
        round(label.y, 1),
        text_anchor="middle",
        fill="currentColor",
        font_weight=weight,
    )


def _count_columns(text: str) -> int:
    """Return the width of a text in columns; wide East Asian characters count twice."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _compute_curve_point(start: _Point, middle: _Point, end: _Point, along: float) -> _Point:
    """Return a point of a curve; `along` is 0 at its start and 1 at its end."""
    rest = 1 - along
    x, y = (
        rest * rest * one + 2 * rest * along * bent + along * along * other
        for one, bent, other in zip(start, middle, end, strict=True)
    )
    return x, y


def _compute_control_point(one: _Point, other: _Point, bend: float) -> _Point:
    """Return the control point of a curve that leaves the straight line by half of the bend."""
    length = math.dist(one, other) or 1.0
    across = ((one[1] - other[1]) / length, (other[0] - one[0]) / length)
    return (
        (one[0] + other[0]) / 2 + across[0] * bend,
        (one[1] + other[1]) / 2 + across[1] * bend,
    )


def _shorten_line(end: _Point, source: _Point, gap: float) -> _Point:
    """Return the point at a gap before the end of a line, so that an arrow meets the circle."""
    length = math.dist(end, source) or 1.0
    return (
        end[0] + (source[0] - end[0]) * gap / length,
        end[1] + (source[1] - end[1]) * gap / length,
    )
