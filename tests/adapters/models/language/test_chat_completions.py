"""Chat/completions as it is sent, and as its many servers answer and refuse it."""

import json
from dataclasses import replace

import pytest
from pydantic import JsonValue

from mcp_mem0.adapters.models.calls.transport import HttpTransport
from mcp_mem0.adapters.models.language.chat_completions import ChatCompletionsDialect
from mcp_mem0.adapters.models.language.dialect import NO_PARTS
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.exchange import ModelQuestion
from mcp_mem0.domain.errors import DecisionError, ModelError
from mcp_mem0.domain.llm.call import ToolCall, ToolRequest, ToolSpec
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.usage import Usage
from tests.adapters.models.language.colours import BLUE, BLUE_JSON, KEY, WHICH, failure
from tests.adapters.models.language.conftest import Build, Way
from tests.support.messages_api import Fails, MessagesServer, Raw, Says

pytestmark = pytest.mark.anyio


@pytest.fixture
def way() -> Way:
    return Way("chat_completions", HttpTransport)


def choice(
    message: dict[str, JsonValue], finish_reason: str | None = "stop", **more: object
) -> Raw:
    """Return an answer with one choice, and more members beside it."""
    choices = [{"index": 0, "message": message, "finish_reason": finish_reason}]
    return raw({"choices": choices, **more})


def raw(body: object, status: int = 200) -> Raw:
    return Raw(text=json.dumps(body), content_type="application/json", status=status)


# --- what is sent


async def test_the_rules_come_first_and_the_schema_is_strict(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(BLUE)

    await build(api_key=KEY, max_tokens=500).ask(WHICH)

    [asked] = server.asked
    text: JsonValue = {"type": "string"}
    shades: JsonValue = {"anyOf": [{"type": "array", "items": text}, {"type": "null"}]}
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.body == {
        "model": "colours",
        "max_tokens": 500,
        "messages": [
            {"role": "system", "content": "Name it."},
            {"role": "user", "content": "The sky?"},
        ],
        "stream": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": "answer",
                "strict": True,
                "schema": {
                    "type": "object",
                    "properties": {"reason": text, "name": text, "shades": shades},
                    "required": ["reason", "name", "shades"],
                    "additionalProperties": False,
                },
            },
        },
    }


@pytest.mark.parametrize(("effort", "sent"), [("low", "low"), ("xhigh", "xhigh"), ("max", "xhigh")])
async def test_effort_lets_the_model_think(
    build: Build, server: MessagesServer, effort: str, sent: str
) -> None:
    server.will_answer(BLUE)

    await build(effort=effort).ask(WHICH)

    assert server.asked[0].body["reasoning_effort"] == sent


@pytest.mark.parametrize(
    ("base_url", "name"),
    [
        (None, "max_completion_tokens"),
        ("https://eu.api.openai.com/v1", "max_completion_tokens"),
        ("https://api.openai.com.example/v1", "max_tokens"),
    ],
)
def test_openai_itself_is_told_the_longest_answer_in_its_newer_word(
    base_url: str | None, name: str
) -> None:
    endpoint = ModelEndpoint(model="m", dialect="chat_completions", base_url=base_url)
    question = ModelQuestion(system="s", conversation=(Message(role="user", content="u"),))

    body = ChatCompletionsDialect().build_body(endpoint, question, without=NO_PARTS)

    assert {"max_tokens", "max_completion_tokens"} & {*body} == {name}


