"""What any process changes appears in an open page, and nothing of other spaces does."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest

from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain.requests.parsing import parse_remember_request
from tests.support.doubles import FixedClock, ReadableEmbedder
from tests.support.explorer_visit import API, KEY_HEADER, Visit, entered, signed_in
from tests.support.http_server import WAIT_S, Served
from tests.support.mcp_calls import call_text

pytestmark = pytest.mark.anyio

EVENTS = f"{API}/events"


async def read_events(lines: AsyncIterator[str]) -> AsyncGenerator[tuple[str, dict[str, Any]]]:
    """Yield the events of a stream, each with its name."""
    name = ""
    async for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


@asynccontextmanager
async def watched(visit: Visit) -> AsyncGenerator[AsyncGenerator[tuple[str, dict[str, Any]]]]:
    """Open the stream of changes; the first event has been read."""
    headers = {KEY_HEADER: visit.key}
    async with visit.browser.stream("GET", EVENTS, headers=headers) as stream:
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        events = read_events(stream.aiter_lines())
        with anyio.fail_after(WAIT_S):
            name, _ = await anext(events)
        assert name == "ready"
        yield events


async def test_a_change_of_another_process_appears(open_server: Served, tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"))
    async with (
        entered(open_server) as visit,
        watched(visit) as events,
        App(settings, now=FixedClock(), embedder=ReadableEmbedder()) as other,
    ):
        caller, limits = other.terms.caller, other.terms.limits
        request = parse_remember_request(caller=caller, limits=limits, content="Ana lives in Oslo.")
        receipt = await other.remember(request)
        with anyio.fail_after(WAIT_S):
            name, told = await anext(events)

    assert name == "change"
    assert told["space"] == "default"
    assert told["changes"] == [receipt.change]
    assert told["facts"] == [receipt.outcomes[0].id]
    assert told["acts"] == ["remember"]
    assert told["revision"] == 1


async def test_a_page_hears_of_its_own_spaces_only(server: Served) -> None:
    async with (
        signed_in(server, await server.token("ana", "team")) as visit,
        watched(visit) as events,
        server.client(token=await server.token("eve", "secret", "team")) as eve,
    ):
        await call_text(eve, "remember", content="Eve hides the diamond", space="secret")
        await call_text(eve, "remember", content="Eve keeps bees", space="team")
        with anyio.fail_after(WAIT_S):
            _, told = await anext(events)

    assert told["space"] == "team"
    assert "diamond" not in json.dumps(told)


async def test_a_stream_ends_with_its_session(open_server: Served) -> None:
    async with entered(open_server) as visit, watched(visit) as events:
        headers = {KEY_HEADER: visit.key}
        await visit.browser.post("/explorer/sign-out", json={}, headers=headers)
        with anyio.fail_after(WAIT_S):
            rest = [event async for event in events]

    assert rest == []


async def test_a_stream_ends_with_its_token(server: Served) -> None:
    token = await server.token("ana", "team")
    async with signed_in(server, token) as visit, watched(visit) as events:
        [grant] = [each for each in server.tokens.list_grants() if each.access.subject == "ana"]
        await server.tokens.revoke(grant.id, at=grant.created_at)
        with anyio.fail_after(WAIT_S):
            rest = [event async for event in events]

    assert rest == []


async def test_nobody_hears_anything_from_outside(untouched: Served) -> None:
    async with untouched.browser() as browser:
        answer = await browser.get(EVENTS)

    assert answer.status_code == 401
