"""Bodies of chat/completions, as OpenAI's servers and most others send them."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import JsonValue

_FINISH_REASONS = {"end_turn": "stop", "max_tokens": "length", "tool_use": "tool_calls"}


def build_completion(
    model: str,
    *,
    content: str | None = None,
    call: tuple[str, str] | None = None,
    stop_reason: str = "end_turn",
    counts: tuple[int, int, int] = (100, 20, 0),
) -> str:
    """Return an answer.

    Args:
        model: The name of the model.
        content: Its text.
        call: The tool that it calls, and the arguments as JSON.
        stop_reason: Why it stopped, in the words of the Messages API.
        counts: Tokens read, beside the cached ones; tokens written; tokens cached.
    """
    is_refusal = stop_reason == "refusal"
    message: dict[str, JsonValue] = {
        "role": "assistant",
        "content": None if is_refusal else content,
        "refusal": (content or "I cannot help with that.") if is_refusal else None,
    }
    if call is not None:
        function: JsonValue = {"name": call[0], "arguments": call[1]}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    tokens_in, tokens_out, tokens_cached = counts
    prompt = tokens_in + tokens_cached
    body: dict[str, JsonValue] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": message,
                "logprobs": None,
                "finish_reason": _FINISH_REASONS.get(stop_reason, "stop"),
            }
        ],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": tokens_out,
            "total_tokens": prompt + tokens_out,
            "prompt_tokens_details": {"cached_tokens": tokens_cached},
        },
    }
    return json.dumps(body)


def build_error(said: str) -> str:
    """Return the body of an error."""
    error = {"message": said, "type": "invalid_request_error", "param": None, "code": None}
    return json.dumps({"error": error})
