"""`mcp-mem0 install`: set clients up with this memory."""

import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from mcp_mem0.adapters.clients.setup.drafts import Edit
from mcp_mem0.adapters.clients.setup.installation import (
    InstallRequest,
    apply_edits,
    note_entry,
    plan_edits,
)
from mcp_mem0.adapters.clients.setup.places import Places, get_user_places
from mcp_mem0.adapters.clients.setup.project_environment import list_project_variables
from mcp_mem0.cli.connecting.client_choice import (
    build_clients_model,
    choose_clients,
    end_with_refusals,
    list_found_clients,
    names_one,
    render_clients,
)
from mcp_mem0.cli.connecting.client_plans import ClientPlan, InstallOptions, plan_clients
from mcp_mem0.cli.connecting.disclosure import describe_disclosure, describe_reservation
from mcp_mem0.cli.connecting.lasting_flags import build_lasting_flags
from mcp_mem0.cli.connecting.model_key import keep_key, prompt_key
from mcp_mem0.cli.connecting.paste import SERVER
from mcp_mem0.cli.hooks.hook import start_worker
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer, print_json
from mcp_mem0.cli.output.edits import FileModel, build_file_model, choose_printer
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.config import locate_file
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.urls import parse_server_url


class InstallModel(BaseModel):
    """What was written to set a client up, or would be with --print."""

    client: str
    leaves: str
    lacks: tuple[str, ...] = ()
    files: tuple[FileModel, ...]
    then: tuple[str, ...] = ()
    undo: str | None = None


class InstallsModel(BaseModel):
    """What was written to set several clients up, and why others were not."""

    clients: tuple[InstallModel, ...]
    left_out: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    undo: str | None = None


def install(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    clients: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CLIENT",
            help="Any of claude-desktop, claude-code, cursor, codex, vscode, zed, windsurf and"
            " gemini, or all for those found here; without one, they are listed.",
        ),
    ] = None,
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
    """Set clients up: show the change, keep a backup, write each client's configuration.

    What a client cannot have, such as hooks, is left out and said.
    """
    run, places = get_invocation(context), get_user_places()
    if not clients:
        found = build_clients_model(places)
        print_answer(render_clients(found, "mcp-mem0 install"), found, as_json=json)
        return
    wanted = _build_options(
        run,
        name=name,
        project=project,
        rules=rules,
        hooks=hooks,
        link=_build_link_options(connect, token_file),
    )
    chosen = choose_clients(clients, lambda: list_found_clients(places))
    planned = plan_clients(chosen, wanted, places)
    plans = planned.clients
    may_ask = not (print_only or json or connect) and sys.stdin.isatty()
    key = prompt_key(run.settings, places) if may_ask else ""
    leaves = _describe_leaving(run, plans, connect=connect, has_new_key=bool(key))
    say = choose_printer(as_json=json)
    say(fit_terminal(leaves))
    if may_ask:
        _keep_key(key, run, places, say)
    done = [_set_up(plan, places, say, leaves=leaves, print_only=print_only) for plan in plans]
    if planned.left_out:
        say("", *(fit_terminal(f"{sentence}.") for sentence in planned.left_out))
    changed = [plan.request for plan, each in zip(plans, done, strict=True) if each.undo]
    undo = shlex.join(_build_undo_command(changed)) if changed else None
    if undo is not None:
        say(f"'{undo}' undoes this.")
    first_hook = next((plan.request.hooks for plan in plans if plan.request.hooks), None)
    if first_hook is not None and not print_only:
        # Prepares the brief for the first session.
        start_worker(first_hook)
    if json:
        print_json(
            done[0]
            if names_one(clients)
            else InstallsModel(
                clients=tuple(done),
                left_out=planned.left_out,
                refused=planned.refused,
                undo=undo,
            )
        )
    end_with_refusals(planned.refused)


