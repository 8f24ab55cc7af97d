"""Any invalid input is answered with one clear sentence, and nothing is stored."""

import pytest
from mcp import Client
from pydantic import JsonValue

from tests.support.mcp_calls import call_text, recalled, refused

pytestmark = pytest.mark.anyio


@pytest.fixture
def era() -> str:
    """One era is enough: both lead to the same doors, as test_tools shows."""
    return "2026-07-28"


MESSAGE = {"role": "user", "content": "Hello"}
NOT_THERE = "f_06w2q7k3d"


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        pytest.param("remember", {}, "none of content, contents and messages", id="nothing"),
        pytest.param(
            "remember", {"content": ""}, "none of content, contents and messages", id="empty"
        ),
        pytest.param(
            "remember", {"content": " \n "}, "none of content, contents and messages", id="blank"
        ),
        pytest.param("remember", {"content": "x" * 4_001}, "4,001 characters", id="over-long"),
        pytest.param("remember", {"content": "\x1b[2J"}, "content is empty", id="escape code"),
        pytest.param(
            "remember", {"content": "a", "tags": ["a\x00b"]}, "control character", id="binary"
        ),
        pytest.param("remember", {"content": 5}, "content is 5: it should be text", id="number"),
        pytest.param(
            "remember", {"content": "x", "messages": [MESSAGE]}, "both content and", id="both"
        ),
        pytest.param(
            "remember", {"messages": [MESSAGE] * 10_000}, "10,000 entries", id="10,000 messages"
        ),
        pytest.param("remember", {"messages": "hello"}, "messages is 'hello'", id="no list"),
        pytest.param(
            "remember", {"content": "x", "space": "A B"}, "cannot name a space", id="space"
        ),
        pytest.param(
            "remember", {"content": "x", "space": "'; DROP"}, "cannot name a space", id="SQL space"
        ),
        pytest.param(
            "remember", {"content": "x", "said_at": "soon"}, "said_at is 'soon'", id="date"
        ),
        pytest.param(
            "remember", {"content": "x", "replaces": [NOT_THERE]}, NOT_THERE, id="replaces nobody"
        ),
        pytest.param(
            "remember",
            {"content": "x", "replaces": ["c_06w2q7k3d"]},
            "a fact's id",
            id="kind of id",
        ),
        pytest.param("remember", {"content": "x", "wait_s": -1}, "wait_s is -1", id="wait"),
        pytest.param(
            "remember", {"content": "x", "wait_s": "5s"}, "wait_s is '5s'", id="text wait"
        ),
        pytest.param("remember", {"content": "x", "dry_run": 2}, "dry_run is 2", id="number flag"),
        pytest.param("remember", {"content": "x", "dry_run": "maybe"}, "true or false", id="doubt"),
        pytest.param("remember", {"content": "x", "tags": "a,b"}, "one name or several", id="tags"),
        pytest.param("remember", {"content": ["a", "b"]}, "it should be text", id="two contents"),
        pytest.param(
            "remember",
            {"contentt": "x"},
            "remember has no parameter 'contentt': the nearest one is 'content'",
            id="unknown parameter",
        ),
        pytest.param(
            "relate", {"subject": "Ana", "predicate": "knows"}, "relate needs object", id="missing"
        ),
        pytest.param(
            "relate",
            {"subject": "Ana", "predicate": "knows", "object": " "},
            "object is empty",
            id="blank object",
        ),
        pytest.param(
            "relate",
            {
                "subject": "Ana",
                "predicate": "works_at",
                "object": "Acme",
                "valid_from": "2026-02",
                "valid_to": "2026-01",
            },
            "valid_from (2026-02-01) is after valid_to",
            id="reversed dates",
        ),
        pytest.param("recall", {"query": "x", "limit": "five"}, "limit is 'five'", id="text limit"),
        pytest.param("recall", {"query": "x", "limit": 5.5}, "a whole number", id="half a limit"),
        pytest.param("recall", {"query": "x", "limit": -1}, "limit is -1", id="limit"),
        pytest.param("recall", {"query": "x", "space": "nobody"}, "nobody", id="unknown space"),
        pytest.param("recall", {"query": "x", "detail": "all"}, "detail is 'all'", id="detail"),
        pytest.param(
            "recall",
            {"query": "x", "since": "2026-02", "until": "2026-01"},
            "since (2026-02-01) is after until",
            id="reversed range",
        ),
        pytest.param("forget", {}, "forget was given nothing", id="nothing to forget"),
        pytest.param("forget", {"ids": [NOT_THERE]}, NOT_THERE, id="forget nobody"),
        pytest.param(
            "forget", {"ids": [NOT_THERE], "query": "x"}, "ids and query", id="two ways to forget"
        ),
        pytest.param("forget", {"undo": "c_06w2q7k3d"}, "c_06w2q7k3d", id="undo nothing"),
    ],
)
async def test_bad_input_is_refused_in_one_sentence_and_stores_nothing(
    client: Client, tool: str, arguments: dict[str, JsonValue], sentence: str
) -> None:
    answer = await refused(client, tool, **arguments)

    assert sentence in answer
    assert "\n" not in answer
    assert len(answer) < 400
    assert not (await recalled(client)).memories


async def test_a_fact_of_another_space_is_as_unknown_as_none(client: Client) -> None:
    await call_text(client, "remember", content="Ana lives in Oslo", space="home")
    [fact] = (await recalled(client, space="home")).memories
    assert fact.id

    theirs = await refused(client, "forget", ids=[fact.id], space="work")
    nobodys = await refused(client, "forget", ids=[NOT_THERE], space="work")

    assert theirs.replace(fact.id, NOT_THERE) == nobodys


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ana 🦊 likes 👩‍👩‍👧", id="emoji"),
        pytest.param("אנה גרה באוסלו", id="right to left"),
        pytest.param("安娜住在奥斯陆", id="Chinese"),
        pytest.param('Robert\'); DROP TABLE records;-- "x" `y` $1 %s {z}', id="SQL and quotes"),
    ],
)
async def test_any_script_comes_back_as_it_was_said(client: Client, text: str) -> None:
    await call_text(client, "remember", content=text, session=text, tags=[text])

    found = await recalled(client, query=text, tags=[text])

    assert found.memories[0].text == text
