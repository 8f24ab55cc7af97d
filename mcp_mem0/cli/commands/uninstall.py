"""`mcp-mem0 uninstall`: take this memory out of a client again."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mcp_mem0.adapters.clients.catalogue import client_named
from mcp_mem0.adapters.clients.installation import removed, unplanned
from mcp_mem0.adapters.clients.places import own_places
from mcp_mem0.cli.paste import SERVER


def uninstall(
    *,
    client: Annotated[str, typer.Argument(help="As for install.")],
    project: Annotated[
        Path | None, typer.Option(help="Only from the project in this folder.")
    ] = None,
    name: Annotated[str, typer.Option(help="How the client lists the server.")] = SERVER,
    print_only: Annotated[
        bool, typer.Option("--print", help="Only show what would change.")
    ] = False,
) -> None:
    """Undo install: the server, the rules and the hooks. What is remembered stays."""
    chosen, places = client_named(client), own_places()
    folder = project.expanduser().absolute() if project else None
    edits = unplanned(chosen, places, server=name, project=folder)
    for edit in edits:
        sys.stdout.write(f"{edit.difference}\n\n")
    if not edits:
        sys.stdout.write(f"{chosen.title} has nothing of this memory.\n")
    if not print_only:
        for edit in removed(chosen, places, server=name, project=folder):
            sys.stdout.write(f"Took this memory out of {edit.file.path}\n")
