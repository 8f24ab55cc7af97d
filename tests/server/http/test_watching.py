"""Clients that watch a memory are notified of changes, whichever client or process made them."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import pytest
from mcp import Client
from mcp.client.session import MessageHandlerFnT
from mcp.shared.exceptions import MCPError

from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.rows import Intake, StatedRelation
from mcp_mem0.domain.requests.model import RememberRequest
from tests.support.doubles import ReadableEmbedder
from tests.support.http_server import TRANSPORTS, Served
from tests.support.mcp_calls import call_text, receipt
from tests.support.watching_clients import Heard, heard_by, hearing, next_of, subscribe, unsubscribe

pytestmark = pytest.mark.anyio

ANA = "memory://default/entity/Ana"


@asynccontextmanager
async def watching(
    server: Served, transport: str, uris: Sequence[str], *, token: str | None = None
) -> AsyncGenerator[Heard]:
    """Connect a client that watches, in the way of its protocol era."""

    def connect(hears: MessageHandlerFnT) -> AbstractAsyncContextManager[Client]:
        return server.client(transport, token=token, hears=hears, name="watcher")

    async with heard_by(connect, uris, is_stateless=transport == TRANSPORTS[1]) as heard:
        yield heard


@asynccontextmanager
async def watching_each_way(
    server: Served, uris: Sequence[str], *, token: str | None = None
) -> AsyncGenerator[Mapping[str, Heard]]:
    """Connect a client over each transport, watching the same; return their notifications."""
    async with AsyncExitStack() as watchers:
        yield {
            way: await watchers.enter_async_context(watching(server, way, uris, token=token))
            for way in TRANSPORTS
        }


async def each_hears(heard: Mapping[str, Heard], uri: str) -> None:
    """Return when each was notified of a resource, and of nothing before it."""
    assert {way: await next_of(each) for way, each in heard.items()} == dict.fromkeys(heard, uri)


async def test_a_correction_of_a_watched_fact_is_notified(open_server: Served) -> None:
    async with open_server.client() as writer:
        old = await receipt(writer, "remember", content="Ana lives in Rome")
        assert old.operations
        fact = old.operations[0].id or ""
        uri = f"memory://default/fact/{fact}"
        async with watching_each_way(open_server, [uri]) as heard:
            await call_text(writer, "remember", content="Ben owns a boat")
            await call_text(writer, "remember", content="Ana lives in Oslo", replaces=[fact])
            await each_hears(heard, uri)


async def test_a_watched_name_is_notified_in_any_spelling(open_server: Served) -> None:
    uri = "memory://default/entity/ana%20b%C3%A4cker"
    async with (
        watching_each_way(open_server, [uri]) as heard,
        open_server.client(name="other") as writer,
    ):
        await call_text(writer, "relate", subject="Ana Bäcker", predicate="knows", object="Ben")
        await each_hears(heard, uri)


async def test_a_write_of_another_process_is_notified(open_server: Served) -> None:
    settings = Settings(store=str(open_server.tokens.path.with_name("store")))
    async with watching_each_way(open_server, [ANA]) as heard:
        # As far from the server's own store as another process is.
        async with App(settings, now=get_utc_now, embedder=ReadableEmbedder()) as other:
            relation = StatedRelation(subject="Ana", predicate="knows", object="Ben")
            await other.remember(
                RememberRequest(
                    intake=Intake(relation=relation), space="default", session="s", author="other"
                )
            )
        await each_hears(heard, ANA)


async def test_a_client_that_unsubscribed_is_not_notified(open_server: Served) -> None:
    ben = "memory://default/entity/Ben"

    def connect(hears: MessageHandlerFnT) -> AbstractAsyncContextManager[Client]:
        return open_server.client(TRANSPORTS[0], hears=hears)

    async with hearing(connect) as (client, heard):
        await subscribe(client, ANA)
        await subscribe(client, ben)
        await unsubscribe(client, ANA)
        await call_text(client, "relate", subject="Ana", predicate="knows", object="Cem")
        await call_text(client, "relate", subject="Ben", predicate="knows", object="Cem")
        assert await next_of(heard) == ben


@pytest.mark.heavy
async def test_a_space_that_is_not_granted_cannot_be_watched(
    server: Served, transport: str
) -> None:
    theirs = await server.token("eve", "secret")
    async with server.client(token=theirs) as client:
        await call_text(client, "remember", content="Eve hides a diamond")
    token = await server.token("ana", "team")
    refusals: list[str] = []
    for space in ("secret", "nobodys"):
        # The refusal may arrive in the group of the client's own tasks.
        with pytest.raises((MCPError, ExceptionGroup)) as caught:
            async with watching(server, transport, [f"memory://{space}/entity/Eve"], token=token):
                pytest.fail("it watches")
        refusals.append(sentence_of(caught.value).replace(space, "it"))

    assert refusals[0] == refusals[1]
    assert "you have no access to a space 'it'" in refusals[0]


async def test_a_change_in_one_space_is_not_notified_to_watchers_of_another(
    server: Served,
) -> None:
    ana, eve = await server.token("ana", "team"), await server.token("eve", "secret")
    uris = ["memory://team/entity/Ana", "memory://team/entity/Ben"]
    async with (
        watching_each_way(server, uris, token=ana) as heard,
        server.client(token=eve) as other,
        server.client(token=ana) as own,
    ):
        await call_text(other, "relate", subject="Ana", predicate="knows", object="Eve")
        await call_text(own, "relate", subject="Ben", predicate="knows", object="Cem")
        await each_hears(heard, uris[1])


@pytest.mark.parametrize(
    "uri",
    [
        pytest.param("memory://default", id="a space"),
        pytest.param("memory://default/fact", id="no id"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("memory://A B/fact/f_1", id="no space's name"),
        pytest.param("memory://default/fact/" + "x" * 5_000, id="enormous"),
    ],
)
async def test_what_is_no_resource_cannot_be_watched(open_server: Served, uri: str) -> None:
    async with open_server.client(TRANSPORTS[0]) as client:
        with pytest.raises(MCPError, match="cannot be watched"):
            await subscribe(client, uri)


def sentence_of(error: MCPError | ExceptionGroup[Exception]) -> str:
    if isinstance(error, MCPError):
        return str(error)
    refusals, _ = error.split(MCPError)
    assert refusals
    return " ".join(str(each) for each in leaves(refusals))


def leaves(group: ExceptionGroup[MCPError]) -> list[MCPError]:
    return [
        leaf
        for each in group.exceptions
        for leaf in (leaves(each) if isinstance(each, ExceptionGroup) else [each])
    ]
