"""Reading a conversation as any program writes it: who said what, and when."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, Protocol, cast, runtime_checkable

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Message, Role
from mcp_mem0.domain.requests.conversations.omissions import Omission, Omissions
from mcp_mem0.domain.requests.conversations.parts import PartWords, read_words
from mcp_mem0.domain.text.cleaning import clean_name, clean_text, is_clean, split_text
from mcp_mem0.domain.text.normalise import drop_nothing
from mcp_mem0.domain.visible_text import strip_invisible

_ROLES: Final[Mapping[str, Role]] = {
    "user": "user",
    "human": "user",
    "person": "user",
    "assistant": "assistant",
    "ai": "assistant",
    "model": "assistant",
    "bot": "assistant",
    "chatbot": "assistant",
    "agent": "assistant",
    "gpt": "assistant",
    "system": "system",
    "developer": "system",
    "tool": "tool",
    "function": "tool",
    "toolresult": "tool",
    "observation": "tool",
    "ipython": "tool",
}
_ROLE_KEYS: Final = ("role", "from", "sender", "author", "type")
_CONTENT_KEYS: Final = ("content", "text", "value", "parts", "message", "refusal", "audio")
_NAME_KEYS: Final = ("name", "speaker")
_TIME_KEYS: Final = (
    "at",
    "timestamp",
    "created_at",
    "createdAt",
    "create_time",
    "time",
    "date",
)
_CALL_KEYS: Final = ("tool_calls", "function_call", "toolCalls")
_KNOWN_KEYS: Final = frozenset({*_ROLE_KEYS, *_CONTENT_KEYS, *_NAME_KEYS, *_TIME_KEYS, *_CALL_KEYS})
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS_FROM: Final = 1e11
"""A number of seconds this large would lie beyond the year 5000: it counts milliseconds."""
_SECONDS: Final = re.compile(r"\d{9,13}(?:\.\d{1,9})?")
"""Since 1970, since 1973 at the earliest: eight digits are a date."""
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


@runtime_checkable
class RawMessage(Protocol):
    """One message as our own programs send it, not checked yet."""

    @property
    def role(self) -> str:
        """Who spoke: user, assistant, system or tool."""
        ...

    @property
    def content(self) -> str:
        """What was said."""
        ...

    @property
    def name(self) -> str | None:
        """The speaker's name, if it is known."""
        ...

    @property
    def at(self) -> str | None:
        """When it was said, if it is known, in ISO 8601."""
        ...


@dataclass(frozen=True, slots=True)
class SentConversation:
    """The messages that can be kept, and a line on what else there was."""

    messages: tuple[Message, ...]
    notes: tuple[str, ...] = ()


def is_message(fields: Mapping[str, object]) -> bool:
    """Return whether an object says who speaks and what, in any form that can be read."""
    speaks = any(key in fields for key in _ROLE_KEYS if key != "type")
    return "role" in fields or (speaks and any(key in fields for key in _CONTENT_KEYS))


def is_speaker_pair(sent: object) -> bool:
    """Return whether a list is a message: a role, and what was said."""
    if not isinstance(sent, list):
        return False
    match cast("list[object]", sent):
        case [str(role), _]:
            return _find_role(role) is not None
        case _:
            return False


def is_typed_message(fields: Mapping[str, object]) -> bool:
    """Return whether an object says who speaks as its type, as messages of LangChain do."""
    kind = fields.get("type")
    says = any(fields.get(key) is not None for key in ("content", "data"))
    return says and isinstance(kind, str) and _find_role(kind) is not None


def read_conversation(sent: Sequence[object], *, chars_max: int, zone: tzinfo) -> SentConversation:
    """Return a conversation as far as it is readable.

    Args:
        sent: Its messages: objects as providers and programs write them, or `RawMessage`s.
        chars_max: The longest message; a longer one is kept as several.
        zone: The zone of times without an offset.
    """
    reader = _MessageReader(Omissions(), chars_max, zone)
    messages = tuple(message for each in sent for message in reader.read_message(each))
    return SentConversation(messages, reader.omissions.describe())


