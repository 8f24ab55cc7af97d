"""Every route and tool, and each state that a token may be in."""

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

import anyio
import pytest
from mcp.shared.exceptions import MCPError
from pydantic import JsonValue

from mcp_mem0.config import HttpSettings
from mcp_mem0.domain.access import RIGHTS, Right
from mcp_mem0.domain.errors import SettingsError
from tests.support.doubles import NOON
from tests.support.http_server import Served, bearer, served
from tests.support.mcp_calls import call as call_tool
from tests.support.mcp_calls import call_text, recalled, receipt, refused, words
from tests.support.raw_http import OPEN_ROUTES, ROUTES, answer, call, initialize

pytestmark = pytest.mark.anyio

NOT_THERE = "f_06w2q7k3d"
Given = Callable[[Served], Awaitable[dict[str, str]]]


async def no_token(_: Served) -> dict[str, str]:
    return {}


async def expired(server: Served) -> dict[str, str]:
    return bearer(await server.token("ana", "team", expires_at=NOON - timedelta(seconds=1)))


async def revoked(server: Served) -> dict[str, str]:
    token = await server.token("ana", "team")
    await server.tokens.revoke("ana", at=NOON)
    return bearer(token)


async def wrong_secret(server: Served) -> dict[str, str]:
    token = await server.token("ana", "team")
    return bearer(token[:-1] + ("a" if token[-1] != "a" else "b"))


async def never_made(_: Served) -> dict[str, str]:
    return bearer("mem0_0123456789ab_" + "x" * 43)


async def malformed(_: Served) -> dict[str, str]:
    return bearer("'; DROP TABLE tokens; --")


async def enormous(_: Served) -> dict[str, str]:
    return bearer("mem0_" + "x" * 20_000)


async def another_scheme(server: Served) -> dict[str, str]:
    return {"authorization": f"Basic {await server.token('ana', 'team')}"}


WITHOUT_A_VALID_TOKEN = [
    no_token,
    expired,
    revoked,
    wrong_secret,
    never_made,
    malformed,
    enormous,
    another_scheme,
]


@pytest.mark.parametrize("given", WITHOUT_A_VALID_TOKEN)
async def test_no_route_answers_without_a_valid_token(untouched: Served, given: Given) -> None:
    headers = await given(untouched)
    answers: set[tuple[int, str]] = set()
    async with untouched.browser() as browser:
        for method, path in ROUTES:
            response = await browser.request(method, path, json=initialize(), headers=headers)
            assert response.headers["www-authenticate"].startswith("Bearer")
            answers.add((response.status_code, response.text))
        for method, path in OPEN_ROUTES:
            assert (await browser.request(method, path, headers=headers)).status_code == 200

    # The same words whatever was wrong, so that nobody can find out which tokens there are.
    [(status, sentence)] = answers
    assert status == 401
    assert "mcp-mem0 token create" in sentence


@pytest.mark.parametrize(
    "path",
    [
        "oauth-protected-resource",
        "oauth-protected-resource/mcp",
        "oauth-authorization-server",
        "openid-configuration",
    ],
)
async def test_a_client_that_looks_for_a_sign_in_hears_that_there_is_none(
    untouched: Served, path: str
) -> None:
    async with untouched.browser() as browser:
        unsigned = await browser.get(f"/.well-known/{path}")
        wrong = await browser.get(f"/.well-known/{path}", headers=bearer("mem0_wrong"))

    assert (unsigned.status_code, wrong.status_code) == (404, 404)
    assert unsigned.json() == wrong.json()
    assert "no sign-in" in unsigned.json()["error"]
    assert "www-authenticate" not in unsigned.headers


async def test_two_tokens_at_once_are_none(untouched: Served) -> None:
    token = await untouched.token("ana", "team")
    async with untouched.browser() as browser:
        headers = [("authorization", f"Bearer {token}"), ("authorization", f"Bearer {token}")]
        response = await browser.post("/mcp", json=initialize(), headers=headers)

    assert response.status_code == 401


async def test_a_token_in_the_url_is_ignored(untouched: Served) -> None:
    token = await untouched.token("ana", "team")
    async with untouched.browser() as browser:
        response = await browser.post(f"/mcp?token={token}", json=initialize())

    assert response.status_code == 401


