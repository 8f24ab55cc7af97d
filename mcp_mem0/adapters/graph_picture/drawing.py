"""Drawing the picture as SVG."""

# drawsvg has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

import drawsvg

from mcp_mem0.adapters.graph_picture.curves import RADIUS, Line, Point, compute_bends, shorten_line
from mcp_mem0.adapters.graph_picture.layout import (
    Label,
    place_entities,
    place_name_labels,
    place_predicate_labels,
)
from mcp_mem0.domain.rendering.quoting import format_name

_MARGIN: Final = 16.0


def render_svg(names: Sequence[str], lines: Sequence[Line], central: Sequence[str]) -> str:
    """Return the entities and the lines between them as SVG; the central ones stand out."""
    places = place_entities(names, lines)
    name_labels = place_name_labels(places, lines)
    predicate_labels = place_predicate_labels(places, lines)
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


def _draw_curves(lines: Sequence[Line], places: Mapping[str, Point]) -> Iterator[object]:
    for line, middle, _ in compute_bends(lines, places):
        yield _draw_curve(line, places, middle)


def _draw_curve(line: Line, places: Mapping[str, Point], middle: Point) -> object:
    if line.label is None:
        curve = drawsvg.Path(fill="none", stroke="gray", stroke_width=1.5, stroke_dasharray="4 4")
    else:
        curve = drawsvg.Path(fill="none", stroke="gray", stroke_width=1.5, marker_end=_draw_arrow())
    curve.M(*places[line.source])
    curve.Q(*middle, *shorten_line(places[line.target], middle, RADIUS + 2))
    curve.append_title(line.hint)
    return curve


@functools.cache
def _draw_arrow() -> drawsvg.Marker:
    arrow = drawsvg.Marker(-1, -0.5, 0, 0.5, scale=9, orient="auto")
    arrow.append(drawsvg.Lines(-1, -0.4, -1, 0.4, 0, 0, fill="gray", close=True))
    return arrow


def _draw_entities(
    places: Mapping[str, Point], labels: Mapping[str, Label], central: Sequence[str]
) -> Iterator[object]:
    for name, (x, y) in places.items():
        is_central = name in central
        circle = drawsvg.Circle(x, y, RADIUS, fill="darkorange" if is_central else "steelblue")
        circle.append_title(format_name(name))
        yield circle
        yield _draw_text(labels[name], weight="bold" if is_central else "normal")


def _draw_text(label: Label, *, weight: str) -> object:
    return drawsvg.Text(
        "\n".join(label.lines),
        label.size,
        round(label.x, 1),
        round(label.y, 1),
        text_anchor="middle",
        fill="currentColor",
        font_weight=weight,
    )
