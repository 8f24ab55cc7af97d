"""The page loads and runs nothing, and what people said stays words on it."""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import TypeVar

from mcp_mem0.evals.reports.page.report_page import render_page
from mcp_mem0.evals.reports.run_report import build_report
from mcp_mem0.evals.runs.records import FoundContext, GivenAnswer
from tests.support.made_up_run import HOSTILE, build_made_up_run

RecordT = TypeVar("RecordT", FoundContext, GivenAnswer)


class _TagReader(HTMLParser):
    """Collects elements, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> _TagReader:
    reader = _TagReader()
    reader.feed(page)
    return reader


def _rename(records: Sequence[RecordT], system: str, name: str) -> list[RecordT]:
    chosen = (each for each in records if each.system == system)
    return [each.model_copy(update={"system": name}) for each in chosen]


def test_what_people_said_never_becomes_markup() -> None:
    plain = read(render_page(build_report(build_made_up_run())))
    hostile = read(render_page(build_report(build_made_up_run(hostile=True))))

    assert hostile.tags == plain.tags
    assert hostile.attributes == plain.attributes
    # The title, the questions, their kinds, the answers and the reasons.
    assert hostile.text.count(HOSTILE) > 50


def test_a_hostile_name_of_a_system_never_becomes_markup_in_a_plot() -> None:
    run = build_made_up_run()
    named = replace(
        run,
        systems=(*run.systems, HOSTILE),
        contexts=(*run.contexts, *_rename(run.contexts, "rules", HOSTILE)),
        answers=(
            *run.answers,
            *_rename(run.answers, "rules", HOSTILE),
            *_rename(run.answers, "rules@2", f"{HOSTILE}@2"),
        ),
    )
    plain = read(render_page(build_report(run)))
    hostile = read(render_page(build_report(named)))

    assert hostile.tags == plain.tags
    assert hostile.attributes == plain.attributes
    assert hostile.text.count(HOSTILE) > 10


def test_nothing_on_the_page_can_load_or_run() -> None:
    page = render_page(build_report(build_made_up_run()))
    found = read(page)

    assert found.tags.isdisjoint({"script", "img", "iframe", "link", "object", "form"})
    assert found.attributes.isdisjoint({"src", "href", "style", "xlink:href"})
    assert "default-src 'none'" in page


def test_the_style_is_the_one_that_the_policy_allows() -> None:
    page = render_page(build_report(build_made_up_run()))
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert re.findall(r"style-src '([^']+)'", page) == [f"sha256-{digest}"]


def test_each_question_is_listed_with_every_answer() -> None:
    text = read(render_page(build_report(build_made_up_run()))).text

    assert "When does the crew meet now? (temporal" in text
    assert "Right: on Tuesdays" in text
    assert "Right: nothing that was said answers it" in text
    assert "wrong label" in text


def test_a_run_without_anything_still_has_a_page() -> None:
    run = replace(build_made_up_run(), contexts=(), answers=(), verdicts=(), sessions=(), stores=())

    text = read(render_page(build_report(run))).text
    assert "The run is not whole" in text
    assert "What this run still lacks" in text


def test_a_whole_run_is_not_said_to_lack_anything() -> None:
    text = read(render_page(build_report(build_made_up_run()))).text

    assert "questions (1 known to have a wrong label) asked of 7 systems" in text
    assert "The run is not whole" not in text
