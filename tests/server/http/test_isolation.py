"""Every answer to a token is the same, whether or not another space has anything."""

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from pydantic import JsonValue

from mcp_mem0.adapters.lancedb_records import LanceRecords
from tests.support.doubles import ReadableEmbedder
from tests.support.http_server import Served
from tests.support.mcp_calls import call_text
from tests.support.raw_http import stateless

pytestmark = pytest.mark.anyio

RECALLED: list[JsonValue] = [
    {},
    {"detail": "full"},
    {"query": "Where is the diamond?"},
    {"query": "Where is the diamond?", "detail": "full"},
    {"about": ["Eve"]},
    {"about": ["Ana", "Eve"]},
    {"query": "harbour diamond", "detail": "full"},
    {"query": "diamond", "include_retired": True},
    {"query": "diamond", "space": "secret"},
    {"query": "diamond", "space": ["team", "secret"]},
    {"query": "diamond", "space": "secrets"},
    {"ids": ["f_06w2q7k3d", "m_06w2q7k3d00000", "e_06w2q7k3d00000", "c_06w2q7k3d"]},
]
ASKED: list[tuple[str, dict[str, JsonValue]]] = [
    ("tools/list", {}),
    ("resources/list", {}),
    ("resources/templates/list", {}),
    ("prompts/list", {}),
    ("prompts/get", {"name": "load", "arguments": {}}),
    ("prompts/get", {"name": "load", "arguments": {"topic": "diamond"}}),
    ("prompts/get", {"name": "save", "arguments": {}}),
    ("resources/read", {"uri": "memory://team/entity/Ana"}),
    ("resources/read", {"uri": "memory://team/entity/Eve"}),
    ("resources/read", {"uri": "memory://secret/entity/Eve"}),
    (
        "completion/complete",
        {
            "ref": {"type": "ref/resource", "uri": "memory://{space}/entity/{name}"},
            "argument": {"name": "name", "value": "E"},
        },
    ),
    *(("tools/call", {"name": "recall", "arguments": each}) for each in RECALLED),
    ("tools/call", {"name": "forget", "arguments": {"query": "diamond"}}),
]


async def answers(browser: httpx.AsyncClient) -> list[str]:
    """Ask everything that a reader can ask."""
    return [await answer_to(browser, method, params) for method, params in ASKED]


async def answer_to(browser: httpx.AsyncClient, method: str, params: dict[str, JsonValue]) -> str:
    body, headers = stateless(method, **params)
    if "uri" in params:
        headers["mcp-name"] = str(params["uri"])
    return (await browser.post("/mcp", json=body, headers=headers)).text


@pytest.fixture
async def ana(server: Served) -> AsyncGenerator[httpx.AsyncClient]:
    """A member of a team that has remembered something."""
    token = await server.token("ana", "team")
    async with server.client(token=token) as client:
        await call_text(client, "remember", content="Ana lives at the harbour in Oslo")
        await call_text(client, "remember", content="Ana gave Ben a diamond")
        await call_text(client, "relate", subject="Ana", predicate="knows", object="Ben")
    async with server.browser(token) as browser:
        yield browser


async def test_no_answer_reveals_whether_another_space_has_anything(
    server: Served, ana: httpx.AsyncClient
) -> None:
    before = await answers(ana)
    async with server.client(token=await server.token("eve", "secret")) as eve:
        for number in range(5):
            await call_text(eve, "remember", content=f"Eve hides diamond {number} from Ana in Oslo")
        await call_text(eve, "relate", subject="Eve", predicate="hides", object="the diamond")
        said: list[JsonValue] = [
            {"role": "user", "content": "Ana must not know of the diamond at the harbour"}
        ]
        await call_text(eve, "remember", messages=said)

    after = await answers(ana)

    assert [each for each in zip(ASKED, before, after, strict=True) if each[1] != each[2]] == []


async def test_common_words_of_another_space_do_not_change_an_answer(
    server: Served, ana: httpx.AsyncClient, tmp_path: Path
) -> None:
    await compacted(tmp_path)
    before = await answers(ana)
    async with server.client(token=await server.token("eve", "secret")) as eve:
        said: list[JsonValue] = [
            {"role": "user", "content": f"The diamond is in box {number}"} for number in range(60)
        ]
        await call_text(eve, "remember", messages=said)
    await compacted(tmp_path)

    after = await answers(ana)

    assert [each for each in zip(ASKED, before, after, strict=True) if each[1] != each[2]] == []


async def compacted(folder: Path) -> None:
    """Have all rows indexed, as another process on the store may at any time."""
    store = LanceRecords(
        str(folder / "store"),
        identity=ReadableEmbedder().identity,
        fold_after_rows=1,
        compact_after_rows=1,
    )
    await store.open()
    assert await store.maintain()
    store.close()
