"""A model's endpoint is a stranger: what it answers is bounded, leads nowhere else and steers no
terminal, and it never gets a key that was not meant for it."""

import gzip
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.models.embedding_endpoint import EmbeddingEndpoint
from mcp_mem0.adapters.models.http_embedder import HttpEmbedder
from mcp_mem0.adapters.models.language.anthropic_transport import AnthropicTransport
from mcp_mem0.adapters.models.language.connect import connect_model
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.remote_model import RemoteModel
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.dialects import DialectName
from mcp_mem0.domain.llm.structured_output import AnswerModel
from mcp_mem0.server.proxy.http_client import ServerUnavailableError, build_link
from mcp_mem0.server.proxy.remote import Remote
from tests.support.messages_api import Asked, MessagesServer, Raw, Says, messages_server
from tests.support.remembering_model import adding
from tests.support.rude_server import Answer, Stranger, filled, head, stranger, whole

pytestmark = pytest.mark.anyio

KEY = "sk-only-for-us"
MEGABYTE = 1_000_000
TAKEN_BYTES_MAX = 32 * MEGABYTE
"""The longest answer that is read, plus the buffers of two sockets."""

STEERING = "grand\x1b]0;pwned\x07\x9b31m\x7f\u202e\u2028name"
"""A name that would retitle and colour a terminal, and turn its writing."""


class ColourName(AnswerModel):
    name: str


QUESTION = ModelRequest(
    version="colour-1", system="Name it.", user="The sky?", answer_type=ColourName
)

Ask = Callable[..., Awaitable[object]]


async def ask_model(url: str, *, timeout_s: float = 20, key: str | None = None) -> object:
    return await ask_once(connect_model(build_endpoint("messages", url, timeout_s, key)))


async def ask_chat_model(url: str, *, timeout_s: float = 20, key: str | None = None) -> object:
    return await ask_once(connect_model(build_endpoint("chat_completions", url, timeout_s, key)))


async def ask_through_sdk(url: str, *, timeout_s: float = 20, key: str | None = None) -> object:
    endpoint = build_endpoint("messages", url, timeout_s, key)
    return await ask_once(connect_model(endpoint, transport=AnthropicTransport))


def build_endpoint(
    dialect: DialectName, url: str, timeout_s: float, key: str | None
) -> ModelEndpoint:
    return ModelEndpoint(
        model="m", dialect=dialect, base_url=url, timeout_s=timeout_s, retries=0, api_key=key
    )


async def ask_once(model: RemoteModel) -> object:
    try:
        return await model.ask(QUESTION)
    finally:
        await model.aclose()


async def embed(url: str, *, timeout_s: float = 20, key: str | None = None) -> object:
    endpoint = EmbeddingEndpoint(
        base_url=f"{url}/v1", model="m", timeout_s=timeout_s, retry_wait_s=0.01, api_key=key
    )
    embedder = HttpEmbedder(endpoint)
    try:
        return await embedder.embed(["blue"])
    finally:
        await embedder.aclose()


each_way = pytest.mark.parametrize("ask", [ask_model, ask_chat_model, ask_through_sdk, embed])


async def refusal(ask: Ask, url: str, *, timeout_s: float = 20) -> str:
    with anyio.fail_after(60), pytest.raises(ModelError) as caught:
        await ask(url, timeout_s=timeout_s)
    return str(caught.value)


# --- how much, and for how long


@each_way
async def test_an_endless_answer_is_cut_off(ask: Ask) -> None:
    with stranger(filled(800 * MEGABYTE)) as there:
        said = await refusal(ask, there.url)

        assert "answers with more than" in said
        assert "base_url" in said
        assert there.was_left()
        assert there.sent < TAKEN_BYTES_MAX
        assert len(there.asked) == 1


