"""The report page of a run in a real browser: by itself, for everyone, and on narrow screens."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.opened import Troubles, make_context
from tests.browser.report import write_report_page
from tests.browser.test_access import NARROW_PX, find_violations
from tests.support.made_up_run import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def report_page(
    request: pytest.FixtureRequest, browser: Browser, troubles: Troubles, tmp_path: Path
) -> Generator[Page]:
    context = make_context(browser, dark=request.param)
    page = context.new_page()
    troubles.watch(page)
    page.goto(write_report_page(tmp_path).as_uri())
    yield page
    context.close()


def test_it_breaks_no_rule_of_accessibility_open_or_closed(report_page: Page) -> None:
    assert find_violations(report_page) == []

    report_page.evaluate(
        "for (const each of document.querySelectorAll('details')) each.open = true"
    )

    assert find_violations(report_page) == []


def test_it_asks_for_nothing(browser: Browser, troubles: Troubles, tmp_path: Path) -> None:
    context = make_context(browser)
    page = context.new_page()
    troubles.watch(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = write_report_page(tmp_path, hostile=True).as_uri()
    page.goto(address)
    context.close()

    assert asked == [address]


def test_hostile_words_are_shown_and_do_nothing(
    browser: Browser, troubles: Troubles, tmp_path: Path
) -> None:
    context = make_context(browser)
    page = context.new_page()
    troubles.watch(page)
    page.goto(write_report_page(tmp_path, hostile=True).as_uri())

    expect(page.get_by_role("heading", level=1)).to_contain_text(HOSTILE)
    expect(page.locator("img, script")).to_have_count(0)
    context.close()


def test_the_style_is_applied(report_page: Page) -> None:
    """The policy names the hash of the style: were it wrong, all would be plain."""
    expect(report_page.locator("table .figure").first).to_have_css("text-align", "right")


def test_it_is_no_wider_than_a_narrow_screen(
    browser: Browser, troubles: Troubles, tmp_path: Path
) -> None:
    context = make_context(browser, width=NARROW_PX, height=740)
    page = context.new_page()
    troubles.watch(page)
    page.goto(write_report_page(tmp_path).as_uri())
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    width = int(page.evaluate("document.documentElement.scrollWidth"))
    context.close()

    assert width <= NARROW_PX
