"""The proxy as clients start it, with a server that is not always available."""

import json
import re
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.extension import ClientExtension, advertise
from mcp.client.session import MessageHandlerFnT
from mcp_types import INVALID_REQUEST, Implementation

from tests.support.http_server import Served, free_port, served
from tests.support.mcp_calls import ERAS, call, call_text, recalled, receipt, words
from tests.support.stdio_process import child

pytestmark = pytest.mark.anyio

RESIDENT_KB_MAX = 80_000_000 // 1_024

WITHOUT_LIBRARIES = """
import sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name in {"lancedb", "pyarrow", "numpy", "onnxruntime", "igraph", "anthropic"}:
            raise ImportError(f"{name} is broken")
sys.meta_path.insert(0, Broken())
from mcp_mem0.cli import main
main()
"""


@asynccontextmanager
async def proxy(  # noqa: PLR0913 - what a client may be
    folder: Path,
    url: str,
    *more: str,
    era: str = "2026-07-28",
    program: tuple[str, ...] = ("-m", "mcp_mem0"),
    hears: MessageHandlerFnT | None = None,
    extensions: Sequence[ClientExtension] = (),
) -> AsyncGenerator[Client]:
    """Start a proxy, and connect to it."""
    settings = folder / "config.toml"
    settings.touch()
    started = StdioServerParameters(
        command=sys.executable,
        args=[*program, "serve", "--config", str(settings), "--connect", url, *more],
        env={"HOME": str(folder), "MCP_MEM0_STORE": str(folder / "nobody's store")},
    )
    identity = Implementation(name="desk", version="1")
    async with Client(
        stdio_client(started),
        mode=era,
        client_info=identity,
        message_handler=hears,
        extensions=extensions,
    ) as client:
        yield client


@pytest.mark.heavy
@pytest.mark.parametrize("era", ERAS)
async def test_each_tool_answers_as_the_server_itself_would(
    open_server: Served, tmp_path: Path, era: str
) -> None:
    async with proxy(tmp_path, open_server.url, era=era) as client:
        tools = (await client.list_tools()).tools
        kept = await receipt(client, "remember", content="Ana lives in Oslo")
        found = await recalled(client, query="Where does Ana live?", detail="full")
        several = await receipt(client, "remember", contents=["Ben rows", "Ana lives in Oslo"])
        whole = await recalled(client, ids=[several.change])
        refused = await call(client, "recall", colour="blue")
        fact = kept.operations[0].id if kept.operations else None
        await call_text(client, "forget", ids=[fact])
        async with open_server.client() as direct:
            same = (await direct.list_tools()).tools

    assert tools == same
    assert [each.result for each in several.statements or ()] == ["new", "known"]
    assert [each.change for each in whole.changes or ()] == [several.change]
    assert [memory.text for memory in found.memories][:1] == ["Ana lives in Oslo"]
    assert found.memories[0].author == "desk"
    assert refused.is_error
    assert "colour" in words(refused)
    assert not (tmp_path / "nobody's store").exists()


@pytest.mark.heavy
@pytest.mark.parametrize("era", ERAS)
async def test_a_client_that_shows_pages_gets_the_page_through_it(
    open_server: Served, tmp_path: Path, era: str
) -> None:
    shows = advertise("io.modelcontextprotocol/ui", {"mimeTypes": ["text/html;profile=mcp-app"]})
    async with proxy(tmp_path, open_server.url, era=era, extensions=[shows]) as client:
        names = [tool.name for tool in (await client.list_tools()).tools]
        asked = await client.call_tool("explore", {"name": "me", "arguments": {}})

    assert names[-2:] == ["show_memory", "explore"]
    assert not asked.is_error
    assert asked.structured_content is not None
    assert asked.structured_content["space"] == "default"


async def test_a_line_that_the_library_cannot_parse_is_repaired_or_refused_here_too(
    open_server: Served, tmp_path: Path
) -> None:
    async with child(tmp_path / "nobody's store", "--connect", open_server.url) as client:
        kept = await client.call("remember", content="Ana likes \ud83d")
        refused = await client.say(b'{"jsonrpc": "2.0", "id": 7}')
        numbered = await client.say(
            b'\xef\xbb\xbf{"jsonrpc": "2.0", "id": 2.0, "method": "tools/list"}'
        )
        unnamed = await client.say(b'{"jsonrpc": "2.0", "id": null, "method": "tools/list"}')

    assert "Ana likes \ufffd" in kept
    assert json.dumps(numbered["id"]) == "2.0"
    assert len(numbered["result"]["tools"]) == 4
    assert (unnamed["id"], unnamed["error"]["code"]) == (None, INVALID_REQUEST)
    assert (refused["id"], refused["error"]["code"]) == (7, INVALID_REQUEST)


