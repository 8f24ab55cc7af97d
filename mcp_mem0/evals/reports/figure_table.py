"""`FigureTable`: a table of a report, before it is written for a terminal or a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.evals.reports.figures import Rate

NONE: Final = "–"
"""Stands where there is nothing to count."""

_SIZES: Final = ("B", "kB", "MB", "GB", "TB")
_STEP: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """A table: the first column names the row.

    Attributes:
        columns: Their headings.
        note: What a reader must know of it; "" if nothing.
        text_columns: Which columns are words beside the first, and not figures.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    text_columns: tuple[str, ...] = ()

    @property
    def figure_columns(self) -> tuple[str, ...]:
        """The columns that are aligned right."""
        return tuple(each for each in self.columns[1:] if each not in self.text_columns)


def format_percent(share: float | None) -> str:
    """Return a share from 0 to 1 in per cent."""
    return NONE if share is None else f"{100 * share:.1f}"


def format_rate(rate: Rate | None) -> str:
    """Return a share in per cent."""
    return format_percent(rate.value if rate else None)


def format_interval(interval: tuple[float, float] | None, *, signed: bool = False) -> str:
    """Return the ends of an interval of shares in per cent; `signed` is of a difference."""
    if interval is None:
        return NONE
    low, high = (100 * end for end in interval)
    return f"{low:+.1f} to {high:+.1f}" if signed else f"{low:.0f}–{high:.0f}"


def format_count(count: float | None) -> str:
    """Return a whole number with its thousands divided."""
    return NONE if count is None else f"{count:,.0f}"


def format_milliseconds(milliseconds: float | None) -> str:
    """Return a time in a unit that a person reads."""
    if milliseconds is None:
        return NONE
    if milliseconds >= _STEP:
        return f"{milliseconds / _STEP:,.1f} s"
    return f"{milliseconds:.2f} ms" if milliseconds < 1 else f"{milliseconds:.0f} ms"


def format_bytes(size: float) -> str:
    """Return a size in a unit that a person reads."""
    value, unit = size, 0
    while value >= _STEP and unit < len(_SIZES) - 1:
        value, unit = value / _STEP, unit + 1
    return f"{value:,.0f} {_SIZES[unit]}" if unit == 0 else f"{value:,.1f} {_SIZES[unit]}"


def keep_filled_rows(
    rows: Sequence[tuple[str, ...]], *, names: int = 1
) -> tuple[tuple[str, ...], ...]:
    """Return the rows that have some figure after the first columns, which name them."""
    return tuple(row for row in rows if any(cell != NONE for cell in row[names:]))
