"""Only the messages of the user and the assistant are read from a transcript."""

import json
from pathlib import Path

import pytest

from mcp_mem0.adapters.clients.hooks.transcripts import CONTENT_CHARS_MAX, read_transcript
from tests.support.client_transcripts import (
    Entry,
    claude_line,
    claude_session,
    codex_session,
    gemini_session,
    write_lines,
)


def spoken(path: Path, client: str) -> list[tuple[str, str]]:
    return [(said.role, said.content) for said in read_transcript(path, client)]


def test_a_session_of_claude_code_without_tools_thoughts_and_insertions(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "s.jsonl", claude_session())

    assert spoken(path, "claude-code") == [
        ("user", "My bicycle is blue"),
        ("assistant", "Noted."),
        ("user", "And the lock is red"),
        ("assistant", "Red it is."),
    ]


def test_a_session_of_codex_without_its_instructions(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "s.jsonl", codex_session())

    assert spoken(path, "codex") == [("user", "My bicycle is blue"), ("assistant", "Noted.")]


def test_older_messages_of_codex_are_read_too(tmp_path: Path) -> None:
    payload = {"type": "user_message", "message": "My bicycle is blue"}
    line: Entry = {"timestamp": "2026-05-01T10:00:00Z", "type": "event_msg", "payload": payload}
    path = write_lines(tmp_path / "s.jsonl", [line])

    assert spoken(path, "codex") == [("user", "My bicycle is blue")]


@pytest.mark.parametrize("in_lines", [True, False])
def test_a_session_of_gemini_in_either_of_its_forms(tmp_path: Path, *, in_lines: bool) -> None:
    session = gemini_session()
    path = tmp_path / "s.json"
    if in_lines:
        write_lines(path, session["messages"])
    else:
        path.write_text(json.dumps(session, indent=2))

    assert spoken(path, "gemini") == [("user", "My bicycle is blue"), ("assistant", "Noted.")]


def test_a_half_written_last_line_waits_for_the_next_time(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "s.jsonl", [claude_line(1, "user", "one")])
    path.write_text(path.read_text() + '{"type": "user", "uuid": "x", "mess')

    assert spoken(path, "claude-code") == [("user", "one")]


def test_a_long_message_is_split_without_loss(tmp_path: Path) -> None:
    text = "word " * CONTENT_CHARS_MAX
    path = write_lines(tmp_path / "s.jsonl", [claude_line(1, "user", text)])

    said = read_transcript(path, "claude-code")

    assert "".join(part.content for part in said) == text.strip()
    assert max(len(part.content) for part in said) <= CONTENT_CHARS_MAX
    assert len({part.mark for part in said}) == len(said) > 1


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"null\n[]\n3\n", b'{"type": "user"}\n', b"[" * 5_000]
)
def test_what_is_no_transcript_says_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(content)

    assert [spoken(path, client) for client in ("claude-code", "codex", "gemini")] == [[], [], []]


def test_a_transcript_that_is_gone_says_nothing(tmp_path: Path) -> None:
    assert read_transcript(tmp_path / "gone.jsonl", "claude-code") == []
