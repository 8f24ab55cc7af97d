"""Calls a model through the anthropic SDK; only this package uses the SDK.

The SDK is slow to import, so it is loaded with the first question, in a worker thread. Its own
retries are off. Attempts, waits and the total time are ours, so that an endpoint that asks for an
hour's wait, or sends byte by byte, costs no more than `timeout_s`.
"""

import json
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

import anyio
import anyio.to_thread
from pydantic import ValidationError

from mcp_mem0.adapters.models.messages_api.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.messages_api.faults import (
    UNSUPPORTED_STATUSES,
    Fault,
    build_connection_fault,
    build_format_fault,
    build_status_fault,
    build_timeout_error,
    build_unusable_fault,
)
from mcp_mem0.adapters.models.messages_api.question import (
    Question,
    build_message_params,
    build_tool_param,
)
from mcp_mem0.adapters.models.messages_api.wire import Reply
from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.llm.call import (
    Answer,
    AnswerT,
    ModelRequest,
    ToolCall,
    ToolChoice,
    ToolRequest,
)
from mcp_mem0.domain.llm.structured_output import build_schema, extract_answer

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic
    from anthropic.types import OutputConfigParam, ThinkingConfigParam

log = logging.getLogger(__name__)

MESSAGE_BYTES_MAX: Final = 4_194_304
"""The longest message of an endpoint: some sixty bytes per token at the largest setting."""

_NO_KEY: Final = "none"
"""Sent if a server needs no key: without one, the SDK would search for keys by itself."""


