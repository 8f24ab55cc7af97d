"""Real command-line clients, set up by our installer, with a model that a test speaks for.

What is asserted is what stood in front of that model, because that is all an assistant knows.
"""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.clients.conftest import client_program
from tests.clients.homes import Home, home_in
from tests.clients.model_server import Call, Model, Say, serving_model, tool_names
from tests.clients.terminals import ClaudeCode, Codex, Terminal
from tests.http.test_proxy import free_port

pytestmark = [pytest.mark.clients, pytest.mark.timeout(600)]

FACTS = [
    "Ana's bicycle is blue.",
    "Ana's bicycle has a red lock with the number 4711.",
    "Ana keeps her bicycle in the cellar of Møllergata 12.",
]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home where rules decide: the model here is the assistant's, which hands its key on."""
    home = home_in(tmp_path / "home")
    settings = home.folder / ".config" / "mcp-mem0" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[model]\nprovider = "none"\n')
    return home


@pytest.fixture
def model() -> Generator[Model]:
    with serving_model() as served:
        yield served


@pytest.fixture
def claude(home: Home, model: Model) -> ClaudeCode:
    return ClaudeCode(client_program("claude"), home, model)


@pytest.fixture
def codex(home: Home, model: Model) -> Codex:
    return Codex(client_program("codex"), home, model)


@pytest.fixture(params=["claude", "codex"])
def terminal(request: pytest.FixtureRequest) -> Terminal:
    found: Terminal = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["stdio", "proxy"])
def link(request: pytest.FixtureRequest, home: Home) -> Generator[list[str]]:
    """How the client reaches the memory: its own server, or a proxy to one that runs."""
    if request.param == "stdio":
        yield []
        return
    port = str(free_port())
    home.told("up", "--http-port", port)
    yield ["--connect", f"http://127.0.0.1:{port}/mcp"]
    home.told("down")


def test_a_client_that_was_set_up_lists_us_and_reaches_us(
    home: Home, terminal: Terminal, model: Model, link: list[str]
) -> None:
    home.told("install", terminal.name, *link)
    model.will(Call("remember", {"content": FACTS[0]}), Call("recall", {"query": "bicycle"}))

    listed = terminal.servers()
    terminal.ask("Remember that my bicycle is blue.")

    assert "memory" in listed
    if terminal.name == "claude-code":
        assert "Connected" in listed
    stored, found = terminal.results()
    assert "ADD" in stored
    assert FACTS[0] in found


def test_what_recall_found_stands_whole_in_front_of_the_model(
    home: Home, terminal: Terminal, model: Model
) -> None:
    home.told("install", terminal.name)
    for fact in FACTS:
        home.told("remember", fact)
    direct = json.loads(home.told("recall", "bicycle", "--json"))
    model.will(Call("recall", {"query": "bicycle"}), Say("It is blue."))

    answer = terminal.ask("What do you know about my bicycle?")

    (result,) = terminal.results()
    assert "It is blue." in answer
    assert {memory["text"] for memory in direct["memories"]} >= set(FACTS)
    for memory in direct["memories"]:
        for told in (memory["text"], memory["since"], memory.get("id", "")):
            assert _spelled(told) in result


def _spelled(text: str) -> str:
    """Return a text as it stands in JSON or in a quotation."""
    return text.replace('"', '\\"')


def test_what_one_client_was_told_another_knows(
    home: Home, claude: ClaudeCode, codex: Codex, model: Model
) -> None:
    home.told("install", "claude-code")
    home.told("install", "codex")
    model.will(Call("remember", {"content": FACTS[0]}), Say("Noted."))
    claude.ask("My bicycle is blue.")
    model.will(Call("recall", {"query": "What colour is the bicycle?"}), Say("Blue."))

    codex.ask("What colour is my bicycle?")

    assert "bicycle is blue" in codex.results()[-1]


def test_an_assistant_is_told_to_use_its_memory_before_it_says_a_word(
    home: Home, terminal: Terminal, model: Model
) -> None:
    home.told("install", terminal.name, "--rules")

    terminal.ask("Hello!")

    first = json.dumps(model.requests[0])
    assert "You have a long-term memory" in first
    assert {"recall", "remember"} <= {name.rpartition("__")[2] for name in _ours(model)}
    home.told("uninstall", terminal.name)
    model.requests.clear()
    if terminal.name == "claude-code":
        terminal.ask("Hello!")
        assert "You have a long-term memory" not in json.dumps(model.requests[0])


def _ours(model: Model) -> list[str]:
    return [name.replace("\0", "__") for name in tool_names(model.requests[0]) if "memory" in name]


def test_hooks_keep_what_was_said_and_tell_the_next_session_unasked(
    home: Home, claude: ClaudeCode, model: Model
) -> None:
    home.told("install", "claude-code", "--hooks")
    model.will(Say("What a fine colour."))
    claude.ask("My bicycle is blue, and its lock has the number 4711.")
    _worker_is_done(home, "claude-code")
    model.requests.clear()

    claude.ask("Hello!")

    assert "4711" in json.dumps(model.requests[0])
    assert "From the user's long-term memory" in json.dumps(model.requests[0])
    found = home.told("recall", "lock")
    assert found.count("4711") == 1


def test_hooks_of_codex_do_the_same_once_they_are_trusted(
    home: Home, codex: Codex, model: Model
) -> None:
    home.told("install", "codex", "--hooks")
    trusted = Codex(codex.program, home, model, more=["--dangerously-bypass-hook-trust"])
    model.will(Say("What a fine colour."))
    trusted.ask("My bicycle is blue, and its lock has the number 4711.")
    _worker_is_done(home, "codex")
    model.requests.clear()

    trusted.ask("Hello!")

    assert "4711" in json.dumps(model.requests[0])
    assert home.told("recall", "lock").count("4711") == 1


def _worker_is_done(home: Home, client: str) -> None:
    """Return when the worker that the hooks started has nothing left to do."""
    home.told("hook", client, "--work")
