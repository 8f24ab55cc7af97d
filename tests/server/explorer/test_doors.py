"""Who comes into the explorer, and what keeps everybody else out."""

from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.app.explorer.pages import build_entry_codes, build_pages
from mcp_mem0.app.running import App
from mcp_mem0.config import HttpSettings, Settings
from mcp_mem0.server.http.auth import Authenticator
from tests.support.doubles import FixedClock, ReadableEmbedder
from tests.support.explorer_visit import API, KEY_HEADER, entered, opened_browser, signed_in
from tests.support.http_server import Served, bearer, served

pytestmark = pytest.mark.anyio

NAMES = (
    *("me", "recall", "list", "fact", "change", "changes", "review", "graph", "paths", "names"),
    *("filters", "statistics", "settings", "pending", "retry", "remember", "correct", "settle"),
    *("confirm", "forget", "erase", "undo"),
)
"""Every call."""

OPEN_PATHS = (
    *("/explorer", "/explorer/", "/explorer/door", "/explorer/enter", "/explorer/sign-in"),
)
"""What answers everybody, besides the files of the page."""


async def test_a_one_time_address_lets_in_once_and_nobody_knows_the_code_later(
    open_server: Served,
) -> None:
    code = build_entry_codes().make_code()
    async with opened_browser(open_server) as browser:
        first = await browser.get("/explorer/enter", params={"code": code})
        second = await browser.get("/explorer/enter", params={"code": code})

    assert first.status_code == second.status_code == 303
    assert first.headers["location"].startswith("/explorer#key=")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/explorer" in cookie
    assert "Secure" not in cookie
    assert second.headers["location"] == "/explorer#denied=code"
    assert "set-cookie" not in second.headers


@pytest.mark.parametrize("code", ["", "x", "x" * 43, "../" * 20, "x" * 10_000])
async def test_a_code_that_nobody_made_lets_nobody_in(open_server: Served, code: str) -> None:
    async with opened_browser(open_server) as browser:
        answer = await browser.get("/explorer/enter", params={"code": code})

    assert answer.headers["location"] == "/explorer#denied=code"
    assert "set-cookie" not in answer.headers


async def test_looking_at_the_address_does_not_use_it_up(open_server: Served) -> None:
    code = build_entry_codes().make_code()
    async with opened_browser(open_server) as browser:
        looked = await browser.head("/explorer/enter", params={"code": code})
        answer = await browser.get("/explorer/enter", params={"code": code})

    assert looked.status_code == 405
    assert answer.headers["location"].startswith("/explorer#key=")


@pytest.mark.parametrize("name", NAMES)
async def test_no_call_answers_without_the_cookie_and_its_key(
    open_server: Served, name: str
) -> None:
    async with entered(open_server) as visit, opened_browser(open_server) as stranger:
        path = f"{API}/{name}"
        without_key = await visit.browser.post(path, json={})
        wrong_key = await visit.browser.post(path, json={}, headers={KEY_HEADER: "x" * 43})
        without_cookie = await stranger.post(path, json={}, headers={KEY_HEADER: visit.key})

    assert {without_key.status_code, wrong_key.status_code, without_cookie.status_code} == {401}


async def test_a_key_of_another_session_is_worth_nothing(open_server: Served) -> None:
    async with entered(open_server) as visit, entered(open_server) as other:
        visit.key = other.key

        assert "not signed in" in await visit.refused(401, "me")


async def test_signing_out_ends_the_session_for_good(open_server: Served) -> None:
    async with entered(open_server) as visit:
        cookies = dict(visit.browser.cookies)
        headers = {KEY_HEADER: visit.key}
        left = await visit.browser.post("/explorer/sign-out", json={}, headers=headers)
        visit.browser.cookies.update(cookies)

        assert left.status_code == 200
        await visit.refused(401, "me")


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:1", "https://app.example.org"],
)
async def test_no_other_page_calls_even_one_that_may_call_the_server(
    tmp_path: Path, origin: str
) -> None:
    http = HttpSettings(allowed_origins=("https://app.example.org",))
    async with served(tmp_path, http=http) as server, entered(server) as visit:
        visit.headers = {"origin": origin}

        await visit.refused(403, "me")


async def test_a_form_of_another_page_cannot_be_taken_for_a_call(open_server: Served) -> None:
    async with entered(open_server) as visit:
        headers = {KEY_HEADER: visit.key, "content-type": "text/plain"}
        answer = await visit.browser.post(f"{API}/me", content="{}", headers=headers)

    assert answer.status_code == 415


async def test_once_there_are_tokens_each_person_needs_one(open_server: Served) -> None:
    async with entered(open_server) as visit:
        await open_server.token("ana", "team")
        code = build_entry_codes().make_code()
        again = await visit.browser.get("/explorer/enter", params={"code": code})
        door = await visit.browser.get("/explorer/door")

        await visit.refused(401, "me")
    assert again.headers["location"] == "/explorer#denied=code"
    assert door.json() == {"door": "token"}