@cache
def packed(encoding: str) -> bytes:
    zeros = b" " * 64 * MEGABYTE
    match encoding:
        case "gzip" | "GZip":
            return gzip.compress(zeros)
        case "gzip, gzip":
            return gzip.compress(gzip.compress(zeros))
        case "deflate":
            return zlib.compress(zeros)
        case _:
            return b"\x00" * 1_000


@each_way
@pytest.mark.parametrize(
    "encoding", ["gzip", "GZip", "gzip, gzip", "deflate", "br", "zstd", "compress", "unheard-of"]
)
async def test_a_compressed_answer_is_refused_and_never_unpacked(ask: Ask, encoding: str) -> None:
    answer = whole(packed(encoding), 200, f"Content-Encoding: {encoding}")
    with stranger(answer) as there:
        said = await refusal(ask, there.url)

        assert f"answered in the encoding '{encoding.lower()}', although none was" in said
        assert b"accept-encoding: identity" in there.asked[0].lower()


@each_way
async def test_only_the_beginning_of_an_error_is_read(ask: Ask) -> None:
    with stranger(filled(50 * MEGABYTE, status=403)) as there:
        said = await refusal(ask, there.url)

        assert "answered 403" in said
        assert there.was_left()
        assert there.sent < 20 * MEGABYTE


@each_way
async def test_a_compressed_error_is_reported_by_its_status_alone(ask: Ask) -> None:
    with stranger(whole(packed("gzip"), 404, "Content-Encoding: gzip")) as there:
        assert "answered 404 ''" in await refusal(ask, there.url)


def bytes_for_ever(there: Stranger) -> Iterable[bytes]:
    return there.drips(head(size=10_000_000), drop=b" ")


def lines_for_ever(there: Stranger) -> Iterable[bytes]:
    return there.drips(b"HTTP/1.1 200 OK\r\n", drop=b"X: y\r\n")


def interim_answers_for_ever(there: Stranger) -> Iterable[bytes]:
    return there.drips(drop=b"HTTP/1.1 102 Processing\r\n\r\n")


def error_for_ever(there: Stranger) -> Iterable[bytes]:
    return there.drips(head(500), drop=b"x")


@each_way
@pytest.mark.parametrize(
    "answer", [bytes_for_ever, lines_for_ever, interim_answers_for_ever, error_for_ever]
)
async def test_a_slow_answer_takes_no_longer_than_the_timeout(ask: Ask, answer: Answer) -> None:
    with stranger(answer) as there:
        said = await refusal(ask, there.url, timeout_s=0.4)

        assert "did not answer within 0.4 s" in said
        assert len(there.asked) == 1


async def test_all_attempts_to_embed_share_one_timeout() -> None:
    with stranger(whole(b"busy", 503, "Retry-After: 3")) as there:
        with anyio.fail_after(2):
            said = await refusal(embed, there.url, timeout_s=1)

        assert "answered 503" in said
        assert len(there.asked) == 1


@each_way
async def test_endless_headers_are_cut_off(ask: Ask) -> None:
    with stranger(lambda _: (b"HTTP/1.1 200 OK\r\n", *[b"X: " + b"y" * 60_000] * 800)) as there:
        said = await refusal(ask, there.url, timeout_s=5)

        assert "cannot be reached" in said
        assert there.sent < TAKEN_BYTES_MAX


CHILD = """
import asyncio, resource, sys, time
from tests.security.test_model_endpoint import ask_chat_model, ask_model, embed
from mcp_mem0.domain.errors import ModelError

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

async def main():
    ask = {"ask_model": ask_model, "ask_chat_model": ask_chat_model, "embed": embed}[sys.argv[1]]
    first, *urls = sys.argv[2:]
    for url in (first, *urls):
        before, began_s = peak(), time.process_time()
        try:
            await ask(url)
        except ModelError as error:
            taken_s = int(time.process_time() - began_s)
            print((peak() - before) // 1024, len(str(error)), taken_s)

asyncio.run(main())
"""


