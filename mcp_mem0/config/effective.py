"""The effective settings, each with where its value comes from and what it is for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from pydantic import BaseModel, JsonValue

from mcp_mem0.config.example import describe_setting
from mcp_mem0.config.keys import format_flag, format_variable, list_fields
from mcp_mem0.config.load import find_setting_origins
from mcp_mem0.config.settings import Settings
from mcp_mem0.config.sources import Origin, SettingSource

NOT_SHOWN: Final = "(set, not shown)"
"""Stands for a value that may be a secret."""

DEFAULT: Final = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveSetting:
    """A setting as it holds.

    Attributes:
        key: Its key, such as "recall.limit".
        value: Its value; one that may be a secret is not shown.
        default: The value that it has unless something is said.
        origin: What kind of source the value comes from.
        where: The file and key, the variable or the flag; "default" if it is the default.
        comment: What it is for, and its bounds.
        variable: The environment variable that sets it.
        flag: The flag that sets it.
    """

    key: str
    value: JsonValue
    default: JsonValue
    origin: Origin
    where: str
    comment: str
    variable: str
    flag: str


def list_effective_settings(
    settings: Settings,
    *,
    config_file: Path | None,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
) -> list[EffectiveSetting]:
    """Return every setting as it holds, and why, in the order of the example file.

    Args:
        settings: The settings that were loaded from these sources.
        config_file: The file that `--config` names, or None.
        environment: The environment's variables.
        flags: Values by key.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown.
    """
    sources = find_setting_origins(config_file=config_file, environment=environment, flags=flags)
    return [*explain_settings(settings, sources)]


def explain_settings(
    settings: Settings, sources: Mapping[str, SettingSource]
) -> Iterator[EffectiveSetting]:
    """Yield every setting with its value and its source.

    Args:
        settings: The settings.
        sources: The source of each one that is not a default.
    """
    values, defaults = dict(_list_values(settings)), dict(_list_values(Settings()))
    for key, field in list_fields().items():
        source = sources.get(key, SettingSource(DEFAULT, DEFAULT))
        yield EffectiveSetting(
            key=key,
            value=values[key],
            default=defaults[key],
            origin=source.origin,
            where=source.where,
            comment=describe_setting(field),
            variable=format_variable(key),
            flag=format_flag(key),
        )


def _list_values(settings: BaseModel, *, prefix: str = "") -> Iterator[tuple[str, JsonValue]]:
    plain = cast("dict[str, JsonValue]", settings.model_dump(mode="json"))
    for name, field in type(settings).model_fields.items():
        value: object = getattr(settings, name)
        if isinstance(value, BaseModel):
            yield from _list_values(value, prefix=f"{prefix}{name}.")
        else:
            yield prefix + name, plain[name] if field.repr or not value else NOT_SHOWN
