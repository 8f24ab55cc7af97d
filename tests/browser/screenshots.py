"""Takes the screenshots of the documentation anew: `python -m tests.browser.screenshots`."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.host import Host
from tests.browser.opened import (
    BROWSER_FLAGS,
    Opened,
    Troubles,
    enter,
    fill,
    find_browser,
    make_context,
    opened,
    revisit,
)
from tests.browser.report import write_report_page
from tests.browser.story import MEETING_LAST

IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
NARROW_PX: Final = 360
REPORT_HEIGHT_PX: Final = 1_460
QUESTION: Final = "#/search?q=When does the crew meet?"
STATISTICS: Final = "#/statistics?days=90"


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One screenshot.

    Attributes:
        name: The end of its file's name.
        address: The view.
        sign: What is there once the view is shown.
        dark: Whether it is taken in the dark.
        width, height: The size of the window.
        link: A link to follow first.
    """

    name: str
    address: str
    sign: str
    dark: bool = False
    width: int = 1280
    height: int = 800
    link: str = ""


SHOTS: Final = (
    Shot(name="search", address=QUESTION, sign=".why"),
    Shot(name="timeline", address="#/timeline", sign=".change"),
    Shot(name="fact", address="#/search?in=facts", sign=".revision", link=MEETING_LAST),
    Shot(name="graph", address="#/graph", sign="#graph[data-drawn]"),
    Shot(name="paths", address="#/graph?from=Jonas&to=Sigrid", sign="#graph[data-drawn]"),
    Shot(name="graph-dark", address="#/graph", sign="#graph[data-drawn]", dark=True),
    Shot(name="review", address="#/review?since=30d", sign="table"),
    Shot(name="pending", address="#/pending", sign="blockquote"),
    Shot(name="statistics", address=STATISTICS, sign=".plot[data-drawn]"),
    Shot(name="statistics-dark", address=STATISTICS, sign=".plot[data-drawn]", dark=True),
    Shot(name="narrow", address=QUESTION, sign=".why", width=NARROW_PX),
    Shot(name="narrow-dark", address="#/timeline", sign=".change", dark=True, width=NARROW_PX),
)


def take_screenshots(folder: Path) -> Iterator[Path]:
    """Write the screenshots into a folder, and return each once it is written."""
    program = find_browser()
    if program is None:
        raise SystemExit("there is no chromium: install it, then take the screenshots again")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        memory = Path(place) / "memory"
        memory.mkdir()
        fill(memory)
        with opened(memory) as explorer:
            explorer.run("relate", "Emil", "lives_in", "Aarhus")
            browser = playwright.chromium.launch(executable_path=program, args=[*BROWSER_FLAGS])
            state = _admit(browser, explorer)
            for shot in SHOTS:
                yield _take(browser, explorer, state, shot, folder)
            yield _take_in_client(browser, explorer, folder)
            yield from _take_report(browser, Path(place), folder)
            browser.close()


def _admit(browser: Browser, explorer: Opened) -> Any:  # noqa: ANN401 - the library's own form
    context = make_context(browser)
    enter(context, explorer, Troubles())
    state = context.storage_state()
    context.close()
    return state


def _take(
    browser: Browser,
    explorer: Opened,
    state: Any,  # noqa: ANN401 - the library's own form
    shot: Shot,
    folder: Path,
) -> Path:
    context = make_context(
        browser, width=shot.width, height=shot.height, dark=shot.dark, state=state
    )
    page = revisit(context, explorer, Troubles())
    page.locator("#live[data-state=open]").wait_for(state="attached")
    page.goto(f"{explorer.url}{shot.address}")
    if shot.link:
        page.get_by_role("link", name=shot.link).click()
    page.locator(shot.sign).first.wait_for()
    written = _write(page, folder, f"explorer-{shot.name}")
    context.close()
    return written


def _take_in_client(browser: Browser, explorer: Opened, folder: Path) -> Path:
    host = Host(url=explorer.url.removesuffix("/explorer"))
    host.connect()
    context = make_context(browser, width=1100, height=900)
    page = context.new_page()
    app = host.show(page, about="Lanternfish")
    app.locator("#graph[data-drawn]").wait_for()
    written = _write(page, folder, "explorer-client")
    context.close()
    host.close()
    return written


def _take_report(browser: Browser, place: Path, folder: Path) -> Iterator[Path]:
    report = write_report_page(place)
    for name, is_dark in (("evaluation", False), ("evaluation-dark", True)):
        context = make_context(browser, width=1280, height=REPORT_HEIGHT_PX, dark=is_dark)
        page = context.new_page()
        page.goto(report.as_uri())
        yield _write(page, folder, name)
        context.close()


def _write(page: Page, folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.png"
    page.screenshot(path=file)
    return file


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    for file in take_screenshots(target):
        sys.stdout.write(f"{file}\n")
