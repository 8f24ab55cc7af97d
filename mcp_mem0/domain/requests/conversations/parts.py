"""Reading the content of a message: a text, or the parts that providers write it in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

from mcp_mem0.domain.requests.conversations.omissions import Omission, Omissions

DEPTH_MAX: Final = 6
"""How deep parts may be nested; deeper ones are left out."""

_TEXT_KEYS: Final = ("text", "value", "refusal", "transcript")
_RESULT_KEYS: Final = ("content", "output", "response", "result")
_INNER_KEYS: Final = ("content", "parts")
_CALL_KEYS: Final = frozenset({"functioncall", "tooluse", "toolcall", "toolcalls"})
_RESULT_MARKS: Final = ("toolresult", "functioncalloutput", "functionresponse", "tooloutput")
_CALL_MARKS: Final = ("tooluse", "toolcall", "functioncall", "executablecode")
_THOUGHT_MARKS: Final = ("thinking", "reasoning", "thought")
_MEDIA: Final[Sequence[tuple[str, Omission]]] = (
    ("image", Omission.IMAGE),
    ("audio", Omission.RECORDING),
    ("video", Omission.RECORDING),
    ("file", Omission.FILE),
    ("document", Omission.FILE),
    ("inlinedata", Omission.FILE),
    ("resource", Omission.FILE),
)


@dataclass(frozen=True, slots=True)
class PartWords:
    """PartWords of a message, and whether a tool answered them, whatever the message's role."""

    text: str
    is_result: bool = False


def read_words(content: object, omissions: Omissions) -> list[PartWords]:
    """Return the words of a content, in order, and count what else is in it."""
    return _join_words(_read(content, omissions, is_result=False, depth=0))


def _join_words(words: Sequence[PartWords]) -> list[PartWords]:
    """Return the words with neighbours of one kind as one text, in lines."""
    joined: list[PartWords] = []
    for each in words:
        if not each.text.strip():
            continue
        if joined and joined[-1].is_result == each.is_result:
            joined[-1] = PartWords(f"{joined[-1].text}\n{each.text}", each.is_result)
        else:
            joined.append(each)
    return joined


def _read(content: object, omissions: Omissions, *, is_result: bool, depth: int) -> list[PartWords]:
    if isinstance(content, str) and not depth:
        content = _parse_parts(content)
    match content:
        case None:
            return []
        case str():
            return [PartWords(content, is_result)]
        case bool() | int() | float():
            return [PartWords(json.dumps(content), is_result)]
        case list() if depth <= DEPTH_MAX:
            items = cast("list[object]", content)
            read = partial(_read, omissions=omissions, is_result=is_result, depth=depth + 1)
            return [words for item in items for words in read(item)]
        case dict() if depth <= DEPTH_MAX:
            part = cast("dict[str, object]", content)
            return _read_part(part, omissions, is_result=is_result, depth=depth)
        case _:
            omissions.add(Omission.PART)
            return []


def _read_part(
    part: Mapping[str, object], omissions: Omissions, *, is_result: bool, depth: int
) -> list[PartWords]:
    kind = _fold(part.get("type"))
    marks = kind or next(iter(map(_fold, part)), "")
    if kind.endswith(_RESULT_MARKS) or marks in _RESULT_MARKS:
        inner = part if kind else next(iter(part.values()))
        words = _read_result(inner, omissions, depth=depth)
        if not words:
            omissions.add(Omission.RESULT)
        return words
    if part.get("thought") is True or any(mark in kind for mark in _THOUGHT_MARKS):
        omissions.add(Omission.THOUGHT)
        return []
    if marks in _CALL_KEYS or any(mark in kind for mark in _CALL_MARKS):
        omissions.add(Omission.CALL)
        return []
    text = _find_text(part)
    if text is not None:
        return [PartWords(text, is_result)]
    inner = next((part[key] for key in _INNER_KEYS if part.get(key)), None)
    if inner is not None:
        return _read(inner, omissions, is_result=is_result, depth=depth + 1)
    if not kind.endswith("text"):
        omissions.add(next((what for mark, what in _MEDIA if mark in marks), Omission.PART))
    return []


def _read_result(inner: object, omissions: Omissions, *, depth: int) -> list[PartWords]:
    """Return what a tool answered, if that is words."""
    for _ in range(DEPTH_MAX):
        if not isinstance(inner, dict):
            break
        fields = cast("dict[str, object]", inner)
        inner = next((fields[key] for key in _RESULT_KEYS if fields.get(key)), None)
    return _read(inner, omissions, is_result=True, depth=depth + 1)


def _find_text(part: Mapping[str, object]) -> str | None:
    for key in _TEXT_KEYS:
        match part.get(key):
            case str(text):
                return text
            case {"value": str(text)}:
                return text
            case _:
                continue
    return None


def _parse_parts(text: str) -> object:
    """Return the parts that a text is the JSON of, or the text."""
    if not text.lstrip().startswith("[{"):
        return text
    try:
        parts: object = json.loads(text)
    except (ValueError, RecursionError):
        return text
    items = cast("list[object]", parts)
    return items if all(isinstance(item, dict) and "type" in item for item in items) else text


def _fold(kind: object) -> str:
    return kind.replace("_", "").replace("-", "").lower() if isinstance(kind, str) else ""


def read_text_parts(content: object) -> str | None:
    """Return the words of a statement that was sent as parts; None if it has none."""
    parts = cast("list[object]", content) if isinstance(content, list) else [content]
    if not parts or not all(isinstance(part, dict) for part in parts):
        return None
    words = read_words(parts, Omissions())
    return words[0].text if len(words) == 1 and not words[0].is_result else None