async def test_a_tool_and_its_result_are_messages(build: Build, server: MessagesServer) -> None:
    server.will_answer(Says(text="I see."))
    spec = ToolSpec(name="recall", description="Look up.", input_schema={"type": "object"})
    conversation = (
        Message(role="user", content="Where do I live?"),
        Message(role="tool", name="recall", content="nothing found"),
    )

    choice = await build().choose(
        ToolRequest(instructions="Help.", conversation=conversation, tools=(spec,))
    )

    assert choice.calls == ()
    body = server.asked[0].body
    function = {"name": "recall", "description": "Look up.", "parameters": {"type": "object"}}
    assert body["tools"] == [{"type": "function", "function": function}]
    assert "response_format" not in body
    call = {
        "id": "call00001",
        "type": "function",
        "function": {"name": "recall", "arguments": "{}"},
    }
    assert body["messages"] == [
        {"role": "system", "content": "Help."},
        {"role": "user", "content": "Where do I live?"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call00001", "content": "nothing found"},
    ]


# --- what is refused is left out


async def test_a_server_without_schemas_is_asked_in_json_mode_from_then_on(
    build: Build, server: MessagesServer
) -> None:
    model = build()
    server.will_answer(Fails(status=400, said="response_format: json_schema is unknown"))
    server.will_answer(BLUE, BLUE)

    assert (await model.ask(WHICH)).value == BLUE
    assert (await model.ask(WHICH)).value == BLUE

    formats = [asked.body.get("response_format") for asked in server.asked]
    assert formats[1:] == [{"type": "json_object"}] * 2


@pytest.mark.parametrize("status", [400, 422, 500])
async def test_a_server_without_json_mode_either_is_asked_the_plain_way_from_then_on(
    build: Build, server: MessagesServer, status: int
) -> None:
    model = build()
    server.will_answer(
        *[Fails(status=status, said="unknown field response_format")] * 2, BLUE, BLUE
    )

    assert (await model.ask(WHICH)).value == BLUE
    assert (await model.ask(WHICH)).value == BLUE

    assert ["response_format" in asked.body for asked in server.asked] == [True, True, False, False]


async def test_a_refusal_that_names_nothing_is_answered_with_the_plain_way(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(raw({"detail": "bad request"}, status=400), BLUE)

    assert (await build().ask(WHICH)).value == BLUE
    assert "response_format" not in server.asked[1].body


async def test_a_request_that_is_bad_in_any_form_is_told_and_nothing_is_remembered(
    build: Build, server: MessagesServer
) -> None:
    model = build()
    too_long = Fails(status=400, said="the prompt has 9,000 tokens, and 4,096 are the most")
    server.will_answer(too_long, too_long, BLUE)

    error = await failure(model)

    assert "answered 400 'the prompt has 9,000 tokens" in str(error)
    assert error.is_lasting
    await model.ask(WHICH)
    assert "response_format" in server.asked[-1].body


async def test_the_longest_answer_is_told_in_the_other_word_if_one_is_refused(
    build: Build, server: MessagesServer
) -> None:
    model = build()
    said = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    server.will_answer(Fails(status=400, said=said), BLUE, BLUE)

    await model.ask(WHICH)
    await model.ask(WHICH)

    sent = [{"max_tokens", "max_completion_tokens"} & {*asked.body} for asked in server.asked]
    assert sent == [{"max_tokens"}, {"max_completion_tokens"}, {"max_completion_tokens"}]
    assert all("response_format" in asked.body for asked in server.asked)


async def test_a_model_that_cannot_think_is_asked_without_effort(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(Fails(status=400, said="Unrecognized argument: reasoning_effort"), BLUE)

    assert (await build(effort="high").ask(WHICH)).value == BLUE
    assert "reasoning_effort" not in server.asked[1].body


async def test_a_request_with_nothing_to_leave_out_is_not_sent_again(
    build: Build, server: MessagesServer
) -> None:
    server.will_usually_answer(lambda _: raw({"detail": "bad request"}, status=400))
    conversation = (Message(role="user", content="Hi"),)

    with pytest.raises(ModelError, match="answered 400 'bad request'"):
        await build().choose(ToolRequest(instructions="", conversation=conversation, tools=()))

    assert len(server.asked) == 1


async def test_a_server_that_refuses_everything_is_asked_a_few_times_and_no_more(
    build: Build, server: MessagesServer
) -> None:
    said = "reasoning_effort, response_format and max_tokens are unknown"
    server.will_usually_answer(lambda _: Fails(status=400, said=said))

    error = await failure(build(effort="high"))

    assert "answered 400" in str(error)
    assert len(server.asked) <= 5


# --- what comes back


async def test_what_was_cached_is_part_of_the_prompt(build: Build, server: MessagesServer) -> None:
    usage = {
        "prompt_tokens": 90,
        "completion_tokens": 7,
        "prompt_tokens_details": {"cached_tokens": 50},
    }
    server.will_answer(choice({"content": BLUE_JSON}, usage=usage))

    answer = await build().ask(WHICH)

    assert replace(answer.usage, milliseconds=0) == Usage(
        calls=1, tokens_in=90, tokens_out=7, tokens_cached=50
    )


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"content": BLUE_JSON, "reasoning_content": '{"name": "red"}'}, id="thinking"),
        pytest.param({"content": BLUE_JSON, "reasoning": "hm", "refusal": None}, id="reasoning"),
        pytest.param({"content": [{"type": "text", "text": BLUE_JSON}]}, id="parts"),
        pytest.param(
            {"content": [{"type": "thinking", "text": "hm"}, {"type": "text", "text": BLUE_JSON}]},
            id="parts of thinking",
        ),
        pytest.param({"content": BLUE_JSON, "tool_calls": None}, id="null calls"),
    ],
)
async def test_an_answer_is_found_beside_whatever_else_a_message_has(
    build: Build, server: MessagesServer, message: dict[str, JsonValue]
) -> None:
    server.will_answer(choice(message, None, usage=None, model=None))

    answer = await build().ask(WHICH)

    assert answer.value == BLUE
    assert answer.model == "colours"
    assert answer.usage.tokens_in == 0


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        pytest.param(choice({"content": None}), "it is empty", id="null content"),
        pytest.param(choice({"content": BLUE_JSON}, "length"), "raise model.max_tokens", id="cut"),
        pytest.param(
            choice({"content": BLUE_JSON}, "content_filter"), "content filter", id="filter"
        ),
        pytest.param(
            choice({"content": None, "refusal": "I cannot."}), "refused to answer", id="refusal"
        ),
    ],
)
async def test_what_is_no_whole_answer_is_no_decision(
    build: Build, server: MessagesServer, reply: Raw, problem: str
) -> None:
    server.will_answer(reply)

    error = await failure(build())

    assert isinstance(error, DecisionError)
    assert problem in str(error)