def _set_up(
    plan: ClientPlan, places: Places, say: Callable[..., None], *, leaves: str, print_only: bool
) -> InstallModel:
    """Show and write what one client gets."""
    wanted = plan.request
    # Planned anew: a client before it may have written a file that both read.
    edits = plan_edits(wanted, places)
    for edit in edits:
        say("", edit.difference, *map(fit_terminal, edit.replacements))
    if wanted.rules or wanted.hooks is not None or plan.lacking:
        say("", fit_terminal(plan.describe()))
    shown = InstallModel(
        client=wanted.client.name,
        leaves=leaves,
        lacks=plan.lacking,
        files=tuple(map(build_file_model, edits)),
    )
    if print_only:
        return shown
    files = tuple(_write_edits(edits, places, say))
    note_entry(wanted, places)
    then = tuple(_describe_next_steps(plan, changed=bool(edits)))
    say(*map(fit_terminal, then))
    undo = shlex.join(_build_undo_command([wanted])) if edits else None
    return shown.model_copy(update={"files": files, "then": then, "undo": undo})


def _describe_leaving(
    run: Invocation, plans: Sequence[ClientPlan], *, connect: str | None, has_new_key: bool
) -> str:
    """Return what leaves this machine, with the exception that a project makes."""
    leaves = describe_disclosure(
        run.settings,
        os.environ,
        connect=connect,
        hooks=any(plan.request.hooks is not None for plan in plans),
        has_new_key=has_new_key,
    )
    variables = [
        variable
        for plan in plans
        if plan.request.project is not None
        for variable in list_project_variables(plan.request.client, plan.request.project)
    ]
    return leaves + describe_reservation([*dict.fromkeys(variables)])


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


def _build_options(  # noqa: PLR0913 - one parameter per option
    run: Invocation,
    *,
    name: str,
    project: Path | None,
    rules: bool,
    hooks: bool,
    link: list[str],
) -> InstallOptions:
    if hooks and project is not None:
        raise RequestError("hooks apply to all projects: leave out --hooks or --project")
    return InstallOptions(
        server=name,
        options=[*link, *build_lasting_flags(run.flags)],
        project=None if project is None else _find_project(project),
        rules=rules,
        hooks=hooks,
    )


def _find_project(named: Path) -> Path:
    """Return the folder of a project.

    Raises:
        RequestError: There is none, as its name may be mistyped.
    """
    folder = locate_file("--project", named, os.environ).absolute()
    if not folder.is_dir():
        raise RequestError(
            f"there is no folder {quote_path(folder)}: correct --project, or make it"
        )
    return folder


def _keep_key(key: str, run: Invocation, places: Places, say: Callable[..., None]) -> None:
    file = keep_key(key, run.flags, places)
    if file is not None:
        say(
            f"The key is in {file}, which only you can read; config.toml names it, and"
            " `mcp-mem0 doctor` tries it"
        )


def _write_edits(
    edits: list[Edit], places: Places, say: Callable[..., None]
) -> Iterator[FileModel]:
    if edits:
        say("")
    for edit, backup in apply_edits(edits, places):
        kept = f"; backup: {backup}" if backup else ""
        say(f"Wrote {edit.file.path}{kept}")
        yield build_file_model(edit, backup)


def _describe_next_steps(plan: ClientPlan, *, changed: bool) -> Iterator[str]:
    client = plan.request.client
    if not changed:
        yield f"{client.title} is already set up like this."
    else:
        yield f"{client.afterwards}."
        if plan.request.hooks is not None and client.hooks is not None and client.hooks.trust:
            yield f"{client.hooks.trust}."
    if not plan.is_found and plan.request.project is None:
        yield f"{client.title} was not found here: is it installed?"


def _build_undo_command(requests: Sequence[InstallRequest]) -> list[str]:
    first = requests[0]
    name = [] if first.server == SERVER else ["--name", first.server]
    project = [] if first.project is None else ["--project", str(first.project)]
    return ["mcp-mem0", "uninstall", *(each.client.name for each in requests), *name, *project]
