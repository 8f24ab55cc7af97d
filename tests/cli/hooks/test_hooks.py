"""Hooks as clients run them: real processes, a real store, transcripts as clients write them."""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import Implementation

from mcp_mem0.adapters.clients.hooks.hook_state import get_hook_state, list_hook_states
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt
from tests.support.client_transcripts import claude_line, claude_session, write_lines
from tests.support.home_folder import RUN_S_MAX, Home, home_in
from tests.support.mcp_calls import call_text, recalled

SAID = ["My bicycle is blue", "Noted.", "And the lock is red", "Red it is."]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home")


def event(name: str, transcript: Path) -> str:
    return json.dumps(
        {"hook_event_name": name, "session_id": "s1", "transcript_path": str(transcript)}
    )


def hook(home: Home, name: str, transcript: Path) -> str:
    """Run a hook, and the worker that it starts, to the end; return what the client is shown."""
    output = home.check_output("hook", "claude-code", given=event(name, transcript))
    # A second worker waits for the first and finds what that left.
    home.check_output("hook", "claude-code", "--work")
    return output


async def kept(home: Home) -> Counter[str]:
    """Return every message in the store, and how often it is there."""
    records = LanceRecords(str(home.store), identity=MiniLmEmbedder().identity)
    await records.open()
    try:
        excerpts = await records.find(Excerpt, Filter(spaces=("default",)))
    finally:
        records.close()
    return Counter(excerpt.text for excerpt in excerpts)


def state_of(home: Home) -> Path:
    return home.folder / ".local" / "state" / "mcp-mem0"


def log_of(home: Home) -> str:
    logs = (state_of(home) / "hooks").glob("*/hooks.log")
    return "".join(log.read_text() for log in logs)


@pytest.mark.heavy
@pytest.mark.anyio
async def test_each_message_is_stored_once_however_often_hooks_run(
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
async def test_a_session_whose_client_was_killed_is_stored_when_the_next_one_starts(
    home: Home, tmp_path: Path
) -> None:
    transcript = tmp_path / "s.jsonl"
    hook(home, "SessionStart", transcript)
    write_lines(transcript, claude_session())

    hook(home, "SessionStart", tmp_path / "next.jsonl")

    assert await kept(home) == Counter(SAID)


FACTS = ["Ana's bicycle is blue", "The staging database is on port 6432", "Ben plays the cello"]


def entry_in(home: Home, client: str) -> dict[str, object]:
    """Return how a client lists us, from its own file."""
    if client == "codex":
        table = tomllib.loads((home.folder / ".codex" / "config.toml").read_text())
        return table["mcp_servers"]["memory"]
    return json.loads((home.folder / ".claude.json").read_text())["mcpServers"]["memory"]


def listed(home: Home, client: str) -> Client:
    """Return a client that starts us with the command in its own file."""
    entry = StdioServerParameters.model_validate(
        {**entry_in(home, client), "env": home.environment, "cwd": home.folder}
    )
    return Client(stdio_client(entry), client_info=Implementation(name=client, version="1"))


def session_starts(home: Home, transcript: Path) -> str:
    """Run the hook in Claude Code's own file for the start of a session."""
    settings = json.loads((home.folder / ".claude" / "settings.json").read_text())
    [group] = settings["hooks"]["SessionStart"]
    return subprocess.run(
        ["/bin/sh", "-c", group["hooks"][0]["command"]],
        input=event("SessionStart", transcript),
        env=home.environment,
        cwd=home.folder,
        capture_output=True,
        text=True,
        timeout=RUN_S_MAX,
        check=True,
    ).stdout


async def wait_for_brief_with(home: Home, text: str) -> None:
    """Return when the brief for the next session has a text."""
    state = get_hook_state(state_of(home))
    with anyio.fail_after(RUN_S_MAX):
        while text not in state.read_brief():  # noqa: ASYNC110 - another process writes it
            await anyio.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="runs the hook in a POSIX shell")
@pytest.mark.heavy
@pytest.mark.anyio
async def test_what_one_client_stored_comes_up_unasked_when_a_session_of_another_starts(
    home: Home, tmp_path: Path
) -> None:
    home.check_output("install", "codex")
    home.check_output("install", "claude-code", "--hooks")
    # Done when the worker is that the installer started.
    home.check_output("hook", "claude-code", "--work")
    async with listed(home, "codex") as codex:
        for fact in FACTS:
            await call_text(codex, "remember", content=fact)

    said = session_starts(home, tmp_path / "s.jsonl")

    context = json.loads(said)["hookSpecificOutput"]["additionalContext"]
    assert [fact for fact in FACTS if fact in context] == FACTS
    async with listed(home, "claude-code") as claude:
        found = await recalled(claude, query="What colour is the thing she rides?", limit=1)
    assert [memory.text for memory in found.memories] == FACTS[:1]


@pytest.mark.skipif(sys.platform == "win32", reason="runs the hook in a POSIX shell")
@pytest.mark.heavy
@pytest.mark.anyio
async def test_the_first_session_after_installing_begins_with_what_is_known(
    home: Home, tmp_path: Path
) -> None:
    home.check_output("remember", FACTS[0])
    home.check_output("install", "claude-code", "--hooks")
    await wait_for_brief_with(home, FACTS[0])

    said = session_starts(home, tmp_path / "s.jsonl")

    assert FACTS[0] in json.loads(said)["hookSpecificOutput"]["additionalContext"]


def test_the_brief_of_a_server_elsewhere_is_not_kept_by_servers_here(home: Home) -> None:
    elsewhere = "http://127.0.0.1:1/mcp"

    home.check_output("hook", "claude-code", "--connect", elsewhere, "--work")

    kept_in = state_of(home)
    assert list_hook_states(kept_in, elsewhere) == [get_hook_state(kept_in, "--connect", elsewhere)]


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
        home.check_output("hook", "claude-code", given=event("PreCompact", transcript))
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


@pytest.mark.heavy
def test_what_fails_is_logged_and_not_said(home: Home, tmp_path: Path) -> None:
    transcript = write_lines(tmp_path / "s.jsonl", claude_session())
    settings = home.folder / ".config" / "mcp-mem0" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("colour = 'blue'\n")

    done = home.run("hook", "claude-code", given=event("SessionStart", transcript))
    home.run("hook", "claude-code", "--work")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "'colour' is not a setting" in log_of(home)


def test_the_help_says_what_it_is_for(home: Home) -> None:
    assert "lifecycle hooks" in home.check_output("hook", "--help")


def test_a_hook_says_its_brief_before_it_loads_the_rules_for_secrets() -> None:
    program = (
        "import sys; import mcp_mem0.cli.hooks.hook; "
        "sys.exit(str({'mcp_mem0.domain.secrets', 'pydantic'} & sys.modules.keys() or ''))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert ended.stderr.strip() == ""