CHANGING: list[tuple[str, dict[str, JsonValue]]] = [
    ("remember", {"content": "Ana lives in Oslo"}),
    ("remember", {"content": "Ana lives in Oslo", "dry_run": True}),
    ("remember", {"contents": ["Ana lives in Oslo", "Ana rows"]}),
    ("remember", {"messages": [{"role": "user", "content": "Hello"}]}),
    ("relate", {"subject": "Ana", "predicate": "knows", "object": "Ben"}),
    ("relate", {"subject": "Ana", "predicate": "knows", "object": "Ben", "dry_run": True}),
]
FORGETTING: list[tuple[str, dict[str, JsonValue]]] = [
    ("forget", {"ids": [NOT_THERE]}),
    ("forget", {"ids": [NOT_THERE], "dry_run": True}),
    ("forget", {"undo": "c_06w2q7k3d"}),
    ("forget", {"session": "x"}),
]
ERASING: list[tuple[str, dict[str, JsonValue]]] = [
    ("forget", {"ids": [NOT_THERE], "erase": True}),
    ("forget", {"ids": [NOT_THERE], "erase": True, "dry_run": True}),
    ("forget", {"session": "x", "erase": True}),
]
READING: list[tuple[str, dict[str, JsonValue]]] = [
    ("recall", {}),
    ("recall", {"query": "Ana"}),
    ("recall", {"about": ["Ana"]}),
    ("forget", {"query": "Ana"}),
]


async def test_a_reader_cannot_change_anything_and_gets_the_reason(
    untouched: Served, transport: str
) -> None:
    token = await untouched.token("ana", "team", right="read")
    async with untouched.client(transport, token=token) as client:
        for tool, arguments in (*CHANGING, *FORGETTING):
            assert "may only read" in await refused(client, tool, **arguments)
        for tool, arguments in READING:
            await call_text(client, tool, **arguments)

    services = await untouched.app.get_services()
    assert await services.records.list_spaces() == []


async def test_a_writer_corrects_but_can_neither_forget_nor_undo(
    server: Served, transport: str
) -> None:
    token = await server.token("ana", "team", right="write")
    async with server.client(transport, token=token) as client:
        kept = await receipt(client, "remember", content="Ana lives in Oslo")
        assert kept.operations
        fact = kept.operations[0].id or ""
        await call_text(client, "remember", content="Ana lives in Bergen", replaces=[fact])
        ways: list[dict[str, JsonValue]] = [{"ids": [fact]}, {"undo": kept.change}]
        for given in ways:
            assert "one that may forget" in await refused(client, "forget", **given)
        found = await recalled(client, query="Where does Ana live?")

    assert "Ana lives in Bergen" in [each.text for each in found.memories]


async def test_a_token_with_forget_forgets_others_facts_and_restores_them(
    server: Served, transport: str
) -> None:
    async with server.client(token=await server.token("bo", "team")) as client:
        kept = await receipt(client, "remember", content="Bo lives in Oslo")
        assert kept.operations
    token = await server.token("ana", "team", right="forget")
    async with server.client(transport, token=token) as client:
        forgotten = await receipt(client, "forget", ids=[kept.operations[0].id or ""])
        gone = await recalled(client, query="Where does Bo live?")
        await call_text(client, "forget", undo=forgotten.change)
        back = await recalled(client, query="Where does Bo live?")

    assert gone.memories == ()
    assert [each.text for each in back.memories] == ["Bo lives in Oslo"]


@pytest.mark.heavy
@pytest.mark.parametrize("right", RIGHTS)
async def test_each_right_allows_its_calls_and_no_others(server: Served, right: Right) -> None:
    calls: dict[Right, list[tuple[str, dict[str, JsonValue]]]] = {
        "read": READING,
        "write": CHANGING,
        "forget": FORGETTING,
        "erase": ERASING,
    }
    async with server.client(token=await server.token("ana", "team", right=right)) as client:
        for needed in RIGHTS:
            is_beyond = RIGHTS.index(needed) > RIGHTS.index(right)
            for tool, arguments in calls[needed]:
                answered = words(await call_tool(client, tool, **arguments))
                assert (f"may only {right}" in answered) == is_beyond, (tool, arguments)


