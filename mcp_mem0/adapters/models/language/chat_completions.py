"""The dialect of OpenAI's older call, which most other servers offer: `POST /v1/chat/completions`.

Its servers differ in what they support: a schema, JSON mode or neither, and one of two names for
the longest answer. So a request that is refused for one of these is sent again without it.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from pydantic import JsonValue

from mcp_mem0.adapters.models.calls.faults import UNSUPPORTED_STATUSES, Fault
from mcp_mem0.adapters.models.language.chat_reply import parse_chat_reply
from mcp_mem0.adapters.models.language.dialect import NO_PARTS, Parts
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.exchange import ModelQuestion, Reply, build_call_id
from mcp_mem0.adapters.models.language.strict_schema import build_strict_schema
from mcp_mem0.domain.llm.call import ToolSpec
from mcp_mem0.domain.llm.dialects import DialectName
from mcp_mem0.domain.model.rows import Message

# Some servers answer 404 or an error of their own for a format that they do not know.
_REFUSAL_STATUSES: Final = UNSUPPORTED_STATUSES | {404, 500, 501}
_FORMAT_WORDS: Final = (
    "response_format",
    "json_schema",
    "json_object",
    "structured output",
    "grammar",
    "guided",
)
_EFFORT: Final[Parts] = frozenset({"reasoning_effort"})
_LIMIT: Final[Parts] = frozenset({"max_tokens"})
_SCHEMA: Final[Parts] = frozenset({"json_schema"})
_JSON_MODE: Final[Parts] = frozenset({"json_object"})


class ChatCompletionsDialect:
    """Asks with a strict schema in `response_format`; reads the first choice."""

    name: ClassVar[DialectName] = "chat_completions"
    title: ClassVar[str] = "chat/completions"
    reply_title: ClassVar[str] = "answer of chat/completions"
    headers: ClassVar[Mapping[str, str]] = {}

    def build_body(
        self, endpoint: ModelEndpoint, question: ModelQuestion, *, without: Parts
    ) -> dict[str, JsonValue]:
        """Return the body of a request."""
        rules: JsonValue = {"role": "system", "content": question.system}
        body: dict[str, JsonValue] = {
            "model": endpoint.model,
            _get_limit_name(endpoint, without): endpoint.max_tokens,
            "messages": [rules, *_build_messages(question.conversation)],
            "stream": False,
        }
        if question.schema is not None:
            body |= _build_format(question.schema, without)
        if question.tools:
            body["tools"] = [_build_tool(tool) for tool in question.tools]
        if endpoint.effort != "off" and "reasoning_effort" not in without:
            # There is no word to disable it that all servers know.
            body["reasoning_effort"] = "xhigh" if endpoint.effort == "max" else endpoint.effort
        return body

    def parse_reply(self, body: str) -> Reply:
        """Return the reply in the first choice.

        Raises:
            ValidationError: The answer has no choice.
            ReportedError: The first choice is an error.
        """
        return parse_chat_reply(body)

    def find_refused_parts(self, endpoint: ModelEndpoint, fault: Fault, *, without: Parts) -> Parts:
        """Return the part that the refusal names, or all that can be left out if it names none."""
        if fault.status not in _REFUSAL_STATUSES:
            return NO_PARTS
        said = fault.said.casefold()
        if endpoint.effort != "off" and "reasoning" in said and "reasoning_effort" not in without:
            return _EFFORT
        if any(word in said for word in _FORMAT_WORDS):
            return _JSON_MODE - without if without & _SCHEMA else _SCHEMA
        if fault.status not in UNSUPPORTED_STATUSES:
            return NO_PARTS
        if "max_tokens" not in without and _get_limit_name(endpoint, without) in said:
            return _LIMIT
        is_known = endpoint.is_official or not without.isdisjoint(_SCHEMA | _JSON_MODE)
        return NO_PARTS if is_known else _SCHEMA | _JSON_MODE


def _get_limit_name(endpoint: ModelEndpoint, without: Parts) -> str:
    """Return the name of the limit: OpenAI renamed it, and few others followed."""
    is_new = endpoint.is_official != ("max_tokens" in without)
    return "max_completion_tokens" if is_new else "max_tokens"


def _build_format(schema: Mapping[str, JsonValue], without: Parts) -> dict[str, JsonValue]:
    if "json_schema" not in without:
        strict: JsonValue = {
            "name": "answer",
            "strict": True,
            "schema": build_strict_schema(schema),
        }
        return {"response_format": {"type": "json_schema", "json_schema": strict}}
    if "json_object" not in without:
        return {"response_format": {"type": "json_object"}}
    return {}


def _build_tool(tool: ToolSpec) -> dict[str, JsonValue]:
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "parameters": {**tool.input_schema},
        },
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
    function: JsonValue = {"name": message.name or "", "arguments": "{}"}
    return [
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": call, "type": "function", "function": function}],
        },
        {"role": "tool", "tool_call_id": call, "content": message.content},
    ]
