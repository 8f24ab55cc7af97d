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
from mcp_mem0.domain.requests.conversations import is_message, is_typed_message
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, ForeignRecord, SkippedRecord

_ZIP: Final = b"PK\x03\x04"
_LIKE: Final = (
    'write it like [{"role": "user", "content": "..."}], or give a transcript of Claude or ChatGPT'
)
_KEYS_MAX: Final = 5
_LINES_MAX: Final = 5

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
    entries = _find_list(values[0].value) if len(values) == 1 else None
    if not values:
        raise RequestError(f"{name} is empty: {_LIKE}")
    if entries is None:
        return _read_entries(values, name, tell)
    place = values[0].place
    if not entries:
        raise RequestError(f"{name} has an empty list ({place}): {_LIKE}")
    placed = [
        _Placed(entry, f"entry {number} of the list at {place}")
        for number, entry in enumerate(entries, start=1)
    ]
    return _read_entries(placed, name, tell)


def _find_list(value: JsonValue) -> list[JsonValue] | None:
    """Return the list that a text is, or the one list of messages in an object of another form."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or is_message(value) or _is_conversation(value):
        return None
    lists = [each for each in value.values() if isinstance(each, list) and _has_talk(each)]
    return lists[0] if len(lists) == 1 else None


def _has_talk(entries: list[JsonValue]) -> bool:
    fields = [get_object(each) for each in entries]
    return any(is_message(each) or _is_conversation(each) for each in fields)


def _parse_values(text: str, name: str, tell: _Tell) -> Iterator[_Placed]:
    """Yield the JSON values of a text: one, or one a line."""
    # Programs that write JSON by hand leave line ends and tabs in texts as they are.
    decoder, at, count = json.JSONDecoder(strict=False), 0, 0
    while rest := text[at:].lstrip():
        at = len(text) - len(rest)
        place = _find_place(text, at)
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            found, wrong = _parse_lines(text, at)
            # One line may be broken, the last one for instance, if it is still being written.
            if not (len(wrong) == 1 and (count or found)) and len(found) <= len(wrong):
                raise _build_syntax_error(text, at, name, error) from error
            tell(f"{name}: left out what is not a whole message in {_list_lines(wrong)}")
            yield from found
            return
        count += 1
        yield _Placed(value, place)


def _parse_lines(text: str, at: int) -> tuple[list[_Placed], list[int]]:
    """Return the objects in the lines of a text from a place on, and the numbers of the others."""
    found: list[_Placed] = []
    wrong: list[int] = []
    first = text.count("\n", 0, at) + 1
    for number, line in enumerate(text[at:].split("\n"), start=first):
        if not line.strip():
            continue
        try:
            value: JsonValue = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            found.append(_Placed(value, f"line {number}, column 1"))
        else:
            wrong.append(number)
    return found, wrong


def _list_lines(numbers: Sequence[int]) -> str:
    shown = ", ".join(f"{number:,}" for number in numbers[:_LINES_MAX])
    more = ", ..." if len(numbers) > _LINES_MAX else ""
    return f"line{'s' if len(numbers) > 1 else ''} {shown}{more}"


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
    if any(is_typed_message(get_object(value)) for value in values):
        return values
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
    if not messages:
        raise RequestError(f"{name} has an empty list of messages: {_LIKE}")
    if any(is_message(get_object(each)) for each in messages):
        return messages
    # A session of Gemini has a type in place of a role.
    return _read_session([fields]) or messages


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
