"""The HTTP client of the proxy: where the other server is, and bounds on what it answers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx2

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.urls import is_loopback, parse_server_url
from mcp_mem0.private_file import read_secret

CONNECT_S_MAX: Final = 5.0
ANSWER_S_MAX: Final = 660.0
"""Longer than the longest wait of `remember`."""

ANSWER_BYTES_MAX: Final = 33_554_432
"""The longest answer, or stream before it is reopened: several of the longest pages."""

_FAULT: Final = 500


class ServerUnavailableError(Mem0Error):
    """The other server did not answer or refused us; assistant and user read the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where the other server is, and the token that it knows us by.

    Attributes:
        url: Its MCP endpoint.
        token_file: The file with our token, read for each call; None for no token.
    """

    url: str
    token_file: Path | None = None

    def build_headers(self) -> dict[str, str]:
        """Return the headers of a call.

        Raises:
            ServerUnavailableError: The token cannot be read, or others can read it too.
        """
        if self.token_file is None:
            return {}
        try:
            token = read_secret(self.token_file, kind="token")
        except OSError as error:
            raise ServerUnavailableError(
                f"the token in {self.token_file} cannot be read ({error.strerror}): save it there"
                " again"
            ) from error
        return {"authorization": f"Bearer {token}"}


def build_link(url: str, token_file: Path | None) -> Link:
    """Return a link to the server at a URL.

    Raises:
        SettingsError: It is not the URL of a server.
    """
    return Link(url=parse_server_url(url), token_file=token_file)


class RefusedError(Exception):
    """The other server answered, but not in the protocol; the message says what to do."""


def build_http_client(link: Link) -> httpx2.AsyncClient:
    """Return a client that rejects error statuses, compressed answers and too long ones."""
    timeout = httpx2.Timeout(ANSWER_S_MAX, connect=CONNECT_S_MAX)
    hooks = {"response": [_check_status, _bound_answer]}
    is_encrypted = link.url.startswith("https:")
    return httpx2.AsyncClient(
        timeout=timeout,
        event_hooks=hooks,
        headers={"Accept-Encoding": "identity"},
        # Certificates take ten megabytes.
        verify=is_encrypted,
        # A proxy from the environment is off this machine, and can read what is not encrypted.
        trust_env=is_encrypted and not is_loopback(link.url),
    )


async def _check_status(response: httpx2.Response) -> None:
    """Raise an error status of the HTTP server as one sentence."""
    match response.status_code:
        case 401:
            raise RefusedError(
                "needs a valid token: save one in a file and name it with --token-file"
            )
        case 403:
            raise RefusedError("does not accept calls under this host name: ask its administrator")
        case 413:
            raise RefusedError("does not accept a request of this size: send less at once")
        case 429:
            raise RefusedError("got too many calls from here: wait a moment, then call again")
        case status if status >= _FAULT:
            raise RefusedError(f"failed (HTTP {status}): call again in a moment")
        case _:
            pass


async def _bound_answer(response: httpx2.Response) -> None:
    """Refuse a compressed answer, and bound the length of any other."""
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise RefusedError("sent a compressed answer, which is not accepted: correct the URL")
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _BoundedStream(response.stream)


class _BoundedStream(httpx2.AsyncByteStream):
    """The body of an answer; reading more than the bound raises an error."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count = 0
        async for chunk in self._stream:
            count += len(chunk)
            if count > ANSWER_BYTES_MAX:
                raise RefusedError(
                    f"sent more than {ANSWER_BYTES_MAX:,} bytes, which is longer than any answer"
                    " of a memory: correct the URL"
                )
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def redact_url(url: str) -> str:
    """Return a URL without credentials, query and fragment."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
