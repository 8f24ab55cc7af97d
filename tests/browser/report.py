"""The report page of a made-up run, as a file to look at."""

from pathlib import Path

from mcp_mem0.evals.reports.page.report_page import render_page
from mcp_mem0.evals.reports.run_report import build_report
from tests.support.made_up_run import build_made_up_run


def write_report_page(folder: Path, *, hostile: bool = False) -> Path:
    """Write the page into a folder, and return its file."""
    file = folder / "report.html"
    page = render_page(build_report(build_made_up_run(hostile=hostile)))
    file.write_text(page, encoding="utf-8")
    return file
