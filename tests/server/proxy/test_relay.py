"""The client of a proxy watches the memory of another server."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

import anyio
import pytest
from anyio.abc import TaskStatus
from mcp import Client
from mcp.client.session import MessageHandlerFnT
from mcp.shared.exceptions import MCPError

from tests.server.proxy.test_proxy import proxy
from tests.support.http_server import Served, free_port, served
from tests.support.mcp_calls import ERAS, call_text
from tests.support.watching_clients import (
    Connect,
    heard_by,
    hearing,
    next_of,
    subscribe,
    unsubscribe,
)

pytestmark = pytest.mark.anyio

ANA = "memory://default/entity/Ana"
BEN = "memory://default/entity/Ben"
STATELESS = ERAS[1]


def through_a_proxy(folder: Path, url: str, *more: str, era: str = STATELESS) -> Connect:
    def connect(hears: MessageHandlerFnT) -> AbstractAsyncContextManager[Client]:
        return proxy(folder, url, *more, era=era, hears=hears)

    return connect


@pytest.mark.heavy
@pytest.mark.parametrize("era", ERAS)
async def test_a_change_by_another_client_is_notified(
    open_server: Served, tmp_path: Path, era: str
) -> None:
    connect = through_a_proxy(tmp_path, open_server.url, era=era)
    async with (
        heard_by(connect, [ANA, BEN], is_stateless=era == STATELESS) as heard,
        open_server.client(name="other") as writer,
    ):
        await call_text(writer, "relate", subject="Cem", predicate="knows", object="Dora")
        await call_text(writer, "relate", subject="Ben", predicate="knows", object="Cem")
        assert await next_of(heard) == BEN
        await call_text(writer, "relate", subject="Ana", predicate="knows", object="Cem")
        assert await next_of(heard) == ANA


@pytest.mark.heavy
@pytest.mark.parametrize("era", ERAS)
async def test_after_an_outage_everything_watched_is_notified(tmp_path: Path, era: str) -> None:
    port = free_port()
    connect = through_a_proxy(tmp_path, f"http://127.0.0.1:{port}", era=era)
    leave, left = anyio.Event(), anyio.Event()

    async def serve_first(*, task_status: TaskStatus[None]) -> None:
        async with served(tmp_path, port=port):
            task_status.started()
            await leave.wait()
        left.set()

    async with anyio.create_task_group() as tasks:
        await tasks.start(serve_first)
        async with heard_by(connect, [ANA], is_stateless=era == STATELESS) as heard:
            leave.set()
            await left.wait()
            async with served(tmp_path, port=port) as second, second.client() as writer:
                assert await next_of(heard) == ANA
                await call_text(writer, "relate", subject="Ana", predicate="knows", object="Cem")
                assert await next_of(heard) == ANA


async def test_while_the_server_is_away_watching_is_refused_in_one_sentence(tmp_path: Path) -> None:
    connect = through_a_proxy(tmp_path, f"http://127.0.0.1:{free_port()}", era=ERAS[0])
    async with hearing(connect) as (client, _):
        with pytest.raises(MCPError, match="is not running or not reachable"):
            await subscribe(client, ANA)


async def test_a_client_that_unsubscribed_is_not_notified(
    open_server: Served, tmp_path: Path
) -> None:
    connect = through_a_proxy(tmp_path, open_server.url, era=ERAS[0])
    async with hearing(connect) as (client, heard):
        await subscribe(client, ANA)
        await subscribe(client, BEN)
        await unsubscribe(client, ANA)
        await call_text(client, "relate", subject="Ana", predicate="knows", object="Cem")
        await call_text(client, "relate", subject="Ben", predicate="knows", object="Cem")
        assert await next_of(heard) == BEN


async def test_what_cannot_be_watched_is_refused_and_the_rest_is_still_watched(
    server: Served, tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.touch(0o600)
    token.write_text(await server.token("ana", "default"))
    connect = through_a_proxy(tmp_path, server.url, "--token-file", str(token), era=ERAS[0])
    async with hearing(connect) as (client, heard):
        await subscribe(client, ANA)
        for uri in ("memory://owner/entity/Eve", "file:///etc/passwd"):
            with pytest.raises(MCPError, match="cannot be watched"):
                await subscribe(client, uri)
        await call_text(client, "relate", subject="Ana", predicate="knows", object="Cem")
        assert await next_of(heard) == ANA
