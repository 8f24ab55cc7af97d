"""The flags that reproduce the current settings in a client's configuration.

A client started from a desktop sees neither the shell's environment nor its working folder, so
settings from there are written into the command.
"""

import os
from collections.abc import Mapping

from mcp_mem0.cli.parsing.flags import CONFIG, Flags
from mcp_mem0.config import (
    CONFIG_VARIABLE,
    find_path_rules,
    find_relative_paths,
    find_settings_sources,
    format_flag,
    format_variable,
    is_path_setting,
    locate_config,
    resolve_path,
)
from mcp_mem0.domain.errors import SettingsError, quote_path


def build_lasting_flags(flags: Flags, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the flags that give a command these settings wherever it is started.

    Raises:
        SettingsError: A setting cannot be written as a flag.
    """
    lasting: list[str] = []
    if flags.config_file or environment.get(CONFIG_VARIABLE):
        lasting = [CONFIG, str(locate_config(flags.config_file, environment).absolute())]
    relative = find_relative_paths(
        config_file=flags.config_file, environment=environment, flags=flags.values
    )
    for each in relative:
        if each.source.origin == "file":
            raise SettingsError(
                f"{each.source.where} is {quote_path(each.value)}, and what starts somewhere else"
                " would take it for another: write the whole path there"
            )
    sources = find_settings_sources(
        config_file=flags.config_file, environment=environment, flags=flags.values
    )
    for key, source in sources.items():
        if source == format_flag(key):
            lasting += [source, _resolve_value(key, flags.values[key], environment)]
        elif source == format_variable(key):
            lasting += [format_flag(key), _resolve_value(key, environment[source], environment)]
        elif source.startswith(format_variable(key)):
            raise SettingsError(
                f"{source} cannot be written into a client's command: set {key} in config.toml"
            )
    return lasting


def _resolve_value(key: str, value: str, environment: Mapping[str, str]) -> str:
    # What cannot be resolved was refused when relative paths were looked for.
    return resolve_path(value, find_path_rules(environment)) if is_path_setting(key) else value