@pytest.mark.parametrize("right", RIGHTS)
async def test_a_space_that_is_not_granted_looks_like_a_missing_one(
    server: Served, right: Right
) -> None:
    theirs = await server.token("eve", "secret")
    async with server.client(token=theirs) as client:
        await call_text(client, "remember", content="Eve hides a diamond")
    token = await server.token("ana", "team", right=right)
    async with server.client(token=token) as client:
        for tool, arguments in (*CHANGING, *FORGETTING, *READING):
            there = await refused(client, tool, **{**arguments, "space": "secret"})
            not_there = await refused(client, tool, **{**arguments, "space": "nobodys"})
            assert there.replace("secret", "nobodys") == not_there
            assert "diamond" not in there


async def test_an_item_of_another_space_looks_like_one_that_does_not_exist(
    server: Served, transport: str
) -> None:
    theirs = await server.token("eve", "secret")
    async with server.client(transport, token=theirs) as client:
        kept = await receipt(client, "remember", content="Eve hides a diamond")
    assert kept.operations
    fact, change = kept.operations[0].id or "", kept.change or ""
    token = await server.token("ana", "team", right="forget")
    async with server.client(transport, token=token) as client:
        await call_text(client, "remember", content="Ana lives in Oslo")
        for there, not_there in (
            (
                await refused(client, "forget", ids=[fact]),
                await refused(client, "forget", ids=[NOT_THERE]),
            ),
            (
                await refused(client, "remember", content="x", replaces=[fact]),
                await refused(client, "remember", content="x", replaces=[NOT_THERE]),
            ),
            (
                await refused(client, "forget", undo=change),
                await refused(client, "forget", undo="c_06w2q7k3d"),
            ),
        ):
            assert there.replace(fact, NOT_THERE).replace(change, "c_06w2q7k3d") == not_there
        for query in ("diamond", "Eve hides a diamond"):
            found = await recalled(client, query=query)
            assert "diamond" not in found.model_dump_json()
            assert not found.pending
        assert "diamond" not in await call_text(client, "recall", about=["Eve"])
        assert "diamond" not in await call_text(client, "forget", query="diamond")


async def test_a_resource_of_another_space_looks_like_a_missing_one(
    server: Served, transport: str
) -> None:
    theirs = await server.token("eve", "secret")
    async with server.client(transport, token=theirs) as client:
        kept = await receipt(client, "relate", subject="Eve", predicate="hides", object="it")
        assert kept.operations
        fact, change = kept.operations[0].id or "", kept.change or ""
        own = await client.read_resource(f"memory://secret/fact/{fact}")
        assert own.contents
    token = await server.token("ana", "team")
    async with server.client(transport, token=token) as client:
        for path in (f"fact/{fact}", f"change/{change}", "entity/Eve"):
            refusals: list[str] = []
            for space in ("secret", "nobodys", "team"):
                with pytest.raises(MCPError) as caught:
                    await client.read_resource(f"memory://{space}/{path}")
                refusals.append(str(caught.value).replace(space, "it"))
            assert refusals[0] == refusals[1]
            # In their own space it is not there either, and nothing reveals where it is.
            assert "secret" not in refusals[2]
        listed = (await client.list_resources()).resources
        assert listed == []


async def test_an_id_of_another_space_is_refused_as_fast_as_an_unknown_one(
    server: Served,
) -> None:
    theirs = await server.token("eve", "secret")
    async with server.client(token=theirs) as client:
        kept = await receipt(client, "remember", content="Eve hides a diamond")
    assert kept.operations
    fact = kept.operations[0].id or ""
    token = await server.token("ana", "team", right="forget")
    taken: dict[str, list[float]] = {fact: [], NOT_THERE: []}
    async with server.client(token=token) as client:
        # In turn, so that a slow moment of the machine meets both.
        for _ in range(15):
            for number, times in taken.items():
                started = time.perf_counter()
                await refused(client, "forget", ids=[number])
                times.append(time.perf_counter() - started)

    there, not_there = (median(times) for times in taken.values())
    assert 1 / 3 < there / not_there < 3


