"""Notifies clients of changes to the resources that they watch, whichever process made them.

Clients of the handshake era subscribe to a resource and are notified on their own stream; stateless
clients hold a listen stream open. One loop polls the head of each watched space and feeds both.
A resource of a space that is not granted cannot be watched.
"""

import logging
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import unquote

import anyio
from mcp.server import MCPServer, ServerRequestContext
from mcp.server.context import CallNext, HandlerResult
from mcp.server.session import ServerSession
from mcp.server.subscriptions import InMemorySubscriptionBus
from mcp.shared.exceptions import MCPError
from mcp.shared.subscriptions import ResourceUpdated
from mcp_types import (
    INVALID_PARAMS,
    EmptyResult,
    SubscribeRequestParams,
    SubscriptionsListenRequestParams,
    UnsubscribeRequestParams,
)
from pydantic import ValidationError

from mcp_mem0.domain.errors import Mem0Error, RequestError
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.domain.spaces import check_space
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.server.mcp.identity import resolve_request_caller

log = logging.getLogger(__name__)

POLL_INTERVAL_S: Final = 0.5
"""How often the head of each watched space is read, in seconds."""

NOTIFY_S_MAX: Final = 5.0
"""How long one notification may take, in seconds."""

URIS_MAX: Final = 100
"""Most resources that one request or session may watch."""

URI_CHARS_MAX: Final = 2_000

SCHEME: Final = "memory://"


class ChangeSource(Protocol):
    """Reads what changed in spaces. Every method may raise any Mem0Error."""

    async def read_revision(self, space: str) -> int:
        """Return the newest revision of a space; 0 before its first change."""
        ...

    async def build_notice(self, space: str, revision: int) -> ChangeNotice:
        """Return what changed after a revision."""
        ...


@dataclass(frozen=True, slots=True)
class Resource:
    """A parsed resource URI."""

    uri: str
    space: str
    kind: str
    key: str

    def is_affected(self, notice: ChangeNotice) -> bool:
        """Return whether changes affected it."""
        match self.kind:
            case "fact":
                return self.key in notice.facts
            case "change":
                return self.key in notice.changes
            case "entity":
                return normalise_name(self.key) in map(normalise_name, notice.entities)
            case _:
                return False


def parse_resource(uri: str) -> Resource:
    """Parse the URI of a resource: `memory://{space}/{kind}/{key}`.

    Raises:
        RequestError: It is not such a URI.
    """
    space, _, rest = uri.removeprefix(SCHEME).partition("/")
    kind, _, key = rest.partition("/")
    if not uri.startswith(SCHEME) or not key or len(uri) > URI_CHARS_MAX:
        raise RequestError("it is not memory://SPACE/fact/ID, …/entity/NAME or …/change/ID")
    return Resource(uri=uri, space=check_space(space), kind=kind, key=unquote(key))


