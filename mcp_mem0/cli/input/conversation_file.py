"""Reading the messages of one conversation, in any form in which programs write them down.

These are: a list of messages in JSON, an object with such a list, one message a line (JSONL), a
conversation as Claude or ChatGPT exports it, and the session of a terminal agent. What a message
may say is `domain.requests`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from mcp_mem0.adapters.clients.hooks.transcripts import parse_transcript_entries
from mcp_mem0.adapters.foreign.chatgpt import read_chatgpt_conversation
from mcp_mem0.adapters.foreign.claude import read_claude_conversation
from mcp_mem0.adapters.foreign.fields import describe_type, get_list, get_object
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.requests.conversations import is_message
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, ForeignRecord, SkippedRecord

_ZIP: Final = b"PK\x03\x04"
_LIKE: Final = (
    'write it like [{"role": "user", "content": "..."}], or give a transcript of Claude or ChatGPT'
)
_KEYS_MAX: Final = 5

_Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A JSON value, and where it begins."""

    value: JsonValue
    place: str


def check_no_zip(raw: bytes, name: str) -> None:
    """Refuse a zip, which is a whole export.

    Raises:
        RequestError: It is one.
    """
    if raw.startswith(_ZIP):
        raise RequestError(
            f"{name} is a zip, not one conversation: bring in a whole export with"
            " `mcp-mem0 import FILE`"
        )


def read_messages(text: str, name: str, tell: _Tell) -> Sequence[object]:
    """Return the messages of a conversation as they are written, oldest first.

    Args:
        text: The text of the file.
        name: What a person calls the file, for notes and errors.
        tell: Is told in a sentence what is left out.

    Raises:
        RequestError: It is no conversation, or several.
    """
    values = list(_parse_values(text, name, tell))
    match values:
        case []:
            raise RequestError(f"{name} is empty: {_LIKE}")
        case [_Placed(list() as entries, place)]:
            if not entries:
                raise RequestError(f"{name} has an empty list ({place}): {_LIKE}")
            placed = [
                _Placed(entry, f"entry {number} of the list at {place}")
                for number, entry in enumerate(entries, start=1)
            ]
        case _:
            placed = values
    return _read_entries(placed, name, tell)


def _parse_values(text: str, name: str, tell: _Tell) -> Iterator[_Placed]:
    """Yield the JSON values of a text: one, or one a line."""
    decoder, at, count = json.JSONDecoder(), 0, 0
    while rest := text[at:].lstrip():
        at = len(text) - len(rest)
        place = _find_place(text, at)
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            if count and "\n" not in rest.strip():
                # A session that is still going on is written line by line.
                tell(f"{name}: its last line is not whole, and was left out")
                return
            raise _build_syntax_error(text, at, name, error) from error
        count += 1
        yield _Placed(value, place)


def _find_place(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - text.rfind(chr(10), 0, at)}"


def _build_syntax_error(text: str, at: int, name: str, error: Exception) -> RequestError:
    if text[at] not in "[{":
        found = quote_value(text[at : at + 20].partition("\n")[0])
        return RequestError(f"{name} is not JSON ({_find_place(text, at)} has {found}): {_LIKE}")
    if isinstance(error, json.JSONDecodeError):
        problem = f"line {error.lineno}, column {error.colno}: {error.msg}"
    else:
        problem = f"{_find_place(text, at)}: a value is nested too deeply, or too long a number"
    return RequestError(f"{name} is not JSON ({problem}): correct it there, or save it again")


def _read_entries(entries: Sequence[_Placed], name: str, tell: _Tell) -> Sequence[object]:
    whole = [each for each in entries if _is_conversation(get_object(each.value))]
    if len(whole) > 1:
        raise RequestError(
            f"{name} has {len(whole):,} conversations: give one of them, or bring in a whole export"
            " of Claude or ChatGPT with `mcp-mem0 import`"
        )
    if len(whole) == len(entries) == 1:
        return _read_conversation(get_object(entries[0].value), name, tell)
    values = [each.value for each in entries]
    if any(is_message(get_object(value)) for value in values):
        return values
    said = _read_session(values)
    if said:
        return said
    odd = entries[0]
    raise RequestError(f"{name} is no conversation: {odd.place} is {_describe(odd.value)}; {_LIKE}")


def _is_conversation(fields: Mapping[str, object]) -> bool:
    return (
        isinstance(fields.get("chat_messages"), list)
        or isinstance(fields.get("mapping"), dict)
        or (isinstance(fields.get("messages"), list) and "role" not in fields)
    )


def _read_conversation(fields: Mapping[str, object], name: str, tell: _Tell) -> Sequence[object]:
    if isinstance(fields.get("chat_messages"), list):
        return _list_said(read_claude_conversation(fields, name), name, tell)
    if isinstance(fields.get("mapping"), dict):
        return _list_said(read_chatgpt_conversation(fields, name), name, tell)
    messages = get_list(fields.get("messages"))
    # A session of Gemini has a type in place of a role.
    has_roles = any("role" in get_object(each) for each in messages)
    said: Sequence[object] = () if has_roles else _read_session([fields])
    if not messages:
        raise RequestError(f"{name} has an empty list of messages: {_LIKE}")
    return said or messages


def _list_said(items: Iterable[ForeignItem], name: str, tell: _Tell) -> Sequence[object]:
    said: list[object] = []
    for item in items:
        match item:
            case ForeignRecord(messages=messages, said_at=said_at):
                said += [
                    {"role": each.role, "content": each.content, "at": each.at or said_at}
                    for each in messages
                ]
            case SkippedRecord(reason=reason):
                tell(f"{name}: {reason}")
    if not said:
        raise RequestError(f"{name} is a conversation in which nobody says anything")
    return said


def _read_session(entries: Sequence[object]) -> Sequence[object]:
    return [
        {"role": each.role, "content": each.content, "at": each.at or None}
        for each in parse_transcript_entries(entries)
    ]


def _describe(value: object) -> str:
    fields = get_object(value)
    if not fields:
        return describe_type(value)
    keys = ", ".join(quote_value(key) for key in list(fields)[:_KEYS_MAX])
    return f"an object with the keys {keys}{', ...' if len(fields) > _KEYS_MAX else ''}"
