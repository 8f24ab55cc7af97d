"""Every tool and parameter over HTTP: no token, a bad token, a malformed and an enormous value."""

import json
from collections.abc import Callable, Iterator

import httpx
import pytest
from mcp_types import Tool
from pydantic import JsonValue

from tests.server.http.test_auth import (
    CHANGING,
    FORGETTING,
    READING,
    WITHOUT_A_VALID_TOKEN,
    Given,
)
from tests.support.http_server import Served
from tests.support.mcp_calls import call as call_tool
from tests.support.mcp_calls import call_text, words
from tests.support.raw_http import answer, call, stateless

pytestmark = pytest.mark.anyio

SENTENCE_CHARS_MAX = 1_000
READS: list[tuple[str, dict[str, JsonValue]]] = [
    ("tools/list", {}),
    ("prompts/list", {}),
    ("prompts/get", {"name": "load", "arguments": {}}),
    ("resources/templates/list", {}),
    ("resources/read", {"uri": "memory://team/entity/Ana"}),
]


async def asked(
    browser: httpx.AsyncClient, method: str, params: dict[str, JsonValue], **given: str
) -> httpx.Response:
    body, headers = stateless(method, **params)
    if "uri" in params:
        headers["mcp-name"] = str(params["uri"])
    return await browser.post("/mcp", json=body, headers={**headers, **given})


@pytest.mark.parametrize("given", WITHOUT_A_VALID_TOKEN)
async def test_no_tool_resource_or_prompt_answers_without_a_valid_token(
    untouched: Served, given: Given
) -> None:
    headers = await given(untouched)
    async with untouched.browser() as browser:
        answers = [
            *[
                await call(browser, tool, given=headers, **given)
                for tool, given in (*READING, *CHANGING, *FORGETTING)
            ],
            *[await asked(browser, method, params, **headers) for method, params in READS],
        ]

    assert {each.status_code for each in answers} == {401}
    assert len({each.text for each in answers}) == 1
    services = await untouched.app.get_services()
    assert await services.records.list_spaces() == []


async def test_a_reader_reads_resources_and_prompts(server: Served) -> None:
    writer = await server.token("ana", "team")
    async with server.client(token=writer) as client:
        await call_text(client, "relate", subject="Ana", predicate="knows", object="Ben")
    async with server.browser(await server.token("bo", "team", right="read")) as browser:
        answers = [answer(await asked(browser, method, params)) for method, params in READS]

    assert [each for each in answers if "result" not in each] == []


def malformed(tool: Tool) -> Iterator[tuple[str, JsonValue]]:
    """Yield a value of no fitting type for each parameter."""
    for name in tool.input_schema["properties"]:
        yield name, {"no": ["such", "thing"]}
        yield name, [[{"nested": True}]]


def enormous(tool: Tool) -> Iterator[tuple[str, JsonValue]]:
    """Yield a value far beyond any limit for each parameter that has a size."""
    for name, schema in tool.input_schema["properties"].items():
        if name == "query":
            # It is shortened, whatever its length.
            continue
        text = json.dumps(schema)
        if '"array"' in text:
            yield name, [*["f_06w2q7k3d"] * 100_000]
        if '"string"' in text and '"enum"' not in text:
            yield name, "x" * 1_000_000
        if '"integer"' in text or '"number"' in text:
            yield name, 10**400


NEEDED: dict[str, dict[str, JsonValue]] = {
    "remember": {"content": "Ana lives in Oslo"},
    "recall": {"query": "Ana"},
    "relate": {"subject": "Ana", "predicate": "knows", "object": "Ben"},
    "forget": {},
}


@pytest.mark.heavy
@pytest.mark.parametrize("kind", [malformed, enormous])
async def test_no_parameter_of_any_tool_takes_a_malformed_or_enormous_value(
    untouched: Served, transport: str, kind: Callable[[Tool], Iterator[tuple[str, JsonValue]]]
) -> None:
    token = await untouched.token("ana", "team", right="erase")
    async with untouched.client(transport, token=token) as client:
        tools = (await client.list_tools()).tools
        for tool in tools:
            for name, value in kind(tool):
                result = await call_tool(client, tool.name, **{**NEEDED[tool.name], name: value})
                assert result.is_error, (tool.name, name)
                assert "\n" not in words(result)
                assert len(words(result)) < SENTENCE_CHARS_MAX

    services = await untouched.app.get_services()
    assert await services.records.list_spaces() == []


async def test_a_call_beyond_the_largest_body_is_refused_by_every_tool(untouched: Served) -> None:
    async with untouched.browser(await untouched.token("ana", "team")) as browser:
        for tool, arguments in NEEDED.items():
            large: dict[str, JsonValue] = {**arguments, "padding": "x" * 9_000_000}
            response = await asked(browser, "tools/call", {"name": tool, "arguments": large})
            assert response.status_code == 413
