r"""Paths in settings: expanded as a shell would, or refused, never taken for new folders.

A client starts a server without a shell, so what a shell would have expanded arrives as it was
written: `$HOME/x`, `~`, `%APPDATA%\x`, quotation marks, a client's own placeholders. What the
machine is like is handed in, so that the rules of every system are tested on any.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final
from urllib.parse import unquote

NOTHING_NAMED: Final = "it names nothing: write a path"
"""What is wrong with an empty path."""

_QUOTES: Final = "\"'“”‘’`"
_REFERENCE: Final = re.compile(
    r"""
      \$\{(?P<braced>[^{}]*)\}           # ${HOME}, and the placeholders of clients
    | \$env:(?P<powershell>\w+)          # $env:APPDATA
    | \$(?P<plain>[A-Za-z_]\w*)          # $HOME
    | %(?P<windows>[A-Za-z_][\w()]*)%    # %APPDATA%
    | (?P<unread>\$[({])                 # $(pwd), ${HOME
    | (?P<blank>\{\{.*?\}\}|<[^<>]+>|!\w+!|\{\w+\})  # {{path}}, <path>, !HOME!, {path}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?:env:)?([A-Za-z_][\w()]*)", re.IGNORECASE)
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_HALF_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!//)")
"""The start of a URI without its second slash: `s3:/bucket`."""

_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRules:
    """What paths are read by.

    Attributes:
        environment: The variables.
        is_windows: Whether the machine runs Windows.
        folder: The working directory, which a relative path begins in; None refuses one, because a
            client chose that directory.
        home: The home folder; None if there is none.
    """

    environment: Mapping[str, str] = field(repr=False)
    is_windows: bool = os.name == "nt"
    folder: str | None = None
    home: str | None = None


def find_path_rules(environment: Mapping[str, str], *, is_attended: bool = True) -> PathRules:
    """Return the rules of this machine.

    Args:
        environment: The variables.
        is_attended: Whether a person chose the working directory.
    """
    folder = None
    if is_attended:
        # A working directory may have been removed.
        with suppress(OSError):
            folder = os.getcwd()  # noqa: PTH109 - rules are about texts
    return PathRules(environment=environment, folder=folder, home=_find_home(""))


def resolve_path(text: str, rules: PathRules) -> str:
    """Return the absolute path, or the URI, that a text means; an empty one stays empty.

    Raises:
        ValueError: It cannot be told; the message says why, and what to write.
    """
    expanded = expand_path(text, rules)
    if not expanded or _URI.match(expanded) or is_absolute(expanded, rules):
        return expanded
    if rules.folder is None:
        raise ValueError(
            "it is relative, and the working directory is the choice of the client that started"
            " this program: write the whole path"
        )
    kind = PureWindowsPath if rules.is_windows else PurePosixPath
    return str(kind(rules.folder, expanded))


def expand_path(text: str, rules: PathRules) -> str:
    """Return a path without quotation marks, variables, `~` and `file://`; it may be relative.

    Raises:
        ValueError: It cannot be expanded; the message says why, and what to write.
    """
    bare = _strip_quotes(text.strip())
    is_uri = _URI.match(bare) is not None or bare.lower().startswith("file:")
    expanded = _expand_references(bare, rules, is_uri=is_uri)
    if expanded.lower().startswith("file:"):
        expanded = _read_file_uri(expanded, rules)
    elif expanded.startswith("~"):
        expanded = _expand_home(expanded, rules)
    elif scheme := _HALF_URI.match(expanded):
        raise ValueError(f"it begins like a URI: write {scheme[0]}//..., or ./{expanded}")
    if not rules.is_windows and not _URI.match(expanded):
        if _DRIVE.match(expanded):
            raise ValueError("it is a path of Windows: write one of this machine")
        if "\\" in expanded:
            raise ValueError(
                "it has a backslash, which separates folders only on Windows: write / instead"
            )
    return expanded


def is_absolute(path: str, rules: PathRules) -> bool:
    """Whether a path says where it begins."""
    return (PureWindowsPath if rules.is_windows else PurePosixPath)(path).is_absolute()


def _strip_quotes(text: str) -> str:
    while text[:1] and text[0] in _QUOTES and text[-1] in _QUOTES and len(text) > 1:
        text = text[1:-1].strip()
    if text[:1] and text[0] in _QUOTES:
        raise ValueError(
            "it begins with a quotation mark that does not end it: leave out quotation marks"
        )
    return text


def _expand_references(text: str, rules: PathRules, *, is_uri: bool = False) -> str:
    return _REFERENCE.sub(lambda found: _expand_reference(found, rules, is_uri=is_uri), text)


def _expand_reference(found: re.Match[str], rules: PathRules, *, is_uri: bool) -> str:
    whole, kind = found[0], found.lastgroup
    # In a URI, percent signs are escapes.
    if kind == "windows" and is_uri:
        return whole
    if kind == "blank":
        raise ValueError(f"it still has the blank {whole!r}: write the whole path")
    if kind == "unread":
        raise ValueError(f"it has {whole!r}, which only a shell reads: write the whole path")
    inner = found[kind or 0]
    name = _NAME.fullmatch(inner)
    if name is None:
        raise ValueError(
            f"the client has not filled in its placeholder {whole}: choose a value in the client,"
            " or write the whole path"
        )
    value = _find_variable(name[1], rules)
    if not value:
        raise ValueError(f"the variable {name[1]} is not set here: set it, or write the whole path")
    if is_absolute(value, rules):
        return value
    # A client may have set the variable, too, as it was written; it cannot mean itself.
    others = {key: text for key, text in rules.environment.items() if key != name[1]}
    return expand_path(value, replace(rules, environment=others))


def _find_variable(name: str, rules: PathRules) -> str | None:
    if name in rules.environment or not rules.is_windows:
        return rules.environment.get(name)
    # Windows does not tell upper from lower case in names.
    wanted = name.upper()
    return next((text for key, text in rules.environment.items() if key.upper() == wanted), None)


def _expand_home(path: str, rules: PathRules) -> str:
    end = next((at for at, char in enumerate(path) if char in "/\\"), len(path))
    name = path[1:end]
    home = _find_home(name) if name else rules.home
    if not home:
        raise ValueError(
            f"there is no home folder to put in place of '~{name}': write the whole path"
        )
    return home.rstrip("/") + path[end:] if path[end:] else home


def _find_home(name: str) -> str | None:
    found = os.path.expanduser(f"~{name}")  # noqa: PTH111 - of another user
    return None if found.startswith("~") else found


def _read_file_uri(uri: str, rules: PathRules) -> str:
    host, path = "", uri[len("file:") :]
    if path.startswith("//"):
        host, slash, rest = path[2:].partition("/")
        path = slash + rest
    if not path or host.lower() not in {"", "localhost"}:
        raise ValueError(
            "as a file URI it names no path of this machine: write file:///path, or the path alone"
        )
    path = _expand_references(unquote(path), rules)
    return path[1:] if rules.is_windows and re.match(r"/[A-Za-z]:", path) else path
