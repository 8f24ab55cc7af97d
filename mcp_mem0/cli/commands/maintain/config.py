"""`mcp-mem0 config`: show the effective settings and their sources."""

import json as jsons
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import BaseModel, JsonValue

from mcp_mem0.cli.invocation import Json, get_invocation
from mcp_mem0.cli.output.terminal import build_console, write
from mcp_mem0.config import (
    CONFIG_VARIABLE,
    find_settings_sources,
    locate_default_config,
    render_example_toml,
)
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.text.escapes import escape_controls

DEFAULT: Final = "default"
NOT_SHOWN: Final = "(set, not shown)"


def config(
    context: typer.Context,
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Print a config.toml with every setting.")
    ] = False,
    json: Json = False,
) -> None:
    """Show each setting with its value and its source."""
    if example:
        if json:
            raise RequestError("--example prints TOML: leave out --json")
        write(render_example_toml())
        return
    from rich.table import Column, Table  # noqa: PLC0415 - `serve` needs none of it

    run = get_invocation(context)
    values = dict(_list_values(run.settings, prefix=""))
    sources = find_settings_sources(
        config_file=run.flags.config_file, environment=os.environ, flags=run.flags.values
    )
    named = run.flags.config_file or os.environ.get(CONFIG_VARIABLE)
    file = str(named or locate_default_config())
    if json:
        rows = {
            key: {"value": value, "from": sources.get(key, DEFAULT)}
            for key, value in values.items()
        }
        document = {"file": file, "settings": rows}
        write(jsons.dumps(document, indent=2, ensure_ascii=False) + "\n")
        return
    table = Table("setting", Column("value", overflow="fold"), "from", box=None, pad_edge=False)
    for key, value in values.items():
        shown = jsons.dumps(value, ensure_ascii=False)
        style = None if key in sources else "dim"
        cells = (key, shown, sources.get(key, DEFAULT))
        # Before measuring, because escaped characters are wider.
        table.add_row(*map(escape_controls, cells), style=style)
    console = build_console()
    console.print(table)
    missing = "" if Path(file).expanduser().exists() else " (does not exist)"
    console.print(f"\nfile: {file}{missing}", soft_wrap=True)


def _list_values(settings: BaseModel, *, prefix: str) -> Iterator[tuple[str, JsonValue]]:
    """Yield every setting by its key; a value that may be a secret is not shown."""
    plain = settings.model_dump(mode="json")
    for name, field in type(settings).model_fields.items():
        value: object = getattr(settings, name)
        if isinstance(value, BaseModel):
            yield from _list_values(value, prefix=f"{prefix}{name}.")
        else:
            yield prefix + name, plain[name] if field.repr or not value else NOT_SHOWN