class MessagesApi:
    """A language model at an endpoint.

    Args:
        endpoint: The endpoint and its limits.
        sleep: Waits between two attempts.
        jitter: Returns a number from 0 to below 1, so that clients do not retry in step.
    """

    def __init__(
        self,
        endpoint: ModelEndpoint,
        *,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._endpoint = endpoint
        self._sleep = sleep
        self._jitter = jitter
        self._opening = anyio.Lock()
        self._opened: AsyncAnthropic | None = None
        self._is_plain = False

    async def ask(self, request: ModelRequest[AnswerT]) -> Answer[AnswerT]:
        """Return the model's answer, of the type that the request names.

        Raises:
            ModelError: The endpoint cannot be reached, refuses, or takes too long.
            DecisionError: The model refused, or answered something else, or too much.
        """
        question = Question(
            system=request.system,
            messages=[{"role": "user", "content": request.user}],
            schema=build_schema(request.answer_type),
        )
        reply, milliseconds = await self._request_reply(question)
        usage = reply.usage.build_usage(milliseconds)
        try:
            value = extract_answer(self._require_whole_text(reply), request.answer_type)
        except DecisionError as error:
            error.usage = usage
            raise
        return Answer(value=value, model=reply.model or self._endpoint.model, usage=usage)

    async def choose(self, request: ToolRequest) -> ToolChoice:
        """Return the tool calls that the model would make next.

        Raises:
            ModelError: The endpoint cannot be reached, refuses, or takes too long.
        """
        question = Question(
            system=request.instructions,
            messages=[
                param for message in request.conversation for param in build_message_params(message)
            ],
            tools=[build_tool_param(tool) for tool in request.tools],
        )
        reply, milliseconds = await self._request_reply(question)
        calls = tuple(
            ToolCall(tool=block.name, arguments=json.dumps(block.input, ensure_ascii=False))
            for block in reply.content
            if block.type == "tool_use"
        )
        return ToolChoice(
            calls=calls,
            model=reply.model or self._endpoint.model,
            usage=reply.usage.build_usage(milliseconds),
        )

    async def preload(self) -> None:
        """Load the SDK, so that the first question need not wait; nothing is sent."""
        await self._get_client()

    async def aclose(self) -> None:
        """Close the connections; the next question opens them again."""
        if self._opened is not None:
            client, self._opened = self._opened, None
            await client.close()

    def _require_whole_text(self, reply: Reply) -> str:
        """Return the text of an answer that is neither refused nor cut off."""
        match reply.stop_reason:
            case "refusal":
                raise DecisionError("the model refused to answer", answer=reply.text)
            case "max_tokens" | "model_context_window_exceeded":
                problem = (
                    f"it was cut off at {self._endpoint.max_tokens:,} tokens:"
                    " raise model.max_tokens, or remember less in one call"
                )
                raise DecisionError(problem, answer=reply.text)
            case _:
                return reply.text

    async def _request_reply(self, question: Question) -> tuple[Reply, int]:
        """Return the endpoint's message, and how many milliseconds it took."""
        client = await self._get_client()
        started = anyio.current_time()
        try:
            with anyio.fail_after(self._endpoint.timeout_s) as limit:
                reply = await self._retry_request(client, question, limit.deadline)
        except TimeoutError as error:
            raise build_timeout_error(self._endpoint) from error
        return reply, int((anyio.current_time() - started) * 1_000)

    async def _retry_request(
        self, client: "AsyncAnthropic", question: Question, deadline: float
    ) -> Reply:
        """Ask until there is a message, no attempt is left, or a retry is useless."""
        for attempt in range(self._endpoint.retries + 1):
            outcome = await self._try_request(client, question)
            if isinstance(outcome, Reply):
                return outcome
            wait_s = self._compute_wait_s(attempt, outcome)
            is_last = attempt == self._endpoint.retries
            if not outcome.is_transient or is_last or anyio.current_time() + wait_s >= deadline:
                raise outcome.build_error() from outcome.cause
            log.info("attempt %d failed: %s", attempt + 1, outcome.log_text)
            await self._sleep(wait_s)
        raise AssertionError("unreachable: at least one attempt is made")

    async def _try_request(self, client: "AsyncAnthropic", question: Question) -> Reply | Fault:
        outcome = await self._post(client, question, plain=self._is_plain)
        is_unsupported = isinstance(outcome, Fault) and outcome.status in UNSUPPORTED_STATUSES
        if not is_unsupported or self._is_plain or self._endpoint.base_url is None:
            return outcome
        # A compatible server may support only the API's first version: retry without extensions.
        again = await self._post(client, question, plain=True)
        if isinstance(again, Reply):
            log.warning("%s is asked without a schema: it refused one", self._endpoint.place)
            self._is_plain = True
        return again

    async def _post(
        self, client: "AsyncAnthropic", question: Question, *, plain: bool
    ) -> Reply | Fault:
        import anthropic  # noqa: PLC0415 - loaded by now

        from mcp_mem0.adapters.models.bounded_http import UnusableAnswerError  # noqa: PLC0415 - as above

        try:
            response = await client.messages.with_raw_response.create(
                model=self._endpoint.model,
                max_tokens=self._endpoint.max_tokens,
                system=question.system if plain else question.build_cacheable_system(),
                messages=question.messages,
                tools=question.tools or anthropic.omit,
                thinking=anthropic.omit if plain else self._build_thinking(),
                output_config=anthropic.omit
                if plain
                else self._build_output(question) or anthropic.omit,
                extra_headers=self._build_key_header(),
            )
            text = await response.text()
        except anthropic.APIStatusError as error:
            wait = error.response.headers.get("retry-after")
            answer_text = error.api_message or error.response.text
            return build_status_fault(
                self._endpoint, error.status_code, answer_text, retry_after=wait
            )
        except anthropic.APIConnectionError as error:
            if isinstance(error.__cause__, UnusableAnswerError):
                return build_unusable_fault(self._endpoint, error.__cause__)
            return build_connection_fault(self._endpoint, error)
        try:
            return Reply.model_validate_json(text)
        except ValidationError:
            return build_format_fault(self._endpoint, text)

    def _build_key_header(self) -> dict[str, str]:
        # The environment may set headers for all programs; our own key wins.
        key = self._endpoint.api_key
        return {} if key is None else {"Authorization": f"Bearer {key}"}

    def _build_thinking(self) -> "ThinkingConfigParam":
        # It is on by default, and a decision rarely needs it.
        return {"type": "disabled"} if self._endpoint.effort == "off" else {"type": "adaptive"}

    def _build_output(self, question: Question) -> "OutputConfigParam":
        output: OutputConfigParam = {}
        if question.schema is not None:
            output["format"] = {"type": "json_schema", "schema": {**question.schema}}
        if self._endpoint.effort != "off":
            output["effort"] = self._endpoint.effort
        return output

    def _compute_wait_s(self, attempt: int, fault: Fault) -> float:
        backoff_s = self._endpoint.retry_wait_s * 2**attempt * (1 + self._jitter()) / 2
        return max(backoff_s, fault.retry_after_s or 0.0)

    async def _get_client(self) -> "AsyncAnthropic":
        async with self._opening:
            if self._opened is None:
                self._opened = await anyio.to_thread.run_sync(_create_client, self._endpoint)
            return self._opened


def _create_client(endpoint: ModelEndpoint) -> "AsyncAnthropic":
    """Load the SDK and create its client: a second or two, so never on the event loop."""
    import anthropic  # noqa: PLC0415 - most processes ask no model

    from mcp_mem0.adapters.models.bounded_http import BoundedClient  # noqa: PLC0415 - the same

    class HeaderlessClient(anthropic.AsyncAnthropic):
        """The SDK's client, without the headers that the environment sets for all programs."""

        def __init__(self, **options: Any) -> None:  # noqa: ANN401 - the SDK's own
            super().__init__(**options)
            # The SDK reads ANTHROPIC_CUSTOM_HEADERS into this and has no option to prevent it.
            self._custom_headers = {}

    kind = HeaderlessClient if endpoint.is_key_private else anthropic.AsyncAnthropic
    return kind(
        api_key=endpoint.api_key or _NO_KEY,
        base_url=endpoint.place,
        max_retries=0,
        timeout=endpoint.timeout_s,
        http_client=BoundedClient(
            base_url=endpoint.place,
            setting="model.base_url",
            path="/v1/messages",
            answer_bytes_max=MESSAGE_BYTES_MAX,
        ),
        # It would report calls, and perhaps texts, to any trace collector in the process.
        open_telemetry=False,
    )