async def test_what_an_endpoint_says_of_itself_is_bounded(
    build: Build, server: MessagesServer
) -> None:
    usage = {
        "prompt_tokens": 10**30,
        "completion_tokens": -1,
        "prompt_tokens_details": {"cached_tokens": 10**40},
    }
    name = "grand\x1b]0;x\x07 " * 1_000
    server.will_answer(choice({"content": BLUE_JSON}, usage=usage, model=name))

    answer = await build().ask(WHICH)

    assert len(answer.model) <= 200
    assert "\x1b" not in answer.model
    assert answer.usage.tokens_out == 0
    assert answer.usage.tokens_cached <= answer.usage.tokens_in <= 1_000_000_000


@pytest.mark.parametrize(
    ("arguments", "read"),
    [
        pytest.param('{"query": "Z\\u00fcrich"}', '{"query": "Zürich"}', id="JSON"),
        pytest.param({"query": "Zürich"}, '{"query": "Zürich"}', id="an object"),
        pytest.param("", "{}", id="nothing"),
        pytest.param(None, "{}", id="null"),
        pytest.param('{"query": ', '"{\\"query\\": "', id="broken"),
        pytest.param("[" * 100_000, json.dumps("[" * 100_000), id="depths"),
    ],
)
async def test_the_arguments_of_a_call_are_json_whatever_the_model_wrote(
    build: Build, server: MessagesServer, arguments: JsonValue, read: str
) -> None:
    call: JsonValue = {"id": "1", "function": {"name": "recall", "arguments": arguments}}
    server.will_answer(choice({"content": None, "tool_calls": [call]}, "tool_calls"))
    conversation = (Message(role="user", content="Hi"),)

    made = await build().choose(ToolRequest(instructions="", conversation=conversation, tools=()))

    assert made.calls == (ToolCall(tool="recall", arguments=read),)


async def test_an_error_inside_a_choice_is_asked_again(
    build: Build, server: MessagesServer
) -> None:
    error = {"code": 502, "message": "the provider is away"}
    broken = {"message": {"content": ""}, "finish_reason": "error", "error": error}
    server.will_answer(raw({"choices": [broken]}), BLUE)

    assert (await build().ask(WHICH)).value == BLUE


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"choices": []}, id="no choice"),
        pytest.param({"choices": [{"text": "{}"}]}, id="another call"),
        pytest.param({"choices": [{"message": {"content": 1}}]}, id="other types"),
    ],
)
async def test_what_has_no_choice_points_at_the_address(
    build: Build, server: MessagesServer, body: JsonValue
) -> None:
    server.will_answer(raw(body))

    assert "no answer of chat/completions: check model.base_url" in str(await failure(build()))
