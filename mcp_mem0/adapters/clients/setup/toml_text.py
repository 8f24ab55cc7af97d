"""Changes one table of a TOML file; every other character stays.

The table is written as text under its own header. The result must be TOML that differs only in that
table; otherwise the edit is refused and the file does not change.
"""

import json
import re
import tomllib
from typing import Final, TypeAlias

from pydantic import JsonValue

Values: TypeAlias = dict[str, JsonValue]

_ANY_HEADER: Final = re.compile(r"\s*\[")
_NOTHING: Final = re.compile(r"\s*(#.*)?")


class NotTomlError(ValueError):
    """The text is not TOML, or not in a form that can be edited; the message says why."""


def read_table(text: str, path: tuple[str, ...]) -> JsonValue:
    """Return the value at a path, or None.

    Raises:
        NotTomlError: The text is not TOML.
    """
    value: JsonValue = _parse_tree(text)
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def set_table(text: str, path: tuple[str, ...], values: Values) -> str:
    """Return the text with a table added at the end, or in place of the existing one.

    Raises:
        NotTomlError: The text is not TOML, or has the table in a form that cannot be edited.
    """
    if read_table(text, path) == values:
        return text
    lines = text.splitlines(keepends=True)
    start, end = _find_span(lines, path)
    block = _render_block(path, values, "\r\n" if "\r\n" in text else "\n")
    if start == len(lines):
        block = _compute_gap(text) + block
    result = "".join([*lines[:start], block, *lines[end:]])
    return _check_change(result, text, path, values)


def remove_table(text: str, path: tuple[str, ...]) -> str:
    """Return the text without a table and those below it; comments around it stay.

    Raises:
        NotTomlError: The text is not TOML, or has the table in a form that cannot be edited.
    """
    if read_table(text, path) is None:
        return text
    lines = text.splitlines(keepends=True)
    start, end = _find_span(lines, path)
    if start > 0 and not lines[start - 1].strip():
        # The empty line before a table was added with it.
        start -= 1
    return _check_change("".join([*lines[:start], *lines[end:]]), text, path, None)


def _find_span(lines: list[str], path: tuple[str, ...]) -> tuple[int, int]:
    """Return the range of the table's lines; empty at the end of the file if there are none."""
    ours = _compile_header(path)
    start = next((index for index, line in enumerate(lines) if ours.match(line)), len(lines))
    end = start
    for index in range(start, len(lines)):
        if (
            _ANY_HEADER.match(lines[index])
            and not ours.match(lines[index])
            and _is_header(lines[index])
        ):
            break
        if not _NOTHING.fullmatch(lines[index].rstrip("\r\n")):
            end = index + 1
    return start, end


def _compile_header(path: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the headers of a table and of its subtables."""
    names = (rf"(?:{re.escape(name)}|\"{re.escape(name)}\"|'{re.escape(name)}')" for name in path)
    key = r"\s*\.\s*".join(names)
    return re.compile(rf"\s*\[\s*{key}\s*(?:\.[^\]]*)?\]")


def _is_header(line: str) -> bool:
    """Return whether a line is a header, and not part of a list over several lines."""
    try:
        tomllib.loads(line)
    except ValueError:
        return False
    return True


def _render_block(path: tuple[str, ...], values: Values, newline: str) -> str:
    header = f"[{'.'.join(path)}]"
    lines = [header, *(f"{name} = {_format_value(value)}" for name, value in values.items())]
    return newline.join(lines) + newline


def _format_value(value: JsonValue) -> str:
    if isinstance(value, dict):
        inner = ", ".join(
            f"{json.dumps(name)} = {_format_value(each)}" for name, each in value.items()
        )
        return f"{{ {inner} }}"
    return json.dumps(value, ensure_ascii=False)


def _compute_gap(text: str) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    if not text:
        return ""
    return newline if text.endswith("\n") else 2 * newline


def _parse_tree(text: str) -> Values:
    try:
        return tomllib.loads(text)
    # tomllib does not catch the errors of int() and of deep nesting.
    except (ValueError, RecursionError) as error:
        raise NotTomlError(str(error)) from error


def _check_change(result: str, text: str, path: tuple[str, ...], values: Values | None) -> str:
    try:
        is_as_meant = read_table(result, path) == values and _drop_value(
            _parse_tree(result), path
        ) == _drop_value(_parse_tree(text), path)
    except NotTomlError:
        is_as_meant = False
    if not is_as_meant:
        raise NotTomlError(
            f"[{'.'.join(path)}] has a form that cannot be edited:"
            " write it as a table of its own, or remove it by hand"
        )
    return result


def _drop_value(tree: Values, path: tuple[str, ...]) -> Values:
    """Return a tree without a value, and without empty tables."""
    name, *rest = path
    below = tree.get(name)
    remainder = _drop_value(below, tuple(rest)) if rest and isinstance(below, dict) else None
    return {key: each for key, each in {**tree, name: remainder}.items() if each}
