"""The dialect of Anthropic's Messages API: `POST /v1/messages`."""

import json
from collections.abc import Mapping
from typing import Annotated, ClassVar, Final

from pydantic import FailFast, Field, JsonValue

from mcp_mem0.adapters.models.calls.faults import UNSUPPORTED_STATUSES, Fault
from mcp_mem0.adapters.models.language.dialect import NO_PARTS, Parts
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.exchange import (
    PARTS_MAX,
    Count,
    Ending,
    ModelName,
    ModelQuestion,
    Reply,
    build_call_id,
)
from mcp_mem0.domain.llm.answer_model import WireModel
from mcp_mem0.domain.llm.call import ToolCall, ToolSpec
from mcp_mem0.domain.llm.dialects import DialectName
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.usage import Usage

API_VERSION: Final = "2023-06-01"

_ENDINGS: Final[Mapping[str, Ending]] = {
    "refusal": "refused",
    "max_tokens": "cut_off",
    "model_context_window_exceeded": "cut_off",
}


class MessagesDialect:
    """Asks with rules that can be cached and a schema in `output_config`; reads content blocks."""

    name: ClassVar[DialectName] = "messages"
    title: ClassVar[str] = "the Messages API"
    reply_title: ClassVar[str] = "message of the Messages API"
    headers: ClassVar[Mapping[str, str]] = {"anthropic-version": API_VERSION}

    def build_body(
        self, endpoint: ModelEndpoint, question: ModelQuestion, *, without: Parts
    ) -> dict[str, JsonValue]:
        """Return the body of a request; without extensions, it has the API's first version."""
        is_plain = "extensions" in without
        body: dict[str, JsonValue] = {
            "model": endpoint.model,
            "max_tokens": endpoint.max_tokens,
            "system": question.system if is_plain else [_build_cacheable_text(question.system)],
            "messages": _build_messages(question.conversation),
        }
        if question.tools:
            body["tools"] = [_build_tool(tool) for tool in question.tools]
        if not is_plain:
            # It is on by default, and a decision rarely needs it.
            body["thinking"] = {"type": "disabled" if endpoint.effort == "off" else "adaptive"}
            output = _build_output_config(endpoint, question)
            body |= {"output_config": output} if output else {}
        return body

    def parse_reply(self, body: str) -> Reply:
        """Return the reply in a message of the API.

        Raises:
            ValidationError: The answer is no such message.
        """
        message = _MessageBody.model_validate_json(body)
        blocks = message.content
        return Reply(
            text="".join(block.text for block in blocks if block.type == "text"),
            calls=tuple(
                ToolCall(tool=block.name, arguments=json.dumps(block.input, ensure_ascii=False))
                for block in blocks
                if block.type == "tool_use"
            ),
            model=message.model,
            ending=_ENDINGS.get(message.stop_reason, "whole"),
            usage=message.usage.build_usage(),
        )

    def find_refused_parts(self, endpoint: ModelEndpoint, fault: Fault, *, without: Parts) -> Parts:
        """Return the extensions if the endpoint may support only the API's first version."""
        may_be_old = fault.status in UNSUPPORTED_STATUSES and not endpoint.is_official
        return frozenset({"extensions"}) if may_be_old and not without else NO_PARTS


class _ContentBlock(WireModel):
    """One block of an answer: text, a tool call, or something that is ignored."""

    type: str
    text: str = ""
    name: str = ""
    input: JsonValue = None


class _MessageTokens(WireModel):
    """The token counts of one call; compatible servers omit some of them."""

    input_tokens: Count = 0
    output_tokens: Count = 0
    cache_read_input_tokens: Count = 0
    cache_creation_input_tokens: Count = 0

    def build_usage(self) -> Usage:
        cached = self.cache_read_input_tokens
        return Usage(
            calls=1,
            # Anthropic counts tokens read from and written to the cache separately.
            tokens_in=self.input_tokens + cached + self.cache_creation_input_tokens,
            tokens_out=self.output_tokens,
            tokens_cached=cached,
        )


class _MessageBody(WireModel):
    """The message of an answer."""

    # Validation stops at the first error: a million of them would take a gigabyte.
    content: Annotated[list[_ContentBlock], Field(max_length=PARTS_MAX), FailFast()]
    model: ModelName = ""
    stop_reason: str = ""
    usage: _MessageTokens = _MessageTokens()


def _build_cacheable_text(text: str) -> dict[str, JsonValue]:
    return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}


def _build_output_config(endpoint: ModelEndpoint, question: ModelQuestion) -> dict[str, JsonValue]:
    output: dict[str, JsonValue] = {}
    if question.schema is not None:
        output["format"] = {"type": "json_schema", "schema": {**question.schema}}
    if endpoint.effort != "off":
        output["effort"] = endpoint.effort
    return output


def _build_tool(tool: ToolSpec) -> dict[str, JsonValue]:
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": {**tool.input_schema},
    }


def _build_messages(conversation: tuple[Message, ...]) -> list[JsonValue]:
    """Return a conversation; a tool's result comes with its call."""
    return [
        turn
        for position, message in enumerate(conversation)
        for turn in _build_turns(position, message)
    ]


def _build_turns(position: int, message: Message) -> list[JsonValue]:
    if message.role != "tool":
        role = "assistant" if message.role == "assistant" else "user"
        return [{"role": role, "content": message.content}]
    call = build_call_id(position)
    return [
        {
            "role": "assistant",
            "content": [{"type": "tool_use", "id": call, "name": message.name or "", "input": {}}],
        },
        {
            "role": "user",
            "content": [{"type": "tool_result", "tool_use_id": call, "content": message.content}],
        },
    ]
