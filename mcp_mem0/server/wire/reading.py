"""One message of a client: repaired where that is safe, else refused in one sentence.

The library takes a request whose id it does not know for a notification, and answers nothing. It
also drops what it cannot parse. The client then waits for ever, so both end here.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCMessage,
    JSONRPCNotification,
    JSONRPCRequest,
    jsonrpc_message_adapter,
)
from pydantic import ValidationError
from pydantic_core import from_json

from mcp_mem0.domain.errors import quote_value
from mcp_mem0.server.wire.decoding import WideEncodingError, decode_message, repair_escapes
from mcp_mem0.server.wire.stand_ins import mark_number, restore_ids

_Content: TypeAlias = dict[str, Any]

TEXT_DEPTH_MAX: Final = 3
"""How often arguments may be the JSON of a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMessage:
    """A message that the library understands.

    Attributes:
        message: The message.
        raw: Its JSON in UTF-8: the client's own bytes, unless something was repaired.
        has_stand_ins: Whether texts stand for ids in it.
    """

    message: JSONRPCMessage
    raw: bytes
    has_stand_ins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why bytes are not a message.

    Attributes:
        error: The answer.
        is_expected: Whether the client waits for an answer.
    """

    error: JSONRPCError
    is_expected: bool = True

    def dump(self) -> bytes:
        """Return the answer as JSON."""
        return restore_ids(self.error.model_dump_json(by_alias=True, exclude_unset=True).encode())


def read_message(raw: bytes) -> ReadMessage | Refusal:
    """Return the message that a client sent, or its refusal."""
    try:
        text = decode_message(raw)
    except WideEncodingError:
        # The last byte of a line in UTF-16 belongs to the next one.
        is_expected = bool(raw.strip(b"\0 \r\n"))
        return _refuse(
            PARSE_ERROR,
            "the message is in UTF-16 or UTF-32: send it in UTF-8",
            is_expected=is_expected,
        )
    try:
        text, content = _parse(text)
    except ValueError as error:
        return _refuse(
            PARSE_ERROR,
            f"{quote_value(text.strip())} is not JSON ({error}): send one whole message at a time",
            is_expected=bool(text.strip()),
        )
    if not isinstance(content, dict):
        return _refuse_other(content)
    fields = cast("_Content", content)
    unpacked = _unpack_arguments(_unpack_params(fields))
    marked = _mark_numbers(unpacked)
    try:
        message = _build_message(marked)
    except ValidationError:
        return _refuse_fields(marked)
    has_stand_ins = marked is not unpacked
    repaired = text if marked is fields else json.dumps(marked)
    return ReadMessage(message=message, raw=repaired.encode(), has_stand_ins=has_stand_ins)


def _parse(text: str) -> tuple[str, object]:
    """Return JSON and its value, with lone surrogates and bare control characters repaired.

    Raises:
        ValueError: It is not JSON.
    """
    try:
        return text, from_json(text)
    except ValueError:
        repaired = repair_escapes(text)
        with suppress(ValueError, RecursionError):
            repaired = json.dumps(json.loads(repaired, strict=False))
            return repaired, from_json(repaired)
        raise


def _unpack_params(fields: _Content) -> _Content:
    """Return a message without what stands for nothing in its parameters and metadata.

    Languages without objects of their own write an empty one as a list.
    """
    match fields:
        case {"method": _, "params": []}:
            return {**fields, "params": {}}
        case {"method": _, "params": {"_meta": [] | None, **rest}}:
            return {**fields, "params": rest}
        case {"method": _, "params": {"_meta": {"progressToken": None, **meta}, **rest}}:
            return {**fields, "params": {**rest, "_meta": meta}}
        case _:
            return fields


def _unpack_arguments(fields: _Content) -> _Content:
    """Return a call whose arguments are an object: they may be its JSON text, or an empty list.

    What is none is left to the tool, which says so to the model that sent it.
    """
    match fields:
        case {
            "method": "tools/call" | "prompts/get" as method,
            "params": {"arguments": given, **rest},
        }:
            arguments = _read_arguments(given)
            if method == "tools/call" and not isinstance(arguments, dict | None):
                arguments = {"arguments": given}
            if arguments is given:
                return fields
            return {**fields, "params": {**rest, "arguments": arguments}}
        case _:
            return fields


def _read_arguments(given: object) -> object:
    """Return what a text is the JSON of, even of a text that is; of an empty list an object."""
    read = given
    for _ in range(TEXT_DEPTH_MAX):
        if not isinstance(read, str):
            break
        try:
            _, read = _parse(read or "{}")
        except ValueError:
            break
    return {} if read == [] else read


def _mark_numbers(fields: _Content) -> _Content:
    """Return a message whose ids the library takes: the same object if they were."""
    match fields:
        case {"method": _, "id": float(number)}:
            fields = {**fields, "id": mark_number(number)}
        case {"id": float(number)} if number.is_integer():
            # The answer to a request of ours, whose ids are whole.
            fields = {**fields, "id": int(number)}
        case _:
            pass
    match fields:
        case {"method": "notifications/cancelled", "params": {"requestId": float(number), **rest}}:
            return {**fields, "params": {**rest, "requestId": mark_number(number)}}
        case {"params": {"_meta": {"progressToken": float(number), **meta}, **rest}}:
            meta = {**meta, "progressToken": mark_number(number)}
            return {**fields, "params": {**rest, "_meta": meta}}
        case _:
            return fields


def _build_message(fields: _Content) -> JSONRPCMessage:
    """Return the message; the library's own union would take a wrong request for another kind.

    Raises:
        ValidationError: It is not one.
    """
    if "method" not in fields:
        return jsonrpc_message_adapter.validate_python(fields, by_name=False)
    kind = JSONRPCRequest if "id" in fields else JSONRPCNotification
    return kind.model_validate(fields, by_name=False)


def _refuse_other(content: object) -> Refusal:
    if isinstance(content, list):
        sentence = "a batch (a list of messages) is not accepted: send each message by itself"
    else:
        sentence = (
            f"{quote_value(content)} is JSON, but not a message: send an object with a method"
        )
    return _refuse(INVALID_REQUEST, sentence)


def _refuse_fields(fields: _Content) -> Refusal:
    is_answer = "method" not in fields and ("result" in fields or "error" in fields)
    is_notification = isinstance(fields.get("method"), str) and "id" not in fields
    given_id = fields.get("id")
    # In Python, True is an int.
    is_usable = isinstance(given_id, str | int) and not isinstance(given_id, bool)
    return _refuse(
        INVALID_REQUEST,
        'the message is JSON, but not a request: send an object with "jsonrpc": "2.0", a method, an'
        " id that is text or a number, and params that are an object",
        request_id=cast("str | int", given_id) if is_usable else None,
        is_expected=not (is_answer or is_notification),
    )


def _refuse(
    code: int, sentence: str, *, request_id: str | int | None = None, is_expected: bool = True
) -> Refusal:
    error = ErrorData(code=code, message=sentence)
    return Refusal(
        error=JSONRPCError(jsonrpc="2.0", id=request_id, error=error), is_expected=is_expected
    )
