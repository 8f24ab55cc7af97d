"""Looking at the clients that were set up: what each would start is really started."""

from collections.abc import Iterator

import anyio

from mcp_mem0.adapters.clients.catalogue import CLIENTS, Client
from mcp_mem0.adapters.clients.hook_state import HookState
from mcp_mem0.adapters.clients.installation import config_files, is_hooked
from mcp_mem0.adapters.clients.places import Places, own_places
from mcp_mem0.adapters.clients.probe import tools_of
from mcp_mem0.adapters.clients.servers import registered
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.cli.paste import SERVER
from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.findings import Finding

TOOLS = {"remember", "recall", "relate", "forget"}


def clients(_: Invocation) -> list[Finding]:
    """Tell which clients start this memory, and whether what they would start works."""
    places = own_places()
    found = [finding for client in CLIENTS for finding in _client(client, places)]
    if found:
        return found
    return [
        Finding(
            topic="clients",
            state="warning",
            said="none was set up by 'mcp-mem0 install'",
            remedy="run mcp-mem0 install CLIENT, such as claude-code or cursor",
        )
    ]


def hooks(_: Invocation) -> list[Finding]:
    """Tell which clients run hooks, and what went wrong with them."""
    places = own_places()
    hooked = [client for client in CLIENTS if _is_hooked(client, places)]
    found = [
        Finding(
            topic="hooks",
            state="good",
            said=f"{client.title} runs them{_trust(client)}",
        )
        for client in hooked
    ]
    states = sorted((places.state / "hooks").glob("*/outbox.db"))
    return [*found, *(each for file in states for each in _state(HookState(file.parent)))]


def _client(client: Client, places: Places) -> Iterator[Finding]:
    topic = f"client {client.name}"
    try:
        for file in config_files(client, places):
            for name, command in registered(client, file).items():
                told = [name] if name != SERVER else []
                told += [str(file)] if file != client.where(places) else []
                yield _started(f"{topic} ({', '.join(told)})" if told else topic, command)
    except Mem0Error as error:
        yield Finding(topic=topic, state="fault", said=str(error), remedy="mend that file")


def _started(topic: str, command: list[str]) -> Finding:
    """Start what a client would start."""
    try:
        tools = set(anyio.run(tools_of, command))
    except (OSError, TimeoutError, BaseExceptionGroup) as error:
        return Finding(
            topic=topic,
            state="fault",
            said=f"it would start {' '.join(command)}, which does not work: {error}",
            remedy="run mcp-mem0 install again, as for the first time",
        )
    missing = TOOLS - tools
    return Finding(
        topic=topic,
        state="fault" if missing else "good",
        said=f"starts {' '.join(command)}, which serves {len(tools)} tools",
        remedy=f"{', '.join(sorted(missing))} missing: install mcp-mem0 again" if missing else "",
    )


def _is_hooked(client: Client, places: Places) -> bool:
    try:
        return is_hooked(client, places)
    except Mem0Error:
        # The file itself is told of with the client.
        return False


def _trust(client: Client) -> str:
    hooks = client.hooks
    return f" ({hooks.trust})" if hooks is not None and hooks.trust else ""


def _state(state: HookState) -> Iterator[Finding]:
    waiting = len(state.worker_outbox.batches())
    refused = state.worker_outbox.refused()
    said = f"{waiting} batches of messages wait in {state.folder}, log hooks.log"
    yield Finding(topic="hooks", state="good", said=said)
    for problem in refused:
        yield Finding(
            topic="hooks",
            state="warning",
            said=f"messages were given up: {problem}",
            remedy=f"mend that, then remove {state.folder}",
        )
