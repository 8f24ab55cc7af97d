"""`mcp-mem0 install`: set a client up with this memory."""

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from mcp_mem0.adapters.clients.setup.catalogue import Client, find_client
from mcp_mem0.adapters.clients.setup.client_files import locate_config_file
from mcp_mem0.adapters.clients.setup.drafts import Edit
from mcp_mem0.adapters.clients.setup.hook_config import build_hook_words
from mcp_mem0.adapters.clients.setup.installation import (
    InstallRequest,
    apply_edits,
    note_entry,
    plan_edits,
)
from mcp_mem0.adapters.clients.setup.places import Places, get_user_places
from mcp_mem0.adapters.clients.setup.project_environment import list_project_variables
from mcp_mem0.cli.connecting.disclosure import describe_disclosure, describe_reservation
from mcp_mem0.cli.connecting.lasting_flags import build_lasting_flags
from mcp_mem0.cli.connecting.model_key import keep_key, prompt_key
from mcp_mem0.cli.connecting.paste import SERVER, find_own_command, is_in_cache
from mcp_mem0.cli.hooks.hook import start_worker
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_json
from mcp_mem0.cli.output.edits import FileModel, build_file_model, choose_printer
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.config import locate_file
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.urls import parse_server_url


class InstallModel(BaseModel):
    """What was written to set a client up, or would be with --print."""

    client: str
    leaves: str
    files: tuple[FileModel, ...]
    then: tuple[str, ...] = ()
    undo: str | None = None


def install(  # noqa: PLR0913 - one parameter per option
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
        typer.Option("--rules", help="Also add rules that tell the assistant to use the memory."),
    ] = False,
    hooks: Annotated[
        bool,
        typer.Option(
            "--hooks",
            help="Also run at the start, compaction and end of each session: the brief is given"
            " to the assistant, and the conversation is remembered.",
        ),
    ] = False,
    project: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Only for the project in this folder.")
    ] = None,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="The server's name in the client.")
    ] = SERVER,
    connect: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Use the server at this URL instead of a local store."),
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File with the token for that server.")
    ] = None,
    print_only: Annotated[
        bool, typer.Option("--print", help="Only show what would change.")
    ] = False,
    json: Json = False,
) -> None:
    """Set a client up: show the change, keep a backup, write the client's configuration."""
    run = get_invocation(context)
    places = get_user_places()
    chosen = find_client(client)
    wanted = _build_request(
        run,
        chosen,
        name=name,
        project=project,
        rules=rules,
        hooks=hooks,
        link=_build_link_options(connect, token_file),
    )
    edits = plan_edits(wanted, places)
    may_ask = not (print_only or json or connect) and sys.stdin.isatty()
    key = prompt_key(run.settings, places) if may_ask else ""
    is_new_here = project is None and not locate_config_file(chosen, places, None).parent.exists()
    leaves = describe_disclosure(
        run.settings, os.environ, connect=connect, hooks=hooks, has_new_key=bool(key)
    )
    if wanted.project is not None:
        leaves += describe_reservation(list_project_variables(chosen, wanted.project))
    say = choose_printer(as_json=json)
    say(fit_terminal(leaves))
    for edit in edits:
        say("", edit.difference, *map(fit_terminal, edit.replacements))
    if may_ask:
        _keep_key(key, run, places, say)
    if print_only:
        done = InstallModel(client=client, leaves=leaves, files=tuple(map(build_file_model, edits)))
    else:
        done = InstallModel(
            client=client,
            leaves=leaves,
            files=tuple(_write_edits(edits, places, say)),
            then=tuple(_describe_next_steps(wanted, changed=bool(edits), is_new_here=is_new_here)),
            undo=shlex.join(_build_undo_command(wanted)) if edits else None,
        )
        note_entry(wanted, places)
        say(*map(fit_terminal, done.then), *([f"'{done.undo}' undoes this."] if done.undo else []))
        if wanted.hooks is not None:
            # Prepares the brief for the first session.
            start_worker(wanted.hooks)
    if json:
        print_json(done)


def _build_link_options(connect: str | None, token_file: Path | None) -> list[str]:
    """Return the options with which a command uses a running server.

    Raises:
        RequestError: The options contradict each other, or there is no such file.
        SettingsError: The URL is not one of a server.
    """
    if connect is None:
        if token_file is not None:
            raise RequestError("--token-file needs --connect: say which server the token is for")
        return []
    parse_server_url(connect)
    link = ["--connect", connect]
    if token_file is not None:
        file = locate_file("--token-file", token_file, os.environ).absolute()
        if not file.is_file():
            raise RequestError(f"there is no file {quote_path(file)}: save the token in it first")
        link += ["--token-file", str(file)]
    return link


def _build_request(  # noqa: PLR0913 - one parameter per option
    run: Invocation,
    client: Client,
    *,
    name: str,
    project: Path | None,
    rules: bool,
    hooks: bool,
    link: list[str],
) -> InstallRequest:
    command = _require_lasting_command()
    flags = build_lasting_flags(run.flags)
    if hooks and project is not None:
        raise RequestError("hooks apply to all projects: leave out --hooks or --project")
    return InstallRequest(
        client=client,
        server=name,
        command=[*command, "serve", *link, *flags],
        project=project.expanduser().absolute() if project else None,
        rules=rules,
        hooks=[*command, *build_hook_words(client, [*link, *flags])] if hooks else None,
    )


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


def _keep_key(key: str, run: Invocation, places: Places, say: Callable[..., None]) -> None:
    file = keep_key(key, run.flags, places)
    if file is not None:
        say(f"The key is in {file}, which only you can read; config.toml names it")


def _write_edits(
    edits: list[Edit], places: Places, say: Callable[..., None]
) -> Iterator[FileModel]:
    if edits:
        say("")
    for edit, backup in apply_edits(edits, places):
        kept = f"; backup: {backup}" if backup else ""
        say(f"Wrote {edit.file.path}{kept}")
        yield build_file_model(edit, backup)


def _describe_next_steps(
    wanted: InstallRequest, *, changed: bool, is_new_here: bool
) -> Iterator[str]:
    client = wanted.client
    if not changed:
        yield f"{client.title} is already set up like this."
    else:
        yield f"{client.afterwards}."
        if wanted.hooks is not None and client.hooks is not None and client.hooks.trust:
            yield f"{client.hooks.trust}."
    if is_new_here:
        yield f"{client.title} had no settings here before: is it installed?"


def _build_undo_command(wanted: InstallRequest) -> list[str]:
    name = [] if wanted.server == SERVER else ["--name", wanted.server]
    project = [] if wanted.project is None else ["--project", str(wanted.project)]
    return ["mcp-mem0", "uninstall", wanted.client.name, *name, *project]
