"""What happens in the demo when a model is configured, whether or not it can be reached.

A model words its facts itself, so no answer is expected word for word. What was said is found in
any case: what the model has not decided yet is found as it was said.
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
"""Longer than usual: the first decision of a process loads a library, too."""

PENDING_TITLE: Final = (
    "Still to be decided: {count}. The model could not do it yet (each receipt says why). This"
    " memory ends with the demo; for your own, every running server goes on trying, and"
    " `mcp-mem0 pending` lists, retries or settles what is left"
)


async def play_with_model(clients: Clients) -> None:
    """Play the demo to its end.

    Raises:
        DemoError: Something that was said cannot be found.
    """
    await _learn(clients.first)
    await _correct(clients.first)
    await _ask(clients.second)
    await _look(clients.second)


async def _learn(client: Stage) -> None:
    client.begin_scene(
        f"{FIRST} remembers a conversation, two facts and a relation; a model is to decide"
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
    client.begin_scene(
        f"{FIRST} says what changed; the model is to find the fact that this corrects"
    )
    _require_kept(
        await client.call("remember", content=MEETING_NOW, session=SESSION, wait_s=WAIT_S)
    )


async def _ask(client: Stage) -> None:
    client.begin_scene(f"{SECOND}, another process, knows it")
    meeting = await client.call("recall", query="When does Mira's team meet?", limit=3)
    meeting.expect("14:00")
    (await client.call("recall", query="What is Mira allergic to?", limit=3)).expect("hazelnut")


async def _look(client: Stage) -> None:
    overview = await client.call("recall")
    count = overview.entry.structure.get("pending")
    if isinstance(count, int):
        client.begin_scene(PENDING_TITLE.format(count=count))


def _require_kept(answer: DemoAnswer) -> None:
    if answer.entry.structure.get("status") not in {"done", "pending"}:
        raise DemoError(f"{answer.entry.tool} kept nothing:\n{answer.entry.text}")
