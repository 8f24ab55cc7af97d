"""What `install` is asked for, as one request for each client, without what that cannot have."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mcp_mem0.adapters.clients.setup.catalogue import Client
from mcp_mem0.adapters.clients.setup.client_files import (
    explain_missing_hooks,
    explain_missing_projects,
    explain_missing_rules,
    is_found,
)
from mcp_mem0.adapters.clients.setup.hook_config import build_hook_words
from mcp_mem0.adapters.clients.setup.installation import InstallRequest, plan_edits
from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.cli.connecting.paste import find_own_command, is_in_cache
from mcp_mem0.domain.errors import RequestError


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallOptions:
    """What the command line asks for, for each client that it names.

    Attributes:
        server: The name under which a client lists us.
        options: The options of the command that it starts.
        project: The folder of a project; None for all that the person does.
        rules: Whether to add rules.
        hooks: Whether to add hooks.
    """

    server: str
    options: Sequence[str]
    project: Path | None
    rules: bool
    hooks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallPlan:
    """What each client gets, and a sentence for each one that gets nothing.

    `left_out` are clients that cannot have what is asked for; `refused` those whose files are in
    the way.
    """

    clients: tuple["ClientPlan", ...]
    left_out: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPlan:
    """What one client gets.

    Attributes:
        request: What it gets.
        lacking: What was asked for and it cannot have, with the reason.
        is_found: Whether it seems to be installed here.
    """

    request: InstallRequest
    lacking: tuple[str, ...]
    is_found: bool

    def describe(self) -> str:
        """Return in one sentence what the client gets, and what not and why."""
        request = self.request
        parts = ["the server"]
        parts += ["rules"] if request.rules else []
        parts += ["hooks"] if request.hooks is not None else []
        got = " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
        return f"{'; '.join([f'{request.client.title} gets {got}', *self.lacking])}."


def plan_clients(clients: Sequence[Client], wanted: InstallOptions, places: Places) -> InstallPlan:
    """Return what each client gets, and which get nothing.

    Raises:
        RequestError: None of them can be set up, or this program is not installed for good.
    """
    command = _require_lasting_command()
    plans: list[ClientPlan] = []
    left_out: list[str] = []
    refused: list[str] = []
    for client in clients:
        if wanted.project is not None and client.in_project is None:
            left_out.append(explain_missing_projects(client))
            continue
        plan = _plan_client(client, wanted, places, command)
        try:
            plan_edits(plan.request, places)
        except RequestError as error:
            refused.append(str(error))
        else:
            plans.append(plan)
    if not plans:
        raise RequestError("; ".join([*left_out, *refused]))
    return InstallPlan(clients=tuple(plans), left_out=tuple(left_out), refused=tuple(refused))


def _plan_client(
    client: Client, wanted: InstallOptions, places: Places, command: list[str]
) -> ClientPlan:
    no_rules = explain_missing_rules(client, places, wanted.project) if wanted.rules else None
    no_hooks = explain_missing_hooks(client) if wanted.hooks else None
    has_hooks = wanted.hooks and no_hooks is None
    hooks = [*command, *build_hook_words(client, wanted.options)] if has_hooks else None
    request = InstallRequest(
        client=client,
        server=wanted.server,
        command=[*command, "serve", *wanted.options],
        project=wanted.project,
        rules=wanted.rules and no_rules is None,
        hooks=hooks,
    )
    lacking = [
        *([f"no rules, because it {no_rules}"] if no_rules else []),
        *([f"no hooks, because it {no_hooks}"] if no_hooks else []),
    ]
    return ClientPlan(request=request, lacking=tuple(lacking), is_found=is_found(client, places))


def _require_lasting_command() -> list[str]:
    """Return our command.

    Raises:
        RequestError: It is in a cache and may disappear.
    """
    command = find_own_command()
    if is_in_cache(command[0]):
        raise RequestError(
            "this program runs from a cache that may be emptied at any time: use 'uv tool install'"
            " instead of uvx, or 'pipx install' instead of 'pipx run', then 'mcp-mem0 install'"
            " again"
        )
    return command
