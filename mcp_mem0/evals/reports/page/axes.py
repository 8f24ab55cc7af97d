"""The axes of a plot: where a value is drawn, and at which values marks stand."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mcp_mem0.evals.reports.figure_table import format_milliseconds

PERCENT_MARKS: Final = (0.0, 25.0, 50.0, 75.0, 100.0)
_STEPS: Final = (1, 2, 5)
_FEW_MARKS: Final = 3
_DECADE: Final = 10.0
_LINEAR_MARKS_MAX: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis.

    Attributes:
        low, high: The values at its ends.
        start, end: Where these are drawn.
        marks: Values to write beside it.
        is_log: Whether equal steps multiply.
    """

    low: float
    high: float
    start: float
    end: float
    marks: tuple[float, ...]
    is_log: bool = False

    def place(self, value: float) -> float:
        """Return where a value is drawn; one beyond an end stands at it."""
        bounded = min(max(value, self.low), self.high)
        low, high, at = (
            (math.log(self.low), math.log(self.high), math.log(bounded))
            if self.is_log
            else (self.low, self.high, bounded)
        )
        return self.start + (at - low) / (high - low) * (self.end - self.start)


def build_percent_axis(start: float, end: float) -> Axis:
    """Return an axis from 0 to 100 per cent."""
    return Axis(low=0, high=100, start=start, end=end, marks=PERCENT_MARKS)


def build_log_axis(values: Iterable[float], start: float, end: float) -> Axis:
    """Return an axis of factors that holds some values above 0, with some room around them."""
    known = list(values)
    low, high = min(known) / 1.5, max(known) * 1.5
    marks = tuple(_list_log_marks(low, high))
    decades = tuple(mark for mark in marks if math.log10(mark).is_integer())
    return Axis(
        low=low,
        high=high,
        start=start,
        end=end,
        marks=decades if len(decades) >= _FEW_MARKS else marks,
        is_log=True,
    )


def build_count_axis(values: Iterable[int], start: float, end: float) -> Axis:
    """Return an axis of whole numbers that holds some, which are its marks if they are few."""
    known = sorted({*values})
    step = math.ceil(len(known) / _LINEAR_MARKS_MAX)
    low, high = known[0], max(known[-1], known[0] + 1)
    return Axis(low=low, high=high, start=start, end=end, marks=tuple(map(float, known[::step])))


def write_mark(value: float) -> str:
    """Return a mark of a number."""
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def write_time_mark(milliseconds: float) -> str:
    """Return a mark of a time."""
    return f"{milliseconds:g} ms" if milliseconds < 1 else format_milliseconds(milliseconds)


def _list_log_marks(low: float, high: float) -> Iterator[float]:
    for exponent in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for step in _STEPS:
            mark = step * _DECADE**exponent
            if low <= mark <= high:
                yield mark
