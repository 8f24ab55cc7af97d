"""A secret passes by no field: over the real server it reaches no file, embedder or model, and
what was named with it is found by the same name."""

import os
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import pytest
from mcp import Client
from mcp_types import Implementation
from pydantic import JsonValue

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.app.running import App, build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.requests.model import ChangesRequest
from mcp_mem0.domain.results.history import ChangeDetails
from mcp_mem0.server.mcp.build import build_server
from tests.security.embeddings_api import EmbeddingsServer, embeddings_server
from tests.support.client_transcripts import claude_line, write_lines
from tests.support.doubles import DIMENSIONS
from tests.support.home_folder import home_in
from tests.support.mcp_calls import call, call_text, recalled, refused, words
from tests.support.messages_api import MessagesServer, messages_server
from tests.support.remembering_model import adding
from tests.support.secret_cases import CARD, LETTERS

pytestmark = pytest.mark.anyio

TOKEN = "ghp_" + LETTERS
OTHER_TOKEN = "ghp_" + LETTERS[::-1]


@pytest.fixture
def embedder() -> Iterator[EmbeddingsServer]:
    with embeddings_server() as served:
        yield served


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(adding)
        yield served


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def settings(store: Path, embedder: EmbeddingsServer, model: MessagesServer) -> Settings:
    return Settings.model_validate(
        {
            "store": str(store),
            "embedding": {"provider": "http", "base_url": embedder.url, "model": "readable"},
            "model": {"base_url": model.url, "name": "scripted"},
            "deciding": {"summary_every": 1},
            "redaction": {"allow": ["Blume42"]},
        }
    )


@pytest.fixture
async def app(
    store: Path,
    embedder: EmbeddingsServer,
    model: MessagesServer,
) -> AsyncGenerator[App]:
    async with build_app(settings(store, embedder, model)) as app:
        yield app


@pytest.fixture
async def client(app: App) -> AsyncGenerator[Client]:
    # Longer than a name may be, so that cutting it would leave half of a token.
    identity = Implementation(name=f"{'desk ' * 33}{TOKEN}", version=TOKEN)
    async with Client(build_server(app, app.terms), client_info=identity) as client:
        yield client


async def rows_in(store: Path) -> str:
    """Return all that is in the store, in words: its files may be compressed."""
    identity = EmbedderIdentity("http:readable", revision="readable", dimensions=DIMENSIONS)
    records = LanceRecords(str(store), identity=identity)
    await records.open()
    try:
        where = Filter(spaces=("default",), state="any")
        kinds = (Episode, Excerpt, Fact, Relation)
        return repr([await records.find(kind, where) for kind in kinds])
    finally:
        records.close()


def bytes_below(folder: Path) -> bytes:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    assert files
    return b"".join(os.fsencode(file.name) + file.read_bytes() for file in files)


async def changes_in(app: App) -> tuple[ChangeDetails, ...]:
    return await app.list_changes(ChangesRequest(spaces=("default",)))


CALLS: tuple[tuple[str, dict[str, JsonValue]], ...] = (
    ("remember", {"content": f"The deploy key is {TOKEN}"}),
    ("remember", {"content": "Ana lives in Oslo", "tags": [TOKEN]}),
    ("remember", {"content": "Ana keeps bees", "session": TOKEN}),
    ("remember", {"content": "Ana keeps hens", "session": f"at noon {TOKEN}", "dry_run": True}),
    (
        "remember",
        {"messages": [{"role": "user", "content": "I keep goats", "name": f"Ana {TOKEN}"}]},
    ),
    ("remember", {"messages": [{"role": "tool", "content": f"export X={TOKEN}"}]}),
    ("relate", {"subject": TOKEN, "predicate": "opens", "object": "the door"}),
    ("relate", {"subject": "Ana", "predicate": f"opens_{TOKEN}", "object": "the door"}),
    ("relate", {"subject": "Ana", "predicate": "has_token", "object": TOKEN}),
    ("recall", {"query": f"is my token {TOKEN} right?"}),
    ("recall", {"query": "bees", "tags": [TOKEN], "about": [TOKEN, "Ana"]}),
    ("recall", {"about": [f"Ana {TOKEN}"]}),
    ("forget", {"query": f"the key {TOKEN}"}),
)


