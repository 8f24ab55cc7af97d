"""The typed form of an answer of chat/completions."""

import json
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BeforeValidator, FailFast, Field, JsonValue

from mcp_mem0.adapters.models.language.exchange import (
    PARTS_MAX,
    Count,
    Ending,
    ModelName,
    Reply,
    ReportedError,
)
from mcp_mem0.domain.llm.answer_model import WireModel
from mcp_mem0.domain.llm.call import ToolCall
from mcp_mem0.domain.usage import Usage

_ENDINGS: Final[Mapping[str, Ending]] = {
    "length": "cut_off",
    "max_tokens": "cut_off",
    "model_length": "cut_off",
    "content_filter": "filtered",
    "refusal": "refused",
}


def parse_chat_reply(body: str) -> Reply:
    """Return the reply in the first choice; thinking beside it is ignored.

    Raises:
        ValidationError: The answer has no choice.
        ReportedError: The first choice is an error.
    """
    completion = _Completion.model_validate_json(body)
    choice = completion.choices[0]
    if choice.error is not None:
        raise ReportedError(choice.error.message, choice.error.code)
    message = choice.message
    return Reply(
        text=message.refusal or message.text,
        calls=tuple(call.function.build_call() for call in message.tool_calls),
        model=completion.model,
        ending="refused" if message.refusal else _ENDINGS.get(choice.finish_reason, "whole"),
        usage=completion.usage.build_usage(),
    )


class _ChatFunction(WireModel):
    """A tool that is to be called; the arguments should be JSON in a string."""

    name: str = ""
    arguments: JsonValue = None

    def build_call(self) -> ToolCall:
        return ToolCall(
            tool=self.name, arguments=json.dumps(self._read_arguments(), ensure_ascii=False)
        )

    def _read_arguments(self) -> object:
        if not isinstance(self.arguments, str):
            return self.arguments or {}
        try:
            return json.loads(self.arguments or "{}")
        except (ValueError, RecursionError):
            return self.arguments


class _ChatCall(WireModel):
    function: _ChatFunction = _ChatFunction()


class _TextPart(WireModel):
    """A part of a message: text, or something that is ignored."""

    type: str = ""
    text: str = ""


def _wrap_text(content: object) -> object:
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


class _ChatMessage(WireModel):
    # Validation stops at the first error: a million of them would take a gigabyte.
    content: Annotated[
        tuple[_TextPart, ...],
        Field(max_length=PARTS_MAX),
        FailFast(),
        BeforeValidator(_wrap_text),
    ] = ()
    refusal: str = ""
    tool_calls: Annotated[tuple[_ChatCall, ...], Field(max_length=PARTS_MAX), FailFast()] = ()

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.content if part.type == "text")


class _ChoiceError(WireModel):
    message: str = ""
    code: int | None = None


class _Choice(WireModel):
    message: _ChatMessage
    finish_reason: str = ""
    error: _ChoiceError | None = None


class _CachedTokens(WireModel):
    cached_tokens: Count = 0


class _ChatTokens(WireModel):
    """The token counts of one call; what was cached is part of the prompt's."""

    prompt_tokens: Count = 0
    completion_tokens: Count = 0
    prompt_tokens_details: _CachedTokens = _CachedTokens()

    def build_usage(self) -> Usage:
        cached = self.prompt_tokens_details.cached_tokens
        return Usage(
            calls=1,
            tokens_in=self.prompt_tokens,
            tokens_out=self.completion_tokens,
            tokens_cached=min(cached, self.prompt_tokens),
        )


class _Completion(WireModel):
    choices: Annotated[list[_Choice], Field(min_length=1, max_length=PARTS_MAX), FailFast()]
    model: ModelName = ""
    usage: _ChatTokens = _ChatTokens()
