"""A picture of part of a graph, as one HTML file that loads nothing and runs nothing.

Importing this module loads igraph, which places the entities, and drawsvg, which draws them.
"""

# drawsvg has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

import functools
import html
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

import drawsvg

from mcp_mem0.adapters.igraph_view.engine import Graph
from mcp_mem0.domain.graph import AboutAnswer, Neighbourhood, Surroundings, Tie
from mcp_mem0.domain.rendering.graph import about_text, fact_text, predicate_text
from mcp_mem0.domain.text import shortened

LABEL_CHARS_MAX: Final = 32
"""How much of a name or predicate is drawn; the list below the picture has all of it."""

_SPACING: Final = 170.0
_MARGIN: Final = 90.0
_RADIUS: Final = 8.0
_BEND: Final = 64.0

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
        """Its ends, alike in both directions."""
        return min(self.source, self.target), max(self.source, self.target)


def picture_html(surroundings: Surroundings) -> str:
    """Return a page with a picture of what was found, and all of it in words below."""
    names = _names(surroundings)
    words = about_text(AboutAnswer(found=(surroundings,), unknown=()))
    return _PAGE.format(
        title=html.escape(f"Around {', '.join(_central(surroundings))}"),
        picture=_svg(names, list(_lines(_ties(surroundings))), _central(surroundings)),
        words=html.escape(words),
    )


def _central(surroundings: Surroundings) -> tuple[str, ...]:
    if isinstance(surroundings, Neighbourhood):
        return (surroundings.centre.name,)
    return tuple(entity.name for entity in surroundings.entities)


def _ties(surroundings: Surroundings) -> list[Tie]:
    if isinstance(surroundings, Neighbourhood):
        return [near.tie for near in surroundings.ties]
    steps = [step for path in surroundings.paths for step in path.steps]
    return list({step.tie.fact.id: step.tie for step in steps}.values())


def _names(surroundings: Surroundings) -> list[str]:
    named = [name for tie in _ties(surroundings) for name in tie.names]
    return list(dict.fromkeys([*_central(surroundings), *named]))


def _lines(ties: Iterable[Tie]) -> Iterator[_Line]:
    for tie in ties:
        hint = f"{tie.fact.text} ({fact_text(tie.fact)})"
        joined: set[str] = set()
        for edge in tie.edges:
            joined |= {edge.subject, edge.object}
            if edge.subject != edge.object:
                yield _Line(edge.subject, edge.object, predicate_text(edge.predicate), hint)
        # A fact that names more than it relates hangs the rest on its first name.
        for name in tie.names[1:]:
            if name not in joined:
                yield _Line(tie.names[0], name, None, hint)


def _svg(names: Sequence[str], lines: Sequence[_Line], central: Sequence[str]) -> str:
    places = _places(names, lines)
    width = max(x for x, _ in places.values()) + _MARGIN
    height = max(y for _, y in places.values()) + _MARGIN
    drawing = drawsvg.Drawing(width, height)
    for element in (*_drawn_lines(lines, places), *_drawn_entities(places, lines, central)):
        drawing.append(element)
    return cast("str", drawing.as_svg(header=""))


def _places(names: Sequence[str], lines: Sequence[_Line]) -> Mapping[str, _Point]:
    """Place the entities so that those that are tied stand near, the same way every time."""
    numbers = {name: number for number, name in enumerate(names)}
    pairs = sorted({(numbers[line.source], numbers[line.target]) for line in lines})
    graph = Graph(len(names), pairs)
    # Kamada-Kawai has no chance in it when it is told where to begin.
    layout = graph.layout_kamada_kawai(seed=graph.layout_circle())
    span = _SPACING * max(1.0, math.sqrt(len(names)))
    layout.fit_into((_MARGIN, _MARGIN, _MARGIN + span, _MARGIN + span), keep_aspect_ratio=False)
    return {name: (x, y) for name, (x, y) in zip(names, layout.coords, strict=True)}


