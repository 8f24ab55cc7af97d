"""How settings are read: defaults, `config.toml`, environment, flags; the last wins.

Each source is turned into keys with values, and each value is checked where it enters, so that
an error can name the file, variable or flag to mend.
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
    fields,
    flag,
    is_free_table,
    is_list,
    nearest,
    table_of,
    variable,
)
from mcp_mem0.config.settings import APP_NAME, Settings, Table, home_expanded
from mcp_mem0.domain.errors import SettingsError, quoted

CONFIG_VARIABLE = VARIABLE_PREFIX + "CONFIG"


def default_config_file() -> Path:
    """Where `config.toml` is looked for when nobody says where."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "config.toml"


def load_settings(
    *, config_file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]
) -> Settings:
    """Read the settings from every source; only the file is looked up outside the arguments.

    Args:
        config_file: What `--config` names. If None, `MCP_MEM0_CONFIG` names the file; else the
            default one is read, if there is one.
        environment: Variables; an empty one counts as not set.
        flags: Values by key, such as `{"recall.limit": 3}`; None counts as not given.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown or has a wrong value.
    """
    known = fields()
    values: dict[str, object] = {}
    for given in _given(config_file, environment, flags, known):
        value = _checked_value(given, known[given.key])
        earlier = values.get(given.key)
        # The names of a free table are set one by one.
        values[given.key] = earlier | value if _is_table(earlier) and _is_table(value) else value
    return _built(values)


def settings_sources(
    *, config_file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]
) -> dict[str, str]:
    """Return, for each setting that is not a default, the file, variable or flag that gave it.

    Raises:
        SettingsError: A file is missing or not TOML; a setting is unknown.
    """
    given = _given(config_file, environment, flags, fields())
    return {each.key: each.where for each in given}


class _Given(NamedTuple):
    """A value from one of the sources; `where` names source and setting for an error."""

    key: str
    value: object
    where: str
    is_text: bool


_Known = Mapping[str, FieldInfo]


def _given(
    config_file: Path | None,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
    known: _Known,
) -> Iterator[_Given]:
    """All values, those that win last."""
    yield from _from_file(config_file, environment, known)
    yield from _from_environment(environment, known)
    yield from _from_flags(flags, known)


def _from_file(
    config_file: Path | None, environment: Mapping[str, str], known: _Known
) -> Iterator[_Given]:
    named = config_file or environment.get(CONFIG_VARIABLE)
    file = _expanded(named) if named else default_config_file()
    if named or file.exists():
        yield from _from_table(_read_toml(file), file, known, prefix="")


def _expanded(named: Path | str) -> Path:
    try:
        return Path(home_expanded(str(named)))
    except ValueError as error:
        raise SettingsError(f"cannot read the settings in {named}: {error}") from error


def _read_toml(file: Path) -> dict[str, object]:
    try:
        # Some editors put a byte order mark first.
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"cannot read the settings in {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8 text: save it as UTF-8") from error
    try:
        return tomllib.loads(text)
    # tomllib lets through what int() and deep nesting raise.
    except (ValueError, RecursionError) as error:
        line = _line_of(str(error), text)
        raise SettingsError(f"{file}, line {line}, is not TOML: {error}") from error


def _line_of(problem: str, text: str) -> int:
    found = re.search(r"at line (\d+)", problem)
    return int(found[1]) if found else len(text.splitlines())


def _from_table(
    table: Mapping[str, object], file: Path, known: _Known, *, prefix: str
) -> Iterator[_Given]:
    tables = {key.rpartition(".")[0] for key in known} - {""}
    for name, value in table.items():
        key = prefix + name
        if key in known:
            yield _Given(key, value, where=f"{file}: {key}", is_text=False)
        elif key not in tables:
            similar = nearest(key, [*known, *sorted(tables)])
            raise SettingsError(
                f"{file}: {quoted(key)} is not a setting; the nearest one is {similar!r}"
            )
        elif _is_table(value):
            yield from _from_table(value, file, known, prefix=f"{key}.")
        else:
            raise SettingsError(f"{file}: {key} is {quoted(value)}: it should be a table, [{key}]")


def _from_environment(environment: Mapping[str, str], known: _Known) -> Iterator[_Given]:
    keys = {variable(key): key for key in known}
    free = {variable(key) + "_": key for key, field in known.items() if is_free_table(field)}
    for name, text in environment.items():
        if not name.startswith(VARIABLE_PREFIX) or name == CONFIG_VARIABLE or not text:
            continue
        start = next((start for start in free if name.startswith(start)), "")
        option = name.removeprefix(start).lower()
        if name in keys:
            yield _Given(keys[name], text, where=name, is_text=True)
        elif start and option:
            yield _Given(free[start], {option: text}, where=name, is_text=True)
        else:
            similar = nearest(name, [*keys, CONFIG_VARIABLE])
            raise SettingsError(
                f"the variable {quoted(name)} is not a setting; the nearest one is {similar}"
            )


def _from_flags(flags: Mapping[str, object], known: _Known) -> Iterator[_Given]:
    for key, value in flags.items():
        if key not in known:
            similar = flag(nearest(key, known))
            raise SettingsError(
                f"the flag {quoted(flag(key))} is not a setting; the nearest one is {similar}"
            )
        if value is not None:
            yield _Given(key, value, where=flag(key), is_text=isinstance(value, str))


def _checked_value(given: _Given, field: FieldInfo) -> object:
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
        # What stays out of repr, such as a bucket's secret, stays out of messages.
        shown = f" is {quoted(given.value)}" if field.repr else ""
        raise SettingsError(f"{given.where}{shown}: {_problem(error)}") from error


def _built(values: Mapping[str, object]) -> Settings:
    """Check what settings say together; each alone is checked by now."""
    try:
        return Settings.model_validate(_tree(Settings, values, prefix=""))
    except ValidationError as error:
        table = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        raise SettingsError(
            f"the settings of [{table}] do not fit together: {_problem(error)}"
        ) from error


def _tree(table: type[Table], values: Mapping[str, object], *, prefix: str) -> dict[str, object]:
    tree: dict[str, object] = {}
    for name, field in table.model_fields.items():
        below = table_of(field)
        if below is not None:
            tree[name] = _tree(below, values, prefix=f"{prefix}{name}.")
        elif prefix + name in values:
            tree[name] = values[prefix + name]
    return tree


def _problem(error: ValidationError) -> str:
    message = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
    return message.replace("Input should", "it should", 1)


def _is_table(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
