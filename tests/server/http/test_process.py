"""The server as a process: how it starts, what it writes to its log, and how it stops."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import anyio
import httpx
import pytest

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.server.http.serve import STOP_S_MAX
from tests.support.decision_cases import operation, operations
from tests.support.http_process import command, environment, started
from tests.support.http_server import TRANSPORTS, bearer, connected, made_token
from tests.support.mcp_calls import call as call_tool
from tests.support.mcp_calls import call_text, refused
from tests.support.messages_api import Fails, Reply, Says, messages_server, said
from tests.support.raw_http import ACCEPT, call, initialize
from tests.support.remembering_model import configured
from tests.support.reopened_store import recall_reopened

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals"),
]

QUESTION = "Where does Ana live?"
HIDDEN = "the diamond is under the third stone"
PROXYS = "2f1e0d3c4b5a69788796a5b4c3d2e1f0"
FAULTY: dict[str, Reply] = {
    "a babbling model": Says(text=HIDDEN),
    "one that invents": said(operations(operation("ADD", HIDDEN, quote="x"))),
    "one that quotes what it refuses": Fails(status=400, said=HIDDEN),
    "one that quotes while it breaks": Fails(status=500, said=HIDDEN),
}


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.heavy)]
)
async def test_it_stops_in_time_with_open_streams_and_loses_nothing(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with started(tmp_path) as server, httpx.AsyncClient(base_url=server.url) as browser:
        begun = await browser.post("/mcp", json=initialize(), headers=ACCEPT)
        session = {"mcp-session-id": begun.headers["mcp-session-id"], **ACCEPT}
        async with (
            connected(server.url, TRANSPORTS[0]) as client,
            browser.stream("GET", "/sse") as sse,
            browser.stream("GET", "/mcp", headers=session) as standing,
        ):
            assert (sse.status_code, standing.status_code) == (200, 200)
            await call_text(client, "remember", content="Ana lives in Oslo", wait_s=0)
            stopped = time.monotonic()
            code = await server.end(number)
            took_s = time.monotonic() - stopped

    assert code == 0
    assert "Traceback" not in server.text
    # The rest is the interpreter's own end, on a machine that may be busy.
    assert took_s < STOP_S_MAX + 6
    assert "Ana lives in Oslo" in await recall_reopened(tmp_path / "store", QUESTION)


async def test_a_killed_server_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    async with started(tmp_path) as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=30) as browser:
            kept = await call(browser, "remember", content="Ana lives in Oslo", wait_s=0)
        await server.end(signal.SIGKILL)

    assert kept.status_code == 200
    assert "Ana lives in Oslo" in await recall_reopened(tmp_path / "store", QUESTION)


@pytest.mark.heavy
async def test_the_log_has_ids_and_subjects_but_no_token_and_no_text_of_a_memory(
    tmp_path: Path,
) -> None:
    token = await made_token(TokenFile(tmp_path / "tokens.json"), "ana", "team")
    wrong = token[:-1] + ("a" if token[-1] != "a" else "b")
    async with started(tmp_path, "--log-level", "debug") as server:
        for transport in TRANSPORTS:
            async with connected(server.url, transport, token=token) as client:
                await call_text(client, "remember", content=HIDDEN)
                await call_text(client, "recall", query=HIDDEN)
                # Refused with its words in the sentence, by our doors and by the library's.
                await refused(client, "remember", contentt=HIDDEN)
                await refused(client, "remember", content="x", said_at=HIDDEN)
                await call_tool(client, HIDDEN, text=HIDDEN)
        async with httpx.AsyncClient(base_url=server.url, headers=bearer(token)) as browser:
            for body in (HIDDEN, json.dumps({"jsonrpc": "2.0", "params": HIDDEN, "id": 1})):
                for path in ("/mcp", f"/messages/?session_id={'0' * 32}", f"/{HIDDEN}"):
                    await browser.post(path, content=body, headers=ACCEPT)
            named = await browser.get("/health", headers={"x-request-id": PROXYS})
            evil = await browser.get("/health", headers={"x-request-id": f'"}}{HIDDEN}'})
            await browser.get(f"/sse?token={token}", headers=bearer(wrong))
            # The library logs these itself, with what was sent in the sentence.
            await browser.post("/messages/", params={"session_id": HIDDEN}, content="{}")
            await browser.post("/messages/", params={"session_id": token}, content="{}")
        await server.end()

    assert "diamond" not in server.text
    assert token[-43:] not in server.text
    assert wrong[-43:] not in server.text
    assert HIDDEN not in evil.headers["x-request-id"]
    requests = [line for line in server.lines if line["message"] == "request"]
    assert {line["subject"] for line in requests if line["path"] == "/mcp"} >= {"ana"}
    assert named.headers["x-request-id"] == PROXYS
    assert any(line["request"] == PROXYS for line in requests)
    assert len({line["request"] for line in requests}) == len(requests)
    assert all(line["at"].startswith("20") for line in server.lines)
    # Every line is one object, whatever was sent.
    others = [line for line in server.text.splitlines() if not line.startswith("{")]
    assert all(line.startswith("mcp-mem0: ") for line in others), others[:5]


async def test_a_models_answer_is_not_in_the_log_either(tmp_path: Path) -> None:
    with messages_server() as model:
        configured(tmp_path / "store", model.url)
        async with (
            started(tmp_path, "--log-level", "debug") as server,
            connected(server.url, TRANSPORTS[1]) as client,
        ):
            for fault, reply in FAULTY.items():
                model.will_usually_answer(lambda _, reply=reply: reply)
                asked_before = len(model.asked)
                # In a session of its own, so that it waits for no other to be decided.
                receipt = await call_text(
                    client, "remember", content=HIDDEN, session=fault, wait_s=30
                )
                assert "not decided yet" in receipt, fault
                assert len(model.asked) > asked_before, fault
            await server.end()

    undecided = [line for line in server.lines if "could not be decided" in line["message"]]
    assert len(undecided) >= len(FAULTY)
    assert "diamond" not in server.text


def refusal_of(folder: Path, *options: str) -> tuple[int, str]:
    done = subprocess.run(
        command(folder, *options),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(),
    )
    return done.returncode, done.stderr


def test_without_tokens_it_listens_to_this_machine_only(tmp_path: Path) -> None:
    code, sentence = refusal_of(tmp_path, "--host", "0.0.0.0")  # noqa: S104 - refused

    assert code == 2
    assert "can be reached from other machines, and there are no tokens" in sentence
    assert "mcp-mem0 token create" in sentence
    assert sentence.count("\n") == 1


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, sentence = refusal_of(tmp_path, "--port", str(port))

    assert code == 2
    assert f"cannot listen on '127.0.0.1', port {port}" in sentence
    assert sentence.count("\n") == 1


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    anyio.run(made_token, TokenFile(tmp_path / "tokens.json"), "ana", "team")
    code, sentence = refusal_of(tmp_path, "--host", "192.0.2.1")

    assert code == 2
    assert "cannot listen on '192.0.2.1'" in sentence


def test_host_and_port_are_for_http_only(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mcp_mem0", "serve", "--port", "1"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**environment(), "MCP_MEM0_STORE": str(tmp_path)},
    )

    assert done.returncode == 2
    assert "add --http" in done.stderr
