"""Where the settings of a process come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mcp_mem0.config.load import CONFIG_VARIABLE, find_settings_sources, locate_default_config


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsOrigin:
    """Where they come from.

    Attributes:
        file: The file that they may be in, whether or not it exists.
        sources: The file, variable or flag of each that is not a default, by its key.
    """

    file: Path
    sources: Mapping[str, str] = field(default_factory=dict[str, str])


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
    named = config_file or environment.get(CONFIG_VARIABLE)
    return SettingsOrigin(
        file=Path(named or locate_default_config()).expanduser(),
        sources=find_settings_sources(
            config_file=config_file, environment=environment, flags=flags
        ),
    )
