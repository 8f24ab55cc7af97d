"""A report as one HTML file, which loads and runs nothing."""

import base64
import hashlib
import html
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Final

from mcp_mem0.evals.reports.figure_table import NONE, FigureTable, format_percent
from mcp_mem0.evals.reports.page.plots import Plot, list_plots
from mcp_mem0.evals.reports.provenance_lines import list_provenance
from mcp_mem0.evals.reports.question_report import AnswerReport, QuestionReport
from mcp_mem0.evals.reports.report_tables import list_tables
from mcp_mem0.evals.reports.run_report import RunReport

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}';\
 base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="soft">{summary}</p>
{plots}
<h2>Figures</h2>
{tables}
<h2>How it was made</h2>
<div class="card"><dl>{provenance}</dl></div>
{questions}
</main>
</body>
</html>
"""
_VERDICTS: Final = {
    True: '<span class="right">right</span>',
    False: '<span class="wrong">wrong</span>',
    None: NONE,
}


def render_page(report: RunReport) -> str:
    """Return the page; everything that was said or answered stands in it as text."""
    style = _load_style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _PAGE.format(
        hash=digest,
        style=style,
        title=html.escape(f"Evaluation: {report.provenance.name}"),
        summary=html.escape(_summarise(report)),
        plots=_render_plots(list_plots(report)),
        tables="\n".join(map(_render_card, list_tables(report))),
        provenance="".join(
            f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>"
            for name, value in list_provenance(report)
        ),
        questions=_render_questions(report.questions),
    )


@cache
def _load_style() -> str:
    file = resources.files("mcp_mem0.evals") / "reports" / "page" / "page.css"
    return file.read_text(encoding="utf-8")


def _summarise(report: RunReport) -> str:
    wrong = f" ({report.left_out:,} known to have a wrong label)" if report.left_out else ""
    lacks = [each.lacks for each in (*report.systems, *report.checkpoints)]
    is_whole = not any(each.contexts or each.answers or each.verdicts for each in lacks)
    partly = "" if is_whole else " The run is not whole: not all systems have answered the same."
    return (
        f"{report.asked:,} questions{wrong} asked of {len(report.systems)} systems. Data:"
        f" {report.provenance.data}, in the format of {report.provenance.source}.{partly}"
    )


def _render_plots(plots: Iterable[Plot]) -> str:
    cards = "\n".join(map(_render_plot, plots))
    return f'<h2>At a glance</h2>\n<div class="plots">{cards}</div>' if cards else ""


def _render_plot(plot: Plot) -> str:
    figures = f"<summary>Figures of this plot</summary>{_render_table(plot.table)}"
    return (
        f'<figure class="card"><figcaption>{html.escape(plot.title)}</figcaption>{plot.svg}'
        f"<details>{figures}</details></figure>"
    )


def _render_card(table: FigureTable) -> str:
    note = f'<p class="note">{html.escape(table.note)}</p>' if table.note else ""
    title = html.escape(table.title)
    return f'<section class="card"><h3>{title}</h3>{_render_table(table)}{note}</section>'


def _render_table(table: FigureTable) -> str:
    marks = [
        ' class="figure"' if column in table.figure_columns else "" for column in table.columns
    ]
    head = "".join(
        f'<th scope="col"{mark}>{html.escape(column)}</th>'
        for column, mark in zip(table.columns, marks, strict=True)
    )
    rows = "".join(f"<tr>{_render_row(row, marks)}</tr>" for row in table.rows)
    return _wrap_table(table.title, f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>")


def _render_row(row: Sequence[str], marks: Sequence[str]) -> str:
    name, *cells = map(html.escape, row)
    others = zip(cells, marks[1:], strict=True)
    return f'<th scope="row">{name}</th>' + "".join(
        f"<td{mark}>{cell}</td>" for cell, mark in others
    )


def _wrap_table(name: str, content: str) -> str:
    """Return a table that scrolls where the page is narrow, by keyboard, too."""
    label = html.escape(name, quote=True)
    return (
        f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">'
        f"<table>{content}</table></div>"
    )


def _render_questions(questions: Iterable[QuestionReport]) -> str:
    parts = [
        f'<section class="card"><h3>{html.escape(name)}</h3>'
        f"{''.join(map(_render_question, asked))}</section>"
        for name, asked in groupby(questions, key=lambda each: each.conversation)
    ]
    return "\n".join(["<h2>Questions</h2>", *parts]) if parts else ""


def _render_question(question: QuestionReport) -> str:
    judged = [each.lenient for each in question.answers if each.lenient is not None]
    counts = f", {sum(judged)} of {len(judged)} right" if judged else ""
    wrong = ", wrong label" if question.is_left_out else ""
    right = "; or ".join(question.right_answers) or "nothing that was said answers it"
    kind = html.escape(f"{question.category}{counts}{wrong}")
    rows = "".join(_list_answer_rows(question.answers))
    head = "".join(
        f'<th scope="col">{column}</th>'
        for column in ("system", "answer", "lenient", "strict", "F1", "evidence", "why")
    )
    table = _wrap_table(
        f"Answers to {question.key}", f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    )
    return (
        f'<details><summary>{html.escape(question.text)} <span class="kind">({kind})</span>'
        f"</summary><p>Right: {html.escape(right)}</p>{table}</details>"
    )


def _list_answer_rows(answers: Iterable[AnswerReport]) -> Iterator[str]:
    for each in answers:
        answer = html.escape(each.answer) if each.answer is not None else NONE
        yield (
            f'<tr><th scope="row">{html.escape(each.system)}</th><td class="answer">{answer}</td>'
            f"<td>{_VERDICTS[each.lenient]}</td><td>{_VERDICTS[each.strict]}</td>"
            f"<td>{format_percent(each.f1)}</td><td>{format_percent(each.evidence)}</td>"
            f'<td class="answer">{html.escape(each.reason) or NONE}</td></tr>'
        )