def _drawn_lines(lines: Sequence[_Line], places: Mapping[str, _Point]) -> list[object]:
    """Return all lines, then all their labels, so that no line crosses out a word."""
    parallel = Counter(line.ends for line in lines)
    drawn: Counter[_Ends] = Counter()
    curves: list[object] = []
    labels: list[object] = []
    for line in lines:
        bend = _BEND * (drawn[line.ends] - (parallel[line.ends] - 1) / 2)
        drawn[line.ends] += 1
        middle = _bent(places[line.ends[0]], places[line.ends[1]], bend)
        curves.append(_curve(line, places, middle))
        labels += _labels(line, places, middle)
    return [*curves, *labels]


def _curve(line: _Line, places: Mapping[str, _Point], middle: _Point) -> object:
    if line.label is None:
        curve = drawsvg.Path(fill="none", stroke="gray", stroke_width=1.5, stroke_dasharray="4 4")
    else:
        curve = drawsvg.Path(fill="none", stroke="gray", stroke_width=1.5, marker_end=_arrow())
    curve.M(*places[line.source])
    curve.Q(*middle, *_towards(places[line.target], middle, _RADIUS + 2))
    curve.append_title(line.hint)
    return curve


@functools.cache
def _arrow() -> drawsvg.Marker:
    arrow = drawsvg.Marker(-1, -0.5, 0, 0.5, scale=9, orient="auto")
    arrow.append(drawsvg.Lines(-1, -0.4, -1, 0.4, 0, 0, fill="gray", close=True))
    return arrow


def _labels(line: _Line, places: Mapping[str, _Point], middle: _Point) -> Iterator[object]:
    if line.label is not None:
        ends = places[line.source], places[line.target]
        x, y = (
            (one + 2 * bent + other) / 4
            for one, bent, other in zip(ends[0], middle, ends[1], strict=True)
        )
        yield _label(line.label, x, y + 4, size=11, weight="normal")


def _drawn_entities(
    places: Mapping[str, _Point], lines: Sequence[_Line], central: Sequence[str]
) -> Iterator[object]:
    for name, (x, y) in places.items():
        is_central = name in central
        circle = drawsvg.Circle(x, y, _RADIUS, fill="darkorange" if is_central else "steelblue")
        circle.append_title(name)
        yield circle
        # On the side where fewer lines arrive, so that the name hides no arrow.
        from_above = _rises(name, lines, places)
        beside = y + _RADIUS + 16 if from_above else y - _RADIUS - 5
        yield _label(name, x, beside, size=14, weight="bold" if is_central else "normal")


def _rises(name: str, lines: Sequence[_Line], places: Mapping[str, _Point]) -> bool:
    """Whether most of an entity's lines leave it upwards."""
    others = [end for line in lines if name in line.ends for end in line.ends if end != name]
    above = sum(places[other][1] < places[name][1] for other in others)
    return 2 * above > len(others)


def _label(text: str, x: float, y: float, *, size: int, weight: str) -> object:
    return drawsvg.Text(
        shortened(text, LABEL_CHARS_MAX),
        size,
        x,
        y,
        text_anchor="middle",
        fill="currentColor",
        font_weight=weight,
    )


def _bent(one: _Point, other: _Point, bend: float) -> _Point:
    """Return the control point of a curve that leaves the straight line by half of the bend."""
    length = math.dist(one, other) or 1.0
    across = ((one[1] - other[1]) / length, (other[0] - one[0]) / length)
    return (
        (one[0] + other[0]) / 2 + across[0] * bend,
        (one[1] + other[1]) / 2 + across[1] * bend,
    )


def _towards(end: _Point, before: _Point, gap: float) -> _Point:
    """Return the point at a gap before the end of a line, so that an arrow meets the circle."""
    length = math.dist(end, before) or 1.0
    return (
        end[0] + (before[0] - end[0]) * gap / length,
        end[1] + (before[1] - end[1]) * gap / length,
    )
