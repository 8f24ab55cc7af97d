"""Asking over HTTP an endpoint that is a stranger, even where a setting of ours names it.

The models that decide and embed are both asked through this client. What comes back is bounded
while it is read, is never unpacked, and leads nowhere else; the connection is closed where a bound
is met. The time that all of it may take is the caller's to bound.
"""

from contextlib import aclosing
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2

from mcp_mem0.domain.errors import quote_value
from mcp_mem0.domain.urls import is_loopback

ERROR_BYTES_MAX: Final = 16_384
"""What is read of an answer with an error status: it is quoted in one sentence."""

BYTES_MAX: Final = "answer_bytes_max"
"""The extension of a request that bounds its answer, instead of the client's own bound."""

_KEPT_HEADERS: Final = ("Retry-After", "Request-Id")


class UnusableAnswerError(Exception):
    """What came back is not read on; the message goes on after the endpoint's address."""


class BoundedClient(httpx2.AsyncClient):
    """Asks one endpoint.

    A proxy that the environment names is used only where all it sees is encrypted, and never to
    this very machine. No `.netrc` is read.

    Args:
        base_url: The endpoint, as the setting has it.
        setting: That setting's name.
        path: What the caller adds to it.
        answer_bytes_max: The longest answer, if a request names no other bound.
    """

    def __init__(self, *, base_url: str, setting: str, path: str, answer_bytes_max: int) -> None:
        is_encrypted = urlsplit(base_url).scheme == "https"
        super().__init__(
            # The caller bounds the whole of a call, which no timeout of a read does.
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
        stream: bool = False,  # noqa: ARG002 - whoever asks gets an answer that is read
        **options: Any,  # noqa: ANN401 - the library's own
    ) -> httpx2.Response:
        """Send a request, and return its answer read to its end.

        Of the answer's headers, only those that say when to ask again and what to call it are left.

        Raises:
            UnusableAnswerError: The endpoint redirects, or answers compressed or too long.
            httpx2.HTTPError: It cannot be reached, or breaks off.
        """
        # Whatever the caller's defaults or the environment's headers ask for.
        request.headers["Accept-Encoding"] = "identity"
        options["follow_redirects"] = False
        response = await super().send(request, stream=True, **options)
        try:
            body = await self._read_body(response)
        finally:
            await response.aclose()
        # Without a charset of its own choice, which could be one that takes for ever to read.
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
                f"answered in the encoding {quote_value(encoding)}, although it was asked for"
                " none: have"
                f" it send answers as they are, or mend {self._setting}"
            )
        bytes_max: int = response.request.extensions.get(BYTES_MAX, self._answer_bytes_max)
        body = bytearray()
        async with aclosing(response.aiter_raw()) as chunks:
            async for chunk in chunks:
                body += chunk
                if len(body) > bytes_max:
                    raise UnusableAnswerError(
                        f"answers with more than {bytes_max:,} bytes, and no good answer is that"
                        f" long: check {self._setting}"
                    )
        return bytes(body)

    def _describe_redirect(self, response: httpx2.Response) -> str:
        location = _format_location(
            str(response.request.url), response.headers["Location"], self._path
        )
        return (
            f"redirects to {location}, where nothing was sent: set {self._setting} to that address if"
            " you trust it"
        )


async def _read_beginning(response: httpx2.Response) -> bytes:
    """Read so much of an answer as an error quotes of it; the rest stays where it is."""
    body = bytearray()
    async with aclosing(response.aiter_raw()) as chunks:
        async for chunk in chunks:
            body += chunk
            if len(body) >= ERROR_BYTES_MAX:
                break
    return bytes(body[:ERROR_BYTES_MAX])


def _format_location(url_asked: str, location: str, path: str) -> str:
    """Return where a redirect leads as a setting would name it, without what may be secret."""
    try:
        url = httpx2.URL(url_asked).join(location)
        bare = url.copy_with(userinfo=b"", query=None, fragment=None)
        return quote_value(str(bare).removesuffix(path))
    except (httpx2.InvalidURL, ValueError):
        return "what is no address"
