"""Drawing tables: as wide as the terminal, or as what they are written to."""

import shutil
from collections.abc import Collection, Sequence
from typing import Final

WIDTH_WITHOUT_TERMINAL: Final = 120


def table_text(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[str] = ()
) -> str:
    """Return a table as text; cells are never read as markup, and long ones are broken.

    Args:
        columns: What stands above each column.
        rows: The cells.
        right: The columns whose cells stand on the right.
    """
    from rich.console import Console  # noqa: PLC0415 - `serve` needs none of it
    from rich.table import Table  # noqa: PLC0415 - the same
    from rich.text import Text  # noqa: PLC0415 - the same

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(
            column, justify="right" if column in right else "left", overflow="fold", max_width=None
        )
    for row in rows:
        table.add_row(*map(Text, row))
    width, _ = shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24))
    console = Console(width=width, highlight=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())
