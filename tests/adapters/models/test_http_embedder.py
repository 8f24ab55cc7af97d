"""The embedder talks to a real server on loopback, which answers as each test specifies.

By default it answers like a good endpoint: a text's vector is how often it says each letter
of `LETTERS`, so a person can check one by eye.
"""

import json
import socket
import struct
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TypedDict

import pytest

from mcp_mem0.adapters.models.http_embedder import (
    PASSAGES_PER_TEXT_MAX,
    RETRY_WAIT_S_MAX,
    EmbeddingEndpoint,
    HttpEmbedder,
)
from mcp_mem0.domain.errors import ModelError, RequestError, SettingsError
from mcp_mem0.domain.model.vectors import EmbedderIdentity

pytestmark = pytest.mark.anyio

LETTERS = "abw"
KEY = "sk-very-secret"


class EmbeddingsQuestion(TypedDict):
    """The body of a request."""

    model: str
    input: list[str]


@dataclass
class Reply:
    """What the server answers once; without a body it answers like a good endpoint."""

    status: int = 200
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])


@dataclass
class LetterServer:
    """A server that counts letters, and the requests that it got."""

    url: str = ""
    replies: list[Reply] = field(default_factory=list[Reply])
    asked: list[EmbeddingsQuestion] = field(default_factory=list[EmbeddingsQuestion])
    keys: list[str | None] = field(default_factory=list[str | None])
    may_answer: Event = field(default_factory=Event)

    def will_answer(self, *replies: Reply) -> None:
        self.replies += replies


def good_answer(texts: Sequence[str]) -> str:
    items = [
        {"index": index, "embedding": [text.count(letter) for letter in LETTERS]}
        for index, text in enumerate(texts)
    ]
    # Backwards, because only the index says which text a vector belongs to.
    return json.dumps({"object": "list", "data": items[::-1]})


def answer_of(*vectors: object) -> Reply:
    items = [{"index": index, "embedding": vector} for index, vector in enumerate(vectors)]
    return Reply(body=json.dumps({"data": items}))


def handler(letters: LetterServer) -> type[BaseHTTPRequestHandler]:
    class LetterHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body: EmbeddingsQuestion = json.loads(
                self.rfile.read(int(self.headers["Content-Length"]))
            )
            letters.asked.append(body)
            letters.keys.append(self.headers["Authorization"])
            letters.may_answer.wait(10)
            reply = letters.replies.pop(0) if letters.replies else Reply()
            self.reply(reply, reply.body if reply.body is not None else good_answer(body["input"]))

        def reply(self, reply: Reply, body: str) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            pass

    return LetterHandler


@pytest.fixture
def letters() -> Iterator[LetterServer]:
    served = LetterServer()
    served.may_answer.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(served))
    server.daemon_threads = True
    served.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
async def build(
    letters: LetterServer, waits: list[float]
) -> AsyncIterator[Callable[..., HttpEmbedder]]:
    """Builds embedders for the server that note their waits instead of waiting."""
    built: list[HttpEmbedder] = []

    async def note(wait_s: float) -> None:
        waits.append(wait_s)

    def build(**settings: object) -> HttpEmbedder:
        endpoint = EmbeddingEndpoint(base_url=letters.url, model="letters")
        built.append(HttpEmbedder(replace(endpoint, **settings), sleep=note))
        return built[-1]

    yield build
    for embedder in built:
        await embedder.aclose()


Build = Callable[..., HttpEmbedder]


async def test_each_text_gets_its_vector_in_order_and_of_length_one(build: Build) -> None:
    assert await build().embed(["aaabbbb", "w", "aa"]) == [
        (0.6, 0.8, 0.0),
        (0.0, 0.0, 1.0),
        (1.0, 0.0, 0.0),
    ]


async def test_no_texts_ask_for_nothing(build: Build, letters: LetterServer) -> None:
    assert await build().embed([]) == []
    assert letters.asked == []


async def test_many_texts_go_in_several_requests(build: Build, letters: LetterServer) -> None:
    vectors = await build(batch_size=2).embed(["a", "b", "w", "a", "b"])

    assert [len(asked["input"]) for asked in letters.asked] == [2, 2, 1]
    assert vectors[2:] == [(0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)]


async def test_the_model_and_the_key_are_sent(build: Build, letters: LetterServer) -> None:
    await build(api_key=KEY).embed(["a"])
    await build().embed(["a"])

    assert letters.asked[0] == {"model": "letters", "input": ["a"]}
    assert letters.keys == [f"Bearer {KEY}", None]