class Subscriptions:
    """Which clients watch which resources.

    Args:
        source: Reads what changed.
        usual: The caller where no token is needed.
    """

    def __init__(self, source: ChangeSource, usual: Caller) -> None:
        self._watched = source
        self._usual = usual
        self.bus = InMemorySubscriptionBus()
        self._listening: Counter[Resource] = Counter()
        self._subscribed: dict[int, _Subscriber] = {}
        self._revisions: dict[str, int] = {}
        self._began = anyio.Event()

    def register(self, server: MCPServer[Any]) -> None:
        """Register the handshake era's subscription requests on a server."""
        # The library's high-level server has no public way to add these two handlers.
        low = server._lowlevel_server  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        low.add_request_handler("resources/subscribe", SubscribeRequestParams, self._subscribe)
        low.add_request_handler(
            "resources/unsubscribe", UnsubscribeRequestParams, self._unsubscribe
        )

    async def guard_listening(
        self, ctx: ServerRequestContext[Any, Any], call_next: CallNext
    ) -> HandlerResult:
        """Let a stateless client listen only to what it may read."""
        if ctx.method != "subscriptions/listen":
            return await call_next(ctx)
        resources = self._require_allowed(ctx, _parse_requested_uris(ctx))
        with self._track_listening(resources):
            for space in {resource.space for resource in resources}:
                await self._start_watching(space)
            return await call_next(ctx)

    async def run(self) -> None:
        """Poll forever while somebody watches, and notify the clients that do."""
        async with anyio.create_task_group() as tasks:
            while True:
                spaces = self._list_spaces()
                if not spaces:
                    self._began = anyio.Event()
                    await self._began.wait()
                for space in spaces:
                    for resource in self._find_touched(space, await self._poll(space)):
                        tasks.start_soon(self._notify, resource)
                await anyio.sleep(POLL_INTERVAL_S)

    async def _subscribe(
        self, ctx: ServerRequestContext[Any, Any], params: SubscribeRequestParams
    ) -> EmptyResult:
        (resource,) = self._require_allowed(ctx, [str(params.uri)])
        # Only a private attribute of the library shows when a connection ends.
        connection = ctx.session._connection  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        number = id(connection)
        if number not in self._subscribed:
            self._subscribed[number] = _Subscriber(session=ctx.session, resources=set())
            connection.exit_stack.callback(self._subscribed.pop, number, None)
        resources = self._subscribed[number].resources
        if len(resources) >= URIS_MAX:
            raise MCPError(INVALID_PARAMS, f"a session watches at most {URIS_MAX} resources")
        resources.add(resource)
        await self._start_watching(resource.space)
        return EmptyResult()

    async def _unsubscribe(
        self, ctx: ServerRequestContext[Any, Any], params: UnsubscribeRequestParams
    ) -> EmptyResult:
        connection = ctx.session._connection  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        subscriber = self._subscribed.get(id(connection))
        if subscriber is not None:
            uri = str(params.uri)
            subscriber.resources -= {each for each in subscriber.resources if each.uri == uri}
        return EmptyResult()

    def _require_allowed(
        self, ctx: ServerRequestContext[Any, Any], uris: Sequence[str]
    ) -> list[Resource]:
        """Parse URIs, if the caller may read all of them.

        Raises:
            MCPError: One is malformed, or in a space that is not granted.
        """
        if len(uris) > URIS_MAX:
            raise MCPError(INVALID_PARAMS, f"a stream watches at most {URIS_MAX} resources")
        try:
            resources = [parse_resource(uri) for uri in uris]
            resolve_request_caller(ctx, self._usual).check(
                "read", [resource.space for resource in resources]
            )
        except RequestError as error:
            raise MCPError(INVALID_PARAMS, f"this cannot be watched: {error}") from error
        return resources

    @contextmanager
    def _track_listening(self, resources: Sequence[Resource]) -> Generator[None]:
        self._listening.update(resources)
        try:
            yield
        finally:
            self._listening.subtract(resources)
            self._listening += Counter()

    def _list_spaces(self) -> set[str]:
        spaces = {resource.space for resource in self._list_resources()}
        for space in set(self._revisions) - spaces:
            del self._revisions[space]
        return spaces

    def _list_resources(self) -> set[Resource]:
        resource_sets = (each.resources for each in self._subscribed.values())
        return set(self._listening).union(*resource_sets)

    async def _start_watching(self, space: str) -> None:
        """Record the revision of a space, so that later changes are notified."""
        self._began.set()
        if space not in self._revisions:
            revision = await self._watched.read_revision(space)
            # Another task may have recorded it meanwhile and notified later changes.
            self._revisions.setdefault(space, revision)

    async def _poll(self, space: str) -> ChangeNotice:
        try:
            await self._start_watching(space)
            notice = await self._watched.build_notice(space, self._revisions[space])
        except Mem0Error as error:
            # Each call that fails reports it; the changes are notified once the store is back.
            log.debug("a watched space cannot be read: %s", error)
            return ChangeNotice(revision=0)
        self._revisions[space] = notice.revision
        return notice

    def _find_touched(self, space: str, notice: ChangeNotice) -> set[Resource]:
        return {
            each
            for each in self._list_resources()
            if each.space == space and each.is_affected(notice)
        }

    async def _notify(self, resource: Resource) -> None:
        await self.bus.publish(ResourceUpdated(uri=resource.uri))
        for subscriber in list(self._subscribed.values()):
            if resource in subscriber.resources:
                with anyio.move_on_after(NOTIFY_S_MAX):
                    await subscriber.session.send_resource_updated(resource.uri)


@dataclass(slots=True)
class _Subscriber:
    """A session of the handshake era, and what it watches."""

    session: ServerSession
    resources: set[Resource]


def _parse_requested_uris(ctx: ServerRequestContext[Any, Any]) -> list[str]:
    try:
        params = SubscriptionsListenRequestParams.model_validate(ctx.params or {}, by_name=False)
    except ValidationError:
        # The library reports what is wrong with it.
        return []
    return list(params.notifications.resource_subscriptions or ())