@dataclass(frozen=True, slots=True)
class _MessageReader:
    omissions: Omissions
    chars_max: int
    zone: tzinfo

    def read_message(self, sent: object) -> list[Message]:
        fields = _get_fields(sent)
        role, name = _read_speaker(fields)
        at = self._read_time(fields)
        before = self.omissions.counts.total()
        content = _get_first(fields, _CONTENT_KEYS)
        is_item = content is None and isinstance(fields.get("type"), str)
        words = read_words(fields if is_item else content, self.omissions)
        kept = [
            Message(
                role="tool" if each.is_result else role or "user",
                content=text,
                name=None if each.is_result and role != "tool" else name,
                at=at,
            )
            for each in words
            for text in self._clean(each)
        ]
        calls = sum(_count_calls(fields.get(key)) for key in _CALL_KEYS)
        if kept:
            self.omissions.counts[Omission.CALL] += calls
        elif calls or self._drop_lone_calls(before):
            self.omissions.add(Omission.ONLY_CALLS)
        elif self.omissions.counts.total() == before:
            self.omissions.add(Omission.WORDLESS)
        if role is None and name is None and any(message.role == "user" for message in kept):
            self.omissions.add(Omission.ROLE)
        if not is_item:
            self.omissions.fields.update(key for key in fields if key not in _KNOWN_KEYS)
        return kept

    def _drop_lone_calls(self, before: int) -> bool:
        """Say of a message whose parts are calls alone that it only called tools."""
        counts = self.omissions.counts
        made = counts.total() - before
        if not made or counts[Omission.CALL] < made:
            return False
        counts[Omission.CALL] -= made
        return True

    def _read_time(self, fields: Mapping[str, object]) -> datetime | None:
        sent = _get_first(fields, _TIME_KEYS)
        if sent is None or (isinstance(sent, str) and drop_nothing(sent) is None):
            return None
        if isinstance(sent, str) and _SECONDS.fullmatch(sent.strip()):
            sent = float(sent)
        if isinstance(sent, str):
            with suppress(RequestError):
                return parse_instant(sent, name="at", zone=self.zone)
        elif isinstance(sent, int | float) and not isinstance(sent, bool):
            # A comparison takes numbers that no arithmetic does.
            if 0 <= sent < _MILLISECONDS_FROM:
                return _EPOCH + timedelta(seconds=sent)
            if 0 <= sent < _MILLISECONDS_FROM * 1_000:
                return _EPOCH + timedelta(milliseconds=sent)
        self.omissions.add(Omission.TIME)
        return None

    def _clean(self, words: PartWords) -> list[str]:
        text = unicodedata.normalize("NFC", clean_text(words.text))
        if text and not is_clean(words.text):
            self.omissions.add(Omission.CONTROLS)
        return [part for part in split_text(text, self.chars_max) if strip_invisible(part).strip()]


def _get_fields(sent: object) -> Mapping[str, object]:
    """Return the fields of a message, however it was written."""
    if isinstance(sent, RawMessage):
        return {"role": sent.role, "content": sent.content, "name": sent.name, "at": sent.at}
    if isinstance(sent, str) and sent.lstrip().startswith("{"):
        with suppress(ValueError, RecursionError):
            sent = json.loads(sent)
    sent = _name_speaker(sent)
    if not isinstance(sent, dict):
        return {"content": sent}
    fields = cast("dict[str, object]", sent)
    inner = fields.get("message")
    if isinstance(inner, dict):
        # A line of a transcript has the message inside, and its time beside it.
        outer = {key: fields[key] for key in _TIME_KEYS if key in fields}
        return {**outer, **cast("dict[str, object]", inner)}
    data = fields.get("data")
    if isinstance(data, dict) and "content" not in fields:
        others = {key: value for key, value in fields.items() if key != "data"}
        return {**others, **cast("dict[str, object]", data)}
    return fields


def _name_speaker(sent: object) -> object:
    """Return a message with its role beside its words, where one stands before the other."""
    if is_speaker_pair(sent):
        role, content = cast("list[object]", sent)
        return {"role": role, "content": content}
    if isinstance(sent, dict) and len(cast("dict[str, object]", sent)) == 1:
        [(key, content)] = cast("dict[str, object]", sent).items()
        is_said = isinstance(content, str | list) and key not in _KNOWN_KEYS
        if is_said and _find_role(key) is not None:
            return {"role": key, "content": cast("object", content)}
    return cast("object", sent)


def _get_first(fields: Mapping[str, object], keys: Sequence[str]) -> object:
    return next((fields[key] for key in keys if fields.get(key) not in (None, "")), None)


def _read_speaker(fields: Mapping[str, object]) -> tuple[Role | None, str | None]:
    """Return the role, if it is told, and the name; an unknown role is the name of a speaker."""
    name = _read_name(fields)
    for key in _ROLE_KEYS:
        text = _get_role_text(fields.get(key))
        if text is None:
            continue
        role = _find_role(text)
        if role is not None:
            return role, name
        if key != "type":
            name = name or clean_name(text)
    return None, name


def _find_role(text: str) -> Role | None:
    letters = _NOT_LETTERS.sub("", text.rpartition(".")[2]).lower()
    return _ROLES.get(letters.removesuffix("message"))


def _get_role_text(sent: object) -> str | None:
    if isinstance(sent, dict):
        author = cast("dict[str, object]", sent)
        sent = author.get("role") or author.get("name")
    return drop_nothing(sent) if isinstance(sent, str) else None


def _read_name(fields: Mapping[str, object]) -> str | None:
    for key in _NAME_KEYS:
        name = fields.get(key)
        if isinstance(name, str) and drop_nothing(name) is not None:
            return clean_name(name)
    return None


def _count_calls(sent: object) -> int:
    return len(cast("list[object]", sent)) if isinstance(sent, list) else int(bool(sent))
