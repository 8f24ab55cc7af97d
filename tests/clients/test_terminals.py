"""Real command-line clients, set up by our installer, with a model that a test speaks for.

What is asserted is what stood in front of that model, because that is all an assistant knows.
"""

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from tests.clients.conftest import client_program
from tests.clients.model_server import Call, Model, Say, serving_model, tool_names
from tests.clients.terminals import ClaudeCode, Codex, Gemini, TerminalClient
from tests.support.home_folder import Home, home_in
from tests.support.http_server import free_port

pytestmark = [pytest.mark.clients, pytest.mark.timeout(600)]

FACTS = [
    "Ana's bicycle is blue.",
    "Ana's bicycle has a red lock with the number 4711.",
    "Ana keeps her bicycle in the cellar of Møllergata 12.",
]
CORRECTION = "Ana's bicycle is green."


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


@pytest.fixture
def gemini(home: Home, model: Model) -> Gemini:
    program = client_program("gemini")
    # It asks nobody how to reach its model once its settings say so.
    settings = home.folder / ".gemini" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"security": {"auth": {"selectedType": "gemini-api-key"}}} // mine\n')
    return Gemini(program, home, model)


@pytest.fixture(params=["claude", "codex", "gemini"])
def terminal(request: pytest.FixtureRequest) -> TerminalClient:
    found: TerminalClient = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["stdio", "proxy"])
def link(request: pytest.FixtureRequest, home: Home) -> Generator[list[str]]:
    """How the client reaches the memory: its own server, or a proxy to one that runs."""
    if request.param == "stdio":
        yield []
        return
    port = str(free_port())
    home.check_output("up", "--http-port", port)
    yield ["--connect", f"http://127.0.0.1:{port}/mcp"]
    home.check_output("down")


def test_a_client_that_was_set_up_lists_us_and_reaches_us(
    home: Home, terminal: TerminalClient, model: Model, link: list[str]
) -> None:
    home.check_output("install", terminal.name, *link)
    model.will(Call("remember", {"content": FACTS[0]}), Call("recall", {"query": "bicycle"}))

    listed = terminal.servers()
    terminal.ask("Remember that my bicycle is blue.")

    assert "memory" in listed
    if terminal.name != "codex":
        assert "Connected" in listed
    stored, found = terminal.results()
    # One client reads the structure, another the text.
    assert "ADD" in stored or "kept: " in stored
    assert FACTS[0] in found


def test_the_model_is_shown_the_whole_answer_of_recall(
    home: Home, terminal: TerminalClient, model: Model
) -> None:
    home.check_output("install", terminal.name)
    for fact in FACTS:
        home.check_output("remember", fact)
    (old,) = (memory for memory in recalled(home) if memory["text"] == FACTS[0])
    home.check_output("remember", CORRECTION, "--replaces", str(old["id"]))
    direct = recalled(home)
    model.will(Call("recall", {"query": "bicycle"}), Say("It is green."))

    answer = terminal.ask("What do you know about my bicycle?")

    (result,) = terminal.results()
    assert "It is green." in answer
    assert {memory["text"] for memory in direct} >= {CORRECTION, *FACTS[1:]}
    assert FACTS[0] in [memory.get("replaces") for memory in direct]
    for value in _leaves(direct):
        assert _spelled(value) in result


def recalled(home: Home) -> list[dict[str, object]]:
    """Return what our own command line recalls."""
    return json.loads(home.check_output("recall", "bicycle", "--json"))["memories"]


def _leaves(value: object) -> list[str]:
    """Return every single value of a structure, as text."""
    match value:
        case dict():
            return _leaves(list(cast("dict[str, object]", value).values()))
        case list():
            return [leaf for part in cast("list[object]", value) for leaf in _leaves(part)]
        case _:
            return [str(value)]


def _spelled(text: str) -> str:
    """Return a text as it is written in JSON or in a quotation."""
    return text.replace('"', '\\"')


def test_what_one_client_stores_another_recalls(
    home: Home, claude: ClaudeCode, codex: Codex, model: Model
) -> None:
    home.check_output("install", "claude-code")
    home.check_output("install", "codex")
    model.will(Call("remember", {"content": FACTS[0]}), Say("Noted."))
    claude.ask("My bicycle is blue.")
    model.will(Call("recall", {"query": "What colour is the bicycle?"}), Say("Blue."))

    codex.ask("What colour is my bicycle?")

    assert "bicycle is blue" in codex.results()[-1]


def test_what_one_client_stores_is_shown_to_anothers_model_unasked(
    home: Home, claude: ClaudeCode, codex: Codex, model: Model
) -> None:
    home.check_output("install", "codex")
    home.check_output("install", "claude-code", "--hooks")
    _worker_is_done(home, "claude-code")
    model.will(Call("remember", {"content": FACTS[1]}), Say("Noted."))
    codex.ask("My bicycle has a red lock with the number 4711.")
    model.requests.clear()

    claude.ask("Hello!")
    _worker_is_done(home, "claude-code")

    first = json.dumps(model.requests[0])
    assert "From the user's long-term memory" in first
    assert FACTS[1] in first


def test_an_assistant_is_instructed_to_use_its_memory_from_the_start(
    home: Home, terminal: TerminalClient, model: Model
) -> None:
    home.check_output("install", terminal.name, "--rules")

    terminal.ask("Hello!")

    first = json.dumps(model.requests[0])
    assert "You have a long-term memory" in first
    assert {"recall", "remember"} <= {name.rpartition("_")[2] for name in _ours(model)}
    home.check_output("uninstall", terminal.name)
    model.requests.clear()
    if terminal.name == "claude-code":
        terminal.ask("Hello!")
        assert "You have a long-term memory" not in json.dumps(model.requests[0])


def _ours(model: Model) -> list[str]:
    return [name.replace("\0", "__") for name in tool_names(model.requests[0]) if "memory" in name]


@pytest.fixture
def hooked(home: Home, terminal: TerminalClient) -> TerminalClient:
    """A client with our hooks; Codex is configured to run them untrusted."""
    home.check_output("install", terminal.name, "--hooks")
    return (
        replace(terminal, more=["--dangerously-bypass-hook-trust"])
        if isinstance(terminal, Codex)
        else terminal
    )


def test_hooks_store_what_was_said_and_show_it_to_the_next_session(
    home: Home, hooked: TerminalClient, model: Model
) -> None:
    model.will(Say("What a fine colour."))
    hooked.ask("My bicycle is blue, and its lock has the number 4711.")
    _worker_is_done(home, hooked.name)
    model.requests.clear()

    hooked.ask("Hello!")
    _worker_is_done(home, hooked.name)

    assert "4711" in json.dumps(model.requests[0])
    assert "From the user's long-term memory" in json.dumps(model.requests[0])
    # What a hook put in is not said by anybody.
    assert home.check_output("recall", "lock").count("4711") == 1
    assert "From the user" not in home.check_output("recall", "the user's long-term memory")


def _worker_is_done(home: Home, client: str) -> None:
    """Return when the worker that the hooks started has nothing left to do."""
    home.check_output("hook", client, "--work")