async def test_resources_and_prompts_are_passed_on(open_server: Served, tmp_path: Path) -> None:
    async with proxy(tmp_path, open_server.url) as client:
        kept = await receipt(client, "remember", content="Ana lives in Oslo")
        prompts = (await client.list_prompts()).prompts
        templates = (await client.list_resource_templates()).resource_templates
        fact = kept.operations[0].id if kept.operations else None
        read = await client.read_resource(f"memory://default/fact/{fact}")

    assert prompts
    assert templates
    assert "Ana lives in Oslo" in str(read.contents)


async def test_what_one_process_says_is_one_session(open_server: Served, tmp_path: Path) -> None:
    async with proxy(tmp_path, open_server.url) as client:
        await call_text(client, "remember", content="Ana lives in Oslo")
        await call_text(
            client, "remember", messages=[{"role": "user", "content": "Hi"}], session="s"
        )
    async with proxy(tmp_path, open_server.url) as client:
        await call_text(client, "remember", content="Ben lives in Rome")
        listed = await call_text(client, "forget", session="s", dry_run=True)

    assert "hidden: 1" in listed


@pytest.mark.heavy
async def test_an_unavailable_server_is_reported_and_found_again(tmp_path: Path) -> None:
    port = free_port()
    async with proxy(tmp_path, f"http://127.0.0.1:{port}") as client:
        tools = (await client.list_tools()).tools
        away = await call(client, "recall", query="x")
        async with served(tmp_path, port=port):
            there = await call(client, "remember", content="Ana lives in Oslo")
        gone = await call(client, "recall", query="Ana")
        async with served(tmp_path, port=port):
            again = await call(client, "recall", query="Ana")

    assert [tool.name for tool in tools] == ["remember", "recall", "relate", "forget"]
    for refused in (away, gone):
        assert refused.is_error
        assert re.fullmatch(
            rf"the memory server at http://127.0.0.1:{port}/mcp is not running .*call again",
            words(refused),
        )
    assert not there.is_error
    assert "Ana lives in Oslo" in words(again)


async def test_a_token_is_read_from_a_private_file_for_each_call(
    server: Served, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    async with proxy(tmp_path, server.url, "--token-file", str(file)) as client:
        missing = await call(client, "recall")
        file.write_text("mem0_nothing")
        file.chmod(0o640)
        shared = await call(client, "recall")
        file.chmod(0o600)
        wrong = await call(client, "recall")
        file.write_text(await server.token("ana", "default") + "\n")
        right = await call(client, "remember", content="Ana lives in Oslo")
        found = await recalled(client, query="Ana", detail="full")

    assert "cannot be read" in words(missing)
    assert f"can be read by others: run chmod 600 {file}" in words(shared)
    assert "needs a valid token" in words(wrong)
    assert not right.is_error
    assert found.memories[0].author == "ana (desk)"


async def test_an_address_without_a_memory_is_reported(open_server: Served, tmp_path: Path) -> None:
    async with proxy(tmp_path, f"{open_server.url}/elsewhere") as client:
        refused = await call(client, "recall")

    assert "correct the URL" in words(refused)


@pytest.mark.heavy
async def test_it_is_light_and_needs_no_heavy_library(open_server: Served, tmp_path: Path) -> None:
    async with proxy(tmp_path, open_server.url, program=("-c", WITHOUT_LIBRARIES)) as client:
        await call_text(client, "remember", content="Ana lives in Oslo")
        await call_text(client, "recall", query="Ana")
        resident = _resident_kb(str(tmp_path / "config.toml"))

    assert resident <= RESIDENT_KB_MAX


def _resident_kb(argument: str) -> int:
    """Return the memory of the process that was started with an argument; 0 where unknown."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if argument.encode() in command and b"--connect" in command:
            found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
            return int(found[1]) if found else 0
    return 0
