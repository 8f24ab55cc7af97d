"""Every assistant carries the tools and the instructions in each conversation: they stay small."""

import json

import pytest
from mcp import Client
from mcp_types import Tool

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.server.mcp.build import build_server
from tests.support.mcp_calls import ERAS

TOOLS_BYTES_MAX = 6 * 1024
INSTRUCTIONS_BYTES_MAX = 2 * 1024


pytestmark = pytest.mark.anyio


async def listed(era: str) -> tuple[list[Tool], str]:
    app = build_app(Settings())
    async with Client(build_server(app, app.terms), mode=era) as client:
        return (await client.list_tools()).tools, client.instructions or ""


@pytest.mark.parametrize("era", ERAS)
async def test_names_descriptions_and_input_schemas_fit_in_6_kb(era: str) -> None:
    tools, _ = await listed(era)

    wire = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools]
    carried = [
        {name: tool[name] for name in ("name", "description", "inputSchema")} for tool in wire
    ]

    assert len(json.dumps(carried, ensure_ascii=False).encode()) <= TOOLS_BYTES_MAX


async def test_instructions_fit_in_2_kb_and_begin_with_when_to_use_the_memory() -> None:
    _, instructions = await listed("legacy")

    assert instructions.startswith("Use when")
    assert len(instructions.encode()) <= INSTRUCTIONS_BYTES_MAX


@pytest.mark.parametrize("era", ERAS)
async def test_each_tool_has_a_title_and_says_all_four_hints(era: str) -> None:
    tools, _ = await listed(era)

    assert [tool.name for tool in tools] == ["remember", "recall", "relate", "forget"]
    for tool in tools:
        assert tool.title
        assert tool.annotations
        assert None not in tool.annotations.model_dump(exclude={"title"}).values()
    hints = {tool.name: tool.annotations for tool in tools if tool.annotations}
    assert [name for name, hint in hints.items() if hint.read_only_hint] == ["recall"]
    assert [name for name, hint in hints.items() if hint.destructive_hint] == ["forget"]


async def test_schemas_need_no_references_and_name_no_null() -> None:
    tools, _ = await listed("legacy")

    for tool in tools:
        written = json.dumps([tool.input_schema, tool.output_schema])
        assert "$ref" not in written
        assert '"null"' not in written
        assert tool.input_schema["additionalProperties"] is False


async def test_a_default_that_settings_change_is_the_one_that_is_advertised() -> None:
    settings = Settings.model_validate({"recall": {"limit": 3}, "remember": {"wait_s": 1.5}})
    app = build_app(settings)

    async with Client(build_server(app, app.terms)) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}

    assert tools["recall"].input_schema["properties"]["limit"]["default"] == 3
    assert tools["remember"].input_schema["properties"]["wait_s"]["default"] == 1.5
