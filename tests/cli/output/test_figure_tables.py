"""All tables of a report fit an ordinary terminal, with every name and figure whole."""

import pytest

from mcp_mem0.cli.output.figure_tables import render_figure_tables
from mcp_mem0.evals.reports.report_tables import list_tables
from mcp_mem0.evals.reports.run_report import build_report
from tests.support.made_up_run import build_made_up_run


@pytest.mark.parametrize("columns", [80, 120])
def test_nothing_is_broken_on_a_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    tables = list_tables(build_report(build_made_up_run()))

    for table in tables:
        lines = render_figure_tables([table]).splitlines()
        shown = lines[1 : 2 + len(table.rows)]

        assert len(lines) == 2 + len(table.rows) + bool(table.note)
        assert all(len(line) <= columns for line in shown)
        for row, line in zip(table.rows, shown[1:], strict=True):
            assert line.split() == " ".join(row).split()
