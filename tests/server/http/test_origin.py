"""Host and Origin on every route: a web page must not reach this server through a browser."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from mcp_mem0.config import HttpSettings
from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.server.http.origin import build_server_names, is_loopback
from tests.support.http_server import Served, bearer, served
from tests.support.raw_http import OPEN_ROUTES, ROUTES, call

pytestmark = pytest.mark.anyio

EVERY_ROUTE = [*ROUTES, *OPEN_ROUTES, ("GET", "/nowhere"), ("OPTIONS", "/mcp")]
APP = "https://app.example.org"


@pytest.fixture(scope="module")
async def with_pages(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Served]:
    """A server that a proxy calls by another name, and that one page may call."""
    folder = tmp_path_factory.mktemp("with_pages")
    http = HttpSettings(allowed_hosts=("memory.example.org",), allowed_origins=(APP,))
    async with served(folder, http=http, tokens=[("owner", ["owner"])]) as server:
        yield server


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("evil.example", id="another name"),
        pytest.param("evil.example:8765", id="another name with a port"),
        pytest.param("127.0.0.1.evil.example", id="begins like an address"),
        pytest.param("localhost.evil.example", id="begins like localhost"),
        pytest.param("evil.localhost", id="ends like localhost"),
        pytest.param("0.0.0.0:80", id="every address"),
        pytest.param("127.0.0.1@evil.example", id="like a user name"),
        pytest.param("[::1].evil.example", id="after brackets"),
        pytest.param("", id="empty"),
    ],
)
async def test_no_route_answers_to_a_name_that_is_not_ours(untouched: Served, host: str) -> None:
    token = await untouched.token("ana", "team")
    async with untouched.browser(token) as browser:
        for method, path in EVERY_ROUTE:
            response = await browser.request(method, path, headers={"host": host})
            assert response.status_code in {400, 421}, (method, path)


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("https://evil.example", id="another page"),
        pytest.param("null", id="a sandboxed page or a file"),
        pytest.param("http://localhost:3000", id="another server on this machine"),
        pytest.param("http://127.0.0.1.evil.example", id="begins like an address"),
        pytest.param(f"{APP}.evil.example", id="begins like one that is listed"),
        pytest.param("", id="empty"),
    ],
)
async def test_no_route_answers_a_page_of_an_origin_that_is_not_listed(
    with_pages: Served, origin: str
) -> None:
    token = await with_pages.token("ana", "team")
    async with with_pages.browser(token) as browser:
        for method, path in EVERY_ROUTE:
            response = await browser.request(method, path, headers={"origin": origin})
            assert response.status_code == 403, (method, path)
            assert "access-control-allow-origin" not in response.headers


async def test_two_origins_are_as_bad_as_the_worse_one(with_pages: Served) -> None:
    token = await with_pages.token("ana", "team")
    async with with_pages.browser(token) as browser:
        headers = [("origin", APP), ("origin", "https://evil.example")]
        response = await browser.post("/mcp", headers=headers)

    assert response.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_an_image_or_a_link_on_another_page_opens_nothing(
    open_server: Served, site: str
) -> None:
    # A browser sends no Origin with these, but says where they come from.
    async with open_server.browser() as browser:
        response = await browser.get("/sse", headers={"sec-fetch-site": site})

    assert response.status_code == 403


async def test_a_listed_page_may_call_and_read_and_learns_what_it_may_send(
    with_pages: Served,
) -> None:
    token = await with_pages.token("ana", "team")
    async with with_pages.browser() as browser:
        asked = await browser.options(
            "/mcp",
            headers={
                "origin": APP,
                "access-control-request-method": "POST",
                "access-control-request-headers": "authorization, mcp-session-id",
            },
        )
        allowed = await call(browser, "recall", given={"origin": APP, **bearer(token)})
        no_token = await call(browser, "recall", given={"origin": APP})

    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == APP
    assert "authorization" in asked.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in asked.headers
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == APP
    assert "mcp-session-id" in allowed.headers["access-control-expose-headers"]
    assert no_token.status_code == 401


async def test_a_reverse_proxys_host_name_works_only_with_tokens(
    with_pages: Served, tmp_path: Path
) -> None:
    token = await with_pages.token("ana", "team")
    async with with_pages.browser(token) as browser:
        assert (
            await call(browser, "recall", given={"host": "memory.example.org"})
        ).status_code == 200
    http = HttpSettings(allowed_hosts=("memory.example.org",))
    async with (
        served(tmp_path / "open", http=http) as open_server,
        open_server.browser() as browser,
    ):
        # Nobody needs a token there: so the world must not come in by that name.
        assert (
            await call(browser, "recall", given={"host": "memory.example.org"})
        ).status_code == 421
        assert (await call(browser, "recall", given={})).status_code == 200


async def test_pages_of_the_server_itself_are_of_its_own_origin(open_server: Served) -> None:
    async with open_server.browser() as browser:
        assert (await call(browser, "recall", given={"origin": open_server.url})).status_code == 200


def test_only_loopback_is_this_machines_alone() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "example.org")))  # noqa: S104 - not bound


def test_a_wildcard_address_is_not_a_host_name() -> None:
    anywhere = "0.0.0.0"  # noqa: S104 - not bound
    everywhere = build_server_names(
        anywhere, allowed_hosts=["Memory.Example.org:443"], allowed_origins=[]
    )

    assert everywhere.hosts == {"localhost", "127.0.0.1", "::1", "memory.example.org"}


@pytest.mark.parametrize("name", ["", "not a host", "https://memory.example.org", "a/b"])
def test_what_is_no_host_cannot_be_allowed(name: str) -> None:
    with pytest.raises(SettingsError, match="which is not a host"):
        build_server_names("127.0.0.1", allowed_hosts=[name], allowed_origins=[])


@pytest.mark.parametrize("origin", ["", "*", "null", "app.example.org", "https://a.org/page"])
def test_what_is_no_origin_cannot_be_allowed(origin: str) -> None:
    with pytest.raises(SettingsError, match="which is not an origin"):
        build_server_names("127.0.0.1", allowed_hosts=[], allowed_origins=[origin])