def repeated(start: bytes, part: bytes, end: bytes, size: int = 3_900_000) -> Answer:
    return whole(start + part * (size // len(part)) + end)


only_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere memory is counted in other units"
)


@pytest.mark.heavy
@only_linux
def test_no_huge_answer_takes_much_memory_or_time() -> None:
    zipped = whole(gzip.compress(b" " * 300 * MEGABYTE), 500, "Content-Encoding: gzip")

    assert_little_is_taken(
        "ask_model", [filled(300 * MEGABYTE), zipped, repeated(b'{"content":[', b"[],", b"[]]}")]
    )


@only_linux
@pytest.mark.heavy
@pytest.mark.parametrize(
    ("ask", "size"),
    [("ask_model", 3_900_000), ("ask_chat_model", 3_900_000), ("embed", 380_000)],
    ids=["model", "chat model", "embedder"],
)
def test_no_answer_takes_much_memory_or_time(ask: str, size: int) -> None:
    answers = [
        filled(300 * MEGABYTE),
        whole(gzip.compress(b" " * 300 * MEGABYTE), 200, "Content-Encoding: gzip"),
        whole(gzip.compress(b" " * 300 * MEGABYTE), 500, "Content-Encoding: gzip"),
        filled(300 * MEGABYTE, status=500),
        repeated(b'{"content":[', b"[],", b"[]]}", size),
        repeated(b'{"content":[', b'{"type":""},', b"{}]}", size),
        repeated(b'{"data":[', b"[],", b"[]]}", size),
        repeated(b'{"data":[{"index":0,"embedding":[', b'"",', b"1]}]}", size),
        repeated(b"", b"[", b"", size),
        repeated(b'{"content":', b"9", b"}", size),
        repeated(b'{"choices":[', b"[],", b"[]]}", size),
        repeated(b'{"choices":[', b'{"message":{}},', b"{}]}", size),
        repeated(b'{"choices":[{"message":{"content":[', b"[],", b"[]]}}]}", size),
        repeated(b'{"choices":[{"message":{"tool_calls":[', b"[],", b"[]]}}]}", size),
        repeated(b'{"error":', b"[", b"", size),
        repeated(b'{"error":"', b"token:", b'"}', size),
        # What is quoted in an error is looked through for secrets.
        repeated(b"", b"token:", b"", size),
    ]
    assert_little_is_taken(ask, answers)


def assert_little_is_taken(ask: str, answers: list[Answer]) -> None:
    """Ask a process of its own for each answer, and look at what the process took for it."""
    # The first one loads the libraries.
    served = [stranger(answer) for answer in (whole(b"nothing"), *answers)]
    strangers = [each.__enter__() for each in served]
    try:
        ended = subprocess.run(
            [sys.executable, "-c", CHILD, ask, *(each.url for each in strangers)],
            capture_output=True,
            text=True,
            check=True,
            timeout=100,
        )
    finally:
        for each in served:
            each.__exit__(None, None, None)

    lines = [[int(number) for number in line.split()] for line in ended.stdout.splitlines()]
    assert len(lines) == len(served)
    assert [grown for grown, _, _ in lines[1:] if grown > 150] == []
    assert [length for _, length, _ in lines if length > 600] == []
    assert [taken_s for _, _, taken_s in lines[1:] if taken_s > 5] == []


# --- where to


@each_way
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_reported_and_not_followed(ask: Ask, status: int) -> None:
    with stranger(whole(b"{}")) as other:
        away = other.url.replace("http://", "http://me:secret@")
        redirects = whole(b"", status, f"Location: {away}/else/v1/messages?key=hidden#part")
        with stranger(redirects) as there:
            said = await refusal(ask, there.url)

            assert f"redirects to '{other.url}/else" in said
            assert "where nothing was sent" in said
            assert "base_url to that address if you trust it" in said
            assert "secret" not in said
            assert "hidden" not in said
            assert len(there.asked) == 1
        assert other.asked == []


@each_way
@pytest.mark.parametrize("location", ["/elsewhere", "//127.0.0.1:1/x", "file:///etc/passwd", "\\x"])
async def test_no_redirect_leads_anywhere_else_on_the_same_server_either(
    ask: Ask, location: str
) -> None:
    with stranger(whole(b"", 307, f"Location: {location}")) as there:
        assert "redirects to" in await refusal(ask, there.url)
        assert len(there.asked) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere this machine has one such address")
@each_way
async def test_a_proxy_of_the_environment_gets_no_unencrypted_requests(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stranger(whole(b"{}")) as proxy, stranger(whole(b"{}"), host="127.0.0.2") as there:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        with pytest.raises(ModelError):
            await ask(there.url, key=KEY)

        assert KEY.encode() in there.asked[0]
        assert proxy.asked == []


@each_way
async def test_no_netrc_is_read(ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password machine-secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with stranger(whole(b"{}")) as there:
        await refusal(ask, there.url)

        assert b"basic" not in there.asked[0].lower()


# --- whose key


def remembered(folder: Path, settings: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Have a real process remember something, with these settings and this environment."""
    key = folder / "model.key"
    key.write_text(f"{KEY}\n")
    key.chmod(0o600)
    config = folder / "config.toml"
    config.write_text(
        f'store = "{folder / "store"}"\n[model]\nretries = 0\n{settings}\n'
        + ("" if "api_key_file" in settings else f'api_key_file = "{key}"\n')
    )
    command = [sys.executable, "-m", "mcp_mem0", "remember", "I keep bees", "--wait", "20"]
    return subprocess.run(
        [*command, "--config", str(config)],
        env={**os.environ, "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


CHAT = 'dialect = "chat_completions"\nname = "m"\n'


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("settings", "variable", "official"),
    [
        ("", "ANTHROPIC_BASE_URL", b"api.anthropic.com"),
        (CHAT, "OPENAI_BASE_URL", b"api.openai.com"),
    ],
)
def test_our_own_key_is_not_sent_to_the_environments_address(
    tmp_path: Path, settings: str, variable: str, official: bytes
) -> None:
    with stranger(whole(b"{}")) as elsewhere, stranger(whole(b"", 502)) as proxy:
        # So that nothing leaves this machine: where it wants to go is asked of this proxy.
        proxies = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), proxy.url)
        unbound = dict.fromkeys(("NO_PROXY", "no_proxy"), "")
        done = remembered(tmp_path, settings, **{variable: elsewhere.url}, **proxies, **unbound)

        assert elsewhere.asked == []
        assert [each.split(b"\r\n")[0] for each in proxy.asked] == [
            b"CONNECT " + official + b":443 HTTP/1.1"
        ]
        assert KEY.encode() not in proxy.asked[0]
        assert f"{variable} in the environment does not apply" in done.stderr


@pytest.mark.heavy
@pytest.mark.parametrize("settings", ["", CHAT])
def test_our_own_key_is_sent_to_our_own_address_without_the_environments_headers(
    tmp_path: Path, settings: str
) -> None:
    with stranger(whole(b"{}")) as elsewhere, stranger(whole(b"{}")) as there:
        remembered(
            tmp_path,
            f'{settings}base_url = "{there.url}"',
            ANTHROPIC_BASE_URL=elsewhere.url,
            ANTHROPIC_API_KEY="sk-of-the-environment",
            ANTHROPIC_AUTH_TOKEN="token-of-the-environment",  # noqa: S106 - made up
            ANTHROPIC_CUSTOM_HEADERS="X-Team: theirs\nHost: theirs\nAccept-Encoding: gzip",
            OPENAI_BASE_URL=elsewhere.url,
            OPENAI_API_KEY="sk-of-the-environment",
        )

        assert elsewhere.asked == []
        lines = there.asked[0].partition(b"\r\n\r\n")[0].lower()
        assert f"bearer {KEY}".encode() in lines
        assert b"accept-encoding: identity" in lines
        assert b"of-the-environment" not in lines
        assert b"theirs" not in lines


def test_openais_key_of_the_environment_goes_to_no_other_address(tmp_path: Path) -> None:
    with stranger(whole(b"{}")) as there:
        done = remembered(
            tmp_path,
            f'{CHAT}base_url = "{there.url}"\napi_key_file = ""',
            OPENAI_API_KEY="sk-for-openai",
        )

        assert there.asked[0].startswith(b"POST /v1/chat/completions ")
        assert b"authorization" not in there.asked[0].lower()
        assert b"sk-for-openai" not in there.asked[0]
        assert "OPENAI_API_KEY in the environment does not apply" in done.stderr


# --- what a terminal is shown


@pytest.fixture(params=["messages", "chat_completions"])
def model(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterable[MessagesServer]:
    with messages_server() as served:
        monkeypatch.setenv("MCP_MEM0_STORE", str(tmp_path / "store"))
        monkeypatch.setenv("MCP_MEM0_MODEL_BASE_URL", served.url)
        monkeypatch.setenv("MCP_MEM0_MODEL_DIALECT", request.param)
        yield served


def test_an_endpoints_answer_cannot_control_the_terminal(
    model: MessagesServer, capfd: pytest.CaptureFixture[str]
) -> None:
    from mcp_mem0.cli.main import run  # noqa: PLC0415 - it sets logging up

    def rename(says: Says, asked: Asked) -> Raw:
        good = json.loads(says.body(asked.dialect))
        return Raw(text=json.dumps({**good, "model": STEERING}), content_type="application/json")

    def answer(asked: Asked) -> Raw:
        says = adding(asked)
        assert isinstance(says, Says)
        return rename(says, asked)

    def babble(asked: Asked) -> Raw:
        return rename(Says(text=STEERING), asked)

    model.will_usually_answer(answer)
    run(["remember", "I keep bees in Bergen", "--session", "bees", "--wait", "20"])
    model.will_usually_answer(babble)
    commands = [
        ["remember", "I keep hens in Bergen", "--session", "hens", "--wait", "20"],
        ["stats"],
        ["pending"],
        ["history"],
        ["list"],
        ["recall", "bees"],
        ["replay", "--limit", "1"],
        ["doctor", "--ask"],
    ]
    for command in commands:
        for more in ([], ["--json"]):
            run([*command, *more])
            shown = capfd.readouterr()
            written = shown.out + shown.err
            assert written
            assert not set(written) & set("\x1b\x07\x9b\x7f\u202e\u2028"), command
            if command == ["stats"]:
                assert "grand\\u001b]0;pwned" in written.replace("\\\\", "\\")


# --- our own server elsewhere


async def away(url: str) -> str:
    async with Remote(build_link(url, None)) as remote:
        with anyio.fail_after(60), pytest.raises(ServerUnavailableError) as caught:
            await remote.read_brief(name="hooks")
    return str(caught.value)


async def test_a_remote_server_is_bounded_as_well() -> None:
    with stranger(filled(300 * MEGABYTE)) as there:
        assert "sent more than 33,554,432 bytes" in await away(there.url)
        assert there.was_left()
        assert there.sent < 60 * MEGABYTE


async def test_a_remote_server_may_not_compress() -> None:
    bomb = gzip.compress(b" " * 64 * MEGABYTE)
    with stranger(whole(bomb, 200, "Content-Encoding: gzip")) as there:
        assert "sent a compressed answer" in await away(there.url)


async def test_a_remote_servers_redirect_gets_no_token(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("mem0_secret")
    token.chmod(0o600)
    with stranger(whole(b"{}")) as other:
        redirects = whole(b"", 307, f"Location: {other.url}/mcp")
        with stranger(redirects) as there:
            async with Remote(build_link(there.url, token)) as remote:
                with pytest.raises(Exception, match="not followed"):
                    await remote.read_brief(name="hooks")
        assert other.asked == []
