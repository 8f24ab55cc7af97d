"""What a shell completes: typer knows each command's own options, this adds those of all.

The flags that every command takes are taken out before typer sees a command line, so it has to
be told of them when a shell asks. Only the common ones are offered; the rest are known, so that
what follows them is read aright.
"""

import inspect
from collections.abc import Callable, Iterator
from copy import copy
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import typer
from typer.models import CommandInfo, TyperInfo

from mcp_mem0.app import App
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.cli.parsing.flags import CONFIG, Flags
from mcp_mem0.config import format_flag, list_setting_keys
from mcp_mem0.domain.errors import Mem0Error

InfoT = TypeVar("InfoT", CommandInfo, TyperInfo)

_CONFIG_FILE: Final = "flag_config_file"
_SETTINGS: Final = {f"flag_{key.replace('.', '_')}": key for key in list_setting_keys()}
_OFFERED: Final = {
    "store": "The folder or bucket of the memory.",
    "space": "Whose memory.",
}


def build_completion_app(app: typer.Typer) -> typer.Typer:
    """Return a command line whose every command has the flags that all take; `app` stays as it is.

    It is to be asked for completions and never run.
    """
    told = copy(app)
    told.registered_commands = [_copy_command(info) for info in app.registered_commands]
    told.registered_groups = [_copy_group(info) for info in app.registered_groups]
    if app.registered_callback is not None:
        told.registered_callback = _copy_command(app.registered_callback)
    return told


def _copy_group(info: TyperInfo) -> TyperInfo:
    told = copy(info)
    if info.typer_instance is not None:
        told.typer_instance = build_completion_app(info.typer_instance)
    return told


def _copy_command(info: InfoT) -> InfoT:
    told = copy(info)
    if callable(info.callback):
        told.callback = _add_flags(info.callback)
    return told


def _add_flags(command: Callable[..., object]) -> Callable[..., None]:
    """Return a function that typer reads as a command with the flags that all take."""

    @wraps(command)
    def ignore_call(**_: object) -> None:
        pass

    own = inspect.signature(command, eval_str=True).parameters.values()
    # A command's own parameter of a name would hide the flag's value.
    kept = {parameter.name: parameter for parameter in (*own, *_build_parameters())}
    signature = inspect.Signature(
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in kept.values()]
    )
    vars(ignore_call)["__signature__"] = signature
    ignore_call.__annotations__ = {each.name: each.annotation for each in kept.values()}
    return ignore_call


def _build_parameters() -> Iterator[inspect.Parameter]:
    yield _build_parameter(_CONFIG_FILE, typer.Option(CONFIG, help="The file of settings."))
    for name, key in _SETTINGS.items():
        option = typer.Option(
            format_flag(key),
            help=_OFFERED.get(key),
            hidden=key not in _OFFERED,
            autocompletion=_complete_space if key == "space" else None,
        )
        yield _build_parameter(name, option)


def _build_parameter(name: str, option: object) -> inspect.Parameter:
    annotation = Annotated[str | None, option]
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=None, annotation=annotation)


def _complete_space(context: typer.Context, incomplete: str) -> list[str]:
    """Return the spaces of the store that the command line names; none if it cannot be read."""
    try:
        found = Invocation(_collect_flags(context)).run_with_stored(_list_spaces)
    except Mem0Error:
        return []
    return [name for name in found if name.startswith(incomplete)]


async def _list_spaces(app: App) -> list[str]:
    return await (await app.get_services()).records.list_spaces()


def _collect_flags(context: typer.Context) -> Flags:
    """Return the flags that were given so far, wherever they stand."""
    given: dict[str, str] = {}
    at: Any = context
    while at is not None:
        given = {name: value for name, value in at.params.items() if value is not None} | given
        at = at.parent
    file = given.get(_CONFIG_FILE)
    settings = {key: given[name] for name, key in _SETTINGS.items() if name in given}
    return Flags(None if file is None else Path(file), settings)
