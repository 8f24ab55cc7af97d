"""`mcp-mem0 install`: set a client up with this memory."""

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from mcp_mem0.adapters.clients.catalogue import Client, client_named
from mcp_mem0.adapters.clients.hook_config import hook_words
from mcp_mem0.adapters.clients.installation import (
    Edit,
    Wanted,
    carried_out,
    config_file,
    planned,
)
from mcp_mem0.adapters.clients.places import Places, own_places
from mcp_mem0.cli.baked import baked_flags
from mcp_mem0.cli.disclosure import disclosure
from mcp_mem0.cli.hook import start_worker
from mcp_mem0.cli.invocation import Invocation, invocation
from mcp_mem0.cli.model_key import asked_key, keep_key
from mcp_mem0.cli.paste import SERVER, is_passing, own_command
from mcp_mem0.domain.errors import RequestError


def install(  # noqa: PLR0913 - each option is a part of the set-up
    context: typer.Context,
    *,
    client: Annotated[
        str,
        typer.Argument(
            help="claude-desktop, claude-code, cursor, codex, vscode, zed, windsurf or gemini."
        ),
    ],
    rules: Annotated[
        bool,
        typer.Option("--rules", help="Also tell the assistant, in its rules, to use the memory."),
    ] = False,
    hooks: Annotated[
        bool,
        typer.Option(
            "--hooks",
            help="Also run at the start, at compaction and at the end of each session: the brief"
            " goes in, the conversation is remembered.",
        ),
    ] = False,
    project: Annotated[
        Path | None, typer.Option(help="Only for the project in this folder.")
    ] = None,
    name: Annotated[str, typer.Option(help="How the client lists the server.")] = SERVER,
    connect: Annotated[
        str | None, typer.Option(help="URL of a running server to use instead of a store here.")
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option(help="File with the token for that server.")
    ] = None,
    print_only: Annotated[
        bool, typer.Option("--print", help="Only show what would change.")
    ] = False,
) -> None:
    """Set a client up: show the change, keep a backup, write the client's own file."""
    run = invocation(context)
    places = own_places()
    chosen = client_named(client)
    wanted = _wanted(
        run,
        chosen,
        name=name,
        project=project,
        rules=rules,
        hooks=hooks,
        link=_link(connect, token_file),
    )
    edits = planned(wanted, places)
    key = "" if print_only or connect else asked_key(run.settings, places)
    is_new_here = project is None and not config_file(chosen, places, None).parent.exists()
    _say(disclosure(run.settings, os.environ, connect=connect, hooks=hooks, has_new_key=bool(key)))
    _show(edits)
    if not print_only:
        if connect is None and sys.stdin.isatty():
            _keep(key, run, places)
        _write(edits, places)
        if wanted.hooks is not None:
            # So that there is a brief when the first session starts.
            start_worker(wanted.hooks)
        _close(wanted, changed=bool(edits))
        if is_new_here:
            _say(f"Until now {chosen.title} had no settings here: is it installed?")


def _link(connect: str | None, token_file: Path | None) -> list[str]:
    """Return the options that make a command use a running server."""
    if connect is None:
        if token_file is not None:
            raise RequestError("--token-file is for --connect: say also which server")
        return []
    link = ["--connect", connect]
    if token_file is not None:
        if not token_file.expanduser().is_file():
            raise RequestError(f"there is no file {token_file}: save the token in it first")
        link += ["--token-file", str(token_file.expanduser().absolute())]
    return link


def _wanted(  # noqa: PLR0913 - what was said on the command line
    run: Invocation,
    client: Client,
    *,
    name: str,
    project: Path | None,
    rules: bool,
    hooks: bool,
    link: list[str],
) -> Wanted:
    command = _lasting_command()
    flags = baked_flags(run.flags)
    if hooks and project is not None:
        raise RequestError("hooks hold for all that you do: leave out --hooks or --project")
    return Wanted(
        client=client,
        server=name,
        command=[*command, "serve", *link, *flags],
        project=project.expanduser().absolute() if project else None,
        rules=rules,
        hooks=[*command, *hook_words(client, [*link, *flags])] if hooks else None,
    )


def _lasting_command() -> list[str]:
    """Return our command.

    Raises:
        RequestError: It will not be there for long.
    """
    command = own_command()
    if is_passing(command[0]):
        raise RequestError(
            "this runs from a cache that may be emptied at any time: use 'uv tool install' instead"
            " of uvx, or 'pipx install' instead of 'pipx run', then 'mcp-mem0 install' again"
        )
    return command


def _keep(key: str, run: Invocation, places: Places) -> None:
    file = keep_key(key, run.flags, places)
    if file is not None:
        _say(f"The key is in {file}, readable by you only; config.toml names it")


def _show(edits: Sequence[Edit]) -> None:
    for edit in edits:
        _say("", edit.difference)


def _write(edits: list[Edit], places: Places) -> None:
    if edits:
        _say("")
    for edit, backup in carried_out(edits, places):
        kept = f"; what was there before: {backup}" if backup else ""
        _say(f"Wrote {edit.file.path}{kept}")


def _close(wanted: Wanted, *, changed: bool) -> None:
    client = wanted.client
    if not changed:
        _say(f"{client.title} is set up like this already.")
        return
    _say(f"{client.afterwards}. '{shlex.join(_undoing(wanted))}' undoes this.")
    if wanted.hooks is not None and client.hooks is not None and client.hooks.trust:
        _say(f"{client.hooks.trust}.")


def _undoing(wanted: Wanted) -> list[str]:
    name = [] if wanted.server == SERVER else ["--name", wanted.server]
    project = [] if wanted.project is None else ["--project", str(wanted.project)]
    return ["mcp-mem0", "uninstall", wanted.client.name, *name, *project]


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
