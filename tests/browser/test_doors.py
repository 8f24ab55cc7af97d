"""How one gets in: by an address that works once, or by a token on a team server."""

import json
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.opened import ANSWER_MS_MAX, Opened, Troubles, enter, make_context, opened
from tests.support.http_process import environment

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_the_address_works_once_and_its_code_and_key_are_not_left_in_it(
    browser: Browser, explorer: Opened, troubles: Troubles
) -> None:
    mine = make_context(browser)
    page = enter(mine, explorer, troubles)
    assert page.url == explorer.url
    page.reload()
    expect(page.locator("#frame[data-state=in]")).to_be_attached()

    other = make_context(browser).new_page()
    other.goto(explorer.entry)
    expect(other.get_by_role("alert")).to_contain_text("was used or is too old")
    expect(other.locator("#main")).to_contain_text("mcp-mem0 open")
    mine.close()


def test_a_browser_without_the_address_sees_nothing(browser: Browser, explorer: Opened) -> None:
    page = make_context(browser).new_page()
    page.goto(f"{explorer.url}#/search?in=facts")

    expect(page.get_by_role("heading", name="Open it from a terminal")).to_be_visible()
    expect(page.locator("#nav")).to_be_hidden()


@pytest.fixture
def team(filled: Path, tmp_path: Path) -> Generator[tuple[Opened, str]]:
    """A server whose visitors need a token, and a token for one of its spaces, only to read."""
    tokens = tmp_path / "tokens.json"
    created = subprocess.run(
        [
            *(sys.executable, "-m", "mcp_mem0", "token", "create", "tuva"),
            *("--spaces", "kitchen", "--right", "read", "--json"),
            *("--http-tokens-file", str(tokens)),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment(),
    )
    with opened(filled, "--http-tokens-file", str(tokens)) as found:
        yield found, str(json.loads(created.stdout)["token"])


def sign_in(browser: Browser, url: str, token: str) -> Page:
    page = make_context(browser).new_page()
    page.set_default_timeout(ANSWER_MS_MAX)
    page.goto(url)
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Sign in").click()
    return page


def test_on_a_team_server_a_token_opens_its_spaces_and_no_others(
    browser: Browser, team: tuple[Opened, str]
) -> None:
    explorer, token = team
    page = sign_in(browser, explorer.url, token)

    expect(page.locator("#who")).to_contain_text("tuva")
    assert token not in page.url
    page.goto(f"{explorer.url}#/search?in=facts")
    expect(page.locator("#main")).to_contain_text("Rye, 400 g")
    expect(page.locator("#main")).not_to_contain_text("Lanternfish")
    page.locator(".fact-row a").first.click()
    expect(page.locator(".statement")).to_be_visible()
    expect(page.get_by_role("button", name="Correct…")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Token")).to_be_visible()


def test_a_wrong_token_is_refused_in_one_sentence(
    browser: Browser, team: tuple[Opened, str]
) -> None:
    page = sign_in(browser, team[0].url, "mem0_wrong")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Token")).to_have_value("mem0_wrong")
