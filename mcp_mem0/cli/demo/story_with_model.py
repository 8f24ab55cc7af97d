"""The steps of the demo when a model is configured, whether or not it can be reached.

A model phrases facts in its own words, so no exact answer is expected. Recall finds what was said
in any case: a pending episode is searchable as it was said.
"""

from typing import TYPE_CHECKING, Final

from mcp_mem0.cli.demo.stage import DemoAnswer, DemoError, Stage
from mcp_mem0.cli.demo.story import (
    ALLERGY,
    CONVERSATION,
    FIRST,
    MEETING,
    MEETING_NOW,
    SECOND,
    Clients,
)

if TYPE_CHECKING:
    from pydantic import JsonValue

SESSION: Final = "demo"
WAIT_S: Final = 15.0
"""Longer than the default, because the first decision of a process also loads a library."""

PENDING_TITLE: Final = (
    "Pending: {count}. The model could not decide yet (each receipt says why). The demo's store is"
    " deleted now; with your own, every running server keeps retrying, and `mcp-mem0 pending`"
    " lists, retries or settles what is left"
)


async def play_with_model(clients: Clients) -> None:
    """Play the whole demo.

    Raises:
        DemoError: Recall did not find what was said.
    """
    await _learn(clients.first)
    await _correct(clients.first)
    await _ask(clients.second)
    await _show_pending(clients.second)


async def _learn(client: Stage) -> None:
    client.begin_scene(
        f"{FIRST} remembers a conversation, two facts and a relation; the model decides"
    )
    messages: list[JsonValue] = [
        {"role": role, "content": content} for role, content in CONVERSATION
    ]
    _require_kept(await client.call("remember", messages=messages, session=SESSION, wait_s=WAIT_S))
    _require_kept(await client.call("remember", content=ALLERGY, session=SESSION, wait_s=WAIT_S))
    _require_kept(await client.call("remember", content=MEETING, session=SESSION, wait_s=WAIT_S))
    related = await client.call(
        "relate", subject="Mira", predicate="leads", object="Project Lanternfish"
    )
    _require_kept(related)


async def _correct(client: Stage) -> None:
    client.begin_scene(f"{FIRST} says what changed; the model finds the fact that this corrects")
    _require_kept(
        await client.call("remember", content=MEETING_NOW, session=SESSION, wait_s=WAIT_S)
    )


async def _ask(client: Stage) -> None:
    client.begin_scene(f"{SECOND}, another process, knows it")
    meeting = await client.call("recall", query="When does Mira's team meet?", limit=3)
    meeting.expect("14:00")
    (await client.call("recall", query="What is Mira allergic to?", limit=3)).expect("hazelnut")


async def _show_pending(client: Stage) -> None:
    overview = await client.call("recall")
    count = overview.entry.structure.get("pending")
    if isinstance(count, int):
        client.begin_scene(PENDING_TITLE.format(count=count))


def _require_kept(answer: DemoAnswer) -> None:
    if answer.entry.structure.get("status") not in {"done", "pending"}:
        raise DemoError(f"{answer.entry.tool} stored nothing:\n{answer.entry.text}")
