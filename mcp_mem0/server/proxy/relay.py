"""Watches resources of another server for the one client of a proxy.

Whatever era the client speaks, a stream of the stateless era watches the other server. If the
stream breaks off it is reopened for as long as the client watches. Changes may have been missed
meanwhile, so the client is then notified that everything it watches has changed.
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
from mcp_mem0.server.proxy.http_client import ServerUnavailableError
from mcp_mem0.server.proxy.upstream import OnUpdate, Upstream

log = logging.getLogger(__name__)

RECONNECT_S: Final = 1.0
"""How long to wait before a broken stream is reopened, in seconds; doubled each time."""

RECONNECT_S_MAX: Final = 30.0

_Context: TypeAlias = ServerRequestContext[Any, Any]


class Relay:
    """The subscriptions of a proxy's client. Enter it first.

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
        """Watch one more resource, for a client of the handshake era."""
        async with self._changing:
            uris = self._subscribed | {str(params.uri)}
            if len(uris) > URIS_MAX:
                raise MCPError(
                    types.INVALID_PARAMS, f"a session watches at most {URIS_MAX} resources"
                )

            async def notify(uri: str) -> None:
                if uri in self._subscribed:
                    await ctx.session.send_resource_updated(uri)

            # The new stream is open before the old one ends, so that no change is missed.
            scope = await self._follow(sorted(uris), get_client_name(ctx), notify)
            self._following.cancel()
            self._subscribed, self._following = uris, scope
        return types.EmptyResult()

    async def unsubscribe(
        self, _: _Context, params: types.UnsubscribeRequestParams
    ) -> types.EmptyResult:
        """Stop watching one resource."""
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

        async def notify(uri: str) -> None:
            await bus.publish(ResourceUpdated(uri=uri))

        uris = params.notifications.resource_subscriptions or ()
        # Nothing else ever changes: tools, prompts and templates are fixed.
        scope = await self._follow(uris, get_client_name(ctx), notify) if uris else None
        try:
            return await serve(ctx, params)
        finally:
            if scope is not None:
                scope.cancel()

    async def _follow(
        self, uris: Sequence[str], name: str, on_update: OnUpdate
    ) -> anyio.CancelScope:
        """Return once resources are watched; cancel the returned scope to stop.

        Raises:
            MCPError: They cannot be watched, or the other server is unavailable.
        """
        try:
            scope: anyio.CancelScope = await self._tasks.start(self._watch, uris, name, on_update)
        except ServerUnavailableError as error:
            raise MCPError(code=types.INTERNAL_ERROR, message=str(error)) from error
        return scope

    async def _watch(
        self,
        uris: Sequence[str],
        name: str,
        on_update: OnUpdate,
        *,
        task_status: TaskStatus[anyio.CancelScope],
    ) -> None:
        """Watch until cancelled.

        Raises:
            ServerUnavailableError: The other server was unavailable the first time.
            MCPError: It refused the first time.
        """
        with anyio.CancelScope() as scope:

            async def report_start() -> None:
                task_status.started(scope)

            async def notify_all() -> None:
                for uri in uris:
                    await on_update(uri)

            await self._upstream.watch(uris, name=name, on_start=report_start, on_update=on_update)
            pause_s = RECONNECT_S
            while True:
                await anyio.sleep(pause_s)
                try:
                    await self._upstream.watch(
                        uris, name=name, on_start=notify_all, on_update=on_update
                    )
                except (ServerUnavailableError, MCPError) as error:
                    log.debug("the client's resources cannot be watched now: %s", error)
                    pause_s = min(2 * pause_s, RECONNECT_S_MAX)
                else:
                    pause_s = RECONNECT_S
