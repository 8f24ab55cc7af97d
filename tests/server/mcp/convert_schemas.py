"""Converts a catalogue of tools as clients do, for the environment in `.venv-converters`.

It reads the tools as a server lists them, as JSON, and writes what each converter made of each.
"""

# The libraries live in an environment of their own.
# pyright: reportMissingImports=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

import copy
import json
import sys
from typing import Any, cast

from agents.mcp import MCPServerStdio, MCPUtil
from agents.strict_schema import ensure_strict_json_schema
from anthropic import transform_schema
from anthropic.lib.tools.mcp import async_mcp_tool
from google.genai import types as gemini
from google.genai._mcp_utils import mcp_to_gemini_tools
from mcp_types import Tool
from openai.lib._pydantic import _ensure_strict_json_schema


def convert_for_gemini(tool: dict[str, Any]) -> list[Any]:
    """Convert a tool with the adapter for MCP, and its schemas with the general converter."""
    (adapted,) = mcp_to_gemini_tools([Tool.model_validate(tool)])
    schemas = [
        gemini.Schema.from_json_schema(
            json_schema=gemini.JSONSchema.model_validate(tool[name]),
            api_option=option,
            raise_error_on_unsupported_field=True,
        )
        for name in ("inputSchema", "outputSchema")
        for option in ("GEMINI_API", "VERTEX_AI")
    ]
    declared = gemini.FunctionDeclaration(
        name=tool["name"],
        description=tool["description"],
        parameters=schemas[0],
        response=schemas[2],
    )
    return [
        made.model_dump(mode="json", exclude_none=True)
        for made in (adapted.function_declarations[0], declared)
    ]


def convert_for_openai(tool: dict[str, Any]) -> list[Any]:
    """Convert a tool with the adapter for MCP of the agents library, and its strict converters."""
    server = MCPServerStdio({"command": "none"}, name="memory")
    adapted = MCPUtil.to_function_tool(
        Tool.model_validate(tool), server, convert_schemas_to_strict=True
    )
    assert adapted.strict_json_schema
    schema = tool["inputSchema"]
    ensure_strict_json_schema(copy.deepcopy(tool["outputSchema"]))
    return [
        adapted.params_json_schema,
        ensure_strict_json_schema(copy.deepcopy(schema)),
        _ensure_strict_json_schema(copy.deepcopy(schema), path=(), root=copy.deepcopy(schema)),
    ]


def convert_for_anthropic(tool: dict[str, Any]) -> list[Any]:
    """Convert a tool with the adapter for MCP, and its schemas with the strict converter."""
    # Only a call would use the client.
    adapted = async_mcp_tool(Tool.model_validate(tool), cast("Any", None)).to_dict()
    strict = [transform_schema(tool[name]) for name in ("inputSchema", "outputSchema")]
    return [adapted["input_schema"], *strict]


def main() -> None:
    tools = json.load(sys.stdin)
    made = {
        tool["name"]: {
            "anthropic": convert_for_anthropic(tool),
            "gemini": convert_for_gemini(tool),
            "openai": convert_for_openai(tool),
        }
        for tool in tools
    }
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
