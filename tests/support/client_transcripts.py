"""Transcripts as the clients write them: shapes of the releases that tests/clients pins."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


def claude_line(number: int, role: str, content: object, **more: object) -> Entry:
    """Return an entry of Claude Code's transcript."""
    return {
        "parentUuid": None,
        "isSidechain": False,
        "type": role,
        "message": {"role": role, "content": content},
        "uuid": f"98124b99-1322-493f-af11-{number:012}",
        "timestamp": f"2026-11-22T20:13:{number % 60:02}.667Z",
        "sessionId": "15937547-4974-44ba-a70c-838a07aee882",
        "version": "2.1.330",
        **more,
    }


def claude_session() -> list[Entry]:
    """Return a session of Claude Code: two messages of the person, two of the assistant."""
    tool = {"type": "tool_use", "id": "toolu_1", "name": "Bash", "input": {"command": "ls"}}
    result = {"tool_use_id": "toolu_1", "type": "tool_result", "content": "secret.txt"}
    reminder = "<system-reminder>\nToday's date is 2026-11-22.\n</system-reminder>"
    return [
        {"type": "queue-operation", "operation": "enqueue", "content": "My bicycle is blue"},
        claude_line(1, "user", "My bicycle is blue"),
        {"type": "attachment", "uuid": "a1", "attachment": {"type": "date"}},
        claude_line(
            2,
            "assistant",
            [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Noted."}, tool],
        ),
        claude_line(3, "user", [result]),
        claude_line(4, "user", "Caveat: generated", isMeta=True),
        claude_line(5, "user", "<command-name>/clear</command-name>"),
        claude_line(6, "user", "This session is being continued", isCompactSummary=True),
        claude_line(7, "assistant", [{"type": "text", "text": "of a helper"}], isSidechain=True),
        claude_line(8, "user", [{"type": "text", "text": f"{reminder}And the lock is red"}]),
        claude_line(9, "assistant", [{"type": "text", "text": "\x1b[1mRed\x1b[0m it is."}]),
        {"type": "last-prompt", "lastPrompt": "And the lock is red"},
    ]


def codex_session() -> list[Entry]:
    """Return a session of Codex: one message of each."""

    def done(kind: str, number: int, text: str) -> Entry:
        item = {"type": kind, "id": f"id-{number}", "content": [{"type": "text", "text": text}]}
        payload = {"type": "item_completed", "thread_id": "t", "turn_id": "u", "item": item}
        return {"timestamp": "2026-11-22T20:15:02.685Z", "type": "event_msg", "payload": payload}

    instructions = {"type": "input_text", "text": "# AGENTS.md instructions"}
    put_in = {"type": "message", "role": "user", "content": [instructions]}
    return [
        {"timestamp": "2026-11-22T20:15:01Z", "type": "session_meta", "payload": {"id": "s"}},
        {"timestamp": "2026-11-22T20:15:01Z", "type": "response_item", "payload": put_in},
        done("UserMessage", 1, "My bicycle is blue"),
        done("Reasoning", 2, "hm"),
        done("AgentMessage", 3, "Noted."),
    ]


def gemini_session() -> Entry:
    """Return a session of Gemini CLI: one message of each."""
    brief = "<hook_context>From the user's long-term memory: x</hook_context>"
    return {
        "sessionId": "s",
        "messages": [
            {
                "id": "g0",
                "timestamp": "2026-11-22T20:15:02.685Z",
                "type": "user",
                "content": [{"text": "<session_context>\nThis is a CLI.\n</session_context>"}],
            },
            {
                "id": "g1",
                "timestamp": "2026-11-22T20:15:02.685Z",
                "type": "user",
                "content": [{"text": f"{brief}\n\nMy bicycle is blue"}],
            },
            {"id": "g2", "timestamp": "2026-11-22T20:15:03Z", "type": "info", "content": "Hi"},
            {
                "id": "g3",
                "timestamp": "2026-11-22T20:15:04Z",
                "type": "gemini",
                "content": "Noted.",
                "toolCalls": [{"name": "ls"}],
            },
        ],
    }


def write_lines(path: Path, entries: Sequence[Entry]) -> Path:
    """Write a transcript of a line for each entry."""
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    return path
