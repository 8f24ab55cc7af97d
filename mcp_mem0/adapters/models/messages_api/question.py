"""A question in the format of the Messages API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import JsonValue

from mcp_mem0.domain.llm.call import ToolSpec
from mcp_mem0.domain.model.rows import Message

if TYPE_CHECKING:
    from anthropic.types import MessageParam, TextBlockParam, ToolParam


@dataclass(frozen=True, kw_only=True)
class Question:
    """The parts of a request that do not come from the endpoint's settings.

    Attributes:
        system: The rules.
        messages: The conversation.
        schema: The JSON schema of the answer, if it needs one.
        tools: The tools that the model may call.
    """

    system: str
    messages: "list[MessageParam]"
    schema: Mapping[str, JsonValue] | None = None
    tools: "list[ToolParam] | None" = None

    def build_cacheable_system(self) -> "list[TextBlockParam]":
        """Return the rules marked for the endpoint's prompt cache."""
        return [{"type": "text", "text": self.system, "cache_control": {"type": "ephemeral"}}]


def build_tool_param(tool: ToolSpec) -> "ToolParam":
    """Return a tool in the API's format."""
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": {**tool.input_schema},
    }


def build_message_params(message: Message) -> "list[MessageParam]":
    """Return one message of a conversation; a tool's result comes with its call."""
    if message.role != "tool":
        if message.role == "assistant":
            return [{"role": "assistant", "content": message.content}]
        return [{"role": "user", "content": message.content}]
    call = f"call_{message.name}"
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
