"""Clients that watch a memory, in the way of their protocol era, and what they hear."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream
from mcp import Client
from mcp.client.session import MessageHandlerFnT
from mcp.client.subscriptions import ResourceUpdated
from mcp_types import (
    EmptyResult,
    ResourceUpdatedNotification,
    SubscribeRequest,
    SubscribeRequestParams,
    UnsubscribeRequest,
    UnsubscribeRequestParams,
)

TOLD_S_MAX = 20.0
Heard = MemoryObjectReceiveStream[str]
Connect = Callable[[MessageHandlerFnT], AbstractAsyncContextManager[Client]]


@asynccontextmanager
async def hearing(connect: Connect) -> AsyncGenerator[tuple[Client, Heard]]:
    """Connect a client whose notifications can be read."""
    hears, heard = anyio.create_memory_object_stream[str](100)

    async def hear(message: object) -> None:
        if isinstance(message, ResourceUpdatedNotification):
            await hears.send(str(message.params.uri))

    with hears, heard:
        async with connect(hear) as client:
            yield client, heard


@asynccontextmanager
async def heard_by(
    connect: Connect, uris: Sequence[str], *, is_stateless: bool
) -> AsyncGenerator[Heard]:
    """Connect a client that watches resources."""
    async with hearing(connect) as (client, heard):
        if is_stateless:
            async with listening(client, uris) as listened:
                yield listened
            return
        for uri in uris:
            await subscribe(client, uri)
        yield heard


@asynccontextmanager
async def listening(client: Client, uris: Sequence[str]) -> AsyncGenerator[Heard]:
    """Hold a listen stream of the stateless era open."""
    hears, heard = anyio.create_memory_object_stream[str](100)
    with hears, heard:
        async with (
            anyio.create_task_group() as tasks,
            client.listen(resource_subscriptions=uris) as events,
        ):

            async def pass_on() -> None:
                async for event in events:
                    if isinstance(event, ResourceUpdated):
                        await hears.send(event.uri)

            tasks.start_soon(pass_on)
            yield heard
            tasks.cancel_scope.cancel()


async def subscribe(client: Client, uri: str) -> None:
    """Watch a resource, in the handshake era's way."""
    # Straight: the library warns of the older era's way, which is what is tested here.
    asked = SubscribeRequest(params=SubscribeRequestParams(uri=uri))
    await client.session.send_request(asked, EmptyResult)


async def unsubscribe(client: Client, uri: str) -> None:
    """Watch it no more."""
    asked = UnsubscribeRequest(params=UnsubscribeRequestParams(uri=uri))
    await client.session.send_request(asked, EmptyResult)


async def next_of(heard: Heard) -> str:
    """Return what is heard next."""
    with anyio.fail_after(TOLD_S_MAX):
        return await heard.receive()
