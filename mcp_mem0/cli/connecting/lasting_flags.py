"""The flags that reproduce the current settings in a client's configuration.

A client started from a desktop sees neither the shell's environment nor its working folder, so
settings from there are written into the command.
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
    """Return the flags that give a command these settings wherever it is started.

    Raises:
        SettingsError: A setting cannot be written as a flag.
    """
    named = flags.config_file or environment.get(CONFIG_VARIABLE)
    lasting = [CONFIG, _resolve_path(str(named))] if named else []
    sources = find_settings_sources(
        config_file=flags.config_file, environment=environment, flags=flags.values
    )
    for key, source in sources.items():
        if source == format_flag(key):
            lasting += [source, _resolve_value(key, flags.values[key])]
        elif source == format_variable(key):
            lasting += [format_flag(key), _resolve_value(key, environment[source])]
        elif source.startswith(format_variable(key)):
            raise SettingsError(
                f"{source} cannot be written into a client's command: set {key} in config.toml"
            )
    return lasting


def _resolve_value(key: str, value: str) -> str:
    return _resolve_path(value) if key.endswith(_PATHS) and "://" not in value else value


def _resolve_path(path: str) -> str:
    return str(Path(path).expanduser().absolute())
