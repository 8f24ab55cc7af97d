"""The explorer inside an MCP client: for those that show pages, and for no others."""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.extension import ClientExtension, advertise
from mcp_types import TextContent, TextResourceContents

from mcp_mem0.app.explorer.client_app import build_client_app
from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.server.mcp.build import build_server
from tests.support.doubles import FixedClock, ReadableEmbedder
from tests.support.mcp_calls import ERAS

pytestmark = pytest.mark.anyio

UI = "io.modelcontextprotocol/ui"
PAGE = "text/html;profile=mcp-app"
URI = "ui://mcp-mem0/explorer.html"
SHOWS_PAGES = (advertise(UI, {"mimeTypes": [PAGE]}),)
FACT = "Mira leads Project Lanternfish."


@asynccontextmanager
async def connected(
    folder: Path, era: str, extensions: Sequence[ClientExtension] = ()
) -> AsyncGenerator[Client]:
    """Return a client of a server with the page, on a new store."""
    settings = Settings(store=str(folder / "store"))
    async with App(settings, embedder=ReadableEmbedder(), now=FixedClock()) as app:
        server = build_server(app, app.terms, client_app=build_client_app(app))
        async with Client(server, mode=era, extensions=extensions) as client:
            yield client


async def explore(client: Client, name: str, **arguments: object) -> dict[str, Any]:
    """Ask as the page does."""
    result = await client.call_tool("explore", {"name": name, "arguments": arguments})
    assert not result.is_error, result.content
    assert result.structured_content is not None
    (content,) = result.content
    assert isinstance(content, TextContent)
    assert json.loads(content.text) == result.structured_content
    return result.structured_content


@pytest.mark.parametrize("era", ERAS)
async def test_a_client_that_shows_pages_is_told_of_the_page_and_its_tools(
    tmp_path: Path, era: str
) -> None:
    async with connected(tmp_path, era, SHOWS_PAGES) as client:
        tools = {tool.name: tool.meta for tool in (await client.list_tools()).tools}
        resources = [each.uri for each in (await client.list_resources()).resources]
        (page,) = (await client.read_resource(URI)).contents

    assert tools["show_memory"] == {"ui": {"resourceUri": URI}}
    assert tools["explore"] == {"ui": {"resourceUri": URI, "visibility": ["app"]}}
    assert resources == [URI]
    assert isinstance(page, TextResourceContents)
    assert (page.mime_type, page.text[:15]) == (PAGE, "<!doctype html>")
    assert 'src="' not in page.text.partition("<script>")[0]


@pytest.mark.parametrize("era", ERAS)
async def test_other_clients_see_what_they_saw(tmp_path: Path, era: str) -> None:
    async with connected(tmp_path, era) as client:
        names = [tool.name for tool in (await client.list_tools()).tools]
        resources = (await client.list_resources()).resources
        refused = await client.call_tool("explore", {"name": "me", "arguments": {}})
        capabilities = client.server_capabilities

    assert names == ["remember", "recall", "relate", "forget"]
    assert resources == []
    assert refused.is_error
    assert "does not show pages" in str(refused.content)
    assert capabilities is not None
    assert not capabilities.extensions


async def test_the_page_asks_through_the_client_what_it_asks_over_http(tmp_path: Path) -> None:
    async with connected(tmp_path, "legacy", SHOWS_PAGES) as client:
        kept = await explore(client, "remember", space="default", text=FACT)
        found = await explore(client, "recall", query="Who leads Project Lanternfish?")
        me = await explore(client, "me")

    assert kept["status"] == "done"
    assert [memory["text"] for memory in found["memories"]] == [FACT]
    assert me["spaces"][0] == {
        "space": "default",
        "read": True,
        "write": True,
        "forget": True,
        "erase": True,
    }


async def test_an_assistant_that_calls_the_tool_of_the_page_erases_nothing(tmp_path: Path) -> None:
    async with connected(tmp_path, "legacy", SHOWS_PAGES) as client:
        kept = await explore(client, "remember", space="default", text=FACT)
        fact = kept["operations"][0]["id"]
        refused = await client.call_tool(
            "explore",
            {"name": "erase", "arguments": {"ids": [fact], "dry_run": False, "typed": "erase"}},
        )
        found = await explore(client, "recall", query="Who leads Project Lanternfish?")

    assert refused.is_error
    assert "mcp-mem0 open" in str(refused.content)
    assert [memory["text"] for memory in found["memories"]] == [FACT]


async def test_a_wrong_call_is_refused_in_one_sentence(tmp_path: Path) -> None:
    async with connected(tmp_path, "legacy", SHOWS_PAGES) as client:
        unknown = await client.call_tool("explore", {"name": "rewrite", "arguments": {}})
        malformed = await client.call_tool("explore", {"name": "recall", "arguments": {"q": 1}})

    assert unknown.is_error
    assert "the explorer has no call 'rewrite'" in str(unknown.content)
    assert malformed.is_error
    assert "recall" in str(malformed.content)


async def test_the_assistant_shows_the_page_with_a_question(tmp_path: Path) -> None:
    async with connected(tmp_path, "legacy", SHOWS_PAGES) as client:
        shown = await client.call_tool("show_memory", {"query": "Who leads what?"})

    assert shown.structured_content == {"shown": True, "query": "Who leads what?"}
