"""No value that a caller sends can escape from its condition, over any transport.

Carl may see the space `carl`, which is empty; Eve's space holds what he is after. Whatever he
sends, no word of hers is in an answer or in a prompt of the server's model, and no answer shows
how the store is asked.
"""

import json
import sys
from collections.abc import AsyncGenerator, Awaitable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError
from mcp_types import TextContent, TextResourceContents
from pydantic import JsonValue

from mcp_mem0.config import ModelSettings
from mcp_mem0.domain.access import Right
from tests.support.http_server import Served, served
from tests.support.mcp_calls import call, call_text, recalled, receipt, words
from tests.support.messages_api import MessagesServer, messages_server
from tests.support.remembering_model import adding, configured

pytestmark = pytest.mark.anyio

SECRETS = ("Eve", "Stradivarius", "stairs", "attic")
ENGINE_WORDS = ("array_has", "IN (", "No field", "sql", "SQL", "Invalid input", "could not be read")
Arguments = dict[str, JsonValue]


def spelled(word: str) -> str:
    """Write a word so that no quote is needed for it."""
    return f"concat({','.join(f'chr({ord(char)})' for char in word)})"


ENDS = ["\\'", "\\')", "\\'))", "\\\\'", "'))"]
ORDERS = [
    f" OR kind = {spelled('fact')} --",
    f" OR kind = {spelled('excerpt')} --",
    " OR TRUE --",
    " OR length(repeat(index_text,100000))=-1 --",
    f" OR space <> {spelled('carl')} --",
]
ATTACKS = [end + order for end, order in product(ENDS, ORDERS)]
# The field's own, each with one that has a quote alone.
WORST = [
    "\\') OR kind = concat(chr(102),chr(97),chr(99),chr(116)) --",
    "\\')) OR kind = concat(chr(102),chr(97),chr(99),chr(116)) --",
    "\\' OR TRUE --",
    "') OR TRUE --",
]


def reads(attack: str) -> Iterator[tuple[str, Arguments]]:
    """Yield a call for each parameter of what only reads."""
    yield "recall", {"query": "violin", "tags": [attack]}
    yield "recall", {"query": "violin", "tags": [attack], "detail": "full"}
    yield "recall", {"tags": ["music", attack], "include_retired": True}
    yield "recall", {"tags": [attack], "valid_at": "2026-03-01", "known_at": "2030-01-01"}
    yield "recall", {"query": attack}
    yield "recall", {"about": [attack]}
    yield "recall", {"about": [attack, "violin"]}
    yield "recall", {"query": "violin", "about": [attack], "detail": "full"}
    for name in ("space", "since", "until", "valid_at", "known_at", "detail"):
        yield "recall", {"query": "violin", name: attack}
    yield "recall", {"query": "violin", "space": ["carl", attack]}
    yield "forget", {"query": attack}
    yield "forget", {"query": "violin", "space": attack}


def writes(attack: str) -> Iterator[tuple[str, Arguments]]:
    """Yield a call for each parameter of what writes, first what only shows what it would do."""
    relation: Arguments = {"subject": "Carl", "predicate": "owns", "object": "a violin"}
    for name in relation:
        yield "relate", {**relation, name: attack, "dry_run": True}
    yield "forget", {"session": attack}
    yield "forget", {"ids": [attack]}
    yield "forget", {"undo": attack}
    yield "forget", {"session": "x", "space": attack}
    for name in ("space", "said_at", "replaces"):
        yield "remember", {"content": "Carl owns a violin", name: attack}
    for name in ("space", "valid_from", "valid_to", "replaces"):
        yield "relate", {**relation, name: attack}
    yield "remember", {"content": f"Carl owns a violin {attack}", "session": attack}
    yield "remember", {"content": "Carl owns two violins", "tags": [attack], "session": attack}
    said: list[JsonValue] = [{"role": "user", "content": attack, "name": attack}]
    yield "remember", {"messages": said, "session": attack}
    yield "relate", {**relation, "subject": attack, "object": attack}
    yield "forget", {"session": attack, "dry_run": True}


@asynccontextmanager
async def stdio(folder: Path, model: MessagesServer) -> AsyncGenerator[Client]:
    """Start a server in a process of its own, whose usual space is Carl's."""
    configured(folder / "store", model.url, timeout_s=10.0)
    program = StdioServerParameters(
        command=sys.executable,
        args=[
            *("-m", "mcp_mem0", "serve", "--config", str(folder / "config.toml")),
            *("--store", str(folder / "store"), "--space", "carl"),
        ],
    )
    async with Client(stdio_client(program), mode="2026-07-28") as client:
        yield client


@dataclass
class Ground:
    """Two servers over stores that contain Eve's secrets, and their model."""

    http: Served
    local: Client
    model: MessagesServer

    @asynccontextmanager
    async def carl(self, transport: str, *, right: Right) -> AsyncGenerator[Client]:
        """Connect Carl."""
        if transport == "stdio":
            yield self.local
            return
        token = await self.http.token("carl", "carl", right=right)
        async with self.http.client(transport, token=token) as client:
            yield client


@pytest.fixture(scope="module")
async def ground(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Ground]:
    with messages_server() as model:
        model.will_usually_answer(adding)
        asks = ModelSettings(base_url=model.url, name="scripted", timeout_s=10.0)
        async with (
            served(tmp_path_factory.mktemp("http"), model=asks) as http,
            stdio(tmp_path_factory.mktemp("stdio"), model) as local,
        ):
            async with http.client(token=await http.token("eve", "attic")) as eve:
                await store_secrets(eve)
            await store_secrets(local)
            model.asked.clear()
            yield Ground(http, local, model)


