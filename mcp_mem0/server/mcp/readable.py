"""What a client sends over stdio, where the library cannot read it: mended, else refused.

The library drops such a line without a word, and the client waits for its answer for ever.
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
# A pair and an escaped backslash are taken whole, so what is left alone is a half.
_ESCAPES: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
    r"|\\."
)


def repair_escapes(line: str) -> str:
    r"""Return a line of JSON with `\ufffd` for each escape of half a character.

    Half an emoji is what a client sends that cuts a text in the middle of one. Bytes that are no
    UTF-8 have become the same character before.
    """
    return _ESCAPES.sub(
        lambda found: _NO_CHARACTER if len(found[0]) == _HALF_CHARS else found[0], line
    )


@asynccontextmanager
async def open_tolerant_stdio() -> AsyncGenerator[
    tuple[ReadStream[SessionMessage | Exception], WriteStream[SessionMessage]]
]:
    """Speak to a client over our input and output; what is no message is answered with why."""
    async with stdio_server() as (client, answers):
        yield _TolerantStream(client, answers), answers


class _TolerantStream(ObjectReceiveStream[SessionMessage | Exception]):
    """What came from a client."""

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
    """Return what a line says once it is mended, else the refusal; None where nobody waits."""
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
    """Return the answer to a message that is none; None where it is an answer itself."""
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
        'the line is JSON, but no request: send an object with "jsonrpc": "2.0", a method, an id'
        " that is text or a whole number, and params that are an object",
        to=message.get("id"),
    )


def _find_message(wrong: Sequence[ErrorDetails]) -> Mapping[str, object]:
    """Return the object that was no message; an empty one where it was not even an object.

    Whatever it was, a result or an error is missing in it, and the library says in what.
    """
    found = (
        one["input"] for one in wrong if one["type"] == "missing" and len(one["loc"]) == _TOP_DEPTH
    )
    return next(found, _NOTHING)


def _build_error(code: int, sentence: str, *, to: object = None) -> JSONRPCError:
    # To Python, true is a whole number.
    known = to if isinstance(to, str | int) and not isinstance(to, bool) else None
    return JSONRPCError(jsonrpc="2.0", id=known, error=ErrorData(code=code, message=sentence))
