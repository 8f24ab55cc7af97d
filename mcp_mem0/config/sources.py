"""Reading the sources of settings: file, environment and flags, and where each value stands."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias, TypeGuard

import platformdirs
from pydantic.fields import FieldInfo

from mcp_mem0.config.keys import (
    VARIABLE_PREFIX,
    find_nearest_name,
    format_flag,
    format_variable,
    is_free_table,
)
from mcp_mem0.config.model_access import OWN_KEY_VARIABLE
from mcp_mem0.config.paths import NOTHING_NAMED, expand_path, find_path_rules, resolve_path
from mcp_mem0.config.sections.table import APP_NAME
from mcp_mem0.domain.errors import SettingsError, quote_path, quote_value

CONFIG_VARIABLE = VARIABLE_PREFIX + "CONFIG"
_BESIDE_SETTINGS = (CONFIG_VARIABLE, OWN_KEY_VARIABLE)
"""Variables of ours that are no settings: `mcp-mem0 config` would print a key."""


Origin: TypeAlias = Literal["flag", "environment", "file", "default"]
"""What kind of source a value comes from."""


class SettingSource(NamedTuple):
    """Where a value comes from; `where` names the file and key, the variable or the flag."""

    origin: Origin
    where: str


_HEADER: Final = re.compile(r"^\s*\[+([^\[\]#]+)\]+\s*(?:#.*)?$")
_ASSIGNMENT: Final = re.compile(r"""^\s*([\w.\-"' ]+?)\s*=""")


def locate_default_config() -> Path:
    """Return the default path of `config.toml`."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "config.toml"


def find_key_line(text: str, key: str) -> int:
    """Return the line of a file of settings on which a key is set; 1 if it is not found."""
    table, found = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _join_key("", header[1])
            name = table
        elif assignment := _ASSIGNMENT.match(line):
            name = _join_key(table, assignment[1])
        else:
            continue
        if name == key:
            return number
        if key.startswith(f"{name}."):
            found = number
    return found


def _join_key(table: str, name: str) -> str:
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    return ".".join([table, *parts] if table else parts)


class FileSettingError(SettingsError):
    """A setting in the file is wrong: its key, and what is wrong."""

    def __init__(self, file: Path, key: str, problem: str) -> None:
        super().__init__(f"{quote_path(file)}: {problem}")
        self.key = key
        self.problem = problem


class SettingValueError(FileSettingError):
    """A setting in the file has a wrong value; the file is named as `config` names it."""

    def __init__(self, file: Path, key: str, problem: str) -> None:
        super().__init__(file, key, problem)
        self.args = (f"{file}: {problem}",)


class GivenValue(NamedTuple):
    """A value from one of the sources; `where` names source and setting for an error."""

    key: str
    value: object
    where: str
    is_text: bool
    origin: Origin
    file: Path | None = None


KnownFields = Mapping[str, FieldInfo]


def read_sources(
    config_file: Path | None,
    environment: Mapping[str, str],
    flags: Mapping[str, object],
    known: KnownFields,
) -> Iterator[GivenValue]:
    """Yield all values in order of precedence, the highest last."""
    yield from _read_file(config_file, environment, known)
    yield from _read_environment(environment, known)
    yield from _read_flags(flags, known)


def locate_config(config_file: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the path of the file of settings that is read, whether it exists or not.

    Raises:
        SettingsError: It cannot be told.
    """
    if config_file is not None:
        return locate_file("--config", config_file, environment)
    named = environment.get(CONFIG_VARIABLE)
    return locate_file(CONFIG_VARIABLE, named, environment) if named else locate_default_config()


def locate_file(
    where: str,
    named: Path | str,
    environment: Mapping[str, str],
    *,
    is_attended: bool = True,
) -> Path:
    """Return the path of a file that is named outside of the settings.

    Args:
        where: What names it: a flag or a variable.
        named: How it is named.
        environment: The variables.
        is_attended: Whether a person chose the working directory.

    Raises:
        SettingsError: It cannot be told which file that is.
    """
    read = expand_path if is_attended else resolve_path
    try:
        path = read(str(named), find_path_rules(environment, is_attended=is_attended))
    except ValueError as error:
        raise SettingsError(f"{where} is {quote_path(named)}: {error}") from error
    if not path:
        raise SettingsError(f"{where} is {quote_path(named)}: {NOTHING_NAMED}")
    return Path(path)


def _read_file(
    config_file: Path | None, environment: Mapping[str, str], known: KnownFields
) -> Iterator[GivenValue]:
    named = config_file or environment.get(CONFIG_VARIABLE)
    file = locate_config(config_file, environment)
    if named or file.exists():
        yield from read_table(_read_toml(file), file, known, prefix="")


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
    return parse_toml(text, file)


def parse_toml(text: str, file: Path) -> dict[str, object]:
    """Return the tables of a TOML text; the error names the file and the line."""
    try:
        return tomllib.loads(text)
    # tomllib does not catch what int() and deep nesting raise.
    except (ValueError, RecursionError) as error:
        line = _find_line(str(error), text)
        raise SettingsError(f"{quote_path(file)}, line {line}, is not TOML: {error}") from error


def _find_line(problem: str, text: str) -> int:
    match = re.search(r"at line (\d+)", problem)
    return int(match[1]) if match else len(text.splitlines())


def read_table(
    table: Mapping[str, object], file: Path, known: KnownFields, *, prefix: str
) -> Iterator[GivenValue]:
    """Yield the values of a table of the file, and of those below it."""
    tables = {key.rpartition(".")[0] for key in known} - {""}
    for name, value in table.items():
        key = prefix + name
        if key in known:
            yield GivenValue(
                key, value, where=f"{file}: {key}", is_text=False, origin="file", file=file
            )
        elif key not in tables:
            similar = find_nearest_name(key, [*known, *sorted(tables)])
            raise FileSettingError(
                file, key, f"{quote_value(key)} is not a setting; the nearest one is {similar!r}"
            )
        elif is_table(value):
            yield from read_table(value, file, known, prefix=f"{key}.")
        else:
            raise FileSettingError(
                file, key, f"{key} is {quote_value(value)}: it should be a table, [{key}]"
            )


def _read_environment(environment: Mapping[str, str], known: KnownFields) -> Iterator[GivenValue]:
    keys = {format_variable(key): key for key in known}
    free = {format_variable(key) + "_": key for key, field in known.items() if is_free_table(field)}
    for name, text in environment.items():
        if not name.startswith(VARIABLE_PREFIX) or name in _BESIDE_SETTINGS or not text:
            continue
        start = next((start for start in free if name.startswith(start)), "")
        option = name.removeprefix(start).lower()
        if name in keys:
            yield GivenValue(keys[name], text, where=name, is_text=True, origin="environment")
        elif start and option:
            yield GivenValue(
                free[start], {option: text}, where=name, is_text=True, origin="environment"
            )
        else:
            similar = find_nearest_name(name, [*keys, *_BESIDE_SETTINGS])
            raise SettingsError(
                f"the variable {quote_value(name)} is not a setting; the nearest one is {similar}"
            )


def _read_flags(flags: Mapping[str, object], known: KnownFields) -> Iterator[GivenValue]:
    for key, value in flags.items():
        if key not in known:
            similar = format_flag(find_nearest_name(key, known))
            raise SettingsError(
                f"the flag {quote_value(format_flag(key))} is not a setting; the nearest one is"
                f" {similar}"
            )
        if value is not None:
            yield GivenValue(
                key, value, where=format_flag(key), is_text=isinstance(value, str), origin="flag"
            )


def is_table(value: object) -> TypeGuard[dict[str, object]]:
    """Whether a value is a table of the file."""
    return isinstance(value, dict)
