"""Loading the settings: defaults, `config.toml`, environment, flags; later ones override.

Each source becomes keys with values, and each value is validated there, so that an error can name
the file, variable or flag to correct.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeGuard

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from mcp_mem0.config.keys import get_nested_table, is_list, list_fields
from mcp_mem0.config.paths import PathRules, expand_path, find_path_rules, is_absolute
from mcp_mem0.config.remedies import find_remedy
from mcp_mem0.config.sections.table import Table, is_location
from mcp_mem0.config.settings import Settings
from mcp_mem0.config.sources import (
    CONFIG_VARIABLE,
    FileSettingError,
    GivenValue,
    KnownFields,
    SettingSource,
    SettingValueError,
    find_key_line,
    is_table,
    locate_file,
    parse_toml,
    read_sources,
    read_table,
)
from mcp_mem0.domain.errors import SettingsError, quote_path, quote_value

_UNDECODED: Final = re.compile("[\udc80-\udcff]")
"""What Python makes of bytes of the environment that it could not decode."""


class RelativePath(NamedTuple):
    """A setting that is a relative path.

    Attributes:
        source: Where it is set.
        value: The path as it is written.
        path: The same from the working directory.
    """

    source: SettingSource
    value: str
    path: str


def load_settings(
    *,
    config_file: Path | None,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
    is_attended: bool = True,
) -> Settings:
    """Read the settings from every source; besides the arguments only the file is read.

    Args:
        config_file: The file that `--config` names. If None, `MCP_MEM0_CONFIG` names the file;
            else the default one is read, if it exists.
        environment: Variables; an empty one counts as not set.
        flags: Values by key, such as `{"recall.limit": 3}`; None counts as not given.
        is_attended: Whether a person chose the working directory, so that a path may be relative.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown or has a wrong value.
    """
    fields = list_fields()
    rules = find_path_rules(environment, is_attended=is_attended)
    if not is_attended:
        _check_config_path(config_file, environment)
    return _parse_settings(read_sources(config_file, environment, flags, fields), fields, rules)


def _check_config_path(config_file: Path | None, environment: Mapping[str, str]) -> None:
    where = CONFIG_VARIABLE if config_file is None else "--config"
    named = config_file or environment.get(CONFIG_VARIABLE)
    if named:
        locate_file(where, named, environment, is_attended=False)


def find_relative_paths(
    *, config_file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]
) -> list[RelativePath]:
    """Return the settings in force that are relative paths.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown, or is no path.
    """
    fields = list_fields()
    rules = find_path_rules(environment)
    given = {value.key: value for value in read_sources(config_file, environment, flags, fields)}
    found: list[RelativePath] = []
    for each in given.values():
        if not is_location(fields[each.key]) or not isinstance(each.value, str):
            continue
        path = str(_parse_value(each, fields[each.key], rules))
        if path and "://" not in path and not is_absolute(expand_path(each.value, rules), rules):
            found.append(RelativePath(SettingSource(each.origin, each.where), each.value, path))
    return found


def check_config_text(text: str, *, file: Path) -> None:
    """Check the text of a file of settings; the error names the line, too.

    Args:
        text: The text.
        file: The file that it is to be in.

    Raises:
        SettingsError: It is not TOML; a setting is unknown or has a wrong value.
    """
    fields = list_fields()
    table = parse_toml(text, file)
    try:
        rules = find_path_rules(os.environ)
        _parse_settings(read_table(table, file, fields, prefix=""), fields, rules)
    except FileSettingError as error:
        line = find_key_line(text, error.key)
        raise SettingsError(f"{file}, line {line}: {error.problem}") from error


def _parse_settings(found: Iterator[GivenValue], fields: KnownFields, rules: PathRules) -> Settings:
    values: dict[str, object] = {}
    for given in found:
        value = _parse_value(given, fields[given.key], rules)
        earlier = values.get(given.key)
        # The names of a free table are set one by one.
        values[given.key] = earlier | value if is_table(earlier) and is_table(value) else value
    return _build_settings(values)


def find_settings_sources(
    *, config_file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]
) -> dict[str, str]:
    """Return, for each setting that is not a default, the file, variable or flag that gave it.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown.
    """
    found = find_setting_origins(config_file=config_file, environment=environment, flags=flags)
    return {key: source.where for key, source in found.items()}


def find_setting_origins(
    *, config_file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]
) -> dict[str, SettingSource]:
    """Return the same with the kind of each source.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown.
    """
    values = read_sources(config_file, environment, flags, list_fields())
    return {value.key: SettingSource(value.origin, value.where) for value in values}


def _parse_value(given: GivenValue, field: FieldInfo, rules: PathRules) -> object:
    value = given.value
    if isinstance(value, str):
        value = _decode_value(given, value, is_path=is_location(field))
    if is_list(field) and isinstance(value, str) and given.is_text:
        value = tuple(part.strip() for part in value.split(",") if part.strip())
    elif is_list(field) and _is_list(value):
        value = tuple(value)
    setting = TypeAdapter[object](field.rebuild_annotation())
    try:
        # Strict where the source has types of its own: in TOML, true is not 1 and "8" is not 8.
        return setting.validate_python(value, strict=not given.is_text, context=rules)
    except ValidationError as error:
        # A value that repr omits, such as a bucket's secret, is omitted from messages, too.
        value_part = f" is {_quote_given(given, field)}" if field.repr else ""
        problem = _describe_problem(error)
        if given.file is not None:
            raise SettingValueError(
                given.file, given.key, f"{given.key}{value_part}: {problem}"
            ) from error
        raise SettingsError(f"{given.where}{value_part}: {problem}") from error


def _quote_given(given: GivenValue, field: FieldInfo) -> str:
    is_path = is_location(field) and isinstance(given.value, str)
    return quote_path(str(given.value)) if is_path else quote_value(given.value)


def _decode_value(given: GivenValue, text: str, *, is_path: bool) -> str:
    """Return a text as UTF-8, where the environment's encoding could not hold it.

    Raises:
        SettingsError: It is not UTF-8, or is a path, which the system could not find then.
    """
    if not _UNDECODED.search(text):
        return text
    encoding = sys.getfilesystemencoding()
    try:
        decoded = os.fsencode(text).decode()
    except UnicodeError as error:
        raise SettingsError(f"{given.where} is not UTF-8: write it in UTF-8") from error
    if is_path:
        raise SettingsError(
            f"{given.where} is {quote_path(decoded)}, which a program that runs in {encoding}"
            " cannot open: set PYTHONUTF8=1"
        )
    return decoded


def _build_settings(values: Mapping[str, object]) -> Settings:
    """Validate the settings together; each one is already validated."""
    try:
        return Settings.model_validate(_build_tree(Settings, values, prefix=""))
    except ValidationError as error:
        table = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        raise SettingsError(
            f"the settings of [{table}] contradict each other: {_describe_problem(error)}"
        ) from error


def _build_tree(
    table: type[Table], values: Mapping[str, object], *, prefix: str
) -> dict[str, object]:
    tree: dict[str, object] = {}
    for name, field in table.model_fields.items():
        below = get_nested_table(field)
        if below is not None:
            tree[name] = _build_tree(below, values, prefix=f"{prefix}{name}.")
        elif prefix + name in values:
            tree[name] = values[prefix + name]
    return tree


def _describe_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    remedy = find_remedy(first)
    if remedy is not None:
        return remedy
    message = first["msg"].removeprefix("Value error, ")
    return message.replace("Input should", "it should", 1)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
