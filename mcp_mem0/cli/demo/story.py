"""The steps of the demo, and what each answer must contain."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcp_mem0.cli.demo.stage import Stage

if TYPE_CHECKING:
    from pydantic import JsonValue

FIRST = "desktop-chat"
SECOND = "terminal-agent"

CONVERSATION = (
    ("user", "From May on our newsletter goes out on Tuesdays. Mondays were always a scramble."),
    ("assistant", "Understood. Shall I expect the drafts on Friday, then?"),
    ("user", "Friday noon. And keep the tone dry: our readers cannot stand exclamation marks."),
)
MEETING = "Mira's team meets on Wednesdays at 10:00 in the Oslo office."
MEETING_NOW = "Mira's team meets on Thursdays at 14:00 in the Oslo office."
ALLERGY = "Mira is allergic to hazelnuts."


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """The two clients, each with its own server process on the same store."""

    first: Stage
    second: Stage


async def play(clients: Clients) -> None:
    """Play the whole demo.

    Raises:
        DemoError: A step had an unexpected result.
    """
    await _learn(clients.first)
    await _correct(clients.first)
    await _ask(clients.second)
    await _forget(clients.second)


async def _learn(client: Stage) -> None:
    client.begin_scene(f"{FIRST} remembers a conversation, two facts and a relation")
    messages: list[JsonValue] = [
        {"role": role, "content": content} for role, content in CONVERSATION
    ]
    kept = await client.call("remember", messages=messages)
    kept.expect(f"kept word for word: {len(CONVERSATION)} passages")
    (await client.call("remember", content=ALLERGY)).expect("kept: ")
    (await client.call("remember", content=MEETING)).expect("kept: ")
    related = await client.call(
        "relate", subject="Mira", predicate="leads", object="Project Lanternfish"
    )
    related.expect("kept: ", "Project Lanternfish")


async def _correct(client: Stage) -> None:
    client.begin_scene(f"{FIRST} corrects a fact: it is replaced, not overwritten")
    found = await client.call("recall", query="When does Mira's team meet?", limit=3)
    meeting = found.expect("Wednesdays at 10:00").find_fact_id(MEETING)
    replaced = await client.call("remember", content=MEETING_NOW, replaces=[meeting])
    replaced.expect("replaced: ", "Wednesdays", "Thursdays")


async def _ask(client: Stage) -> None:
    client.begin_scene(f"{SECOND}, another process, knows it")
    meeting = await client.call("recall", query="When does Mira's team meet?", limit=1)
    meeting.expect("Thursdays at 14:00")
    tone = await client.call("recall", query="What tone should the newsletter have?", limit=1)
    tone.expect("exclamation marks")
    leader = await client.call("recall", query="Who leads Project Lanternfish?", limit=1)
    leader.expect("Mira")


async def _forget(client: Stage) -> None:
    client.begin_scene(f"{SECOND} forgets something, and undoes that")
    listed = await client.call("forget", query="hazelnut allergy")
    allergy = listed.expect("found").find_fact_id(ALLERGY)
    forgotten = await client.call("forget", ids=[allergy])
    change = forgotten.expect("forget: done").change
    gone = await client.call("recall", query="What is Mira allergic to?", limit=2)
    gone.expect(lacks="hazelnut")
    (await client.call("forget", undo=change)).expect("undo: done")
    restored = await client.call("recall", query="What is Mira allergic to?", limit=1)
    restored.expect("hazelnut")
