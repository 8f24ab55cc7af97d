"""Posts JSON to an endpoint and returns its bounded answer, or the fault.

The HTTP library takes a tenth of a second to import, and most processes ask no endpoint, so it is
loaded with the first call, in a worker thread.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import anyio
import anyio.to_thread
from pydantic import JsonValue

from mcp_mem0.adapters.models.calls.faults import (
    CalledModel,
    Fault,
    build_connection_fault,
    build_unusable_fault,
)

if TYPE_CHECKING:
    from mcp_mem0.adapters.models.bounded_http import BoundedClient

USER_AGENT = "mcp-mem0"

ClientT = TypeVar("ClientT")


@dataclass(frozen=True, kw_only=True)
class HttpAnswer:
    """An answer as it came; its body is bounded."""

    status: int
    body: bytes = field(repr=False)
    retry_after: str | None = None

    @property
    def is_success(self) -> bool:
        """Whether the status is one of success."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def text(self) -> str:
        """The body as text, with a sign for what is no UTF-8."""
        return self.body.decode(errors="replace")


class Transport(Protocol):
    """Posts to one endpoint. It never raises what a network raises."""

    async def open(self) -> None:
        """Load what the first call would wait for; nothing is sent."""
        ...

    async def post(self, path: str, body: Mapping[str, JsonValue]) -> HttpAnswer | Fault:
        """Post a body, as JSON, to a path below the base URL; return the answer or the fault."""
        ...

    async def aclose(self) -> None:
        """Close the connections; the next call opens them again."""
        ...


class LazyTransport(ABC, Generic[ClientT]):
    """A transport whose client is created by the first call, in a worker thread.

    Args:
        called: The model, as errors speak of it.
        base_url: The endpoint.
        path: The path of the usual call, which a redirect's target would end with.
        headers: Sent with each call.
        bytes_max: The longest answer, unless a call sets another bound.
    """

    def __init__(
        self,
        called: CalledModel,
        *,
        base_url: str,
        path: str,
        headers: Mapping[str, str],
        bytes_max: int,
    ) -> None:
        self._called = called
        self._base_url = base_url
        self._path = path
        self._headers = headers
        self._bytes_max = bytes_max
        self._opening = anyio.Lock()
        self._opened: ClientT | None = None

    async def open(self) -> None:
        """Load the library of the client; nothing is sent."""
        await self._get_client()

    async def aclose(self) -> None:
        """Close the connections; the next call opens them again."""
        if self._opened is not None:
            client, self._opened = self._opened, None
            await self._close_client(client)

    async def _get_client(self) -> ClientT:
        async with self._opening:
            if self._opened is None:
                self._opened = await anyio.to_thread.run_sync(self._create_client)
            return self._opened

    @abstractmethod
    def _create_client(self) -> ClientT: ...

    @abstractmethod
    async def _close_client(self, client: ClientT) -> None: ...


class HttpTransport(LazyTransport["BoundedClient"]):
    """Posts through our own HTTP client."""

    async def post(
        self, path: str, body: Mapping[str, JsonValue], *, bytes_max: int | None = None
    ) -> HttpAnswer | Fault:
        """Post a body, as JSON, to a path below the base URL; return the answer or the fault.

        Args:
            path: What follows the base URL.
            body: What is sent.
            bytes_max: The longest answer, if not the endpoint's usual one.
        """
        client = await self._get_client()

        import httpx2  # noqa: PLC0415 - loaded by now

        from mcp_mem0.adapters.models.bounded_http import BYTES_MAX, UnusableAnswerError  # noqa: PLC0415 - as above

        try:
            response = await client.post(
                f"{self._base_url}{path}",
                json=body,
                extensions={BYTES_MAX: bytes_max or self._bytes_max},
            )
        except UnusableAnswerError as error:
            return build_unusable_fault(self._called, error)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            return build_connection_fault(self._called, error)
        return HttpAnswer(
            status=response.status_code,
            body=response.content,
            retry_after=response.headers.get("Retry-After"),
        )

    def _create_client(self) -> "BoundedClient":
        from mcp_mem0.adapters.models.bounded_http import BoundedClient  # noqa: PLC0415 - as above

        client = BoundedClient(
            base_url=self._base_url,
            setting=f"{self._called.table}.base_url",
            path=self._path,
            answer_bytes_max=self._bytes_max,
        )
        client.headers["User-Agent"] = USER_AGENT
        # One by one: one that the environment names may stand for a default of the library.
        for name, value in self._headers.items():
            client.headers[name] = value
        return client

    async def _close_client(self, client: "BoundedClient") -> None:
        await client.aclose()
