"""Where entities and labels go, so that no label hides another one."""

# igraph has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final
from unicodedata import east_asian_width

from mcp_mem0.adapters.graph_picture.curves import (
    RADIUS,
    Line,
    Point,
    compute_bends,
    compute_curve_point,
)
from mcp_mem0.adapters.igraph_view.engine import Graph
from mcp_mem0.domain.rendering.quoting import format_name
from mcp_mem0.domain.text.normalise import shorten

LABEL_CHARS_MAX: Final = 32
"""How much of a name or predicate is drawn; the list below the picture has it whole."""

LABEL_LINE_CHARS_MAX: Final = 18
"""How long a line of a name is: names are side by side, so tall is better than wide."""

_SPACING: Final = 170.0
_GROWTH: Final = 1.15
_GROWTHS_MAX: Final = 16
"""A picture with very many names grows to nine times its size at most."""

_NAME_SIZE: Final = 14
_PREDICATE_SIZE: Final = 11
_CHAR_WIDTH: Final = 0.65
"""The largest width of a character in most typefaces, relative to the font size."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name or predicate in the picture: its lines, and the middle of the first baseline."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: int

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self._width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self._width / 2

    @property
    def top(self) -> float:
        """Its upper edge; y grows downwards."""
        return self.y - self.size

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.size * (len(self.lines) - 0.7)

    @property
    def _width(self) -> float:
        return max(map(_count_columns, self.lines)) * _CHAR_WIDTH * self.size

    def is_overlapping(self, other: "Label") -> bool:
        """Whether it covers part of another one."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def place_entities(names: Sequence[str], lines: Sequence[Line]) -> Mapping[str, Point]:
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


def _is_crowded(places: Mapping[str, Point], lines: Sequence[Line]) -> bool:
    labels = [*place_name_labels(places, lines).values(), *place_predicate_labels(places, lines)]
    return any(one.is_overlapping(other) for one, other in combinations(labels, 2))


def place_predicate_labels(places: Mapping[str, Point], lines: Sequence[Line]) -> list[Label]:
    """Return the label of each relation, at its curve."""
    labels: list[Label] = []
    for line, middle, along in compute_bends(lines, places):
        if line.label is not None:
            one, other = (places[end] for end in line.ends)
            x, y = compute_curve_point(one, middle, other, along)
            labels.append(Label((line.label,), x, y + 4, _PREDICATE_SIZE))
    return labels


def place_name_labels(places: Mapping[str, Point], lines: Sequence[Line]) -> dict[str, Label]:
    """Return the label of each name, on the side with fewer lines, so that it hides no arrow."""
    labels: dict[str, Label] = {}
    for name, (x, y) in places.items():
        text = format_name(shorten(name, LABEL_CHARS_MAX))
        rows = tuple(textwrap.wrap(text, LABEL_LINE_CHARS_MAX, break_long_words=False)) or ("",)
        higher = (len(rows) - 1) * _NAME_SIZE
        below = _has_lines_above(name, lines, places)
        foot = y + RADIUS + 16 if below else y - RADIUS - 5 - higher
        labels[name] = Label(rows, x, foot, _NAME_SIZE)
    return labels


def _has_lines_above(name: str, lines: Sequence[Line], places: Mapping[str, Point]) -> bool:
    """Whether most of an entity's lines leave it upwards."""
    others = [end for line in lines if name in line.ends for end in line.ends if end != name]
    above = sum(places[other][1] < places[name][1] for other in others)
    return 2 * above > len(others)


def _count_columns(text: str) -> int:
    """Return the width of a text in columns; wide East Asian characters count twice."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
