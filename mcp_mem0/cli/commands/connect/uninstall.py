"""`mcp-mem0 uninstall`: remove this memory from clients."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from mcp_mem0.adapters.clients.hooks.hook_state import list_all_states
from mcp_mem0.adapters.clients.setup.catalogue import CLIENTS, Client
from mcp_mem0.adapters.clients.setup.installation import (
    is_hooked,
    plan_removal,
    uninstall_server,
)
from mcp_mem0.adapters.clients.setup.ledger import OLD_BACKUP_SUFFIX
from mcp_mem0.adapters.clients.setup.places import Places, get_user_places
from mcp_mem0.cli.connecting.client_choice import (
    build_clients_model,
    choose_clients,
    end_with_refusals,
    names_one,
    render_clients,
)
from mcp_mem0.cli.connecting.paste import SERVER
from mcp_mem0.cli.invocation import Json, print_answer, print_json
from mcp_mem0.cli.output.edits import FileModel, build_file_model, choose_printer
from mcp_mem0.domain.errors import RequestError


class UninstallModel(BaseModel):
    """What was removed from a client's files, or would be with --print."""

    client: str
    files: tuple[FileModel, ...]


class UninstallsModel(BaseModel):
    """What was removed from the files of several clients."""

    clients: tuple[UninstallModel, ...]
    refused: tuple[str, ...] = ()


def uninstall(
    *,
    clients: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CLIENT",
            help="The clients, as for install; all for every one that is set up.",
        ),
    ] = None,
    project: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Only from the project in this folder.")
    ] = None,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="The server's name in the client.")
    ] = SERVER,
    print_only: Annotated[
        bool, typer.Option("--print", help="Only show what would change.")
    ] = False,
    json: Json = False,
) -> None:
    """Remove the server, rules and hooks that install added. The store is not touched.

    The briefs that hooks kept are deleted; without any hook left, so is all that they still hold.
    """
    places = get_user_places()
    if not clients:
        listed = build_clients_model(places)
        print_answer(render_clients(listed, "mcp-mem0 uninstall"), listed, as_json=json)
        return
    folder = project.expanduser().absolute() if project else None
    removal = _Removal(server=name, project=folder, places=places, is_trial=print_only)
    chosen = choose_clients(clients, removal.list_clients)
    say = choose_printer(as_json=json)
    if not chosen:
        say("No client has an entry of this memory.")
    done: list[UninstallModel] = []
    refused: list[str] = []
    for client in chosen:
        try:
            done.append(removal.run(client, say))
        except RequestError as error:
            if names_one(clients):
                raise
            refused.append(str(error))
    if folder is None and not print_only:
        _drop_words(places, say)
    if json:
        all_done = UninstallsModel(clients=tuple(done), refused=tuple(refused))
        print_json(done[0] if names_one(clients) else all_done)
    end_with_refusals(refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Removal:
    """Removes a server of ours from clients; a trial only shows it."""

    server: str
    project: Path | None
    places: Places
    is_trial: bool

    def list_clients(self) -> list[Client]:
        """Return the clients that have something of ours, or whose files cannot be read."""
        return [client for client in CLIENTS if self._has_ours(client)]

    def run(self, client: Client, say: Callable[..., None]) -> UninstallModel:
        """Show what is removed from a client's files, and remove it.

        Raises:
            RequestError: A file cannot be read, edited or written; it stays as it was.
        """
        edits = plan_removal(client, self.places, server=self.server, project=self.project)
        for edit in edits:
            say(f"{edit.difference}\n")
        if not edits:
            say(f"{client.title} has no entry of this memory.")
        if not self.is_trial:
            self._remove(client, say)
        return UninstallModel(client=client.name, files=tuple(map(build_file_model, edits)))

    def _has_ours(self, client: Client) -> bool:
        if self.project is not None and client.in_project is None:
            return False
        try:
            return bool(plan_removal(client, self.places, server=self.server, project=self.project))
        except RequestError:
            return True

    def _remove(self, client: Client, say: Callable[..., None]) -> None:
        for edit in uninstall_server(client, self.places, server=self.server, project=self.project):
            say(f"Removed this memory from {edit.file.path}")
            left = edit.file.path.with_name(edit.file.path.name + OLD_BACKUP_SUFFIX)
            if os.path.lexists(left):
                say(f"Left {left} alone: it is not a backup of this program")


def _drop_words(places: Places, say: Callable[..., None]) -> None:
    """Delete the words of the memory that hooks keep: briefs, and what no hook will send."""
    states = list_all_states(places.state)
    is_any_hooked = any(is_hooked(client, places) for client in CLIENTS)
    for state in states:
        if is_any_hooked:
            state.drop_brief()
        else:
            state.drop_words()
    if states:
        what = "briefs" if is_any_hooked else "briefs and messages"
        say(f"Deleted the {what} that hooks kept in {places.state / 'hooks'}")