async def test_warming_up_learns_the_size_that_the_identity_needs(build: Build) -> None:
    embedder = build()
    with pytest.raises(ModelError, match="preload the embedder"):
        _ = embedder.identity

    await embedder.preload()

    assert embedder.identity == EmbedderIdentity("http:letters", revision="letters", dimensions=3)


async def test_a_configured_size_is_known_at_once_and_enforced(build: Build) -> None:
    embedder = build(dimensions=4)

    assert embedder.identity.dimensions == 4
    with pytest.raises(ModelError, match="a vector of 3 numbers, expected 4"):
        await embedder.embed(["a"])


async def test_the_end_of_a_long_text_counts(build: Build, letters: LetterServer) -> None:
    [vector] = await build(chars_max=30).embed(["a" * 29 + " " + "b" * 29])

    assert letters.asked[0]["input"] == ["a" * 29, "b" * 29]
    assert vector == pytest.approx((0.5**0.5, 0.5**0.5, 0))


async def test_a_text_beyond_the_limit_is_read_from_first_to_last_with_a_warning(
    build: Build, letters: LetterServer, caplog: pytest.LogCaptureFixture
) -> None:
    words = ["a" * 8] * PASSAGES_PER_TEXT_MAX * 2

    await build(chars_max=9).embed([" ".join([*words, "b" * 8])])

    assert sum(len(asked["input"]) for asked in letters.asked) == PASSAGES_PER_TEXT_MAX
    assert letters.asked[-1]["input"][-1] == "b" * 8
    assert f"embedding {PASSAGES_PER_TEXT_MAX} of the 65 passages" in caplog.text


async def test_a_blank_text_is_refused_before_anything_is_asked(
    build: Build, letters: LetterServer
) -> None:
    with pytest.raises(RequestError, match="nothing to embed"):
        await build().embed(["a", " \n"])

    assert letters.asked == []


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_an_overloaded_endpoint_is_asked_again(
    build: Build, letters: LetterServer, waits: list[float], status: int
) -> None:
    letters.will_answer(Reply(status, "busy"), Reply(status, "busy"))

    assert await build().embed(["a"]) == [(1.0, 0.0, 0.0)]
    assert waits == [0.5, 1.0]


async def test_the_wait_that_an_endpoint_asks_for_is_respected_within_the_limit(
    build: Build, letters: LetterServer, waits: list[float]
) -> None:
    asked_for = ["3", "3600", "Wed, 21 Oct 2026 07:28:00 GMT"]
    letters.will_answer(*(Reply(429, "", {"Retry-After": value}) for value in asked_for))

    await build().embed(["a"])

    assert waits == [3.0, RETRY_WAIT_S_MAX, 2.0]


async def test_asking_again_ends(build: Build, letters: LetterServer, waits: list[float]) -> None:
    letters.will_answer(*[Reply(503, "no")] * 10)

    with pytest.raises(ModelError, match=r"/v1/embeddings answered 503 'no'.*; try again later"):
        await build(attempts_max=3).embed(["a"])

    assert len(letters.asked) == 3
    assert len(waits) == 2


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (301, "check base_url"),
        (400, "smaller chars_max"),
        (401, "check the API key"),
        (404, "check base_url, and that the endpoint has this model"),
        (413, "smaller chars_max or batch_size"),
    ],
)
async def test_a_refusal_is_not_repeated_and_names_the_remedy(
    build: Build, letters: LetterServer, status: int, remedy: str
) -> None:
    letters.will_answer(Reply(status, "no"))

    with pytest.raises(ModelError) as caught:
        await build().embed(["a"])

    assert f"{letters.url}/embeddings answered {status}" in str(caught.value)
    assert remedy in str(caught.value)
    assert len(letters.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 500])
async def test_no_error_and_no_representation_shows_the_key(
    build: Build, letters: LetterServer, status: int
) -> None:
    letters.will_answer(Reply(status, f"wrong key {KEY}"))
    embedder = build(api_key=KEY, attempts_max=1)

    with pytest.raises(ModelError) as caught:
        await embedder.embed(["a"])

    endpoint = EmbeddingEndpoint(base_url=letters.url, model="letters", api_key=KEY)
    assert KEY not in f"{caught.value!r} {embedder!r} {endpoint!r}"


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        pytest.param(Reply(body="<html>"), "other than embeddings", id="not JSON"),
        pytest.param(Reply(body='{"data": 1}'), "other than embeddings", id="other JSON"),
        pytest.param(answer_of(["x"]), "other than embeddings", id="not numbers"),
        pytest.param(answer_of(), "instead of 0 to 0", id="too few"),
        pytest.param(answer_of([1.0], [1.0]), "instead of 0 to 0", id="too many"),
        pytest.param(answer_of([0.0, 0.0]), "all zeros", id="no direction"),
        pytest.param(answer_of([float("nan")]), "not all numbers", id="not a number"),
        pytest.param(answer_of([]), "all zeros", id="no size"),
        pytest.param(answer_of([1.0] * 8_193), "a vector of 8193 numbers", id="endless"),
    ],
)
async def test_an_answer_without_good_vectors_is_refused(
    build: Build, letters: LetterServer, reply: Reply, problem: str
) -> None:
    letters.will_answer(reply)

    with pytest.raises(ModelError, match=problem):
        await build().embed(["a"])


