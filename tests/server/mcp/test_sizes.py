"""Every assistant carries the tools and the instructions in each conversation: they stay small."""

import json
from typing import Any

import pytest
from mcp import Client
from mcp_types import Tool

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.server.mcp.build import build_server
from tests.support.mcp_calls import ERAS
from tests.support.schema_rules import find_problems

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


@pytest.mark.parametrize("era", ERAS)
async def test_schemas_use_only_what_every_client_takes(era: str) -> None:
    tools, _ = await listed(era)

    found = [
        problem
        for tool in tools
        for schema in (tool.input_schema, tool.output_schema)
        for problem in find_problems(schema or {}, tool.name)
    ]

    assert len(tools) == 4
    assert found == []


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param({"enum": ["a"]}, id="an enum without a type"),
        pytest.param({"type": "object", "additionalProperties": False}, id="closed"),
        pytest.param({"type": ["string", "null"]}, id="several types"),
        pytest.param({"anyOf": [{"type": "string"}, {"type": "null"}]}, id="null"),
        pytest.param({"type": "integer", "default": 5}, id="a default"),
        pytest.param({"type": "string", "enum": ["a", ""]}, id="an empty word"),
        pytest.param({"type": "object", "properties": {"a": {}}}, id="a part of any type"),
        pytest.param({"type": "object", "required": ["a"]}, id="nothing that is required"),
        pytest.param({"type": "array"}, id="a list of anything"),
    ],
)
def test_a_schema_that_some_client_refuses_is_recognised(schema: dict[str, Any]) -> None:
    assert len(list(find_problems(schema, "tool"))) == 1


async def test_a_default_that_settings_change_is_the_one_that_is_told() -> None:
    settings = Settings.model_validate({"recall": {"limit": 3}, "remember": {"wait_s": 1.5}})
    app = build_app(settings)

    async with Client(build_server(app, app.terms)) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}

    limit = tools["recall"].input_schema["properties"]["limit"]
    wait_s = tools["remember"].input_schema["properties"]["wait_s"]
    assert limit["description"].endswith("; usually 3.")
    assert wait_s["description"].endswith("; usually 1.5.")
