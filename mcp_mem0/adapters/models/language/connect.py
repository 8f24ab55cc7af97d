"""Puts a language model together: its dialect, and what posts to its endpoint."""

import random
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, assert_never

import anyio

from mcp_mem0.adapters.models.calls.faults import CalledModel
from mcp_mem0.adapters.models.calls.retries import Retries
from mcp_mem0.adapters.models.calls.transport import HttpTransport
from mcp_mem0.adapters.models.language.anthropic_transport import AnthropicTransport
from mcp_mem0.adapters.models.language.chat_completions import ChatCompletionsDialect
from mcp_mem0.adapters.models.language.dialect import Dialect
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.messages import MessagesDialect
from mcp_mem0.adapters.models.language.remote_model import REPLY_BYTES_MAX, RemoteModel
from mcp_mem0.domain.llm.dialects import DialectName

_FILE_REMEDY: Final = "put the key into the file that model.api_key_file names"


def connect_model(
    endpoint: ModelEndpoint,
    *,
    transport: type[HttpTransport | AnthropicTransport] | None = None,
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    jitter: Callable[[], float] = random.random,
) -> RemoteModel:
    """Return the model at an endpoint; nothing is loaded or sent before it is asked.

    Args:
        endpoint: The endpoint and its limits.
        transport: Posts to it; None is Anthropic's SDK for Anthropic's own address, and our own
            client for every other.
        sleep: Waits between two attempts.
        jitter: Returns a number from 0 to below 1, so that clients do not retry in step.
    """
    dialect, other = _choose_dialects(endpoint.dialect)
    called = CalledModel(
        place=endpoint.place,
        model=endpoint.model,
        table="model",
        name_setting="model.name",
        api_key=endpoint.api_key,
        key_remedy=_build_key_remedy(endpoint),
        request_remedy="read its answer, and check the settings under [model]",
        size_remedy="remember less in one call",
    )
    is_anthropic = endpoint.dialect == "messages" and endpoint.is_official
    posts = transport or (AnthropicTransport if is_anthropic else HttpTransport)
    return RemoteModel(
        endpoint=endpoint,
        dialect=dialect,
        other=other,
        called=called,
        transport=posts(
            called,
            base_url=endpoint.root,
            path=endpoint.build_path(endpoint.dialect),
            headers=_build_headers(endpoint, dialect),
            bytes_max=REPLY_BYTES_MAX,
        ),
        retries=Retries(
            timeout_s=endpoint.timeout_s,
            attempts_max=endpoint.retries + 1,
            first_wait_s=endpoint.retry_wait_s,
            sleep=sleep,
            jitter=jitter,
        ),
    )


def _choose_dialects(name: DialectName) -> tuple[Dialect, Dialect]:
    """Return the dialect of a name, and the one that its endpoint may speak instead."""
    match name:
        case "messages":
            return MessagesDialect(), ChatCompletionsDialect()
        case "chat_completions":
            return ChatCompletionsDialect(), MessagesDialect()
        case _:
            assert_never(name)


def _build_headers(endpoint: ModelEndpoint, dialect: Dialect) -> Mapping[str, str]:
    key = {} if endpoint.api_key is None else {"authorization": f"Bearer {endpoint.api_key}"}
    own = {name.lower(): value for name, value in endpoint.headers.items()}
    # The environment may set headers for all programs; our own key wins.
    return {**dialect.headers, **own, **key}


def _build_key_remedy(endpoint: ModelEndpoint) -> str:
    match endpoint.dialect:
        case "messages":
            return f"set ANTHROPIC_API_KEY, or {_FILE_REMEDY}"
        case "chat_completions" if endpoint.is_official:
            return f"set OPENAI_API_KEY, or {_FILE_REMEDY}"
        case "chat_completions":
            return f"{_FILE_REMEDY}, or set MCP_MEM0_MODEL_API_KEY"
        case _:
            assert_never(endpoint.dialect)
