"""A model is asked over a real connection to a server on loopback: in both dialects, and in one of
them also through Anthropic's SDK. Whatever the server does, the question ends in time, in an answer
of the right shape or in one sentence that says what to do."""

import json
import re
from dataclasses import replace

import pytest
from opentelemetry.trace import NonRecordingSpan, SpanContext, use_span

from mcp_mem0.adapters.models.language import ModelEndpoint
from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.llm.call import ToolCall, ToolRequest, ToolSpec
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.usage import Usage
from tests.adapters.models.language.colours import BLUE, BLUE_JSON, KEY, WHICH, failure
from tests.adapters.models.language.conftest import WAYS, Build, Way
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
)

pytestmark = pytest.mark.anyio


@pytest.fixture(params=WAYS.values(), ids=[*WAYS])
def way(request: pytest.FixtureRequest) -> Way:
    return request.param


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


async def test_warming_up_asks_nothing_and_changes_no_answer(
    server: MessagesServer, build: Build
) -> None:
    api = build()
    await api.preload()

    assert server.asked == []
    server.will_answer(Says(text=BLUE_JSON))
    assert (await api.ask(WHICH)).value == BLUE
    assert len(server.asked) == 1


async def test_no_key_and_no_header_of_the_environment_is_looked_for(
    build: Build, server: MessagesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "authorization: Bearer other\nX-Team: mine")
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "other")
    server.will_answer(BLUE, BLUE)

    await build().ask(WHICH)
    await build(api_key=KEY).ask(WHICH)

    without, with_key = (asked.headers for asked in server.asked)
    assert with_key["authorization"] == f"Bearer {KEY}"
    assert "other" not in f"{without} {with_key}"
    assert "x-team" not in {*without, *with_key}


async def test_the_headers_of_a_gateway_go_along_and_the_key_wins_over_them(
    build: Build, server: MessagesServer
) -> None:
    headers = {"Authorization": "Bearer other", "X-Team": "mine"}
    server.will_answer(BLUE, BLUE)

    await build(api_key=KEY, headers=headers).ask(WHICH)
    await build(headers=headers).ask(WHICH)

    with_key, without = (asked.headers for asked in server.asked)
    assert (with_key["authorization"], with_key["x-team"]) == (f"Bearer {KEY}", "mine")
    assert (without["authorization"], without["x-team"]) == ("Bearer other", "mine")


async def test_nothing_is_streamed_or_compressed(build: Build, server: MessagesServer) -> None:
    server.will_answer(BLUE)

    await build().ask(WHICH)

    [asked] = server.asked
    assert not asked.body.get("stream")
    assert asked.headers["accept-encoding"] == "identity"


async def test_a_call_is_not_traced(build: Build, server: MessagesServer) -> None:
    span = NonRecordingSpan(SpanContext(1, 2, is_remote=False))
    server.will_answer(BLUE)

    with use_span(span):
        await build().ask(WHICH)

    assert "traceparent" not in server.asked[0].headers


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
        pytest.param(Says(text='{"reason": "by day"}'), "name: Field required", id="incomplete"),
        pytest.param(Says(text='{"reason": 1, "name": []}'), "valid string", id="other types"),
        pytest.param(Says(text=f"[{BLUE_JSON[:-1]}]"), "cut off", id="broken"),
        pytest.param(Says(text="{" * 300_000), "broken at character", id="braces"),
        pytest.param(Says(text='{"a":' * 20_000), "", id="depths"),
        pytest.param(Says(text=f'{{"a": {"1" * 5_000}}}'), "Field required", id="digits"),
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
        (401, "put the key into the file that model.api_key_file names"),
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

    assert re.search(r"no (message of the Messages API|answer of chat/completions)", str(error))
    assert str(error).endswith(": check model.base_url")
    assert len(server.asked) == 1


async def test_an_error_in_an_answer_of_success_is_an_error(
    build: Build, server: MessagesServer
) -> None:
    text = json.dumps({"error": {"code": 502, "message": "the provider is away"}})
    server.will_answer(Raw(text=text, content_type="application/json"), BLUE)
    assert (await build().ask(WHICH)).value == BLUE

    text = json.dumps({"error": {"code": 402, "message": "no credit"}})
    server.will_answer(Raw(text=text, content_type="application/json"))
    error = await failure(build())

    assert "answered 402 'no credit'" in str(error)
    assert error.is_lasting


async def test_thinking_before_an_answer_is_not_read_as_one(
    build: Build, server: MessagesServer
) -> None:
    draft = '<think>Maybe {"reason": "night", "name": "black"}?'
    server.will_answer(Says(text=f"{draft}</think>{BLUE_JSON}"), Says(text=f"{draft}</think>"))

    assert (await build().ask(WHICH)).value == BLUE
    assert "it is empty" in str(await failure(build()))


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
    assert choice.usage.tokens_in == 100
    [asked] = server.asked
    assert (asked.system, asked.user) == ("Help.", "Look again.")
    assert not {"output_config", "response_format"} & {*asked.body}
    assert "nothing found" in json.dumps(asked.body["messages"])


async def test_a_model_may_call_no_tool(build: Build, server: MessagesServer) -> None:
    server.will_answer(Says(text="Good morning!"))
    conversation = (Message(role="user", content="Hi"),)
    request = ToolRequest(instructions="Help.", conversation=conversation, tools=())

    assert (await build().choose(request)).calls == ()
