"""Rendering tables as wide as the terminal."""

import shutil
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from mcp_mem0.cli.output.streams import spell_for
from mcp_mem0.cli.output.terminal import build_console
from mcp_mem0.domain.text.escapes import escape_controls

WIDTH_WITHOUT_TERMINAL: Final = 120
_WORD_CHARS_MAX: Final = 12
_GAP: Final = 2


def render_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[str] = ()
) -> str:
    """Return a table as text; cells are never read as markup, and long ones are wrapped.

    Args:
        columns: The heading of each column.
        rows: The cells, row by row.
        right: The columns to align right.
    """
    from rich.table import Table  # noqa: PLC0415 - `serve` needs none of it
    from rich.text import Text  # noqa: PLC0415 - the same

    # Before measuring, because escaped characters are wider.
    rows = [[spell_for(escape_controls(cell), sys.stdout) for cell in row] for row in rows]
    width, _ = shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24))
    cells = [[column, *(row[at] for row in rows)] for at, column in enumerate(columns)]
    are_whole = sum(map(_compute_width, cells)) <= width
    # Without a style: the escape codes would be measured as text later.
    table = Table(box=None, pad_edge=False, header_style="")
    for column, shown in zip(columns, cells, strict=True):
        table.add_column(
            column,
            justify="right" if column in right else "left",
            overflow="fold",
            no_wrap=are_whole and _is_one_word(shown),
        )
    for row in rows:
        table.add_row(*map(Text, row))
    console = build_console(width=width)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _compute_width(cells: Sequence[str]) -> int:
    """Return the width at which a column's ids, dates and numbers are not broken."""
    longest = max(map(len, cells)) if _is_one_word(cells) else _WORD_CHARS_MAX
    return longest + _GAP


def _is_one_word(cells: Iterable[str]) -> bool:
    """Whether a column holds only short words, such as ids, dates or numbers."""
    return all(len(cell) <= _WORD_CHARS_MAX and " " not in cell for cell in cells)
