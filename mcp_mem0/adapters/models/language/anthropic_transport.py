"""Posts to Anthropic's own address through its SDK; only this module uses the SDK.

The SDK takes seconds and 79 MB to import, so it is loaded only if Anthropic itself is asked, with
the first question, in a worker thread. It sends one attempt through our own HTTP client, without
its retries, its traces and its search for keys and headers.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pydantic import JsonValue

from mcp_mem0.adapters.models.calls.faults import (
    Fault,
    build_connection_fault,
    build_unusable_fault,
)
from mcp_mem0.adapters.models.calls.transport import HttpAnswer, LazyTransport

if TYPE_CHECKING:
    import httpx2
    from anthropic import AsyncAnthropic

_NO_KEY: Final = "none"
"""Sent if there is no key: without one, the SDK would search for keys by itself."""


class AnthropicTransport(LazyTransport["AsyncAnthropic"]):
    """Posts through Anthropic's SDK; the key overrides one of the headers."""

    async def post(self, path: str, body: Mapping[str, JsonValue]) -> HttpAnswer | Fault:
        """Post a body, as JSON, to a path below the base URL; return the answer or the fault."""
        client = await self._get_client()

        import anthropic  # noqa: PLC0415 - loaded by now
        import httpx2  # noqa: PLC0415 - as above

        from mcp_mem0.adapters.models.bounded_http import UnusableAnswerError  # noqa: PLC0415 - as above

        try:
            response = await client.post(
                path,
                body={**body},
                cast_to=httpx2.Response,
                options={"headers": {**self._headers}},
            )
        except anthropic.APIStatusError as error:
            return _build_answer(error.response)
        except anthropic.APIConnectionError as error:
            if isinstance(error.__cause__, UnusableAnswerError):
                return build_unusable_fault(self._called, error.__cause__)
            return build_connection_fault(self._called, error)
        return _build_answer(response)

    async def _close_client(self, client: "AsyncAnthropic") -> None:
        await client.close()

    def _create_client(self) -> "AsyncAnthropic":
        import anthropic  # noqa: PLC0415 - most processes ask no model

        from mcp_mem0.adapters.models.bounded_http import BoundedClient  # noqa: PLC0415 - the same

        class HeaderlessClient(anthropic.AsyncAnthropic):
            """The SDK's client, without the headers that the environment sets for all programs."""

            def __init__(self, **options: Any) -> None:  # noqa: ANN401 - the SDK's own
                super().__init__(**options)
                # The SDK reads ANTHROPIC_CUSTOM_HEADERS into this and has no option to prevent it.
                self._custom_headers = {}

        return HeaderlessClient(
            api_key=self._called.api_key or _NO_KEY,
            base_url=self._base_url,
            max_retries=0,
            # The deadline is ours; the SDK would refuse long answers by an estimate of its own.
            timeout=None,
            http_client=BoundedClient(
                base_url=self._base_url,
                setting=f"{self._called.table}.base_url",
                path=self._path,
                answer_bytes_max=self._bytes_max,
            ),
            # It would report calls, and perhaps texts, to any trace collector in the process.
            open_telemetry=False,
        )


def _build_answer(response: "httpx2.Response") -> HttpAnswer:
    return HttpAnswer(
        status=response.status_code,
        body=response.content,
        retry_after=response.headers.get("Retry-After"),
    )
