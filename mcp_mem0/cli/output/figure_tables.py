"""Tables of figures on a terminal, each below its title."""

from collections.abc import Iterable

from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.evals.reports.figure_table import FigureTable


def render_figure_tables(tables: Iterable[FigureTable]) -> str:
    """Return the tables as text, divided by empty lines."""
    return "\n\n".join(map(_render_figure_table, tables))


def _render_figure_table(table: FigureTable) -> str:
    body = render_table(table.columns, table.rows, right=table.figure_columns)
    note = f"\n{fit_terminal(table.note)}" if table.note else ""
    return f"{fit_terminal(table.title)}\n{body}{note}"
