"""Lines from stdio that the library cannot parse: repaired, or refused with a reason.

The library drops such a line silently, and the client waits for an answer forever.
"""

import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final

from anyio.abc import ObjectReceiveStream
from mcp.server.stdio import stdio_server
from mcp.shared._stream_protocols import ReadStream, WriteStream
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    jsonrpc_message_adapter,
)
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mcp_mem0.domain.errors import quote_value

_NOT_JSON: Final = "json_invalid"
_NOTHING: Final[Mapping[str, object]] = {}
_TOP_DEPTH: Final = 2
"""How deep the library sees a field of the message itself: the kind of message, the field."""
_NO_CHARACTER: Final = r"\ufffd"
_HALF_CHARS: Final = 6
# Pairs and escaped backslashes match first, so what matches alone is a lone surrogate.
_ESCAPES: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
    r"|\\."
)


def repair_escapes(line: str) -> str:
    r"""Return a line of JSON with `\ufffd` for each escaped lone surrogate.

    A client that cuts a text in the middle of an emoji sends one. Bytes that are not UTF-8 have
    become the same character before.
    """
    return _ESCAPES.sub(
        lambda match: _NO_CHARACTER if len(match[0]) == _HALF_CHARS else match[0], line
    )


@asynccontextmanager
async def open_tolerant_stdio() -> AsyncGenerator[
    tuple[ReadStream[SessionMessage | Exception], WriteStream[SessionMessage]]
]:
    """Open the stdio transport; a line that is not a message is answered with the reason."""
    async with stdio_server() as (client, answers):
        yield _TolerantStream(client, answers), answers


class _TolerantStream(ObjectReceiveStream[SessionMessage | Exception]):
    """The messages of a client."""

    def __init__(
        self,
        client: ReadStream[SessionMessage | Exception],
        answers: WriteStream[SessionMessage],
    ) -> None:
        self._client = client
        self._answers = answers

    async def receive(self) -> SessionMessage | Exception:
        while True:
            item = await self._client.receive()
            if not isinstance(item, ValidationError):
                return item
            again = _read_again(item)
            if isinstance(again, SessionMessage):
                return again
            if again is not None:
                await self._answers.send(SessionMessage(again))

    async def aclose(self) -> None:
        await self._client.aclose()


def _read_again(error: ValidationError) -> SessionMessage | JSONRPCError | None:
    """Return the message of a repaired line, else the refusal; None if none is expected."""
    first = error.errors(include_url=False)[0]
    if first["type"] != _NOT_JSON:
        return _build_refusal(error)
    line = str(first["input"])
    if not line.strip():
        return None
    try:
        return SessionMessage(
            jsonrpc_message_adapter.validate_json(repair_escapes(line), by_name=False)
        )
    except ValidationError as still:
        return _build_refusal(still)


def _build_refusal(error: ValidationError) -> JSONRPCError | None:
    """Return the refusal of an invalid message; None if it is an answer itself."""
    wrong = error.errors(include_url=False)
    first = wrong[0]
    if first["type"] == _NOT_JSON:
        problem = first["msg"].removeprefix("Invalid JSON: ")
        return _build_error(
            PARSE_ERROR,
            f"{quote_value(str(first['input']).strip())} is not JSON ({problem}):"
            " send one whole message on each line",
        )
    message = _find_message(wrong)
    if "result" in message or "error" in message:
        return None
    return _build_error(
        INVALID_REQUEST,
        'the line is JSON, but not a request: send an object with "jsonrpc": "2.0", a method, an id'
        " that is text or a whole number, and params that are an object",
        raw_id=message.get("id"),
    )


def _find_message(wrong: Sequence[ErrorDetails]) -> Mapping[str, object]:
    """Return the object that is not a valid message; an empty one if it is not an object.

    The library reports a missing result or error together with the object that lacks it.
    """
    messages = (
        one["input"] for one in wrong if one["type"] == "missing" and len(one["loc"]) == _TOP_DEPTH
    )
    return next(messages, _NOTHING)


def _build_error(code: int, sentence: str, *, raw_id: object = None) -> JSONRPCError:
    # In Python, True is an int.
    request_id = raw_id if isinstance(raw_id, str | int) and not isinstance(raw_id, bool) else None
    return JSONRPCError(jsonrpc="2.0", id=request_id, error=ErrorData(code=code, message=sentence))