async def store_secrets(client: Client) -> None:
    await call_text(
        client, "remember", content="Eve keeps a violin under the stairs", space="attic"
    )
    said: list[JsonValue] = [{"role": "user", "content": "My violin is a Stradivarius"}]
    await call_text(client, "remember", messages=said, space="attic", tags=["music"])
    await call_text(
        client, "relate", subject="Eve", predicate="hides", object="a violin", space="attic"
    )
    # It is there to be found, or else nothing here would prove anything.
    assert (await recalled(client, query="violin", space="attic")).memories


@pytest.fixture(params=["streamable, stateless", "stdio"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def closed(answer: str) -> None:
    """Assert that an answer has no text of Eve's, and no SQL."""
    for word in (*SECRETS, *ENGINE_WORDS):
        assert word not in answer, answer


def model_saw_nothing(model: MessagesServer) -> None:
    closed(json.dumps([dict(asked.body) for asked in model.asked], ensure_ascii=False))


async def text_of(answer: Awaitable[str]) -> str:
    """Return an answer, or the sentence that it was refused with."""
    try:
        return await answer
    except MCPError as error:
        return str(error)


@pytest.mark.heavy
async def test_no_tag_and_no_name_reads_another_space(ground: Ground, transport: str) -> None:
    async with ground.carl(transport, right="read") as carl:
        for attack in (*WORST, *ATTACKS):
            for given in (
                Arguments(query="violin", tags=[attack], detail="full"),
                Arguments(tags=[attack]),
                Arguments(about=[attack]),
            ):
                answer = await call(carl, "recall", **given)
                assert not answer.is_error, (given, words(answer))
                assert answer.structured_content is not None
                assert answer.structured_content["memories"] == [], given
                closed(words(answer) + json.dumps(answer.structured_content))


@pytest.mark.parametrize("attack", WORST)
async def test_no_read_parameter_reveals_another_space(
    ground: Ground, transport: str, attack: str
) -> None:
    async with ground.carl(transport, right="read") as carl:
        for tool, given in reads(attack):
            answer = await call(carl, tool, **given)
            closed(words(answer) + json.dumps(answer.structured_content))


@pytest.mark.parametrize("attack", WORST)
async def test_no_resource_and_no_prompt_reveals_another_space(
    ground: Ground, transport: str, attack: str
) -> None:
    name = quote(attack, safe="")

    async with ground.carl(transport, right="read") as carl:

        async def resource(uri: str) -> str:
            found = (await carl.read_resource(uri)).contents
            return "\n".join(part.text for part in found if isinstance(part, TextResourceContents))

        async def prompt(called: str) -> str:
            found = (await carl.get_prompt(called, {"topic": attack})).messages
            return "\n".join(
                each.content.text for each in found if isinstance(each.content, TextContent)
            )

        for uri in (
            f"memory://carl/entity/{name}",
            f"memory://carl/fact/{name}",
            f"memory://carl/change/{name}",
            f"memory://{name}/entity/violin",
        ):
            closed(await text_of(resource(uri)))
        for called in ("load", "save"):
            closed(await text_of(prompt(called)))


@pytest.mark.parametrize("attack", WORST)
async def test_no_write_parameter_reveals_another_space_to_the_caller_or_the_model(
    ground: Ground, transport: str, attack: str
) -> None:
    asked_before = len(ground.model.asked)
    async with ground.carl(transport, right="forget") as carl:
        for tool, given in writes(attack):
            answer = await call(carl, tool, **given)
            closed(words(answer) + json.dumps(answer.structured_content))
        # What Carl kept himself is found by the very same value.
        found = await recalled(carl, tags=[attack])
        assert [each.text for each in found.memories] == ["Carl owns two violins"]
        assert "forgotten" in await call_text(carl, "forget", session=attack)
        assert (await recalled(carl, tags=[attack])).memories == ()

    assert len(ground.model.asked) > asked_before
    model_saw_nothing(ground.model)


@pytest.mark.parametrize("name", ["Rufus O\\'Brien", "O'Brien", "Aoife O’Brien", 'O"B\\"', "o\\'b"])
async def test_a_name_with_quotes_is_remembered_recalled_and_related_like_any_other(
    ground: Ground, transport: str, name: str
) -> None:
    async with ground.carl(transport, right="forget") as carl:
        kept = await receipt(
            carl, "remember", content=f"{name} plays the flute", tags=[name], session=name
        )
        tagged = await recalled(carl, tags=[name])
        await call_text(carl, "relate", subject=name, predicate="knows", object=f"{name} senior")
        about = await call_text(carl, "recall", about=[name])
        uri = f"memory://carl/entity/{quote(name, safe='')}"
        [entity] = (await carl.read_resource(uri)).contents

        assert kept.operations
        assert [each.text for each in tagged.memories] == [f"{name} plays the flute"]
        assert "senior" in about
        assert isinstance(entity, TextResourceContents)
        assert "senior" in entity.text
        assert "forgotten" in await call_text(carl, "forget", session=name)
        assert (await recalled(carl, tags=[name])).memories == ()


async def test_an_unknown_session_with_quotes_is_refused_in_plain_words(
    ground: Ground, transport: str
) -> None:
    async with ground.carl(transport, right="forget") as carl:
        answer = await call(carl, "forget", session="nobody's \\'session")

    assert answer.is_error
    closed(words(answer))
    assert "\n" not in words(answer)
