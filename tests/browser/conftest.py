"""A real browser, and a filled memory to look at."""

import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.opened import (
    ANSWER_MS_MAX,
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


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    program = find_browser()
    if program is None:
        pytest.skip("there is no chromium: run `make test-heavy`, or install it")
    expect.set_options(timeout=ANSWER_MS_MAX)
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


@pytest.fixture(scope="session")
def shared(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Opened]:
    """An explorer of the story, for all tests that only look."""
    folder = tmp_path_factory.mktemp("shared") / "memory"
    shutil.copytree(filled, folder)
    with opened(folder) as found:
        yield found


@pytest.fixture(scope="session")
def admitted(browser: Browser, shared: Opened) -> Any:  # noqa: ANN401 - the library's own form
    """What a browser keeps once it was let in."""
    context = make_context(browser)
    enter(context, shared, Troubles())
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def explorer(filled: Path, tmp_path: Path) -> Generator[Opened]:
    """An explorer of the story, for one test alone; rules decide, at once."""
    folder = tmp_path / "memory"
    shutil.copytree(filled, folder)
    with opened(folder, "--model-provider", "none") as found:
        yield found


@pytest.fixture
def troubles() -> Generator[Troubles]:
    """What the browser complains about; nothing, in any test."""
    troubles = Troubles()
    yield troubles
    assert troubles.found == []


@pytest.fixture
def page(browser: Browser, explorer: Opened, troubles: Troubles) -> Generator[Page]:
    """The page of a memory that the test may change."""
    context = make_context(browser)
    yield enter(context, explorer, troubles)
    context.close()


@pytest.fixture
def looker(
    browser: Browser,
    shared: Opened,
    admitted: Any,  # noqa: ANN401 - the library's own form
    troubles: Troubles,
) -> Generator[Page]:
    """The page of the memory that all tests look at."""
    context = make_context(browser, state=admitted)
    yield revisit(context, shared, troubles)
    context.close()
