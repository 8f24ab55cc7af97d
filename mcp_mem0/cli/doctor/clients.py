"""Looking at the clients that were set up: what install wrote there is really started.

Anything else that a client would start is shown, and started only if somebody says so: a file of
a project changes with the project.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

import anyio
import typer

from mcp_mem0.adapters.clients.hooks.hook_state import HookState
from mcp_mem0.adapters.clients.setup.catalogue import CLIENTS, Client, Entry
from mcp_mem0.adapters.clients.setup.client_files import (
    ConfigFile,
    config_files,
    hooks_of_project,
)
from mcp_mem0.adapters.clients.setup.installation import is_hooked
from mcp_mem0.adapters.clients.setup.places import Places, own_places
from mcp_mem0.adapters.clients.setup.probe import tools_of
from mcp_mem0.adapters.clients.setup.project_environment import variables_of_project
from mcp_mem0.adapters.clients.setup.servers import command_of, is_ours, listed, starts_the_same
from mcp_mem0.adapters.clients.setup.text_file import Project
from mcp_mem0.cli.connecting.paste import SERVER
from mcp_mem0.cli.doctor.entries import cut, env_in, folder_in, shown_entry
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.cli.output.wrapping import fitting
from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.text.escapes import printable_lines

TOOLS = {"remember", "recall", "relate", "forget"}

Ask: TypeAlias = Callable[[str], bool]
"""Asks whoever sits at the terminal whether to start what a sentence tells of."""


def clients(run: Invocation) -> list[Finding]:
    """Tell which clients start this memory, and whether what they would start works."""
    found = look_at_clients(own_places(), _ask if run.may_ask else _nobody)
    return found or [
        Finding(
            topic="clients",
            state="warning",
            said="none was set up by 'mcp-mem0 install'",
            remedy="run mcp-mem0 install CLIENT, such as claude-code or cursor",
        )
    ]


def look_at_clients(places: Places, ask: Ask) -> list[Finding]:
    """Tell what each client that lists this memory would start; start it if we wrote it.

    Args:
        places: Where the clients are.
        ask: Asked before anything else is started.
    """
    return [finding for client in CLIENTS for finding in _client(client, places, ask)]


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


def _client(client: Client, places: Places, ask: Ask) -> Iterator[Finding]:
    topic = f"client {client.name}"
    for config in config_files(client, places):
        try:
            for name, entry in listed(client, config.path, config.project).items():
                if is_ours(command_of(entry)) or name in config.written:
                    told = [name] if name != SERVER else []
                    told += [str(config.path)] if config.project else []
                    where = f"{topic} ({', '.join(told)})" if told else topic
                    yield _entry(where, config, name, entry, ask=ask, home=places.home)
            if config.project is not None:
                yield from _hooks_of_project(topic, client, config.project)
                yield from _variables_of_project(topic, client, config.project)
        except Mem0Error as error:
            yield Finding(topic=topic, state="fault", said=str(error), remedy="mend that file")


def _entry(  # noqa: PLR0913 - what is told of one entry
    topic: str, config: ConfigFile, name: str, entry: Entry, *, ask: Ask, home: Path
) -> Finding:
    """Start what a client would start, if we wrote it or somebody says so."""
    written = config.written.get(name)
    if written is not None and starts_the_same(entry, written):
        return _started(topic, command_of(entry), folder=home)
    shown = shown_entry(entry)
    if command_of(entry) and ask(f"{topic} would start {shown}, which install did not write"):
        folder = config.project.folder if config.project else home
        return _started(
            topic, command_of(entry), folder=folder_in(entry, folder), environment=env_in(entry)
        )
    how = "is not what it was when install wrote it" if written else "was not written by install"
    return Finding(
        topic=topic,
        state="fault" if written else "warning",
        said=f"what it would start {how}, so it was not started: {shown}",
        remedy=f"look at it in {config.path}: run mcp-mem0 install again to have it as before, or"
        " doctor in a terminal to be asked whether to start it",
    )


def _variables_of_project(topic: str, client: Client, project: Project) -> Iterator[Finding]:
    for variable in variables_of_project(client, project.folder):
        yield Finding(
            topic=f"{topic} ({project.folder})",
            state="warning",
            said=f"the project sets {variable}, for all that {client.title} starts in it",
            remedy="take it out unless you know it: it decides where what is said goes",
        )


def _hooks_of_project(topic: str, client: Client, project: Project) -> Iterator[Finding]:
    for file, command in hooks_of_project(client, project):
        yield Finding(
            topic=f"{topic} ({file})",
            state="warning",
            said=f"the project has hooks of its own that run {cut(command)}; install wrote none",
            remedy=f"take them out of {file} unless you know them",
        )


def _started(
    topic: str, command: list[str], *, folder: Path, environment: dict[str, str] | None = None
) -> Finding:
    """Start what a client would start."""
    shown = cut(" ".join(command))
    try:
        probe = partial(tools_of, command, folder=folder, environment=environment)
        tools = set(anyio.run(probe))
    # A NUL in a command is a ValueError.
    except (OSError, TimeoutError, ValueError, BaseExceptionGroup) as error:
        return Finding(
            topic=topic,
            state="fault",
            said=f"it would start {shown}, which does not work: {error}",
            remedy="run mcp-mem0 install again, as for the first time",
        )
    missing = TOOLS - tools
    return Finding(
        topic=topic,
        state="fault" if missing else "good",
        said=f"starts {shown}, which serves {len(tools)} tools",
        remedy=f"{', '.join(sorted(missing))} missing: install mcp-mem0 again" if missing else "",
    )


def _ask(sentence: str) -> bool:
    return typer.confirm(fitting(printable_lines(f"{sentence}.\nStart it?")), default=False)


def _nobody(_: str) -> bool:
    return False


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
