"""Where the settings of a process come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mcp_mem0.config.load import find_setting_origins
from mcp_mem0.config.sources import SettingSource, locate_config


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsOrigin:
    """Where they come from.

    Attributes:
        file: The file that they may be in, whether or not it exists.
        sources: The source of each that is not a default, by its key.
    """

    file: Path
    sources: Mapping[str, SettingSource] = field(default_factory=dict[str, SettingSource])


def find_settings_origin(
    *,
    config_file: Path | None,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
) -> SettingsOrigin:
    """Return where the settings come from.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown.
    """
    return SettingsOrigin(
        file=locate_config(config_file, environment),
        sources=find_setting_origins(config_file=config_file, environment=environment, flags=flags),
    )
