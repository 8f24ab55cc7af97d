"""The tools as clients hand them to models: with the converters of the providers' own libraries,
and with llama.cpp's own, whose grammars llguidance compiles. Kimi's rules are in test_sizes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.server.mcp.build import build_server
from tests.support.mcp_calls import ERAS

SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
ROOT = Path(__file__).parents[3]
CONVERTERS = ROOT / ".venv-converters" / SCRIPTS / "python"
LLAMA = ROOT / ".venv-llama" / SCRIPTS / "python"
GRAMMARS = """\
import json, sys, xllamacpp
json.dump([xllamacpp.json_schema_to_grammar(each) for each in json.load(sys.stdin)], sys.stdout)
"""
FAULTS = """\
import json, sys
from llguidance import LLMatcher
json.dump([LLMatcher.validate_grammar(each) for each in json.load(sys.stdin)], sys.stdout)
"""
REFUSED = {"type": "object", "not": {"required": ["a"]}}

pytestmark = [pytest.mark.heavy, pytest.mark.anyio]


async def list_tools(era: str) -> list[dict[str, Any]]:
    app = build_app(Settings())
    async with Client(build_server(app, app.terms), mode=era) as client:
        tools = (await client.list_tools()).tools
    return [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools]


def convert(python: Path, *words: str, given: object) -> Any:  # noqa: ANN401 - JSON
    done = subprocess.run(
        [python, *words], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout)


def list_descriptions(schema: dict[str, Any]) -> list[str]:
    parts = [*schema.get("properties", {}).values(), schema.get("items")]
    inner = [text for part in parts if part for text in list_descriptions(part)]
    return [schema.get("description", ""), *inner]


@pytest.mark.skipif(not CONVERTERS.exists(), reason="`make test-heavy` installs the converters")
@pytest.mark.parametrize("era", ERAS)
async def test_every_parameter_survives_the_converters_of_providers(era: str) -> None:
    tools = await list_tools(era)

    made = convert(CONVERTERS, str(Path(__file__).with_name("convert_schemas.py")), given=tools)

    assert sorted(made) == ["forget", "recall", "relate", "remember"]
    for tool in tools:
        listed = tool["inputSchema"]["properties"]
        for declared in made[tool["name"]]["gemini"]:
            kept = declared["parameters"]["properties"]
            assert {name: part["type"].lower() for name, part in kept.items()} == {
                name: part["type"] for name, part in listed.items()
            }
        for strict in made[tool["name"]]["openai"]:
            assert strict["properties"].keys() == listed.keys()
            assert sorted(strict["required"]) == sorted(listed)
            assert strict["additionalProperties"] is False
        adapted, *strict_schemas = made[tool["name"]]["anthropic"]
        assert adapted == tool["inputSchema"]
        # What the strict converter does not know, it moves into a description.
        for strict, schema in zip(strict_schemas, ("inputSchema", "outputSchema"), strict=True):
            assert list_descriptions(strict) == list_descriptions(tool[schema])


@pytest.mark.skipif(not LLAMA.exists(), reason="`make test-heavy` installs llama.cpp")
@pytest.mark.skipif(not CONVERTERS.exists(), reason="`make test-heavy` installs the converters")
@pytest.mark.parametrize("era", ERAS)
async def test_llama_cpp_makes_a_grammar_of_every_schema(era: str) -> None:
    tools = await list_tools(era)
    schemas = [tool[name] for tool in tools for name in ("inputSchema", "outputSchema")]

    grammars = convert(LLAMA, "-c", GRAMMARS, given=[*schemas, REFUSED])
    *faults, refused = convert(CONVERTERS, "-c", FAULTS, given=grammars)

    assert faults == [""] * 8
    assert "Unimplemented keys" in refused
