"""The explorer as a person opens it: `mcp-mem0 open --here`, and a page in a real browser."""

import os
import re
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from tests.support.http_process import environment

END_S_MAX: Final = 20
ANSWER_MS_MAX: Final = 20_000
_ADDRESS: Final = re.compile(r"http://\S+")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A running explorer.

    Attributes:
        folder: Where its store and settings are.
        entry: The address that works once.
    """

    folder: Path
    entry: str

    @property
    def url(self) -> str:
        """The address of the page, without a code."""
        return self.entry.partition("/enter")[0]

    def run(self, *arguments: str) -> str:
        """Run a command on its store, where rules decide; return what it printed."""
        given = (
            "--config",
            str(self.folder / "config.toml"),
            "--store",
            str(self.folder / "store"),
            "--model-provider",
            "none",
        )
        done = subprocess.run(
            [sys.executable, "-m", "mcp_mem0", *arguments[:1], *given, *arguments[1:]],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env=environment(),
        )
        return done.stdout


def fill(folder: Path) -> None:
    """Fill a store in a folder, in a process of its own."""
    command = [sys.executable, "-m", "tests.browser.filled_memory", str(folder)]
    root = Path(__file__).parents[2]
    subprocess.run(command, check=True, timeout=120, env=environment(), cwd=root)


@contextmanager
def opened(folder: Path, *options: str) -> Generator[Opened]:
    """Serve the store in a folder until the block ends."""
    settings, store = folder / "config.toml", folder / "store"
    settings.touch()
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "mcp_mem0", "open", "--here", "--print"),
            *("--config", str(settings), "--store", str(store), *options),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**environment(), "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            assert process.stdout
            lines = iter(process.stdout)
            found = next(match for line in lines if (match := _ADDRESS.search(line)))
            yield Opened(folder=folder, entry=found[0])
        finally:
            process.terminate()
            process.wait(END_S_MAX)


@dataclass(kw_only=True)
class Troubles:
    """What the browser complained about: broken rules of content security, errors, warnings."""

    found: list[str] = field(default_factory=list[str])

    def watch(self, page: Page) -> None:
        """Collect the troubles of a page from now on."""
        page.on("console", self._take_message)
        page.on("pageerror", self._take_error)

    def _take_message(self, message: ConsoleMessage) -> None:
        # The browser itself says of each refused request that it was refused.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.found.append(message.text)

    def _take_error(self, error: Error) -> None:
        self.found.append(str(error))


def enter(context: BrowserContext, explorer: Opened, troubles: Troubles) -> Page:
    """Open the address in a new page, and return that once the memory is shown."""
    return _go(context, explorer.entry, troubles)


def revisit(context: BrowserContext, explorer: Opened, troubles: Troubles) -> Page:
    """Open the page in a browser that was let in before."""
    return _go(context, explorer.url, troubles)


def _go(context: BrowserContext, address: str, troubles: Troubles) -> Page:
    page = context.new_page()
    page.set_default_timeout(ANSWER_MS_MAX)
    troubles.watch(page)
    page.goto(address)
    page.locator("#frame[data-state=in]").wait_for()
    return page


def find_browser() -> str | None:
    """Return where chromium is, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    folders = os.environ.get("PATH", "").split(os.pathsep)
    places = (Path(folder) / name for name in names for folder in folders)
    return next((str(place) for place in places if place.is_file()), None)


BROWSER_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A browser that runs as anybody, and asks nobody but our server."""


def make_context(
    browser: Browser,
    *,
    width: int = 1280,
    height: int = 860,
    dark: bool = False,
    state: Any = None,  # noqa: ANN401 - the library's own form
) -> BrowserContext:
    """Return a new profile of the browser, without motion; `state` is that of an earlier one."""
    return browser.new_context(
        storage_state=state,
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Copenhagen",
    )
