"""For everyone: by keyboard, by screen reader, on narrow screens, in the light and in the dark."""

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.opened import Opened, Troubles, make_context, revisit
from tests.browser.story import MEETING_LAST

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

AXE: Final = Path(__file__).parents[2] / "build" / "browser" / "node_modules/axe-core/axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS: Final = (
    ("#/search", ".facts"),
    ("#/search?q=When does the crew meet", ".facts"),
    ("#/search?in=facts", ".fact-row"),
    ("#/timeline", ".change"),
    ("#/graph", "#graph[data-drawn]"),
    ("#/review?since=365d", "table"),
    ("#/pending", "blockquote"),
    ("#/statistics", ".plot[data-drawn]"),
    ("#/settings", ".setting"),
)
NARROW_PX: Final = 360


def find_violations(page: Page) -> list[str]:
    """Return what the checks of accessibility find, with where."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `make test-heavy`, which needs npm")
    # Evaluated from outside, so the page's own rules on scripts do not stop it.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_view_breaks_a_rule_of_accessibility(
    browser: Browser,
    shared: Opened,
    admitted: Any,  # noqa: ANN401 - the library's own form
    troubles: Troubles,
    *,
    dark: bool,
) -> None:
    context = make_context(browser, dark=dark, state=admitted)
    page = revisit(context, shared, troubles)
    broken: dict[str, list[str]] = {}
    for address, sign in VIEWS:
        page.goto(f"{shared.url}{address}")
        page.locator(sign).first.wait_for()
        if found := find_violations(page):
            broken[address] = found
    page.goto(f"{shared.url}#/search?in=facts")
    page.get_by_role("link", name=MEETING_LAST).click()
    page.get_by_role("button", name="Correct…").click()
    page.get_by_label("What is so").wait_for()
    if found := find_violations(page):
        broken["correcting"] = found
    context.close()

    assert broken == {}


def test_no_view_is_wider_than_a_narrow_screen(
    browser: Browser,
    shared: Opened,
    admitted: Any,  # noqa: ANN401 - the library's own form
    troubles: Troubles,
) -> None:
    context = make_context(browser, width=NARROW_PX, height=740, state=admitted)
    page = revisit(context, shared, troubles)
    wide: dict[str, int] = {}
    for address, sign in VIEWS:
        page.goto(f"{shared.url}{address}")
        page.locator(sign).first.wait_for()
        width = int(page.evaluate("document.documentElement.scrollWidth"))
        if width > NARROW_PX:
            wide[address] = width
    context.close()

    assert wide == {}


def test_the_keyboard_reaches_everything(looker: Page) -> None:
    expect(looker.locator(".fact-row").first).to_be_visible()
    looker.keyboard.press("/")
    expect(looker.get_by_label("Ask the memory")).to_be_focused()
    looker.keyboard.type("Who is allergic?")
    looker.keyboard.press("Enter")
    expect(looker.locator(".fact-row").first).to_contain_text("hazelnuts")
    looker.keyboard.press("Escape")
    looker.keyboard.press("j")
    looker.keyboard.press("Enter")
    expect(looker.locator(".statement")).to_contain_text("hazelnuts")
    looker.keyboard.press("g")
    looker.keyboard.press("t")
    expect(looker.get_by_role("heading", name="Timeline")).to_be_visible()
    looker.keyboard.press("?")
    expect(looker.get_by_role("dialog")).to_contain_text("Keyboard")
    looker.keyboard.press("Escape")
    expect(looker.get_by_role("dialog")).to_have_count(0)


def test_the_first_stop_of_the_keyboard_skips_to_the_content(looker: Page) -> None:
    looker.locator("#skip").focus()
    looker.keyboard.press("Enter")

    expect(looker.locator("#main")).to_be_focused()


def test_single_keys_can_be_turned_off(looker: Page) -> None:
    looker.get_by_role("button", name="Keyboard").click()
    looker.get_by_label("Single keys are shortcuts").uncheck()
    looker.get_by_role("dialog").get_by_role("button", name="Close").click()
    looker.keyboard.press("/")

    expect(looker.get_by_label("Ask the memory")).not_to_be_focused()


def test_the_theme_is_kept(looker: Page) -> None:
    button = looker.locator("#theme")
    button.click()
    button.click()
    expect(looker.locator("html")).to_have_attribute("data-theme", "dark")
    looker.reload()
    expect(looker.locator("html")).to_have_attribute("data-theme", "dark")


def test_words_of_the_memory_never_become_markup(page: Page, explorer: Opened) -> None:
    hostile = "<img src=x onerror=alert(1)> <b>Mira</b> likes </script> tags."
    explorer.run("remember", hostile)
    page.goto(f"{explorer.url}#/search?in=messages")

    expect(page.locator("#main")).to_contain_text(hostile)
    expect(page.locator("#main img")).to_have_count(0)
