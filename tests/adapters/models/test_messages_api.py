"""The real SDK talks to a real server on loopback. Whatever that does, the question ends in time,
in an answer of the right shape or in one sentence that says what to do."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace

import pytest
from opentelemetry.trace import NonRecordingSpan, SpanContext, use_span

from mcp_mem0.adapters.models.messages_api import MessagesApi, ModelEndpoint
from mcp_mem0.domain.errors import DecisionError, ModelError, SettingsError
from mcp_mem0.domain.llm.call import ModelRequest, ToolCall, ToolRequest, ToolSpec
from mcp_mem0.domain.llm.structured_output import AnswerModel
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.usage import Usage
from tests.support.messages_api import (
    MODEL,
    BreaksOff,
    Calls,
    Drips,
    Fails,
    Hangs,
    MessagesServer,
    Raw,
    Reply,
    Says,
    messages_server,
)

pytestmark = pytest.mark.anyio

KEY = "sk-very-secret"


class Colour(AnswerModel):
    reason: str
    name: str
    shades: tuple[str, ...] = ()


WHICH = ModelRequest(version="colour-1", system="Name it.", user="The sky?", answer_type=Colour)
BLUE = Colour(reason="by day", name="blue")
BLUE_JSON = '{"reason": "by day", "name": "blue"}'


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with messages_server() as served:
        yield served


@pytest.fixture
def waits() -> list[float]:
    return []


Build = Callable[..., MessagesApi]


@pytest.fixture
async def build(server: MessagesServer, waits: list[float]) -> AsyncIterator[Build]:
    """Builds clients of the server that note their waits instead of waiting."""
    built: list[MessagesApi] = []

    async def note(wait_s: float) -> None:
        waits.append(wait_s)

    def build(**settings: object) -> MessagesApi:
        endpoint = ModelEndpoint(model="colours", base_url=server.url, timeout_s=20)
        built.append(MessagesApi(replace(endpoint, **settings), sleep=note, jitter=lambda: 1.0))
        return built[-1]

    yield build
    for client in built:
        await client.aclose()


async def failure(api: MessagesApi) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await api.ask(WHICH)
    return caught.value


# --- what is sent and what comes back


async def test_an_answer_comes_back_typed_with_its_model_and_its_cost(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(Says(text=BLUE_JSON, tokens_in=90, tokens_out=7, tokens_cached=50))

    answer = await build().ask(WHICH)

    assert answer.value == BLUE
    assert answer.model == MODEL
    assert replace(answer.usage, milliseconds=0) == Usage(
        calls=1, tokens_in=140, tokens_out=7, tokens_cached=50
    )


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


async def test_warming_up_asks_nothing_and_changes_no_answer(
    server: MessagesServer, build: Build
) -> None:
    api = build()
    await api.preload()

    assert server.asked == []
    server.will_answer(Says(text=BLUE_JSON))
    assert (await api.ask(WHICH)).value == BLUE
    assert len(server.asked) == 1


async def test_the_rules_can_be_cached_and_the_schema_is_sent(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(BLUE)

    await build(api_key=KEY).ask(WHICH)

    [asked] = server.asked
    assert asked.path == "/v1/messages"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
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


async def test_the_environments_own_key_is_not_looked_for(
    build: Build, server: MessagesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    server.will_answer(BLUE)

    await build().ask(WHICH)

    assert KEY not in server.asked[0].headers["authorization"]


async def test_a_key_wins_over_the_headers_that_the_environment_names(
    build: Build, server: MessagesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "authorization: Bearer other\nX-Team: mine")
    server.will_answer(BLUE)

    await build(api_key=KEY).ask(WHICH)

    headers = server.asked[0].headers
    assert (headers["authorization"], headers["x-team"]) == (f"Bearer {KEY}", "mine")


async def test_no_header_of_the_environment_is_sent_with_our_own_key(
    build: Build, server: MessagesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "authorization: Bearer other\nX-Team: mine")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "other")
    server.will_answer(BLUE)

    await build(api_key=KEY, is_key_private=True).ask(WHICH)

    headers = server.asked[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert "x-team" not in headers
    assert "other" not in str(headers)


async def test_a_call_is_not_traced(build: Build, server: MessagesServer) -> None:
    span = NonRecordingSpan(SpanContext(1, 2, is_remote=False))
    server.will_answer(BLUE)

    with use_span(span):
        await build().ask(WHICH)

    assert "traceparent" not in server.asked[0].headers


async def test_a_server_that_refuses_the_schema_is_asked_the_plain_way_from_then_on(
    build: Build, server: MessagesServer
) -> None:
    api = build()
    server.will_answer(Fails(status=400, said="output_config: unknown field"), BLUE, BLUE)

    assert (await api.ask(WHICH)).value == BLUE
    assert (await api.ask(WHICH)).value == BLUE

    assert ["output_config" in asked.body for asked in server.asked] == [True, False, False]
    assert server.asked[1].body["system"] == "Name it."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BLUE_JSON, id="bare"),
        pytest.param(f"```json\n{BLUE_JSON}\n```", id="fenced"),
        pytest.param(f"Sure! Here it is:\n{BLUE_JSON}\nAnything else?", id="in prose"),
        pytest.param(f'I think {{so}}: {{"a": 1}} {BLUE_JSON}', id="after other braces"),
        pytest.param(f'{{"reason": "night", "name": "black"}} no: {BLUE_JSON}', id="second try"),
        pytest.param('{"reason": "by day", "name": "blue", "shades": null, "x": 1}', id="more"),
    ],
)
async def test_json_is_found_in_whatever_surrounds_it(
    build: Build, server: MessagesServer, text: str
) -> None:
    server.will_answer(Says(text=text))

    assert (await build().ask(WHICH)).value == BLUE


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        pytest.param(Says(text=""), "it is empty", id="empty"),
        pytest.param(Says(text="The sky is blue."), "no JSON in it", id="prose"),
        pytest.param(Says(text='{"reason": "by day", "na'), "cut off", id="truncated"),
        pytest.param(Says(text=f'{{"a": [{BLUE_JSON}'), "cut off", id="truncated around"),
        pytest.param(Says(text='{"name": "blue"}'), "reason: Field required", id="incomplete"),
        pytest.param(Says(text='{"reason": 1, "name": []}'), "valid string", id="other types"),
        pytest.param(Says(text=f"[{BLUE_JSON[:-1]}]"), "no JSON", id="broken"),
        pytest.param(Says(text="{" * 300_000), "no JSON", id="braces"),
        pytest.param(Says(text='{"a":' * 20_000), "", id="depths"),
        pytest.param(Says(text=f'{{"a": {"1" * 5_000}}}'), "no JSON", id="digits"),
        pytest.param(Says(text=" " * 2_000_000 + "x"), "2,000,001 characters", id="very long"),
        pytest.param(
            Says(text=BLUE_JSON, stop_reason="max_tokens"),
            "raise model.max_tokens",
            id="max_tokens",
        ),
        pytest.param(Says(text="", stop_reason="refusal"), "refused to answer", id="refusal"),
    ],
)
async def test_an_invalid_answer_is_an_error_with_its_cost(
    build: Build, server: MessagesServer, reply: Reply, problem: str
) -> None:
    server.will_answer(reply)

    error = await failure(build())

    assert isinstance(error, DecisionError)
    assert problem in str(error)
    assert error.usage.tokens_in == 100
    assert len(str(error)) < 400
    assert len(server.asked) == 1


# --- what goes wrong at the endpoint


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (401, "set ANTHROPIC_API_KEY, or put the key into the file that model.api_key_file names"),
        (402, "check the account's balance"),
        (403, "check what the key is allowed to do"),
        (404, "check model.name and model.base_url"),
        (413, "remember less in one call"),
        (418, "check model.base_url"),
    ],
)
async def test_a_refusal_is_not_repeated_and_names_the_remedy(
    build: Build, server: MessagesServer, status: int, remedy: str
) -> None:
    server.will_answer(Fails(status=status))

    error = await failure(build())

    assert f"{server.url} answered {status}" in str(error)
    assert remedy in str(error)
    assert error.is_lasting
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 529])
async def test_what_may_pass_is_asked_again(
    build: Build, server: MessagesServer, waits: list[float], status: int
) -> None:
    server.will_answer(Fails(status=status), Fails(status=status), BLUE)

    assert (await build().ask(WHICH)).value == BLUE
    assert waits == [0.5, 1.0]


@pytest.mark.parametrize("status", [408, 429, 500, 529])
async def test_asking_again_ends(build: Build, server: MessagesServer, status: int) -> None:
    server.will_answer(*[Fails(status=status)] * 10)

    error = await failure(build())

    assert f"answered {status}" in str(error)
    assert "retried later" in str(error)
    assert not error.is_lasting
    assert len(server.asked) == 3


async def test_a_short_wait_that_the_endpoint_asks_for_is_kept(
    build: Build, server: MessagesServer, waits: list[float]
) -> None:
    server.will_answer(Fails(status=429, headers={"retry-after": "3"}), BLUE)

    await build().ask(WHICH)

    assert waits == [3.0]


async def test_a_wait_beyond_the_timeout_fails_at_once(
    build: Build, server: MessagesServer, waits: list[float]
) -> None:
    server.will_answer(Fails(status=429, headers={"retry-after": "3600"}))

    error = await failure(build())

    assert error.retry_after_s == 3600
    assert waits == []


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "inf", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_a_wait_that_is_no_number_of_seconds_is_passed_over(
    build: Build, server: MessagesServer, waits: list[float], value: str
) -> None:
    server.will_answer(Fails(status=429, headers={"retry-after": value}), BLUE)

    await build().ask(WHICH)

    assert waits == [0.5]


@pytest.mark.parametrize("reply", [Hangs(), Drips()])
async def test_a_model_that_takes_too_long_is_given_up_in_time(
    build: Build, server: MessagesServer, reply: Reply
) -> None:
    server.will_answer(reply)

    error = await failure(build(timeout_s=0.3))

    assert "did not answer within 0.3 s" in str(error)
    assert "raise model.timeout_s" in str(error)


async def test_an_answer_that_breaks_off_is_asked_for_again(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(BreaksOff(), BLUE)

    assert (await build().ask(WHICH)).value == BLUE


async def test_an_answer_that_always_breaks_off_is_an_error(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(BreaksOff(), BreaksOff(), BreaksOff())

    error = await failure(build())

    assert "cannot be reached" in str(error)
    assert not error.is_lasting


async def test_an_endpoint_that_is_not_there_is_named(build: Build, waits: list[float]) -> None:
    # Port 9 discards; nothing listens there.
    error = await failure(build(base_url="http://127.0.0.1:9"))

    assert "the model at http://127.0.0.1:9 cannot be reached" in str(error)
    assert waits == [0.5, 1.0]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Raw(text="<html><body>Log in</body></html>"), id="HTML"),
        pytest.param(Raw(text='{"ok": true}', content_type="application/json"), id="other JSON"),
        pytest.param(Raw(text="[1]", content_type="application/json"), id="list"),
        pytest.param(Raw(text="", content_type="application/json"), id="nothing"),
    ],
)
async def test_what_is_no_message_points_at_the_address(
    build: Build, server: MessagesServer, reply: Reply
) -> None:
    server.will_answer(reply)

    error = await failure(build())

    assert "no message of the Messages API: check model.base_url" in str(error)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 500])
async def test_no_error_and_no_representation_shows_the_key(
    build: Build, server: MessagesServer, status: int
) -> None:
    server.will_answer(*[Fails(status=status, said=f"wrong key {KEY}")] * 2)

    error = await failure(build(api_key=KEY, retries=0))

    endpoint = ModelEndpoint(model="colours", api_key=KEY)
    assert KEY not in f"{error!r} {error.__cause__} {endpoint!r}"


async def test_a_closed_client_opens_again(build: Build, server: MessagesServer) -> None:
    api = build()
    server.will_answer(BLUE, BLUE)
    await api.ask(WHICH)
    await api.aclose()

    assert (await api.ask(WHICH)).value == BLUE


# --- tools


async def test_a_model_is_given_tools_and_what_they_answered(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(Calls(tool="recall", arguments={"query": "Zürich"}))
    spec = ToolSpec(name="recall", description="Look up.", input_schema={"type": "object"})
    conversation = (
        Message(role="user", content="Where do I live?"),
        Message(role="tool", name="recall", content="nothing found"),
        Message(role="assistant", content="I do not know."),
        Message(role="user", content="Look again."),
    )
    request = ToolRequest(instructions="Help.", conversation=conversation, tools=(spec,))

    choice = await build().choose(request)

    assert choice.calls == (ToolCall(tool="recall", arguments='{"query": "Zürich"}'),)
    body = server.asked[0].body
    assert body["tools"] == [
        {"name": "recall", "description": "Look up.", "input_schema": {"type": "object"}}
    ]
    assert "output_config" not in body
    messages = body["messages"]
    assert isinstance(messages, list)
    assert len(messages) == 5


async def test_a_model_may_call_no_tool(build: Build, server: MessagesServer) -> None:
    server.will_answer(Says(text="Good morning!"))
    conversation = (Message(role="user", content="Hi"),)
    request = ToolRequest(instructions="Help.", conversation=conversation, tools=())

    assert (await build().choose(request)).calls == ()


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"base_url": "localhost:11434"}, id="no scheme"),
        pytest.param({"base_url": "ftp://host"}, id="other scheme"),
        pytest.param({"base_url": "http:///"}, id="no host"),
        pytest.param({"base_url": "http://host:port"}, id="port in words"),
        pytest.param({"base_url": f"http://me:{KEY}@host"}, id="password"),
        pytest.param({"base_url": f"http://host?key={KEY}"}, id="query"),
        pytest.param({"model": " "}, id="no model"),
        pytest.param({"api_key": f"{KEY}\n"}, id="line end in the key"),
        pytest.param({"api_key": ""}, id="empty key"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_without_showing_a_secret(
    settings: dict[str, object],
) -> None:
    good = ModelEndpoint(model="colours", base_url="http://127.0.0.1:11434")

    with pytest.raises(SettingsError) as caught:
        replace(good, **settings)

    assert KEY not in str(caught.value)
