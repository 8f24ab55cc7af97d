"""Shell completion: typer knows each command's own options; this adds the global flags.

`take_flags` removes the global flags before typer parses a command line, so typer does not know
them and cannot complete them (docs/decisions/0010-global-flags.md). The common ones are offered;
the others are only known, so that their values are not taken for arguments.
"""

import inspect
from collections.abc import Callable, Iterator
from copy import copy
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import typer
from typer.models import CommandInfo, TyperInfo

from mcp_mem0.app.running import App
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
    """Return a copy of the command line in which every command has the global flags.

    It answers completions only: its commands do nothing.
    """
    copied = copy(app)
    copied.registered_commands = [_copy_command(info) for info in app.registered_commands]
    copied.registered_groups = [_copy_group(info) for info in app.registered_groups]
    if app.registered_callback is not None:
        copied.registered_callback = _copy_command(app.registered_callback)
    return copied


def _copy_group(info: TyperInfo) -> TyperInfo:
    copied = copy(info)
    if info.typer_instance is not None:
        copied.typer_instance = build_completion_app(info.typer_instance)
    return copied


def _copy_command(info: InfoT) -> InfoT:
    copied = copy(info)
    if callable(info.callback):
        copied.callback = _add_flags(info.callback)
    return copied


def _add_flags(command: Callable[..., object]) -> Callable[..., None]:
    """Return a function with a command's parameters and the global flags; it does nothing."""

    @wraps(command)
    def ignore_call(**_: object) -> None:
        pass

    own = inspect.signature(command, eval_str=True).parameters.values()
    # A global flag wins over a command's own parameter of the same name.
    kept = {parameter.name: parameter for parameter in (*own, *_build_parameters())}
    signature = inspect.Signature(
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in kept.values()]
    )
    vars(ignore_call)["__signature__"] = signature
    ignore_call.__annotations__ = {each.name: each.annotation for each in kept.values()}
    return ignore_call


def _build_parameters() -> Iterator[inspect.Parameter]:
    yield _build_parameter(_CONFIG_FILE, typer.Option(CONFIG, help="The settings file."))
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
    """Return the matching spaces of the store; none if the store cannot be read."""
    try:
        found = Invocation(_collect_flags(context)).run_with_stored(_list_spaces)
    except Mem0Error:
        return []
    return [name for name in found if name.startswith(incomplete)]


async def _list_spaces(app: App) -> list[str]:
    return await (await app.get_services()).records.list_spaces()


def _collect_flags(context: typer.Context) -> Flags:
    """Return the global flags given so far, before or after the command."""
    given: dict[str, str] = {}
    at: Any = context
    while at is not None:
        given = {name: value for name, value in at.params.items() if value is not None} | given
        at = at.parent
    file = given.get(_CONFIG_FILE)
    settings = {key: given[name] for name, key in _SETTINGS.items() if name in given}
    return Flags(None if file is None else Path(file), settings)
