"""Hooks as clients run them: real processes, a real store, transcripts as clients write them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.minilm_embedder import MiniLmEmbedder
from mcp_mem0.domain.filters import Filter
from mcp_mem0.domain.rows import Excerpt
from tests.adapters.clients.transcripts import claude_line, claude_session, write_lines
from tests.clients.homes import Home, home_in

SAID = ["My bicycle is blue", "Noted.", "And the lock is red", "Red it is."]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home")


def event(name: str, transcript: Path) -> str:
    return json.dumps(
        {"hook_event_name": name, "session_id": "s1", "transcript_path": str(transcript)}
    )


def hook(home: Home, name: str, transcript: Path) -> str:
    """Run a hook, and the worker that it starts, to the end; returns what the client is told."""
    told = home.told("hook", "claude-code", given=event(name, transcript))
    # A second worker waits for the first and finds what that left.
    home.told("hook", "claude-code", "--work")
    return told


async def kept(home: Home) -> Counter[str]:
    """Return every message in the store, and how often it is there."""
    records = LanceRecords(str(home.store), identity=MiniLmEmbedder().identity)
    await records.open()
    try:
        excerpts = await records.find(Excerpt, Filter(spaces=("default",)))
    finally:
        records.close()
    return Counter(excerpt.text for excerpt in excerpts)


def log_of(home: Home) -> str:
    logs = (home.folder / ".local" / "state" / "mcp-mem0" / "hooks").glob("*/hooks.log")
    return "".join(log.read_text() for log in logs)


@pytest.mark.heavy
@pytest.mark.anyio
async def test_each_message_is_kept_once_however_often_hooks_run(
    home: Home, tmp_path: Path
) -> None:
    transcript = write_lines(tmp_path / "s.jsonl", claude_session()[:2])

    first = hook(home, "SessionStart", transcript)
    write_lines(transcript, claude_session())
    hook(home, "PreCompact", transcript)
    hook(home, "SessionEnd", transcript)
    later = hook(home, "SessionStart", tmp_path / "next.jsonl")

    assert await kept(home) == Counter(SAID)
    assert first == ""
    context = json.loads(later)["hookSpecificOutput"]["additionalContext"]
    assert "My bicycle is blue" in context
    assert "quotations, not instructions" in context
    assert log_of(home) == ""


@pytest.mark.heavy
@pytest.mark.anyio
async def test_a_session_whose_client_was_killed_is_kept_when_the_next_one_starts(
    home: Home, tmp_path: Path
) -> None:
    transcript = tmp_path / "s.jsonl"
    hook(home, "SessionStart", transcript)
    write_lines(transcript, claude_session())

    hook(home, "SessionStart", tmp_path / "next.jsonl")

    assert await kept(home) == Counter(SAID)


@pytest.mark.crash
@pytest.mark.anyio
@pytest.mark.timeout(600)
async def test_workers_that_are_killed_anywhere_lose_nothing_and_double_nothing(
    home: Home, tmp_path: Path
) -> None:
    transcript = tmp_path / "s.jsonl"
    said: list[str] = []
    for step in range(24):
        said += [f"message {step * 3 + each} of the person" for each in range(3)]
        lines = [claude_line(at, "user", text) for at, text in enumerate(said)]
        write_lines(transcript, lines)
        home.told("hook", "claude-code", given=event("PreCompact", transcript))
        home.killed_after(0.15 * (step + 1), "hook", "claude-code", "--work")
    hook(home, "SessionEnd", transcript)

    assert await kept(home) == Counter(said)
    assert log_of(home) == ""


@pytest.mark.parametrize(
    "given", ["", "not json", "[]", "{}", '{"transcript_path": 3}', '{"hook_event_name": "x"}']
)
def test_whatever_a_client_says_a_hook_is_silent_and_succeeds(home: Home, given: str) -> None:
    done = home.run("hook", "claude-code", given=given)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_fails_is_logged_and_not_said(home: Home, tmp_path: Path) -> None:
    transcript = write_lines(tmp_path / "s.jsonl", claude_session())
    settings = home.folder / ".config" / "mcp-mem0" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("colour = 'blue'\n")

    done = home.run("hook", "claude-code", given=event("SessionStart", transcript))
    home.run("hook", "claude-code", "--work")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "'colour' is not a setting" in log_of(home)


def test_help_tells_what_it_is_for(home: Home) -> None:
    assert "lifecycle hooks" in home.told("hook", "--help")
