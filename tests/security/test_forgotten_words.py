"""Real processes: what was forgotten is told to no session, and let in by no hook."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.client_transcripts import claude_line, write_lines
from tests.support.home_folder import Home, home_in

OSLO = "The user lives in Oslo."
LONG_AGO = "2024-11-22T20:13:05.667Z"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home")


def answer(home: Home, *words: str) -> dict[str, Any]:
    return json.loads(home.check_output(*words, "--json"))


def hook(home: Home, name: str, transcript: Path) -> str:
    event = {
        "hook_event_name": name,
        "session_id": "s1",
        "transcript_path": str(transcript),
    }
    said = home.check_output("hook", "claude-code", given=json.dumps(event))
    home.check_output("hook", "claude-code", "--work")
    return said


def briefs(home: Home) -> list[Path]:
    return [*(home.folder / ".local" / "state" / "mcp-mem0" / "hooks").glob("*/brief.txt")]


@pytest.mark.heavy
def test_the_transcript_of_the_order_to_forget_tells_it_to_no_session(
    home: Home, tmp_path: Path
) -> None:
    stated = answer(home, "remember", OSLO)["operations"][0]["id"]
    home.check_output("forget", stated)
    transcript = write_lines(
        tmp_path / "s.jsonl",
        [
            claude_line(1, "user", "I live in Oslo, did you know?"),
            claude_line(2, "assistant", "Yes, you live in Oslo."),
            claude_line(3, "user", "Please forget that I live in Oslo."),
            claude_line(4, "assistant", "Done. My cat list has Mia."),
            claude_line(5, "user", "Oslo it is then, third floor.", timestamp=LONG_AGO),
            claude_line(6, "assistant", "In Oslo the winters are long.", timestamp=LONG_AGO),
        ],
    )

    hook(home, "SessionEnd", transcript)

    told = home.check_output("recall", "Oslo")
    assert "Oslo" not in told
    assert "Mia" in told
    assert "Oslo" not in hook(home, "SessionStart", tmp_path / "next.jsonl")
    assert "Oslo" not in "".join(brief.read_text() for brief in briefs(home))


@pytest.mark.heavy
def test_a_forgetting_on_the_command_line_deletes_the_kept_brief(
    home: Home, tmp_path: Path
) -> None:
    stated = answer(home, "remember", OSLO)["operations"][0]["id"]
    hook(home, "SessionStart", tmp_path / "s.jsonl")
    assert any("Oslo" in brief.read_text() for brief in briefs(home))

    home.check_output("forget", stated)

    assert briefs(home) == []
    assert "Oslo" not in hook(home, "SessionStart", tmp_path / "s.jsonl")


@pytest.mark.heavy
def test_uninstalling_the_last_hooks_leaves_no_words(home: Home, tmp_path: Path) -> None:
    home.check_output("install", "claude-code", "--hooks")
    answer(home, "remember", OSLO)
    hook(home, "SessionStart", tmp_path / "s.jsonl")
    assert briefs(home)

    home.check_output("uninstall", "claude-code")

    folder = home.folder / ".local" / "state" / "mcp-mem0" / "hooks"
    kept = [file for file in folder.rglob("*") if file.is_file()]
    assert not any(b"Oslo" in file.read_bytes() for file in kept)
    assert {file.name for file in kept} <= {"memory", "worker.lock"}
