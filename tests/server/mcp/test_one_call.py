"""What users ask for in one call: several statements, memories by their ids, an order."""

from typing import Any

import pytest
from mcp import Client
from pydantic import JsonValue

from mcp_mem0.server.mcp.tools import KEY_META
from tests.support.doubles import FixedClock
from tests.support.mcp_calls import call_text, recalled, receipt, refused, words

pytestmark = pytest.mark.anyio

BOTH: list[JsonValue] = ["Ana lives in Oslo", "Ana works at Acme"]


async def test_several_statements_are_one_change(client: Client) -> None:
    kept = await receipt(client, "remember", contents=BOTH, tags=["people"])

    assert kept.statements is not None
    assert [each.result for each in kept.statements] == ["new", "new"]
    found = await recalled(client, query="Ana", tags=["people"])
    assert sorted(memory.text for memory in found.memories) == BOTH
    undone = await receipt(client, "forget", undo=kept.change)
    assert len(undone.operations or ()) == 2


async def test_a_repeated_key_keeps_them_once(client: Client) -> None:
    meta: Any = {KEY_META: "call-1"}
    first = await client.call_tool("remember", {"contents": BOTH}, meta=meta)
    again = await client.call_tool("remember", {"contents": BOTH}, meta=meta)

    assert 'kept: "Ana works at Acme" (f_' in words(first)
    assert "nothing was done" in words(again)
    assert len((await recalled(client, query="Ana")).memories) == 2


async def test_only_one_way_to_send_words_is_taken(client: Client) -> None:
    both = await refused(client, "remember", content="Ben rows", contents=BOTH)
    named = await refused(client, "remember", contents=BOTH, replaces=["f_06w2q7k3d"])
    many = await refused(client, "remember", contents=[*BOTH, *BOTH * 25])

    assert both == (
        "both content and contents were sent: send content for one statement, contents for"
        " several, or messages for a conversation"
    )
    assert named.startswith("replaces was sent without content")
    assert many == "contents has 52 entries and 50 fit: send them in several calls"


async def test_memories_are_recalled_whole_by_their_ids(client: Client) -> None:
    kept = await receipt(client, "remember", contents=BOTH)
    message = next(
        memory
        for memory in (await recalled(client, query="Ana", detail="full")).memories
        if memory.id
    )
    ids: list[JsonValue] = [message.id, kept.episode, kept.change, "f_06w2q7k3d"]

    found = await recalled(client, ids=ids)
    shown = await call_text(client, "recall", ids=ids)

    assert (len(found.facts or ()), len(found.episodes or ()), len(found.changes or ())) == (
        1,
        1,
        1,
    )
    assert found.notes is not None
    assert found.notes[0].startswith("there is no fact 'f_06w2q7k3d'")
    assert "Quoted from memory, episode e_" in shown
    assert "Nothing was found" not in shown
    assert (
        await refused(client, "recall", ids=ids, query="Ana")
        == "ids was sent with query: memories are named by ids or searched for, so send one or the"
        " other"
    )


@pytest.mark.parametrize("since", ["2d", "1w", "3 months", "yesterday", "last month", "today"])
async def test_times_are_told_from_now_and_the_order_is_that_of_time(
    client: Client, clock: FixedClock, since: str
) -> None:
    clock.advance(days=200)
    await call_text(client, "remember", contents=BOTH)
    clock.advance(days=31 if since == "last month" else 1 if since == "yesterday" else 0)

    found = await recalled(client, since=since, until="today", order="time")
    then = await recalled(client, query="Ana", valid_at="today", known_at="now")

    assert [memory.text for memory in found.memories] == BOTH
    assert len(then.memories) == 2


async def test_a_space_that_is_not_there_is_said(client: Client) -> None:
    made = await receipt(client, "remember", content="Ana rows", space="office")
    typed = await receipt(client, "remember", content="Ben rows", space="ofice", dry_run=True)

    related = await receipt(
        client, "relate", subject="Ana", predicate="rows_at", object="Oslo", space="club"
    )

    assert made.notes == ("new space 'office'",)
    assert related.notes == ("new space 'club'",)
    assert typed.notes == (
        "new space 'ofice'; there is 'office' already: if that was meant, name that one",
    )
    assert (
        await refused(client, "recall", query="Ana", space="ofice")
        == "there is no space 'ofice' yet: there are club, office, and the nearest name is 'office'"
    )
    for name, named in (("ids", "f_06w2q7k3d"), ("session", "a"), ("undo", "c_06w2q7k3d")):
        said = await refused(client, "forget", space="ofice", **{name: named})
        assert said.startswith("there is no space 'ofice' yet")
