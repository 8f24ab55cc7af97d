"""Whoever asks in the wrong dialect is told the right one, and whoever asks for a model that is not
there is not sent elsewhere."""

import json
from collections.abc import Callable

import pytest

from mcp_mem0.adapters.models.calls.transport import HttpTransport
from mcp_mem0.domain.llm.dialects import DialectName
from tests.adapters.models.language.colours import BLUE, KEY, WHICH, failure
from tests.adapters.models.language.conftest import Build, Way
from tests.support.messages_api import Asked, Fails, Hangs, MessagesServer, Raw, Reply, said

pytestmark = pytest.mark.anyio

OTHERS: dict[DialectName, DialectName] = {
    "messages": "chat_completions",
    "chat_completions": "messages",
}


@pytest.fixture(params=["messages", "chat_completions"])
def way(request: pytest.FixtureRequest) -> Way:
    return Way(request.param, HttpTransport)


def json_reply(status: int, body: object) -> Raw:
    return Raw(text=json.dumps(body), content_type="application/json", status=status)


UNKNOWN: dict[str, Reply] = {
    "FastAPI": json_reply(404, {"detail": "Not Found"}),
    "Go": Raw(text="404 page not found", content_type="text/plain", status=404),
    "a page": Raw(text="<html>Not Found</html>", status=404),
    "a method": json_reply(405, {"detail": "Method Not Allowed"}),
    "no server of APIs": Raw(text="Unsupported method", content_type="text/plain", status=501),
    "LM Studio": json_reply(200, {"error": "Unexpected endpoint or method. (POST /x)"}),
    "nothing": Raw(text="", status=404),
}


def speaking(dialect: DialectName, unknown: Reply) -> Callable[[Asked], Reply]:
    """Answer in one dialect, and a path of the other as unknown."""

    def answer(asked: Asked) -> Reply:
        if asked.dialect != dialect:
            return unknown
        return said(BLUE) if asked.body["messages"] else Fails(status=400, said="no messages")

    return answer


@pytest.mark.parametrize("unknown", UNKNOWN)
async def test_an_endpoint_of_the_other_dialect_is_told_with_the_setting(
    build: Build, server: MessagesServer, way: Way, unknown: str
) -> None:
    other = OTHERS[way.dialect]
    server.will_usually_answer(speaking(other, UNKNOWN[unknown]))

    error = await failure(build())

    assert "it seems to speak " in str(error)
    assert f"set model.dialect to {other!r}" in str(error)
    assert error.is_lasting


async def test_an_endpoint_that_names_the_other_path_is_believed(
    build: Build, server: MessagesServer, way: Way
) -> None:
    paths = {"messages": "/v1/messages", "chat_completions": "/v1/chat/completions"}
    other = OTHERS[way.dialect]
    said = f"no such route: this server has {paths[other]} alone"
    server.will_usually_answer(lambda _: json_reply(400, {"error": said}))

    error = await failure(build())

    assert f"set model.dialect to {other!r}" in str(error)
    assert all(asked.dialect == way.dialect for asked in server.asked)


async def test_finding_out_sends_no_word_of_the_question(
    build: Build, server: MessagesServer, way: Way
) -> None:
    server.will_usually_answer(speaking(OTHERS[way.dialect], UNKNOWN["Go"]))

    await failure(build())

    assert [bool(asked.body["messages"]) for asked in server.asked] == [True, False]
    assert "sky" not in str(server.asked[1].body)


async def test_the_setting_that_is_named_mends_it(
    build: Build, server: MessagesServer, way: Way
) -> None:
    other = OTHERS[way.dialect]
    server.will_usually_answer(speaking(other, UNKNOWN["FastAPI"]))

    mended = build(dialect=other)

    assert (await mended.ask(WHICH)).value == BLUE


async def test_an_answer_in_the_other_dialect_is_known_by_its_shape(
    build: Build, server: MessagesServer, way: Way
) -> None:
    other = OTHERS[way.dialect]
    server.will_answer(Raw(text=said(BLUE).body(other), content_type="application/json"))

    error = await failure(build())

    assert f"set model.dialect to {other!r}" in str(error)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": 'model "colours" not found, try pulling it first'}},
        {"type": "error", "error": {"type": "not_found_error", "message": "model: colours"}},
    ],
)
async def test_a_model_that_is_not_there_is_told_as_such(
    build: Build, server: MessagesServer, body: object
) -> None:
    server.will_answer(json_reply(404, body))

    error = await failure(build())

    assert "check model.name: it has no model 'colours'" in str(error)
    assert "dialect" not in str(error)
    assert len(server.asked) == 1


async def test_an_address_with_neither_dialect_is_told_as_before(
    build: Build, server: MessagesServer
) -> None:
    server.will_usually_answer(lambda _: UNKNOWN["FastAPI"])

    error = await failure(build())

    assert str(error).endswith("check model.name and model.base_url")


async def test_an_endpoint_that_shows_nothing_is_told_with_both(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(UNKNOWN["Go"], Raw(text="<html>Welcome</html>"))

    error = await failure(build())

    assert "check model.name and model.base_url, and model.dialect: it may speak" in str(error)


async def test_finding_out_takes_no_longer_than_the_question_may(
    build: Build, server: MessagesServer
) -> None:
    server.will_answer(UNKNOWN["Go"], Hangs())

    error = await failure(build(timeout_s=0.4))

    assert "did not answer within 0.4 s" in str(error)


async def test_no_error_shows_the_key(build: Build, server: MessagesServer) -> None:
    server.will_usually_answer(lambda _: Fails(status=404, said=f"no such path for {KEY}"))

    assert KEY not in str(await failure(build(api_key=KEY)))