async def test_a_secret_in_any_field_reaches_no_file_no_embedder_and_no_model(
    app: App, client: Client, store: Path, embedder: EmbeddingsServer, model: MessagesServer
) -> None:
    answers = [words(await call(client, tool, **given)) for tool, given in CALLS]
    prompt = await client.get_prompt("load", {"topic": f"is {TOKEN} right?"})
    changes = await changes_in(app)

    assert prompt.messages
    assert len(model.asked) > 1
    assert len(embedder.texts) > 1
    everywhere = {
        "rows": await rows_in(store),
        "changes": repr(changes),
        "embedder": repr(embedder.texts),
        "model": repr([asked.body for asked in model.asked]),
        "answers": repr(answers),
    }
    assert [place for place, text in everywhere.items() if "ghp_a" in text] == []
    assert b"ghp_a" not in bytes_below(store.parent)
    assert "[redacted]" in everywhere["rows"]


async def test_a_password_in_a_question_does_not_leave_the_machine(
    client: Client, embedder: EmbeddingsServer
) -> None:
    await call_text(client, "remember", content="Ana keeps bees")
    answer = await call_text(client, "recall", query="is my password hunter2, right?")
    card = await recalled(client, query=f"whose card is {CARD}")

    assert "hunter2" not in answer
    assert "a secret was redacted in the question" in answer
    assert card.notes
    assert [text for text in embedder.texts if "hunter2" in text or CARD in text] == []
    assert "is my password [redacted], right?" in embedder.texts


async def test_a_secret_tag_finds_only_what_was_tagged_with_it(
    client: Client,
) -> None:
    await call_text(client, "remember", content="Ana keeps bees", tags=[TOKEN])
    await call_text(client, "remember", content="Ana keeps hens", tags=[OTHER_TOKEN])

    found = await recalled(client, query="Ana keeps", tags=[TOKEN])

    assert [memory.text for memory in found.memories] == ["Ana keeps bees"]


async def test_a_session_named_by_a_secret_is_forgotten_alone(
    client: Client,
) -> None:
    await call_text(client, "remember", content="Ana keeps bees", session=TOKEN)
    await call_text(client, "remember", content="Ana keeps hens", session=OTHER_TOKEN)

    gone = await call_text(client, "forget", session=TOKEN)
    left = await recalled(client, query="Ana keeps")

    assert '"Ana keeps bees"' in gone
    assert TOKEN not in gone
    assert [memory.text for memory in left.memories] == ["Ana keeps hens"]


async def test_an_error_quotes_no_secret(client: Client) -> None:
    unknown = await refused(client, "forget", session=TOKEN)
    space = await refused(client, "remember", content="Bees", space=f"a-{TOKEN}".lower())
    date = await refused(client, "remember", content="Bees", said_at=TOKEN)

    for sentence in (unknown, space, date):
        assert "ghp_a" not in sentence
    assert "contains a secret" in space


async def test_what_the_owner_lists_is_no_secret(client: Client, store: Path) -> None:
    receipt = await call_text(client, "remember", content="Mein Passwort lautet Blume42")

    assert "redacted" not in receipt
    assert "Mein Passwort lautet Blume42" in await rows_in(store)
    await call_text(
        client, "relate", subject="Passwort: Blume42", predicate="opens", object="the shed"
    )
    assert '"Passwort: Blume42 opens the shed"' in await call_text(
        client, "recall", about=["Passwort: Blume42"]
    )


async def test_a_receipt_says_what_was_redacted_where_and_what_to_do(client: Client) -> None:
    receipt = await call_text(
        client, "remember", messages=[{"role": "user", "content": "my PIN is 4821"}], tags=[TOKEN]
    )

    assert "2 secrets were redacted before anything was stored or sent" in receipt
    assert "redacted: PIN or code in messages[0], key or token in tags[0];" in receipt
    assert "mcp-mem0 remember --as-is" in receipt
    assert "redaction.allow" in receipt


def test_a_wrong_redaction_is_reversed_by_as_is(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    said = f"The order is {CARD}"

    first, again, found = home.check_outputs(
        ("remember", said), ("remember", "--as-is", said), ("recall", "which order")
    )

    assert "[redacted]" in first
    assert CARD in again
    assert CARD in found


def test_the_queue_of_the_hooks_has_no_secrets(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    transcript = tmp_path / "t.jsonl"
    write_lines(transcript, [claude_line(1, "user", f"use {TOKEN} and my password is hunter2")])
    # Nobody is there to take it.
    elsewhere = ("--connect", "http://127.0.0.1:9/mcp")
    home.check_output("hook", "claude-code", *elsewhere, given=_event(transcript))
    home.check_output("hook", "claude-code", "--work", *elsewhere)

    kept = bytes_below(home.folder)
    assert b"my password is [redacted]" in kept
    assert TOKEN.encode() not in kept
    assert b"hunter2" not in kept


def _event(transcript: Path) -> str:
    return f'{{"hook_event_name": "Stop", "session_id": "s1", "transcript_path": "{transcript}"}}'
