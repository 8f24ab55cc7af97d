"""Finds JSON in what a model said, which may be prose, code fences or thinking around it.

Strict reading comes first; only what it refuses is read tolerantly, and that within bounds.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from mcp_mem0.domain.llm.tolerant_json import (
    BrokenJsonError,
    JsonReading,
    TolerantReader,
    TruncatedJsonError,
)

STARTS_MAX: Final = 50
"""Most places in a text at which JSON is tried: prose with more braces is no answer."""

REPAIRED_CHARS_MAX: Final = 300_000
"""Longest text that is read tolerantly; the longest useful answer has a third of that."""

_START: Final = re.compile(r"\{|\[(?=\s*+(?:[\[{\]\"“]|//|/\*|#))")
_FENCE: Final = "```"
_FENCE_START: Final = re.compile(r"```\w*+")
_THOUGHT_END: Final = re.compile(
    r"</(?:think|thinking|thought|reasoning|scratchpad)>", re.IGNORECASE
)
_ESCAPED_START: Final = re.compile(r"[{\[]\s*+(?:\{\s*+)?\\\"")
_ESCAPED: Final = re.compile(r"\\([\"\\/])")
_STRICT: Final = json.JSONDecoder()
_WITH_LINE_BREAKS: Final = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class UnreadableJson:
    """Stands for JSON that breaks off, or is broken.

    Attributes:
        why: What is wrong with it.
        start: Where it begins.
        is_truncated: Whether it breaks off; then nothing after it is read either, because what
            stands inside would be a part taken for the whole.
    """

    why: str
    start: int
    is_truncated: bool


def find_json(text: str) -> Iterator[JsonReading | UnreadableJson]:
    """Yield the objects and lists that stand in a text side by side, not those inside others.

    Inside what is broken, the values that are whole are found one by one.
    """
    reader = TolerantReader(text)
    start = _START.search(text)
    for _ in range(STARTS_MAX):
        if start is None:
            return
        found = _read_strictly(text, start.start()) or _read_tolerantly(reader, start.start())
        yield found
        if isinstance(found, JsonReading):
            start = _START.search(text, found.end)
        elif found.is_truncated:
            return
        else:
            start = _START.search(text, found.start + 1)


def read_json_text(text: str) -> JsonValue:
    """Return the first object or list in a text that is nothing else, or None."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    found = next(find_json(text), None)
    return found.value if isinstance(found, JsonReading) and found.is_closed else None


def clean_answer_text(text: str) -> str:
    """Return a text without code fences, and unescaped if it is JSON within a JSON string."""
    clean = _strip_fence(text)
    for _ in range(2):
        if clean.startswith('"') and clean.endswith('"'):
            try:
                inner = json.loads(clean, strict=False)
            except ValueError:
                break
            clean = _strip_fence(inner) if isinstance(inner, str) else clean
    return _ESCAPED.sub(r"\1", clean) if _ESCAPED_START.match(clean) else clean


def drop_thoughts(text: str) -> str:
    """Return what a text says after its thinking, where that is marked."""
    *_, end = (0, *(mark.end() for mark in _THOUGHT_END.finditer(text)))
    return text[end:]


def _strip_fence(text: str) -> str:
    clean = text.strip()
    start = _FENCE_START.match(clean)
    return (clean if start is None else clean[start.end() :]).removesuffix(_FENCE).strip()


def _read_strictly(text: str, start: int) -> JsonReading | None:
    for decoder in (_STRICT, _WITH_LINE_BREAKS):
        try:
            value, end = decoder.raw_decode(text, start)
        except (RecursionError, ValueError):
            continue
        return JsonReading(value=value, end=end)
    return None


def _read_tolerantly(reader: TolerantReader, start: int) -> JsonReading | UnreadableJson:
    if len(reader.text) - start > REPAIRED_CHARS_MAX:
        why = f"its JSON is broken, and only {REPAIRED_CHARS_MAX:,} characters are repaired"
        return UnreadableJson(why, start, is_truncated=True)
    try:
        return reader.read(start)
    except BrokenJsonError as error:
        return UnreadableJson(str(error), start, is_truncated=False)
    except TruncatedJsonError as error:
        return UnreadableJson(str(error), start, is_truncated=True)
