"""The server as clients start it: a process of its own that speaks over its pipes."""

import json
import signal
import sys
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import (
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    PARSE_ERROR,
    EmptyResult,
    ResourceUpdatedNotification,
    SubscribeRequest,
    SubscribeRequestParams,
)

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.rows import Intake, StatedRelation
from mcp_mem0.domain.requests.model import RememberRequest
from tests.support.mcp_calls import ERAS, call_text
from tests.support.reopened_store import recall_reopened, settle_reopened
from tests.support.stdio_process import child

pytestmark = pytest.mark.anyio

QUESTION = "Where does Ana live?"
PING = b'\n{"jsonrpc": "2.0", "id": "p", "method": "ping"}'
NO_MESSAGES = [
    (b"hello", None, PARSE_ERROR),
    (b'{"jsonrpc": "2.0", "id": 7, "meth', None, PARSE_ERROR),
    (b"[" * 1_000, None, PARSE_ERROR),
    (b'"\\ud800', None, PARSE_ERROR),
    (b'"\\ud800"', None, INVALID_REQUEST),
    (b"[]", None, INVALID_REQUEST),
    (b'{"id": true, "method": "ping"}', None, INVALID_REQUEST),
    (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', None, INVALID_REQUEST),
    (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', None, INVALID_REQUEST),
    (b'{"jsonrpc": "2.0", "id": [1], "method": "ping"}', None, INVALID_REQUEST),
    (b'{"jsonrpc": "2.0", "id": {}, "method": "ping"}', None, INVALID_REQUEST),
    (b'{"jsonrpc": "2.0", "id": 3.5, "method": 1}', 3.5, INVALID_REQUEST),
    (b'[{"jsonrpc": "2.0", "id": 7, "method": "ping"}]', None, INVALID_REQUEST),
    (b'\xff\xfe{\0"\0', None, PARSE_ERROR),
    (b'{"id": 7, "method": "ping"}', 7, INVALID_REQUEST),
    (b'{"jsonrpc": "2.0", "id": "a"}', "a", INVALID_REQUEST),
    (b'{"jsonrpc": "2.0", "id": 7, "method": "ping", "params": ["\\ud800"]}', 7, INVALID_REQUEST),
]
KNOWS = RememberRequest(
    intake=Intake(relation=StatedRelation(subject="Ana", predicate="knows", object="Ben")),
    space="default",
    session="s",
    author="other",
)

WITHOUT_LIBRARIES = """
import sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        heavy = {"lancedb", "pyarrow", "numpy", "onnxruntime", "igraph", "anthropic"}
        if name in heavy | {"mcp_mem0.services", "mcp_mem0.server.explorer"}:
            raise ImportError(f"{name} is broken")
sys.meta_path.insert(0, Broken())
from mcp_mem0.cli import main
main()
"""

WITH_CHATTER = """
import os, sys
def chatter(event, arguments):
    if event == "import" and arguments[0] in {"lancedb", "onnxruntime"}:
        print("a library prints", flush=True)
        os.write(1, b"native code prints\\n")
sys.addaudithook(chatter)
from mcp_mem0.cli import main
main()
"""


async def test_tools_are_listed_before_any_heavy_library_is_loaded(tmp_path: Path) -> None:
    async with child(tmp_path / "store", program=("-c", WITHOUT_LIBRARIES)) as server:
        tools = (await server.ask("tools/list"))["tools"]
        answer = await server.call("recall", query="x")

    assert [tool["name"] for tool in tools] == ["remember", "recall", "relate", "forget"]
    assert "cannot load" in answer
    assert "install mcp-mem0 again" in answer


async def test_stdout_carries_the_protocol_and_nothing_else(tmp_path: Path) -> None:
    async with child(tmp_path / "store", program=("-c", WITH_CHATTER)) as server:
        await server.call("remember", content="Ana lives in Oslo")
        await server.call("recall", query="Ana")
        await server.close_input()
        errors = await server.errors()

    assert "a library prints" in errors
    assert "native code prints" in errors
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in server.lines)


async def test_text_that_is_not_quite_unicode_is_kept_readable(tmp_path: Path) -> None:
    latin = (
        b'\xef\xbb\xbf{"jsonrpc": "2.0", "id": "l", "method": "tools/call", "params": {"name":'
        b' "remember", "arguments": {"content": "Ana likes the caf\xe9"}}}'
    )
    async with child(tmp_path / "store") as server:
        read = (await server.say(latin))["result"]["content"][0]["text"]
        # On the wire these are the escapes of halves: one alone, and two that make an emoji.
        kept = await server.call("remember", content="Ana likes \ud83d and \U0001f600")
        found = await server.call("recall", query="What does Ana like?")

    assert "Ana likes the café" in read
    assert "Ana likes \ufffd and \U0001f600" in kept
    assert "Ana likes \ufffd and \U0001f600" in found
    assert "Ana likes the café" in found


async def test_requests_with_one_id_at_the_same_time_are_both_answered(tmp_path: Path) -> None:
    listing = b'{"jsonrpc": "2.0", "id": "a", "method": "tools/list"}'
    async with child(tmp_path / "store") as server:
        answers = [await server.say(listing + b"\n" + listing), await server.say(b"")]

    assert [(each["id"], len(each["result"]["tools"])) for each in answers] == [("a", 4), ("a", 4)]


async def test_each_line_that_is_no_message_is_refused_in_one_sentence(tmp_path: Path) -> None:
    async with child(tmp_path / "store") as server:
        for line, *expected in NO_MESSAGES:
            refused = await server.say(line)
            assert [refused["id"], refused["error"]["code"]] == expected, line
            assert ": send " in refused["error"]["message"]
        tools = (await server.ask("tools/list"))["tools"]

    assert len(tools) == 4


async def test_a_number_as_an_id_comes_back_as_it_was_sent(tmp_path: Path) -> None:
    async with child(tmp_path / "store") as server:
        for line in (b"2.0", b"3.5", b"2"):
            await server.say(b'{"jsonrpc": "2.0", "id": ' + line + b', "method": "tools/list"}')
        unknown = await server.say(b'{"jsonrpc": "2.0", "id": 2.0, "method": "nothing"}')

    ids = [line.partition('"id":')[2].partition(",")[0] for line in server.lines[-4:]]
    assert ids == ["2.0", "3.5", "2", "2.0"]
    assert unknown["error"]["code"] == METHOD_NOT_FOUND


async def test_a_line_that_expects_no_answer_gets_none(tmp_path: Path) -> None:
    async with child(tmp_path / "store") as server:
        answer = await server.say(b'\n \n{"id": 7, "result": {}}\n{"id": 7, "error": {}}' + PING)

    assert answer == {"jsonrpc": "2.0", "id": "p", "result": {}}


async def test_closed_input_ends_the_process_and_nothing_is_lost(tmp_path: Path) -> None:
    async with child(tmp_path / "store") as server:
        kept = await server.call("remember", content="Ana lives in Oslo", wait_s=0)
        code = await server.close_input()
        errors = await server.errors()

    assert (code, errors) == (0, "")
    assert kept.startswith("remember: stored and searchable, not decided yet")
    assert "Ana lives in Oslo" in await recall_reopened(tmp_path / "store", QUESTION)
    assert await settle_reopened(tmp_path / "store") == ["Ana lives in Oslo"]


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_a_signal_ends_the_process_and_nothing_acknowledged_is_lost(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with child(tmp_path / "store") as server:
        kept = await server.call("remember", content="Ana lives in Oslo", wait_s=0)
        code = await server.end_by(number)

    assert code == -number
    assert kept.startswith("remember: stored and searchable, not decided yet")
    assert "Ana lives in Oslo" in await recall_reopened(tmp_path / "store", QUESTION)
    assert await settle_reopened(tmp_path / "store") == ["Ana lives in Oslo"]


async def test_a_store_that_cannot_be_opened_fails_each_call_until_it_can(
    tmp_path: Path,
) -> None:
    store = tmp_path / "store"
    store.write_text("a file where the folder should be")
    async with child(store) as server:
        answers = [
            await server.call("recall", query="x"),
            await server.call("remember", content="x"),
        ]
        store.unlink()
        healed = await server.call("remember", content="Ana lives in Oslo")

    assert answers == [f"the store {str(store)!r} is a file: name a folder"] * 2
    assert "kept: " in healed


async def test_a_client_of_the_stateless_era_is_served_like_the_others_here(
    tmp_path: Path,
) -> None:
    program = StdioServerParameters(
        command=sys.executable,
        args=["-m", "mcp_mem0", "serve", "--store", str(tmp_path / "store")],
    )
    async with Client(stdio_client(program), mode=ERAS[1]) as client:
        kept = await client.call_tool("remember", {"content": "Ana lives in Oslo"})
        found = await client.call_tool("recall", {"query": "Ana"})

    assert not kept.is_error
    assert found.structured_content
    assert found.structured_content["memories"][0]["text"] == "Ana lives in Oslo"


async def test_a_client_is_notified_of_another_processs_write_and_recalls_it(
    tmp_path: Path,
) -> None:
    hears, heard = anyio.create_memory_object_stream[str](100)

    async def hear(message: object) -> None:
        if isinstance(message, ResourceUpdatedNotification):
            await hears.send(str(message.params.uri))

    program = StdioServerParameters(
        command=sys.executable,
        args=["-m", "mcp_mem0", "serve", "--store", str(tmp_path / "store")],
    )
    uri = "memory://default/entity/Ana"
    asked = SubscribeRequest(params=SubscribeRequestParams(uri=uri))
    with hears, heard:
        async with Client(stdio_client(program), mode="legacy", message_handler=hear) as client:
            # Straight: the library warns of the older era's way, which is what is tested here.
            await client.session.send_request(asked, EmptyResult)
            async with build_app(Settings(store=str(tmp_path / "store"))) as other:
                await other.remember(KNOWS)
            with anyio.fail_after(20):
                assert await heard.receive() == uri
            found = await call_text(client, "recall", query="Whom does Ana know?")

    assert "Ana knows Ben" in found
