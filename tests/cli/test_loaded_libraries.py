"""A command loads only what it uses: each library costs a part of a second and some memory."""

import json
import sys
from pathlib import Path

import anyio
import pytest
from mcp import Client

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.server.mcp.build import build_server
from tests.support.home_folder import Home, home_in
from tests.support.http_server import free_port
from tests.support.in_turn import IN_TURN
from tests.support.stdio_process import child

EXPENSIVE = (
    "anthropic",
    "httpx2",
    "igraph",
    "lance_namespace_urllib3_client.api",
    "lancedb._lancedb",
    "mcp",
    "mcp_mem0.evals",
    "numpy",
    "onnxruntime",
    "pyarrow",
    "snowballstemmer",
    "starlette",
    "uvicorn",
)
STORE = {"lancedb._lancedb", "numpy", "pyarrow"}
QUESTION = {*STORE, "onnxruntime"}
EVALUATION = {"mcp_mem0.evals", "snowballstemmer"}

NAMING_IMPORTS = f"""
import sys
def name(event, arguments):
    if event == "import" and arguments[0] in {set(EXPENSIVE)}:
        print("loads", arguments[0], file=sys.stderr, flush=True)
sys.addaudithook(name)
"""
ONE_COMMAND = f"{NAMING_IMPORTS}from mcp_mem0.cli import main; main()"
NAMING_IN_TURN = f"{NAMING_IMPORTS}{IN_TURN}"


def list_loaded(errors: str) -> set[str]:
    return {line.removeprefix("loads ") for line in errors.splitlines() if "loads " in line}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = home_in(tmp_path_factory.mktemp("home") / "ana")
    home.check_output("relate", "Ana", "knows", "Ben")
    return home


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("commands", "loaded"),
    [
        (
            [
                ("list",),
                ("history", "--since", "1d"),
                ("review",),
                ("stats",),
                ("spaces",),
                ("pending",),
                ("check",),
            ],
            STORE,
        ),
        ([("recall", "Whom does Ana know?")], {*QUESTION, "igraph"}),
        ([("graph", "Ana")], {*STORE, "igraph"}),
        ([("config",), ("--version",)], set[str]()),
    ],
    ids=["what looks at rows", "what asks", "what draws", "what needs no store"],
)
def test_a_command_loads_only_what_it_uses(
    home: Home, commands: list[tuple[str, ...]], loaded: set[str]
) -> None:
    done = home.run_program(sys.executable, "-c", NAMING_IN_TURN, json.dumps(commands))

    assert done.returncode == 0, done.stderr
    assert all(json.loads(done.stdout))
    # Its errors say after which command something was loaded.
    assert list_loaded(done.stderr) == loaded, done.stderr


@pytest.mark.heavy
def test_a_command_that_looks_asks_the_running_server_and_prints_the_same(home: Home) -> None:
    looks = [
        ("list",),
        ("list", "--space", "default"),
        ("history", "--since", "1d"),
        ("review",),
        ("stats",),
        ("spaces",),
        ("recall", "Whom does Ana know?"),
        ("graph", "Ana"),
    ]
    alone = home.run_program(sys.executable, "-c", NAMING_IN_TURN, json.dumps(looks))
    home.check_output("up", f"--http-port={free_port()}")
    try:
        beside = home.run_program(sys.executable, "-c", NAMING_IN_TURN, json.dumps(looks))
    finally:
        home.check_output("down")

    assert beside.stdout == alone.stdout
    assert all(json.loads(alone.stdout))
    assert list_loaded(beside.stderr) == set[str]()
    assert list_loaded(alone.stderr) >= QUESTION


@pytest.mark.anyio
async def test_a_server_that_is_not_asked_loads_only_the_protocol(tmp_path: Path) -> None:
    async with child(tmp_path / "store", program=("-c", ONE_COMMAND)) as server:
        await server.ask("tools/list")
        await server.ask("resources/templates/list")
        await server.ask("prompts/list")
        await server.close_input()
        errors = await server.errors()

    assert "mcp" in list_loaded(errors)
    assert not list_loaded(errors) & {*QUESTION, *EVALUATION, "igraph", "anthropic"}


@pytest.mark.anyio
async def test_only_a_request_that_the_memory_answers_opens_it(tmp_path: Path) -> None:
    asked = anyio.Event()
    async with (
        build_app(Settings(store=str(tmp_path / "store"))) as app,
        Client(build_server(app, app.terms, on_interest=asked.set)) as client,
    ):
        await client.list_tools()
        await client.list_prompts()
        is_asked_by_lists = asked.is_set()
        await client.call_tool("recall", {"query": "Ana"})

    assert not is_asked_by_lists
    assert asked.is_set()
