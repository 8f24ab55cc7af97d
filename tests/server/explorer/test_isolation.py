"""A token of one space learns nothing of another through any call, nor what was forgotten."""

import json
from collections.abc import AsyncGenerator

import pytest

from mcp_mem0.domain.access import Right
from tests.support.explorer_visit import Visit, signed_in
from tests.support.http_server import Served
from tests.support.mcp_calls import call_text, receipt

pytestmark = pytest.mark.anyio

ASKED: list[tuple[str, dict[str, object]]] = [
    ("me", {}),
    ("recall", {}),
    ("recall", {"query": "Where is the diamond?"}),
    ("recall", {"query": "diamond", "include_retired": True}),
    ("recall", {"about": ["Ana", "Eve"]}),
    ("list", {}),
    ("list", {"what": "messages"}),
    ("list", {"include_retired": True}),
    ("list", {"authors": ["eve"]}),
    ("changes", {}),
    ("review", {}),
    ("graph", {}),
    ("graph", {"names": ["Eve"]}),
    ("paths", {"source": "Ana", "target": "Eve"}),
    ("names", {}),
    ("names", {"prefix": "E"}),
    ("filters", {}),
    ("statistics", {"days": 2}),
    ("pending", {}),
]
"""All that a call may be asked without the name of a space."""

NAMED: list[tuple[str, dict[str, object]]] = [
    *((name, {**arguments, "space": "secret"}) for name, arguments in ASKED if name != "me"),
    ("retry", {"space": "secret", "how": "rules"}),
    ("remember", {"space": "secret", "text": "Ana was here."}),
]

UNTIMED = ("milliseconds", "now", "since")


async def ask(visit: Visit, asked: list[tuple[str, dict[str, object]]]) -> list[str]:
    """Ask all of it, and return the answers without what only tells the time."""
    answers: list[str] = []
    for name, arguments in asked:
        answer = await visit.send(name, **arguments)
        content = {key: value for key, value in answer.json().items() if key not in UNTIMED}
        answers.append(f"{answer.status_code} {json.dumps(content)}")
    return answers


@pytest.fixture
async def ana(server: Served) -> AsyncGenerator[Visit]:
    token = await server.token("ana", "team", right="erase")
    async with server.client(token=token) as client:
        await call_text(client, "remember", content="Ana lives at the harbour in Oslo")
        await call_text(client, "relate", subject="Ana", predicate="knows", object="Ben")
    async with signed_in(server, token) as visit:
        yield visit


async def test_no_answer_depends_on_what_another_space_holds(server: Served, ana: Visit) -> None:
    before = await ask(ana, [*ASKED, *NAMED])
    async with server.client(token=await server.token("eve", "secret")) as eve:
        for number in range(3):
            await call_text(eve, "remember", content=f"Eve hides diamond {number} from Ana in Oslo")
        await call_text(eve, "relate", subject="Eve", predicate="hides", object="the diamond")

    after = await ask(ana, [*ASKED, *NAMED])

    assert after == before
    assert {answer[:3] for answer in after[: len(ASKED)]} == {"200"}
    assert {answer[:3] for answer in after[len(ASKED) :]} == {"404"}


async def test_an_id_of_another_space_is_not_found(server: Served, ana: Visit) -> None:
    async with server.client(token=await server.token("eve", "secret")) as eve:
        told = await receipt(eve, "remember", content="Eve hides the diamond")
        other = await receipt(eve, "remember", content="Eve keeps bees")
    assert told.operations
    assert other.operations
    fact, second = str(told.operations[0].id), str(other.operations[0].id)
    sides = {"older": {"id": fact, "revision": 1}, "newer": {"id": second, "revision": 1}}
    asked: list[tuple[str, dict[str, object]]] = [
        ("fact", {"id": fact}),
        ("change", {"id": told.change}),
        ("correct", {"id": fact, "revision": 1, "text": "Eve has nothing."}),
        ("settle", {**sides, "keep": "both"}),
        ("settle", {**sides, "keep": "newer"}),
        ("confirm", {"change": told.change, "closes": [fact]}),
        ("forget", {"ids": [fact], "dry_run": True}),
        ("erase", {"ids": [fact], "dry_run": True}),
        ("undo", {"change": told.change}),
    ]

    for name, arguments in asked:
        for space in (None, "team", "secret"):
            answer = await ana.send(name, **arguments, space=space)
            assert answer.status_code == 404, (name, space, answer.text)
            assert "diamond" not in answer.text


@pytest.mark.parametrize(
    ("right", "name", "arguments"),
    [
        ("read", "remember", {"text": "Ana likes tea."}),
        ("read", "correct", {"id": "FACT", "revision": 1, "text": "Ana lives in Rome."}),
        ("read", "retry", {"how": "rules"}),
        ("write", "forget", {"ids": ["FACT"], "dry_run": True}),
        ("write", "undo", {"change": "c_0000000z0"}),
        ("forget", "erase", {"ids": ["FACT"], "dry_run": True}),
        ("erase", "settings", {}),
    ],
)
async def test_each_right_allows_its_calls_and_no_others(
    server: Served, ana: Visit, right: Right, name: str, arguments: dict[str, object]
) -> None:
    facts = (await ana.call("list"))["memories"]
    given = json.loads(json.dumps(arguments).replace("FACT", facts[-1]["id"]))
    async with signed_in(server, await server.token("bo", "team", right=right)) as visit:
        await visit.refused(403, name, **given)

    assert (await ana.call("list"))["memories"] == facts


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("right", "is_told"), [("read", False), ("write", False), ("forget", True)]
)
async def test_what_was_forgotten_is_told_to_whoever_may_forget_alone(
    server: Served, right: Right, *, is_told: bool
) -> None:
    async with server.client(token=await server.token("bo", "team", right="forget")) as client:
        kept = await receipt(client, "remember", content="Bo lives in Bergen by the sea")
        assert kept.operations
        fact = kept.operations[0].id or ""
        await call_text(client, "remember", content="Bo lives in Tromso now", replaces=[fact])
        await call_text(client, "relate", subject="Bo", predicate="owns", object="Nordlys")
        await call_text(client, "remember", content="The harbour opens at six")
        [owned] = [
            each.id
            for each in (await receipt(client, "forget", query="Bo owns Nordlys")).found or ()
            if each.id.startswith("f_") and "Nordlys" in each.text
        ]
        await call_text(client, "forget", ids=[fact, owned])
    times = {"known_at": "2999-01-01", "valid_at": "2999-01-01"}
    asked: list[tuple[str, dict[str, object]]] = [
        *ASKED,
        ("fact", {"id": fact}),
        ("fact", {"id": owned}),
        ("change", {"id": kept.change}),
        ("list", {"include_retired": True, "what": "messages"}),
        *(("graph", {name: moment}) for name, moment in times.items()),
        *(("list", {name: moment, "include_retired": True}) for name, moment in times.items()),
    ]
    async with signed_in(server, await server.token("ana", "team", right=right)) as visit:
        told = "\n".join(await ask(visit, asked))

    for word in ("Bergen", "Tromso", "Nordlys"):
        assert (word in told) is is_told, word
    assert "The harbour opens at six" in told
