"""`mcp-mem0 config`: show the effective settings and their sources, or edit their file."""

import json as jsons
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from mcp_mem0.cli.editing.settings_file import SettingsEdit, find_editor
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation
from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.cli.output.terminal import write, write_error, write_json
from mcp_mem0.config import (
    EffectiveSetting,
    list_effective_settings,
    locate_config,
    render_example_toml,
)
from mcp_mem0.domain.errors import RequestError


def config(
    context: typer.Context,
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Print a config.toml with every setting.")
    ] = False,
    edit: Annotated[
        bool,
        typer.Option("--edit", help="Open the file in $VISUAL or $EDITOR, and check it after."),
    ] = False,
    json: Json = False,
) -> None:
    """Show each setting with its value and its source, or edit the file of settings.

    A new file begins with every setting, its default and what it is for. What is not valid never
    takes the place of the file: it is kept beside it, to go on with.
    """
    run = get_invocation(context)
    if example and edit:
        raise RequestError("--example and --edit exclude each other: give one of them")
    if json and (example or edit):
        what = "--example prints TOML" if example else "--edit opens an editor"
        raise RequestError(f"{what}: leave out --json")
    if example:
        write(render_example_toml())
    elif edit:
        _edit(run)
    else:
        _show(run, as_json=json)


def _edit(run: Invocation) -> None:
    file = locate_config(run.flags.config_file, os.environ).absolute()
    # A link in somebody's folder of settings stays one.
    file = file.resolve() if file.is_symlink() else file
    is_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    edit = SettingsEdit(
        file=file,
        editor=find_editor(os.environ),
        ask_again=_ask_again if is_terminal else None,
    )
    if edit.run():
        write(
            f"Saved {file}. Servers that run already keep their settings until they restart.\n",
            for_person=True,
        )
    else:
        write(f"Nothing was changed in {file}.\n", for_person=True)


def _ask_again(problem: str) -> bool:
    write_error(f"{problem}\n")
    return typer.confirm("Edit again?", default=True, err=True)


def _show(run: Invocation, *, as_json: bool) -> None:
    settings = list_effective_settings(
        run.settings,
        config_file=run.flags.config_file,
        environment=os.environ,
        flags=run.flags.values,
    )
    found = locate_config(run.flags.config_file, os.environ)
    file = str(found)
    if as_json:
        rows = {each.key: {"value": each.value, "from": each.where} for each in settings}
        document = {"file": file, "settings": rows}
        write_json(jsons.dumps(document, indent=2, ensure_ascii=False))
        return
    _print_table(settings)
    missing = "" if found.exists() else " (does not exist)"
    write(f"\nfile: {file}{missing}\n")


def _print_table(settings: Sequence[EffectiveSetting]) -> None:
    rows = [
        (each.key, jsons.dumps(each.value, ensure_ascii=False), each.where) for each in settings
    ]
    write(render_table(("setting", "value", "from"), rows) + "\n", for_person=True)
