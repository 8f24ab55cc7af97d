"""A real browser, and a filled memory to look at."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.opened import (
    BROWSER_FLAGS,
    Opened,
    Troubles,
    enter,
    fill,
    find_browser,
    make_context,
    opened,
)


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    program = find_browser()
    if program is None:
        pytest.skip("there is no chromium: run `make test-heavy`, or install it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*BROWSER_FLAGS])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the story, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


@pytest.fixture
def explorer(filled: Path, tmp_path: Path) -> Generator[Opened]:
    """An explorer of the story, for one test alone."""
    folder = tmp_path / "memory"
    shutil.copytree(filled, folder)
    with opened(folder) as found:
        yield found


@pytest.fixture
def troubles() -> Generator[Troubles]:
    """What the browser complains about; nothing, in any test."""
    troubles = Troubles()
    yield troubles
    assert troubles.found == []


@pytest.fixture
def page(browser: Browser, explorer: Opened, troubles: Troubles) -> Generator[Page]:
    """The page, opened and let in."""
    context = make_context(browser)
    yield enter(context, explorer, troubles)
    context.close()
