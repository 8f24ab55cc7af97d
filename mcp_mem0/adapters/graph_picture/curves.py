"""The geometry of the curves between entities."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

RADIUS: Final = 8.0
"""The radius of the circle of an entity."""

_BEND: Final = 64.0

Point: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two entities: a relation has a label and an arrow, a mention neither."""

    source: str
    target: str
    label: str | None
    hint: str

    @property
    def ends(self) -> Ends:
        """Its ends, the same in both directions."""
        return min(self.source, self.target), max(self.source, self.target)


def compute_bends(
    lines: Sequence[Line], places: Mapping[str, Point]
) -> Iterator[tuple[Line, Point, float]]:
    """Return each line with its control point, and how far along its label is.

    Lines between the same two entities bend apart, and their labels are spread along them.
    """
    parallel = Counter(line.ends for line in lines)
    counts: Counter[Ends] = Counter()
    for line in lines:
        number, count = counts[line.ends], parallel[line.ends]
        counts[line.ends] += 1
        one, other = (places[end] for end in line.ends)
        bend = _BEND * (number - (count - 1) / 2)
        yield line, _compute_control_point(one, other, bend), (number + 1) / (count + 1)


def compute_curve_point(start: Point, middle: Point, end: Point, along: float) -> Point:
    """Return a point of a curve; `along` is 0 at its start and 1 at its end."""
    rest = 1 - along
    x, y = (
        rest * rest * one + 2 * rest * along * bent + along * along * other
        for one, bent, other in zip(start, middle, end, strict=True)
    )
    return x, y


def _compute_control_point(one: Point, other: Point, bend: float) -> Point:
    """Return the control point of a curve that leaves the straight line by half of the bend."""
    length = math.dist(one, other) or 1.0
    across = ((one[1] - other[1]) / length, (other[0] - one[0]) / length)
    return (
        (one[0] + other[0]) / 2 + across[0] * bend,
        (one[1] + other[1]) / 2 + across[1] * bend,
    )


def shorten_line(end: Point, source: Point, gap: float) -> Point:
    """Return the point at a gap before the end of a line, so that an arrow meets the circle."""
    length = math.dist(end, source) or 1.0
    return (
        end[0] + (source[0] - end[0]) * gap / length,
        end[1] + (source[1] - end[1]) * gap / length,
    )
