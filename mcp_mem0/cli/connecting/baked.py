"""The flags that make a client start us with the settings that hold here.

A client started from a desktop sees neither the shell's environment nor its folder, so what
came from there goes into the command.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mcp_mem0.cli.parsing.flags import CONFIG, Flags
from mcp_mem0.config import CONFIG_VARIABLE, find_settings_sources, format_flag, format_variable
from mcp_mem0.domain.errors import SettingsError

_PATHS: Final = ("store", "_file")


def build_lasting_flags(flags: Flags, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return what a command needs so that these settings hold wherever it is started.

    Raises:
        SettingsError: A setting cannot stand in a command.
    """
    named = flags.config_file or environment.get(CONFIG_VARIABLE)
    baked = [CONFIG, _resolve_path(str(named))] if named else []
    sources = find_settings_sources(
        config_file=flags.config_file, environment=environment, flags=flags.values
    )
    for key, where in sources.items():
        if where == format_flag(key):
            baked += [where, _resolve_value(key, flags.values[key])]
        elif where == format_variable(key):
            baked += [format_flag(key), _resolve_value(key, environment[where])]
        elif where.startswith(format_variable(key)):
            raise SettingsError(
                f"{where} cannot stand in a client's configuration: write {key} into config.toml"
            )
    return baked


def _resolve_value(key: str, value: str) -> str:
    return _resolve_path(value) if key.endswith(_PATHS) and "://" not in value else value


def _resolve_path(path: str) -> str:
    return str(Path(path).expanduser().absolute())
