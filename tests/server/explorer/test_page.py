"""The files of the page, and the headers that keep what a memory says from running."""

import pytest

from mcp_mem0.server.explorer.page import locate_page, read_page_files
from tests.support.explorer_visit import entered, opened_browser
from tests.support.http_server import Served

pytestmark = pytest.mark.anyio

FILES = read_page_files(locate_page())


async def test_the_page_is_open_to_everybody_and_holds_nothing(untouched: Served) -> None:
    async with opened_browser(untouched) as browser:
        page, same = await browser.get("/explorer"), await browser.get("/explorer/")

    assert page.status_code == same.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.content == same.content == FILES["index.html"].content


@pytest.mark.parametrize("name", sorted(set(FILES) - {"index.html"}))
async def test_each_file_is_served_as_what_it_is(untouched: Served, name: str) -> None:
    async with opened_browser(untouched) as browser:
        answer = await browser.get(f"/explorer/assets/{name}")
        again = await browser.get(
            f"/explorer/assets/{name}", headers={"if-none-match": answer.headers["etag"]}
        )

    assert answer.content == FILES[name].content
    assert answer.headers["content-type"] == FILES[name].media_type
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "__init__.py",
        "../__init__.py",
        "..%2f__init__.py",
        "%2e%2e/%2e%2e/pyproject.toml",
        "vendor",
        "vendor/",
        "nothing.js",
        "index.html",
    ],
)
async def test_nothing_else_is_served(untouched: Served, path: str) -> None:
    async with opened_browser(untouched) as browser:
        answer = await browser.get(f"/explorer/assets/{path}")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path", ["/explorer", "/explorer/door", "/explorer/api/me", "/explorer/nowhere"]
)
async def test_every_answer_says_what_the_page_may_load(untouched: Served, path: str) -> None:
    async with opened_browser(untouched) as browser:
        headers = (await browser.get(path)).headers

    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'none'" in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


async def test_answers_are_kept_by_nobody_and_files_until_they_change(open_server: Served) -> None:
    async with entered(open_server) as visit:
        called = await visit.send("me")
        asset = next(name for name in FILES if name.endswith(".js"))
        file = await visit.browser.get(f"/explorer/assets/{asset}")
        lasting = await visit.browser.get(f"/explorer/assets/{asset}?v=1")

    assert called.headers["cache-control"] == "no-store"
    assert file.headers["cache-control"] == "no-cache"
    assert "immutable" in lasting.headers["cache-control"]
