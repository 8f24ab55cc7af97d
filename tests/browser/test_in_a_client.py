"""The same page inside an MCP client: it asks through the client, and loads nothing."""

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.host import Host
from tests.browser.opened import Opened, Troubles, make_context
from tests.browser.story import MEETING_LAST

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def client(browser: Browser, troubles: Troubles) -> Generator[Page]:
    """A page of the client."""
    context = make_context(browser)
    page = context.new_page()
    troubles.watch(page)
    yield page
    context.close()


@pytest.fixture
def host(shared: Opened) -> Generator[Host]:
    host = Host(url=shared.url.removesuffix("/explorer"))
    host.connect()
    yield host
    host.close()


def test_the_page_opens_with_the_question_that_the_assistant_gave(client: Page, host: Host) -> None:
    app = host.show(client, query="When does the restoration crew meet?")

    expect(app.locator(".fact-row").first).to_contain_text(MEETING_LAST)
    assert host.calls[0] == "me"
    assert "recall" in host.calls
    sent = client.evaluate("methods.slice(0, 2)")
    assert sent == ["ui/initialize", "ui/notifications/initialized"]


def test_its_links_lead_from_view_to_view(client: Page, host: Host) -> None:
    app = host.show(client, query="When does the restoration crew meet?")
    app.get_by_role("link", name=MEETING_LAST).click()
    expect(app.locator(".revision")).to_have_count(3)
    app.get_by_role("link", name="Timeline").click()
    expect(app.locator(".change").first).to_be_visible()
    app.get_by_role("link", name="Statistics").click()
    expect(app.locator(".plot[data-drawn]").first).to_be_visible()


def test_the_graph_is_drawn_around_the_name_that_was_given(client: Page, host: Host) -> None:
    app = host.show(client, about="Jonas")

    expect(app.locator("#graph[data-drawn]")).to_be_visible()
    expect(app.locator(".graph-table")).to_contain_text("Hallum Yard")


def test_it_takes_the_colours_and_tells_its_size(client: Page, host: Host) -> None:
    app = host.show(client, theme="dark")

    expect(app.locator("html")).to_have_attribute("data-theme", "dark")
    client.evaluate("toApp('ui/notifications/host-context-changed', {theme: 'light'})")
    expect(app.locator("html")).to_have_attribute("data-theme", "light")
    client.wait_for_function("methods.includes('ui/notifications/size-changed')")


def test_what_the_server_refuses_is_told_in_one_sentence(client: Page, host: Host) -> None:
    app = host.show(client)
    app.get_by_role("link", name="Timeline").click()
    expect(app.locator(".change").first).to_be_visible()
    host.refusal = "The store is closed."
    app.get_by_role("link", name="Review").click()

    expect(app.get_by_role("alert")).to_contain_text("The store is closed.")
