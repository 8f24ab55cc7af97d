"""Watching the memory of another server, for the one client of a proxy.

What the client watches in either protocol era is watched there by a stream of the stateless era.
When that breaks off it is opened again, for as long as the client watches; as a change may have
been missed meanwhile, the client is then told that everything it watches changed.
"""

import logging
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Final, Self, TypeAlias

import anyio
import mcp_types as types
from anyio.abc import TaskStatus
from mcp import MCPError
from mcp.server import ServerRequestContext
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler
from mcp.shared.subscriptions import ResourceUpdated

from mcp_mem0.server.mcp.identity import get_client_name
from mcp_mem0.server.mcp.subscriptions import URIS_MAX
from mcp_mem0.server.proxy.upstream import AwayError, Tell, Upstream

log = logging.getLogger(__name__)

AGAIN_AFTER_S: Final = 1.0
"""How long to wait before a stream that broke off is opened again; doubled each time, seconds."""

AGAIN_AFTER_S_MAX: Final = 30.0

_Context: TypeAlias = ServerRequestContext[Any, Any]


class Relay:
    """What the client of a proxy watches. Enter it first.

    Args:
        upstream: The other server.
    """

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self._tasks = anyio.create_task_group()
        self._changing = anyio.Lock()
        self._subscribed: frozenset[str] = frozenset()
        self._following = anyio.CancelScope()

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        self._tasks.cancel_scope.cancel()
        return await self._tasks.__aexit__(kind, error, traceback)

    async def subscribe(
        self, ctx: _Context, params: types.SubscribeRequestParams
    ) -> types.EmptyResult:
        """Watch one resource more, for a client of the handshake era."""
        async with self._changing:
            wanted = self._subscribed | {str(params.uri)}
            if len(wanted) > URIS_MAX:
                raise MCPError(
                    types.INVALID_PARAMS, f"a session watches at most {URIS_MAX} resources"
                )

            async def tell(uri: str) -> None:
                if uri in self._subscribed:
                    await ctx.session.send_resource_updated(uri)

            # The new stream stands before the old one ends, so that no change falls between them.
            following = await self._follow(sorted(wanted), get_client_name(ctx), tell)
            self._following.cancel()
            self._subscribed, self._following = wanted, following
        return types.EmptyResult()

    async def unsubscribe(
        self, _: _Context, params: types.UnsubscribeRequestParams
    ) -> types.EmptyResult:
        """Watch one resource less."""
        async with self._changing:
            self._subscribed -= {str(params.uri)}
            if not self._subscribed:
                self._following.cancel()
        return types.EmptyResult()

    async def listen(
        self, ctx: _Context, params: types.SubscriptionsListenRequestParams
    ) -> types.SubscriptionsListenResult:
        """Serve one listen stream of a client of the stateless era."""
        bus = InMemorySubscriptionBus()
        serve = ListenHandler(bus)

        async def tell(uri: str) -> None:
            await bus.publish(ResourceUpdated(uri=uri))

        uris = params.notifications.resource_subscriptions or ()
        # Nothing else ever changes: the tools, prompts and templates stay what they are.
        following = await self._follow(uris, get_client_name(ctx), tell) if uris else None
        try:
            return await serve(ctx, params)
        finally:
            if following is not None:
                following.cancel()

    async def _follow(self, uris: Sequence[str], name: str, tell: Tell) -> anyio.CancelScope:
        """Return once resources are watched; cancelling what is returned ends that.

        Raises:
            MCPError: They cannot be watched, or the other server is away.
        """
        try:
            scope: anyio.CancelScope = await self._tasks.start(self._watch, uris, name, tell)
        except AwayError as error:
            raise MCPError(code=types.INTERNAL_ERROR, message=str(error)) from error
        return scope

    async def _watch(
        self,
        uris: Sequence[str],
        name: str,
        tell: Tell,
        *,
        task_status: TaskStatus[anyio.CancelScope],
    ) -> None:
        """Watch until cancelled.

        Raises:
            AwayError: The other server was away the first time.
            MCPError: It refused the first time.
        """
        with anyio.CancelScope() as scope:

            async def report_start() -> None:
                task_status.started(scope)

            async def tell_all_uris() -> None:
                for uri in uris:
                    await tell(uri)

            await self._upstream.watch(uris, name=name, begun=report_start, tell=tell)
            pause_s = AGAIN_AFTER_S
            while True:
                await anyio.sleep(pause_s)
                try:
                    await self._upstream.watch(uris, name=name, begun=tell_all_uris, tell=tell)
                except (AwayError, MCPError) as error:
                    log.debug("what the client watches cannot be watched now: %s", error)
                    pause_s = min(2 * pause_s, AGAIN_AFTER_S_MAX)
                else:
                    pause_s = AGAIN_AFTER_S
