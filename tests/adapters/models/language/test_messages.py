"""The Messages API as it is sent and as compatible servers answer it."""

import json

import pytest

from mcp_mem0.domain.llm.call import ToolRequest, ToolSpec
from mcp_mem0.domain.model.rows import Message
from tests.adapters.models.language.colours import BLUE, BLUE_JSON, KEY, WHICH
from tests.adapters.models.language.conftest import Build
from tests.support.messages_api import Fails, MessagesServer, Raw, Says

pytestmark = pytest.mark.anyio


async def test_a_message_may_leave_parts_out_or_write_null_for_them(
    build: Build, server: MessagesServer
) -> None:
    thought, text = {"type": "thinking", "text": None}, {"type": "text", "text": BLUE_JSON}
    usage = {"input_tokens": None, "output_tokens": 7, "cache_read_input_tokens": None}
    bodies: list[dict[str, object]] = [
        {"content": [thought, text]},
        {"content": [text], "model": None, "stop_reason": None, "usage": None},
        {"content": [text], "usage": usage},
    ]
    for body in bodies:
        server.will_answer(Raw(text=json.dumps(body), content_type="application/json"))

        answer = await build().ask(WHICH)

        assert answer.value == BLUE
        assert answer.model == "colours"
        assert answer.usage.tokens_in == 0


async def test_what_an_endpoint_says_of_itself_is_bounded(
    build: Build, server: MessagesServer
) -> None:
    body = {
        "content": [{"type": "text", "text": BLUE_JSON}],
        "model": "grand " * 1_000,
        "usage": {"input_tokens": -1_000_000, "output_tokens": -1},
    }
    server.will_answer(Raw(text=json.dumps(body), content_type="application/json"))

    answer = await build().ask(WHICH)

    assert len(answer.model) <= 200
    assert (answer.usage.tokens_in, answer.usage.tokens_out) == (0, 0)


async def test_the_name_that_an_endpoint_gives_its_model_shows_every_character(
    build: Build, server: MessagesServer
) -> None:
    name = "grand\x1b]0;x\x07\x9b31m\u202e\u200b"
    body = {"content": [{"type": "text", "text": BLUE_JSON}], "model": name}
    server.will_answer(Raw(text=json.dumps(body), content_type="application/json"))

    answer = await build().ask(WHICH)

    assert answer.model == "grand\\u001b]0;x\\u0007\\u009b31m\\u202e\\u200b"


async def test_the_rules_can_be_cached_and_the_schema_goes_along(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(BLUE)

    await build(api_key=KEY).ask(WHICH)

    [asked] = server.asked
    assert asked.path == "/v1/messages"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["anthropic-version"] == "2023-06-01"
    assert asked.user == "The sky?"
    assert asked.body["system"] == [
        {"type": "text", "text": "Name it.", "cache_control": {"type": "ephemeral"}}
    ]
    assert asked.body["thinking"] == {"type": "disabled"}
    assert asked.body["output_config"] == {
        "format": {
            "type": "json_schema",
            "schema": {
                "type": "object",
                "properties": {
                    "reason": {"type": "string"},
                    "name": {"type": "string"},
                    "shades": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["reason", "name"],
                "additionalProperties": False,
            },
        }
    }


async def test_effort_lets_the_model_think(build: Build, server: MessagesServer) -> None:
    server.will_answer(BLUE)

    await build(effort="low").ask(WHICH)

    output = server.asked[0].body["output_config"]
    assert isinstance(output, dict)
    assert output["effort"] == "low"
    assert server.asked[0].body["thinking"] == {"type": "adaptive"}


async def test_a_server_that_refuses_the_schema_is_asked_the_plain_way_from_then_on(
    build: Build, server: MessagesServer
) -> None:
    api = build()
    server.will_answer(Fails(status=400, said="output_config: unknown field"), BLUE, BLUE)

    assert (await api.ask(WHICH)).value == BLUE
    assert (await api.ask(WHICH)).value == BLUE

    assert ["output_config" in asked.body for asked in server.asked] == [True, False, False]
    assert server.asked[1].body["system"] == "Name it."


async def test_a_tool_and_its_result_are_blocks(build: Build, server: MessagesServer) -> None:
    server.will_answer(Says(text="I see."))
    spec = ToolSpec(name="recall", description="Look up.", input_schema={"type": "object"})
    conversation = (
        Message(role="user", content="Where do I live?"),
        Message(role="tool", name="recall", content="nothing found"),
    )

    await build().choose(
        ToolRequest(instructions="Help.", conversation=conversation, tools=(spec,))
    )

    body = server.asked[0].body
    assert body["tools"] == [
        {"name": "recall", "description": "Look up.", "input_schema": {"type": "object"}}
    ]
    assert body["messages"] == [
        {"role": "user", "content": "Where do I live?"},
        {
            "role": "assistant",
            "content": [{"type": "tool_use", "id": "call00001", "name": "recall", "input": {}}],
        },
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "call00001", "content": "nothing found"}
            ],
        },
    ]
