"""A session begins with no word that was forgotten: the brief that hooks keep may be older."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from mcp_mem0.adapters.clients.hooks.hook_state import get_hook_state
from mcp_mem0.adapters.clients.hooks.kept_brief import KeptBrief
from mcp_mem0.cli.connecting.paste import find_own_command
from tests.support.home_folder import RUN_S_MAX, Home, home_in
from tests.support.http_process import started
from tests.support.http_server import TRANSPORTS, connected
from tests.support.mcp_calls import call_text

DIAMOND = "Ana's diamond is under the third stone"
HARMLESS = "Ben plays the cello"
AUTHOR = "ana"


@dataclass(frozen=True)
class OtherHome(Home):
    """The same store, as another account or machine uses it: with a state folder of its own."""

    shared: Path = Path()

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "MCP_MEM0_STORE": str(self.shared)}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home")


def says(home: Home, *options: str) -> str:
    """Start a session; return what its client is shown."""
    event = {"hook_event_name": "SessionStart", "session_id": "s9"}
    said = home.check_output("hook", "claude-code", *options, given=json.dumps(event))
    return json.loads(said)["hookSpecificOutput"]["additionalContext"] if said else ""


def settled(home: Home, *options: str) -> str:
    """Start a session once all that hooks had to do is done."""
    home.check_output("hook", "claude-code", *options, "--work")
    return says(home, *options)


def answer(home: Home, *words: str) -> dict[str, Any]:
    return json.loads(home.check_output(*words, "--json"))


def fact(home: Home, text: str, session: str) -> str:
    """Remember a fact; returns its id."""
    author = AUTHOR if session == "s1" else "bo"
    found = answer(home, "remember", text, "--session", session, "--author", author)
    return str(found["operations"][0]["id"])


def read_brief(home: Home) -> str:
    """Remember a secret; return its id once a session began with it."""
    id_ = fact(home, DIAMOND, "s1")
    assert DIAMOND in settled(home)
    return id_


def by_session(home: Home, _: str) -> None:
    home.check_output("forget", "--session", "s1")


def by_id(home: Home, id_: str) -> None:
    home.check_output("forget", id_)


def by_author(home: Home, _: str) -> None:
    home.check_output("forget", "--by", AUTHOR)


def by_undo(home: Home, _: str) -> None:
    changes = answer(home, "history")["changes"]
    home.check_output("undo", next(each["change"] for each in changes if each["session"] == "s1"))


def by_another_account(home: Home, id_: str) -> None:
    other = home.folder.parent / "other"
    other.mkdir()
    OtherHome(other, shared=home.store).check_output("forget", id_)


@pytest.mark.heavy
def test_what_was_forgotten_is_not_in_the_next_sessions_brief(home: Home) -> None:
    read_brief(home)

    home.check_output("forget", "--session", "s1")

    assert DIAMOND not in says(home)


@pytest.mark.heavy
@pytest.mark.parametrize("forget", [by_id, by_author, by_undo, by_another_account])
def test_a_forgotten_fact_is_gone_however_it_was_forgotten_and_the_rest_is_shown(
    home: Home, forget: Callable[[Home, str], None]
) -> None:
    fact(home, HARMLESS, "s2")
    id_ = read_brief(home)

    forget(home, id_)

    assert DIAMOND not in says(home)
    # The worker has made another by now.
    assert HARMLESS in (later := settled(home))
    assert DIAMOND not in later


@pytest.mark.heavy
@pytest.mark.parametrize(
    "correct",
    [
        ("remember", "Ana sold all that she had"),
        ("relate", "Ana", "works_at", "Initech"),
    ],
)
def test_a_corrected_fact_is_not_shown_as_still_true(home: Home, correct: tuple[str, ...]) -> None:
    id_ = read_brief(home)

    home.check_output(*correct, "--replaces", id_)

    brief = says(home)
    assert not brief or f'[was "{DIAMOND}"]' in brief


@pytest.mark.heavy
@pytest.mark.anyio
async def test_a_fact_forgotten_by_another_client_without_a_server_is_not_in_the_brief(
    home: Home, tmp_path: Path
) -> None:
    id_ = read_brief(home)
    async with (
        started(tmp_path, "--store", str(home.store)) as server,
        connected(server.url, TRANSPORTS[1]) as client,
    ):
        await call_text(client, "forget", ids=[id_])
        await server.end()

    assert DIAMOND not in says(home)


@pytest.mark.heavy
@pytest.mark.anyio
async def test_a_fact_forgotten_on_a_remote_server_is_not_in_the_brief(
    home: Home, tmp_path: Path
) -> None:
    async with (
        started(tmp_path) as server,
        connected(server.url, TRANSPORTS[1]) as client,
    ):
        link = ("--connect", f"{server.url}/mcp")
        await call_text(client, "remember", content=DIAMOND, session="s1")
        await call_text(client, "remember", content=HARMLESS, session="s2")
        settled(home, *link)
        before = says(home, *link)
        await call_text(client, "forget", session="s1")
        after = says(home, *link)
        await server.end()

    assert DIAMOND in before
    assert DIAMOND not in after
    # It may have forgotten the rest meanwhile, and cannot be asked.
    assert says(home, *link) == ""


@pytest.mark.heavy
@pytest.mark.anyio
async def test_a_running_server_makes_the_brief_fresh_again_after_a_commit_to_another_space(
    home: Home,
) -> None:
    read_brief(home)
    program, *options = [*find_own_command(), "serve"]
    server = StdioServerParameters(
        command=program, args=options, env=home.environment, cwd=home.folder
    )
    async with Client(stdio_client(server)) as client:
        await call_text(client, "recall", query="x")
        home.check_output("remember", HARMLESS, "--space", "other")
        state = get_hook_state(home.folder / ".local" / "state" / "mcp-mem0")
        with anyio.fail_after(RUN_S_MAX):
            while DIAMOND not in state.read_brief():  # noqa: ASYNC110 - another process writes it
                await anyio.sleep(0.05)

        assert HARMLESS not in state.read_brief()


@pytest.mark.heavy
def test_a_brief_that_is_still_true_is_said_without_the_worker(home: Home) -> None:
    read_brief(home)
    settings = home.folder / ".config" / "mcp-mem0" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("colour = 'blue'\n")

    # The worker cannot even read its settings.
    assert DIAMOND in says(home)


@pytest.mark.heavy
def test_a_brief_of_an_earlier_release_is_not_said(home: Home) -> None:
    read_brief(home)
    (state,) = (home.folder / ".local" / "state" / "mcp-mem0" / "hooks").iterdir()
    (state / "brief.txt").write_text(DIAMOND)
    (state / "memory").write_text(str(home.folder / "nowhere"))
    home.check_output("forget", "--session", "s1")

    assert DIAMOND not in says(home)


@pytest.mark.parametrize("content", ["", "{}", "[1]", "null", '{"version": 1}\nx', "x\ny", DIAMOND])
def test_a_file_that_is_no_brief_is_not_said(tmp_path: Path, content: str) -> None:
    state = get_hook_state(tmp_path)
    state.make()
    (state.folder / "brief.txt").write_text(content)

    assert state.read_fresh_brief(since_ns=0) is None
    assert state.read_brief() == ""


def test_a_brief_is_fresh_for_one_version_of_a_store_or_else_for_one_moment() -> None:
    known = KeptBrief(text="x", version="7", asked_at_ns=5)
    unknown = replace(known, version=None)

    assert known.is_fresh("7", since_ns=9)
    assert not known.is_fresh("8", since_ns=0)
    assert not known.is_fresh(None, since_ns=0)
    assert not unknown.is_fresh("7", since_ns=0)
    assert unknown.is_fresh(None, since_ns=5)
    assert not unknown.is_fresh(None, since_ns=6)
