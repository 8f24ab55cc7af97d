"""Loading the settings: defaults, `config.toml`, environment, flags; later ones override.

Each source becomes keys with values, and each value is validated there, so that an error can name
the file, variable or flag to correct.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeGuard

import platformdirs
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from mcp_mem0.config.keys import (
    VARIABLE_PREFIX,
    find_nearest_name,
    format_flag,
    format_variable,
    get_nested_table,
    is_free_table,
    is_list,
    list_fields,
)
from mcp_mem0.config.sections.table import APP_NAME, Table, expand_home
from mcp_mem0.config.settings import Settings
from mcp_mem0.domain.errors import SettingsError, quote_path, quote_value

CONFIG_VARIABLE = VARIABLE_PREFIX + "CONFIG"


def locate_default_config() -> Path:
    """Return the default path of `config.toml`."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "config.toml"


def load_settings(
    *, config_file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]
) -> Settings:
    """Read the settings from every source; besides the arguments only the file is read.

    Args:
        config_file: The file that `--config` names. If None, `MCP_MEM0_CONFIG` names the file;
            else the default one is read, if it exists.
        environment: Variables; an empty one counts as not set.
        flags: Values by key, such as `{"recall.limit": 3}`; None counts as not given.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown or has a wrong value.
    """
    fields = list_fields()
    values: dict[str, object] = {}
    for given in _read_sources(config_file, environment, flags, fields):
        value = _parse_value(given, fields[given.key])
        earlier = values.get(given.key)
        # The names of a free table are set one by one.
        values[given.key] = earlier | value if _is_table(earlier) and _is_table(value) else value
    return _build_settings(values)


def find_settings_sources(
    *, config_file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]
) -> dict[str, str]:
    """Return, for each setting that is not a default, the file, variable or flag that gave it.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown.
    """
    values = _read_sources(config_file, environment, flags, list_fields())
    return {value.key: value.where for value in values}


class _GivenValue(NamedTuple):
    """A value from one of the sources; `where` names source and setting for an error."""

    key: str
    value: object
    where: str
    is_text: bool


_KnownFields = Mapping[str, FieldInfo]


def _read_sources(
    config_file: Path | None,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
    known: _KnownFields,
) -> Iterator[_GivenValue]:
    """Yield all values in order of precedence, the highest last."""
    yield from _read_file(config_file, environment, known)
    yield from _read_environment(environment, known)
    yield from _read_flags(flags, known)


def _read_file(
    config_file: Path | None, environment: Mapping[str, str], known: _KnownFields
) -> Iterator[_GivenValue]:
    named = config_file or environment.get(CONFIG_VARIABLE)
    file = _expand_path(named) if named else locate_default_config()
    if named or file.exists():
        yield from _read_table(_read_toml(file), file, known, prefix="")


def _expand_path(named: Path | str) -> Path:
    try:
        return Path(expand_home(str(named)))
    except ValueError as error:
        raise SettingsError(f"cannot read the settings in {named}: {error}") from error


def _read_toml(file: Path) -> dict[str, object]:
    try:
        # Some editors put a byte order mark first.
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(
            f"cannot read the settings in {quote_path(file)}: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{quote_path(file)} is not UTF-8 text: save it as UTF-8") from error
    try:
        return tomllib.loads(text)
    # tomllib does not catch what int() and deep nesting raise.
    except (ValueError, RecursionError) as error:
        line = _find_line(str(error), text)
        raise SettingsError(f"{quote_path(file)}, line {line}, is not TOML: {error}") from error


def _find_line(problem: str, text: str) -> int:
    match = re.search(r"at line (\d+)", problem)
    return int(match[1]) if match else len(text.splitlines())


def _read_table(
    table: Mapping[str, object], file: Path, known: _KnownFields, *, prefix: str
) -> Iterator[_GivenValue]:
    tables = {key.rpartition(".")[0] for key in known} - {""}
    for name, value in table.items():
        key = prefix + name
        if key in known:
            yield _GivenValue(key, value, where=f"{file}: {key}", is_text=False)
        elif key not in tables:
            similar = find_nearest_name(key, [*known, *sorted(tables)])
            raise SettingsError(
                f"{quote_path(file)}: {quote_value(key)} is not a setting; the nearest one is"
                f" {similar!r}"
            )
        elif _is_table(value):
            yield from _read_table(value, file, known, prefix=f"{key}.")
        else:
            raise SettingsError(
                f"{quote_path(file)}: {key} is {quote_value(value)}: it should be a table, [{key}]"
            )


def _read_environment(environment: Mapping[str, str], known: _KnownFields) -> Iterator[_GivenValue]:
    keys = {format_variable(key): key for key in known}
    free = {format_variable(key) + "_": key for key, field in known.items() if is_free_table(field)}
    for name, text in environment.items():
        if not name.startswith(VARIABLE_PREFIX) or name == CONFIG_VARIABLE or not text:
            continue
        start = next((start for start in free if name.startswith(start)), "")
        option = name.removeprefix(start).lower()
        if name in keys:
            yield _GivenValue(keys[name], text, where=name, is_text=True)
        elif start and option:
            yield _GivenValue(free[start], {option: text}, where=name, is_text=True)
        else:
            similar = find_nearest_name(name, [*keys, CONFIG_VARIABLE])
            raise SettingsError(
                f"the variable {quote_value(name)} is not a setting; the nearest one is {similar}"
            )


def _read_flags(flags: Mapping[str, object], known: _KnownFields) -> Iterator[_GivenValue]:
    for key, value in flags.items():
        if key not in known:
            similar = format_flag(find_nearest_name(key, known))
            raise SettingsError(
                f"the flag {quote_value(format_flag(key))} is not a setting; the nearest one is"
                f" {similar}"
            )
        if value is not None:
            yield _GivenValue(key, value, where=format_flag(key), is_text=isinstance(value, str))


def _parse_value(given: _GivenValue, field: FieldInfo) -> object:
    value = given.value
    if is_list(field) and isinstance(value, str) and given.is_text:
        value = tuple(part.strip() for part in value.split(",") if part.strip())
    elif is_list(field) and _is_list(value):
        value = tuple(value)
    setting = TypeAdapter[object](field.rebuild_annotation())
    try:
        # Strict where the source has types of its own: in TOML, true is not 1 and "8" is not 8.
        return setting.validate_python(value, strict=not given.is_text)
    except ValidationError as error:
        # A value that repr omits, such as a bucket's secret, is omitted from messages, too.
        value_part = f" is {quote_value(given.value)}" if field.repr else ""
        raise SettingsError(f"{given.where}{value_part}: {_describe_problem(error)}") from error


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
    message = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
    return message.replace("Input should", "it should", 1)


def _is_table(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