async def test_an_index_that_comes_twice_is_refused(build: Build, letters: LetterServer) -> None:
    twice = [{"index": 0, "embedding": [1.0]}] * 2
    letters.will_answer(Reply(body=json.dumps({"data": twice})))

    with pytest.raises(ModelError, match=r"embeddings for \[0, 0\] instead of 0 to 1"):
        await build().embed(["a", "b"])


async def test_a_size_that_changes_between_answers_is_refused(
    build: Build, letters: LetterServer
) -> None:
    embedder = build()
    await embedder.preload()
    letters.will_answer(answer_of([1.0, 2.0]))

    with pytest.raises(ModelError, match="a vector of 2 numbers, expected 3"):
        await embedder.embed(["a"])


async def test_an_answer_may_be_as_long_as_its_vectors_need(
    build: Build, letters: LetterServer
) -> None:
    numbers = [0.12345678901234567 * (-1) ** place for place in range(8_192)]
    items = [{"index": index, "embedding": numbers} for index in range(32)]
    letters.will_answer(Reply(body=json.dumps({"data": items}, indent=4)))

    vectors = await build().embed(["a"] * 32)

    assert [len(vector) for vector in vectors] == [8_192] * 32


async def test_a_silent_endpoint_is_given_up_in_time(build: Build, letters: LetterServer) -> None:
    letters.may_answer.clear()

    with pytest.raises(ModelError, match=r"did not answer within 0.05 s; check that it is running"):
        await build(timeout_s=0.05, attempts_max=1).embed(["a"])

    letters.may_answer.set()


async def test_an_endpoint_that_is_not_there_is_named(build: Build, waits: list[float]) -> None:
    # Port 9 discards; nothing listens there.
    embedder = build(base_url="http://127.0.0.1:9/v1")

    with pytest.raises(ModelError, match=r"http://127.0.0.1:9/v1/embeddings cannot be reached"):
        await embedder.embed(["a"])

    assert waits == [0.5, 1.0, 2.0]


async def test_an_error_without_a_message_is_reported_by_its_class(build: Build) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def reset() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1)
                # Closed at once, so the other side gets a reset.
                no_wait = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_wait)

        thread = Thread(target=reset, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"

        with pytest.raises(ModelError, match=r"cannot be reached \(\w.*\); check base_url"):
            await build(base_url=url, attempts_max=1).embed(["a"])

        thread.join()


async def test_a_closed_embedder_opens_again(build: Build) -> None:
    embedder = build()
    await embedder.embed(["a"])
    await embedder.aclose()

    assert await embedder.embed(["b"]) == [(0.0, 1.0, 0.0)]


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"base_url": "localhost:11434"}, id="no scheme"),
        pytest.param({"base_url": "ftp://host/v1"}, id="other scheme"),
        pytest.param({"base_url": "http:///v1"}, id="no host"),
        pytest.param({"base_url": "http://host:port/v1"}, id="port in words"),
        pytest.param({"base_url": f"http://me:{KEY}@host/v1"}, id="password"),
        pytest.param({"base_url": f"http://host/v1?key={KEY}"}, id="query"),
        pytest.param({"model": ""}, id="no model"),
        pytest.param({"api_key": f"{KEY}\n"}, id="line end in the key"),
        pytest.param({"api_key": ""}, id="empty key"),
        pytest.param({"dimensions": 0}, id="no dimensions"),
        pytest.param({"timeout_s": 0}, id="no time"),
        pytest.param({"attempts_max": 0}, id="no attempts"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_without_showing_a_secret(
    settings: dict[str, object],
) -> None:
    good = EmbeddingEndpoint(base_url="http://localhost:11434/v1", model="letters")

    with pytest.raises(SettingsError) as caught:
        replace(good, **settings)

    assert KEY not in str(caught.value)
