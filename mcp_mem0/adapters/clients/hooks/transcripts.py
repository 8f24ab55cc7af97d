"""Reads the messages of a client's session from its transcript.

Only messages of the user and the assistant are read. Tool calls and results, thinking, summaries
and text that the client inserted are left out.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, cast

from pydantic import JsonValue

from mcp_mem0.adapters.clients.hooks.batches import TranscriptMessage
from mcp_mem0.domain.errors import RequestError, quote_path

SIZE_BYTES_MAX: Final = 200_000_000
CONTENT_CHARS_MAX: Final = 16_000
"""Longer messages are cut into parts of this size; the memory takes 20,000 unless told."""

_INSERTED: Final = re.compile(
    r"<(system-reminder|command-[a-z]+|local-command-[a-z]+|bash-[a-z]+|task-notification"
    r"|environment_context|user_instructions|hook_context|session_context)\b[^>]*>.*?</\1>",
    re.DOTALL,
)
# All but line ends and tabs: a terminal's colours say nothing.
_CONTROLS: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def read_transcript(path: Path, client: str) -> list[TranscriptMessage]:
    """Return the messages of a transcript, in order; none if it is not there any more.

    Raises:
        RequestError: It cannot be read.
    """
    try:
        if path.stat().st_size > SIZE_BYTES_MAX:
            raise RequestError(
                f"the transcript {quote_path(path)} is larger than {SIZE_BYTES_MAX:,} bytes"
            )
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RequestError(
            f"cannot read the transcript {quote_path(path)}: {error.strerror}"
        ) from error
    reader = {"codex": _parse_codex_entry, "gemini": _parse_gemini_entry}.get(
        client, _parse_claude_entry
    )
    return [
        part
        for entry in _parse_entries(text)
        for message in reader(entry)
        for part in _split_parts(message)
    ]


def parse_transcript_entries(entries: Iterable[object]) -> list[TranscriptMessage]:
    """Return the messages in entries of a transcript, whichever client wrote it."""
    readers = (_parse_claude_entry, _parse_codex_entry, _parse_gemini_entry)
    return [
        part
        for entry in entries
        for reader in readers
        for message in reader(cast("JsonValue", entry))
        for part in _split_parts(message)
    ]


def _parse_entries(text: str) -> Iterator[JsonValue]:
    """Yield a transcript's entries: a line each, or all in one object."""
    try:
        whole: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        for line in text.split("\n"):
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                # The last line may be half written; it comes whole the next time.
                continue
    else:
        yield whole


def _parse_claude_entry(entry: JsonValue) -> Iterator[TranscriptMessage]:
    match entry:
        case {"isMeta": True} | {"isSidechain": True} | {"isCompactSummary": True}:
            return
        case {
            "type": "user" | "assistant" as role,
            "message": {"content": content},
        }:
            at, text = str(entry.get("timestamp") or ""), _extract_text(content)
            mark = str(entry.get("uuid") or _build_mark(at, role, text))
            yield TranscriptMessage(mark=mark, role=role, content=text, at=at)
        case _:
            return


def _parse_codex_entry(entry: JsonValue) -> Iterator[TranscriptMessage]:
    match entry:
        case {
            "timestamp": str(at),
            "type": "event_msg",
            "payload": {
                "type": "item_completed",
                "item": {
                    "type": "UserMessage" | "AgentMessage" as kind,
                    "id": str(mark),
                    "content": content,
                },
            },
        }:
            role = "user" if kind == "UserMessage" else "assistant"
            yield TranscriptMessage(mark=mark, role=role, content=_extract_text(content), at=at)
        case {
            "timestamp": str(at),
            "type": "event_msg",
            "payload": {"type": "user_message" | "agent_message" as kind, "message": str(text)},
        }:
            role = "user" if kind == "user_message" else "assistant"
            mark = _build_mark(at, role, text)
            yield TranscriptMessage(mark=mark, role=role, content=text, at=at)
        case _:
            return


def _parse_gemini_entry(entry: JsonValue) -> Iterator[TranscriptMessage]:
    match entry:
        case {"messages": list(messages)}:
            for message in messages:
                yield from _parse_gemini_entry(message)
        case {"type": "user" | "gemini" as kind, "id": str(mark), "content": content}:
            role = "user" if kind == "user" else "assistant"
            at = entry.get("timestamp")
            yield TranscriptMessage(
                mark=mark, role=role, content=_extract_text(content), at=str(at or "")
            )
        case _:
            return


def _build_mark(at: str, role: str, text: str) -> str:
    """Return what tells a message from others where the client gives it no mark."""
    return hashlib.sha256(f"{at}\n{role}\n{text}".encode(errors="replace")).hexdigest()


def _extract_text(content: JsonValue) -> str:
    """Return the text of a message's content."""
    match content:
        case str():
            return content
        case list():
            return "\n".join(text for block in content if (text := _extract_block_text(block)))
        case _:
            return ""


def _extract_block_text(block: JsonValue) -> str:
    match block:
        case {"type": "text" | "Text", "text": str(text)}:
            return text
        case {"text": str(text)} if "type" not in block:
            return text
        case _:
            return ""


def _split_parts(message: TranscriptMessage) -> Iterator[TranscriptMessage]:
    """Yield a message without inserted text, in parts if it is long."""
    text = _CONTROLS.sub("", _INSERTED.sub("", message.content)).strip()
    for number, start in enumerate(range(0, len(text), CONTENT_CHARS_MAX)):
        part = text[start : start + CONTENT_CHARS_MAX]
        if part.strip():
            mark = f"{message.mark}/{number}" if number else message.mark
            yield TranscriptMessage(mark=mark, role=message.role, content=part, at=message.at)