async def test_a_member_recalls_what_others_wrote_in_a_space_that_they_share(
    server: Served,
) -> None:
    async with server.client(token=await server.token("ana", "ana", "team")) as client:
        await call_text(client, "remember", content="The release is on Friday", space="team")
        await call_text(client, "remember", content="Ana dislikes Fridays")
    async with server.client(token=await server.token("bo", "bo", "team"), name="ide") as client:
        found = await recalled(client, query="What about Friday?", detail="full")

    assert [(each.text, each.author) for each in found.memories] == [
        ("The release is on Friday", "ana (desk)")
    ]


async def test_a_session_of_the_transport_works_only_with_the_token_that_began_it(
    server: Served,
) -> None:
    ana, eve = await server.token("ana", "team"), await server.token("eve", "team")
    async with server.browser() as browser:
        headers = {"accept": "application/json, text/event-stream"}
        begun = await browser.post("/mcp", json=initialize(), headers={**headers, **bearer(ana)})
        session = {**headers, "mcp-session-id": begun.headers["mcp-session-id"]}
        listing = {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}
        stolen = await browser.post("/mcp", json=listing, headers={**session, **bearer(eve)})
        ended = await browser.delete("/mcp", headers={**session, **bearer(eve)})
        own = await browser.post("/mcp", json=listing, headers={**session, **bearer(ana)})

    assert (begun.status_code, stolen.status_code, ended.status_code) == (200, 404, 404)
    assert len(answer(own)["result"]["tools"]) == 4


async def test_a_session_of_sse_works_only_with_the_token_that_began_it(server: Served) -> None:
    ana, eve = await server.token("ana", "team"), await server.token("eve", "team")
    async with (
        server.browser() as browser,
        browser.stream("GET", "/sse", headers=bearer(ana)) as stream,
    ):
        path = ""
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                path = line.removeprefix("data: ")
                break
        stolen = await browser.post(path, json=initialize(), headers=bearer(eve))
        unknown = await browser.post(
            f"/messages/?session_id={'0' * 32}", json=initialize(), headers=bearer(eve)
        )
        own = await browser.post(path, json=initialize(), headers=bearer(ana))

    assert (stolen.status_code, own.status_code) == (404, 202)
    assert stolen.text == unknown.text


async def test_a_token_that_is_revoked_ends_its_calls_and_its_streams(server: Served) -> None:
    token = await server.token("ana", "team")
    async with server.browser(token) as browser:
        assert (await call(browser, "recall")).status_code == 200
        with anyio.fail_after(20):
            async with browser.stream("GET", "/sse") as stream:
                assert stream.status_code == 200
                await server.tokens.revoke("ana", at=NOON)
                # It ends by itself.
                async for _ in stream.aiter_raw():
                    pass
        assert (await call(browser, "recall")).status_code == 401


async def test_from_the_first_token_on_every_request_needs_one(open_server: Served) -> None:
    async with open_server.browser() as browser:
        assert (await call(browser, "recall")).status_code == 200
        token = await open_server.token("ana", "ana")
        assert (await call(browser, "recall")).status_code == 401
        open_server.tokens.path.unlink()
        # A file that is gone opens nothing.
        assert (await call(browser, "recall")).status_code == 401
    async with open_server.browser(token) as browser:
        assert (await call(browser, "recall")).status_code == 401


async def test_tokens_that_cannot_be_read_let_nobody_in_and_the_caller_learns_no_path(
    server: Served, tmp_path: Path
) -> None:
    token = await server.token("ana", "ana")
    server.tokens.path.write_text("{")
    async with server.browser(token) as browser:
        response = await call(browser, "recall")

    assert response.status_code == 503
    assert str(tmp_path) not in response.text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])  # noqa: S104 - refused
async def test_a_server_that_others_can_reach_wants_tokens_before_it_starts(
    tmp_path: Path, host: str
) -> None:
    with pytest.raises(SettingsError, match="there are no tokens: run"):
        async with served(tmp_path, http=HttpSettings(host=host)):
            pytest.fail("it started")


async def test_the_start_message_says_who_can_connect(open_server: Served) -> None:
    assert any("there are no tokens: only this machine" in each for each in open_server.said)
