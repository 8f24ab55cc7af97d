"""`mcp-mem0 uninstall`: remove this memory from a client."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from mcp_mem0.adapters.clients.hooks.hook_state import list_all_states
from mcp_mem0.adapters.clients.setup.catalogue import CLIENTS, find_client
from mcp_mem0.adapters.clients.setup.installation import (
    is_hooked,
    plan_removal,
    uninstall_server,
)
from mcp_mem0.adapters.clients.setup.ledger import OLD_BACKUP_SUFFIX
from mcp_mem0.adapters.clients.setup.places import Places, get_user_places
from mcp_mem0.cli.connecting.paste import SERVER
from mcp_mem0.cli.invocation import Json, print_json
from mcp_mem0.cli.output.edits import FileModel, build_file_model, choose_printer


class UninstallModel(BaseModel):
    """What was removed from a client's files, or would be with --print."""

    client: str
    files: tuple[FileModel, ...]


def uninstall(
    *,
    client: Annotated[str, typer.Argument(help="The client, as for install.")],
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
    chosen, places = find_client(client), get_user_places()
    folder = project.expanduser().absolute() if project else None
    edits = plan_removal(chosen, places, server=name, project=folder)
    say = choose_printer(as_json=json)
    for edit in edits:
        say(f"{edit.difference}\n")
    if not edits:
        say(f"{chosen.title} has no entry of this memory.")
    if not print_only:
        for edit in uninstall_server(chosen, places, server=name, project=folder):
            say(f"Removed this memory from {edit.file.path}")
            left = edit.file.path.with_name(edit.file.path.name + OLD_BACKUP_SUFFIX)
            if os.path.lexists(left):
                say(f"Left {left} alone: it is not a backup of this program")
        if folder is None:
            _drop_words(places, say)
    if json:
        print_json(UninstallModel(client=client, files=tuple(map(build_file_model, edits))))


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