async def test_a_token_signs_in_and_sees_its_spaces_only(server: Served) -> None:
    token = await server.token("ana", "team", "home", right="write")
    async with signed_in(server, token) as visit:
        me = await visit.call("me")

    assert me["team"]
    assert me["author"] == "ana (explorer)"
    assert [each["space"] for each in me["spaces"]] == ["team", "home"]
    assert me["spaces"][0] | {"space": ""} == {
        "space": "",
        "read": True,
        "write": True,
        "forget": False,
        "erase": False,
    }
    assert not me["settings"]


async def test_a_cookie_given_to_a_page_behind_tls_is_sent_over_tls_only(tmp_path: Path) -> None:
    http = HttpSettings(allowed_hosts=("memory.example.org",))
    async with (
        served(tmp_path, http=http, tokens=[("owner", ["owner"])]) as server,
        opened_browser(server) as browser,
    ):
        headers = {"host": "memory.example.org", "origin": "https://memory.example.org"}
        body = {"token": await server.token("ana", "team")}
        answer = await browser.post("/explorer/sign-in", json=body, headers=headers)

    assert answer.status_code == 200
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"token": "mem0_000000000000_" + "x" * 43}, 401),
        ({"token": "x" * 100_000}, 400),
        ({"token": 5}, 400),
        ({}, 400),
        ({"token": "x", "more": 1}, 400),
    ],
)
async def test_what_is_no_token_signs_nobody_in(
    untouched: Served, body: object, status: int
) -> None:
    async with opened_browser(untouched) as browser:
        answer = await browser.post("/explorer/sign-in", json=body)

    assert answer.status_code == status
    assert "set-cookie" not in answer.headers
    assert answer.json()["error"]


async def test_a_token_in_the_address_is_ignored(server: Served) -> None:
    token = await server.token("ana", "team")
    async with opened_browser(server) as browser:
        answer = await browser.post(f"{API}/me", json={}, params={"token": token})

    assert answer.status_code == 401


async def test_a_session_ends_with_the_token_that_opened_it(server: Served) -> None:
    token = await server.token("ana", "team")
    async with signed_in(server, token) as visit:
        await visit.call("me")
        [grant] = [each for each in server.tokens.list_grants() if each.access.subject == "ana"]
        await server.tokens.revoke(grant.id, at=grant.created_at)

        await visit.refused(401, "me")


async def test_a_program_calls_with_its_token_alone(server: Served) -> None:
    headers = bearer(await server.token("ana", "team"))
    async with opened_browser(server) as browser:
        answer = await browser.post(f"{API}/me", json={}, headers=headers)

    assert answer.json()["author"] == "ana (explorer)"


async def test_strangers_have_limits_of_their_own(tmp_path: Path) -> None:
    http = HttpSettings(requests_per_s=1)
    async with served(tmp_path, http=http) as server, opened_browser(server) as browser:
        answers = [(await browser.get("/explorer/door")).status_code for _ in range(4)]
        code = build_entry_codes().make_code()
        with anyio.fail_after(10):
            assert (await browser.get("/explorer/enter", params={"code": code})).status_code == 429

    assert answers[0] == 200
    assert answers[-1] == 429


def list_paths(tmp_path: Path) -> set[str]:
    """Return the paths of all routes of the explorer but those of its files."""
    settings = Settings(store=str(tmp_path / "store"))
    app = App(settings, now=FixedClock(), embedder=ReadableEmbedder())
    authenticator = Authenticator(TokenFile(tmp_path / "tokens.json"), now=FixedClock())
    paths = {route.path for route in build_pages(app, authenticator).routes}
    return {path for path in paths if not path.startswith("/explorer/assets/")}


async def test_the_tests_of_every_route_leave_none_out(tmp_path: Path) -> None:
    assert list_paths(tmp_path) == {
        *(f"{API}/{name}" for name in NAMES),
        *OPEN_PATHS,
        f"{API}/events",
        "/explorer/sign-out",
    }


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
async def test_nothing_answers_to_a_name_that_is_not_ours(open_server: Served, host: str) -> None:
    async with entered(open_server) as visit:
        headers = {"host": host, KEY_HEADER: visit.key}
        statuses = [
            (await visit.browser.get(path, headers=headers)).status_code for path in OPEN_PATHS
        ]
        called = await visit.browser.post(f"{API}/me", json={}, headers=headers)

    assert {*statuses, called.status_code} <= {400, 421}


async def test_a_link_or_an_image_on_another_page_opens_nothing(open_server: Served) -> None:
    async with opened_browser(open_server) as browser:
        code = build_entry_codes().make_code()
        headers = {"sec-fetch-site": "cross-site"}
        refused = await browser.get("/explorer/enter", params={"code": code}, headers=headers)
        later = await browser.get("/explorer/enter", params={"code": code})

    assert refused.status_code == 403
    assert later.headers["location"].startswith("/explorer#key=")


async def test_a_large_body_is_refused_before_it_is_read(tmp_path: Path) -> None:
    http = HttpSettings(body_bytes_max=2_000)
    async with served(tmp_path, http=http) as server, entered(server) as visit:
        assert "at most 2,000 bytes" in await visit.refused(413, "recall", query="x" * 3_000)
        answer = await visit.browser.post("/explorer/sign-in", json={"token": "x" * 3_000})

    assert answer.status_code == 413
