"""Reads what an endpoint's error says, in whichever shape it says it."""

import json
from dataclasses import dataclass
from typing import Any, Final

CHARS_MAX: Final = 16_384
"""A longer body is no error, or none that anybody reads."""

_ERROR_STATUSES: Final = range(400, 600)


@dataclass(frozen=True)
class ErrorBody:
    """What an error says, and the HTTP status that it names, if it names one."""

    message: str
    status: int | None = None


def find_error(text: str) -> ErrorBody | None:
    """Return the error that a body reports, or None if it reports none.

    The shapes are those of OpenAI and Anthropic (`{"error": {"message": …}}`), of gateways that
    put the status into it, of Google (the same in a list), and of web frameworks
    (`{"error": "…"}`, `{"detail": …}`).
    """
    if len(text) > CHARS_MAX:
        return None
    try:
        body: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match body:
        case {"error": error} | [{"error": error}, *_]:
            return _read_error(error)
        case {"detail": str(detail)}:
            return ErrorBody(detail)
        case {"object": "error", "message": str(message)}:
            return ErrorBody(message)
        case _:
            return None


def read_error_message(text: str) -> str:
    """Return the message of an error body, or the whole body if it has no known shape."""
    error = find_error(text)
    return text if error is None else error.message


def _read_error(error: object) -> ErrorBody | None:
    match error:
        case str(message) if message:
            return ErrorBody(message)
        case {"message": str(message), "code": int(code)} if code in _ERROR_STATUSES:
            return ErrorBody(message, code)
        case {"message": str(message)}:
            return ErrorBody(message)
        case _:
            return None
