"""Checks of the clients that were set up: an entry that `install` wrote is really started.

Any other entry is only shown, and started only if the user agrees: a project's files change with
the project, so they are not trusted.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias, cast

import anyio
import typer

from mcp_mem0.adapters.clients.hooks.hook_state import HookState
from mcp_mem0.adapters.clients.setup.catalogue import CLIENTS, Client, ServerEntry
from mcp_mem0.adapters.clients.setup.client_files import (
    ConfigFile,
    list_config_files,
    list_project_hooks,
)
from mcp_mem0.adapters.clients.setup.installation import is_hooked
from mcp_mem0.adapters.clients.setup.places import Places, get_user_places
from mcp_mem0.adapters.clients.setup.project_environment import list_project_variables
from mcp_mem0.adapters.clients.setup.servers import (
    extract_command,
    has_same_start,
    is_ours,
    list_servers,
)
from mcp_mem0.adapters.clients.setup.text_file import Project
from mcp_mem0.cli.connecting.paste import SERVER
from mcp_mem0.cli.doctor.entries import cut, describe_entry, extract_environment, resolve_folder
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.domain.errors import Mem0Error, quote_path
from mcp_mem0.domain.text.escapes import escape_unprintable_lines

TOOLS = {"remember", "recall", "relate", "forget"}

Ask: TypeAlias = Callable[[str], bool]
"""Asks the user at the terminal whether to start what a sentence describes."""


def check_clients(run: Invocation) -> list[Finding]:
    """Check which clients start this memory, and whether what they start works."""
    found = probe_clients(get_user_places(), _ask if run.may_ask else _refuse)
    return found or [
        Finding(
            topic="clients",
            state="warning",
            said="none was set up by 'mcp-mem0 install'",
            remedy="run mcp-mem0 install, which lists the clients, or mcp-mem0 install all",
        )
    ]


def probe_clients(places: Places, ask: Ask) -> list[Finding]:
    """Start what each client that lists this memory would start, if `install` wrote it.

    Args:
        places: Where the clients keep their files.
        ask: Asked before any other entry is started.
    """
    return [finding for client in CLIENTS for finding in _check_client(client, places, ask)]


def check_hooks(_: Invocation) -> list[Finding]:
    """Check which clients run hooks, and what failed in them."""
    places = get_user_places()
    hooked = [client for client in CLIENTS if _is_hooked(client, places)]
    found = [
        Finding(
            topic="hooks",
            state="good",
            said=f"{client.title} runs hooks{_describe_trust(client)}",
        )
        for client in hooked
    ]
    states = sorted((places.state / "hooks").glob("*/outbox.db"))
    return [
        *found,
        *(each for file in states for each in _check_hook_state(HookState(file.parent))),
    ]


def _check_client(client: Client, places: Places, ask: Ask) -> Iterator[Finding]:
    topic = f"client {client.name}"
    for config in list_config_files(client, places):
        try:
            for name, entry in list_servers(client, config.path, config.project).items():
                if is_ours(extract_command(entry)) or name in config.entries:
                    details = [name] if name != SERVER else []
                    details += [str(config.path)] if config.project else []
                    where = f"{topic} ({', '.join(details)})" if details else topic
                    yield _check_entry(where, config, name, entry, ask=ask, home=places.home)
            if config.project is not None:
                yield from _check_project_hooks(topic, client, config.project)
                yield from _check_project_variables(topic, client, config.project)
        except Mem0Error as error:
            yield Finding(topic=topic, state="fault", said=str(error), remedy="fix that file")


def _check_entry(  # noqa: PLR0913 - the details of one entry
    topic: str, config: ConfigFile, name: str, entry: ServerEntry, *, ask: Ask, home: Path
) -> Finding:
    """Start what a client would start, if `install` wrote it or the user agrees."""
    written = config.entries.get(name)
    if written is not None and has_same_start(entry, written):
        return _check_server(topic, extract_command(entry), config.path, folder=home)
    shown = describe_entry(entry)
    if extract_command(entry) and ask(f"{topic} would start {shown}, which install did not write"):
        folder = config.project.folder if config.project else home
        return _check_server(
            topic,
            extract_command(entry),
            config.path,
            folder=resolve_folder(entry, folder),
            environment=extract_environment(entry),
        )
    how = "has changed since install wrote it" if written else "was not written by install"
    return Finding(
        topic=topic,
        state="fault" if written else "warning",
        said=f"its entry {how}, so it was not started: {shown}",
        remedy=f"inspect it in {config.path}: run mcp-mem0 install again to restore it, or run"
        " doctor in a terminal, which asks whether to start it",
    )


def _check_project_variables(topic: str, client: Client, project: Project) -> Iterator[Finding]:
    for variable in list_project_variables(client, project.folder):
        yield Finding(
            topic=f"{topic} ({project.folder})",
            state="warning",
            said=f"the project sets {variable} for every server that {client.title} starts in it",
            remedy="remove it unless you trust it: it can change where your data is sent",
        )


def _check_project_hooks(topic: str, client: Client, project: Project) -> Iterator[Finding]:
    for file, command in list_project_hooks(client, project):
        yield Finding(
            topic=f"{topic} ({file})",
            state="warning",
            said=f"the project has its own hooks, not written by install, that run {cut(command)}",
            remedy=f"remove them from {file} unless you trust them",
        )


def _check_server(
    topic: str,
    command: list[str],
    config: Path,
    *,
    folder: Path,
    environment: dict[str, str] | None = None,
) -> Finding:
    """Start what a client would start, and call it as the client would."""
    # Half a second of imports, which help and completion of all commands need not take.
    from mcp_mem0.adapters.clients.setup.probe import probe_server  # noqa: PLC0415

    shown = cut(" ".join(command))
    try:
        probe = partial(probe_server, command, folder=folder, environment=environment)
        tools = set(anyio.run(probe))
    # A NUL in a command is a ValueError.
    except (OSError, TimeoutError, ValueError, BaseExceptionGroup) as error:
        return Finding(
            topic=topic,
            state="fault",
            said=f"it starts {shown}, which fails: {_describe_failure(error)}",
            remedy="start or repair what that names; if the command itself, in"
            f" {quote_path(config)}, is wrong, run mcp-mem0 install again with the same options",
        )
    missing = TOOLS - tools
    return Finding(
        topic=topic,
        state="fault" if missing else "good",
        said=f"starts {shown}, which serves {len(tools)} tools{'' if missing else ' and answers'}",
        remedy=f"{', '.join(sorted(missing))} missing: install mcp-mem0 again" if missing else "",
    )


def _describe_failure(error: BaseException) -> str:
    """Return why a server could not be asked; a task group wraps the reason."""
    if isinstance(error, BaseExceptionGroup):
        wrapped = cast("BaseExceptionGroup[BaseException]", error)
        return _describe_failure(wrapped.exceptions[0])
    return str(error) or type(error).__name__


def _ask(sentence: str) -> bool:
    return typer.confirm(
        fit_terminal(escape_unprintable_lines(f"{sentence}.\nStart it?")), default=False
    )


def _refuse(_: str) -> bool:
    return False


def _is_hooked(client: Client, places: Places) -> bool:
    try:
        return is_hooked(client, places)
    except Mem0Error:
        # The check of the clients reports an unreadable file.
        return False


def _describe_trust(client: Client) -> str:
    hooks = client.hooks
    return f" ({hooks.trust})" if hooks is not None and hooks.trust else ""


def _check_hook_state(state: HookState) -> Iterator[Finding]:
    waiting = len(state.worker_outbox.list_batches())
    refused = state.worker_outbox.list_refusals()
    said = f"{waiting} batches of messages queued in {state.folder}; log: hooks.log"
    yield Finding(topic="hooks", state="good", said=said)
    for problem in refused:
        yield Finding(
            topic="hooks",
            state="warning",
            said=f"messages were dropped: {problem}",
            remedy=f"fix the cause, then remove {state.folder}",
        )
