"""An HTTP client for model endpoints, which are untrusted even if a setting names them.

Language and embedding models are both called through it. Answers are bounded while they are read,
never decompressed, and redirects are not followed; the connection is closed if a bound is
exceeded. The caller bounds the total time.
"""

from contextlib import aclosing
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2

from mcp_mem0.domain.errors import quote_path, quote_value
from mcp_mem0.domain.urls import is_loopback

ERROR_BYTES_MAX: Final = 16_384
"""How much is read of an answer with an error status, which an error message quotes."""

BYTES_MAX: Final = "answer_bytes_max"
"""The extension of a request that bounds its answer, instead of the client's own bound."""

_KEPT_HEADERS: Final = ("Retry-After", "Request-Id")


class UnusableAnswerError(Exception):
    """The answer was not read on; the message continues after the endpoint's address."""


class BoundedClient(httpx2.AsyncClient):
    """The client of one endpoint.

    A proxy from the environment is used only for encrypted connections, and never for loopback.
    No `.netrc` is read.

    Args:
        base_url: The endpoint, as in the setting.
        setting: The name of that setting.
        path: The path that the caller appends.
        answer_bytes_max: The longest answer, unless a request sets another bound.
    """

    def __init__(self, *, base_url: str, setting: str, path: str, answer_bytes_max: int) -> None:
        is_encrypted = urlsplit(base_url).scheme == "https"
        super().__init__(
            # The caller bounds the whole call, which read timeouts do not.
            timeout=None,
            follow_redirects=False,
            trust_env=is_encrypted and not is_loopback(base_url),
            # Certificates take ten megabytes.
            verify=is_encrypted,
        )
        self._setting = setting
        self._path = path
        self._answer_bytes_max = answer_bytes_max

    async def send(
        self,
        request: httpx2.Request,
        *,
        stream: bool = False,  # noqa: ARG002 - the answer is always read
        **options: Any,  # noqa: ANN401 - the library's own
    ) -> httpx2.Response:
        """Send a request, and return its answer, read to the end.

        Only the headers Retry-After and Request-Id are kept.

        Raises:
            UnusableAnswerError: The endpoint redirects, or its answer is compressed or too long.
            httpx2.HTTPError: It cannot be reached, or the connection breaks off.
        """
        # Overrides defaults and headers from the environment.
        request.headers["Accept-Encoding"] = "identity"
        options["follow_redirects"] = False
        response = await super().send(request, stream=True, **options)
        try:
            body = await self._read_body(response)
        finally:
            await response.aclose()
        # Without the endpoint's charset, which could be one that takes forever to decode.
        headers = {"Content-Type": "application/json"}
        headers |= {
            name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers
        }
        return httpx2.Response(response.status_code, headers=headers, content=body, request=request)

    async def _read_body(self, response: httpx2.Response) -> bytes:
        if response.has_redirect_location:
            raise UnusableAnswerError(self._describe_redirect(response))
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        is_packed = encoding not in {"", "identity"}
        if not response.is_success:
            return b"" if is_packed else await _read_beginning(response)
        if is_packed:
            raise UnusableAnswerError(
                f"answered in the encoding {quote_value(encoding)}, although none was"
                f" accepted: switch compression off there, or correct {self._setting}"
            )
        bytes_max: int = response.request.extensions.get(BYTES_MAX, self._answer_bytes_max)
        body = bytearray()
        async with aclosing(response.aiter_raw()) as chunks:
            async for chunk in chunks:
                body += chunk
                if len(body) > bytes_max:
                    raise UnusableAnswerError(
                        f"answers with more than {bytes_max:,} bytes, and no valid answer is that"
                        f" long: check {self._setting}"
                    )
        return bytes(body)

    def _describe_redirect(self, response: httpx2.Response) -> str:
        location = _format_location(
            str(response.request.url), response.headers["Location"], self._path
        )
        return (
            f"redirects to {location}, where nothing was sent: set {self._setting} to that address"
            " if you trust it"
        )


async def _read_beginning(response: httpx2.Response) -> bytes:
    """Read as much of an answer as an error message quotes."""
    body = bytearray()
    async with aclosing(response.aiter_raw()) as chunks:
        async for chunk in chunks:
            body += chunk
            if len(body) >= ERROR_BYTES_MAX:
                break
    return bytes(body[:ERROR_BYTES_MAX])


def _format_location(url_asked: str, location: str, path: str) -> str:
    """Return the target of a redirect as a setting would name it, without credentials."""
    try:
        url = httpx2.URL(url_asked).join(location)
        bare = url.copy_with(userinfo=b"", query=None, fragment=None)
        return quote_path(str(bare).removesuffix(path))
    except (httpx2.InvalidURL, ValueError):
        return "an invalid address"
