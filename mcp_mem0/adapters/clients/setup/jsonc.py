"""Changes one member of a JSON file with comments; every other character stays.

What is added is written in the style of the file: its line ends, its indentation, on one line
where its surroundings are.
"""

import json
import re
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from mcp_mem0.adapters.clients.setup.jsonc_tree import (
    Node,
    NotJsonError,
    Part,
    Path,
    check_single,
    found,
    parsed,
    part_of,
)

_USUAL_INDENT: Final = "  "
_REST_OF_LINE: Final = re.compile(r"[ \t]*(?:/\*[^\r\n]*?\*/[ \t]*)*(?://[^\r\n]*)?(?=\r?\n|\Z)")


def read_value(text: str, path: Path = ()) -> JsonValue:
    """Return the value at a path; None where there is nothing. An empty text is an empty object.

    Raises:
        NotJsonError: The text is not JSON with comments.
    """
    node = found(parsed(text), path) if text.strip() else None
    return node.value if node else None


def with_value(text: str, path: Path, value: JsonValue) -> str:
    """Return the text with the value at a path, put in or replaced; parents are made.

    Raises:
        NotJsonError: The text is not JSON with comments, a parent is not an object, or a name on
            the way stands twice.
    """
    if not text.strip():
        return _written(_nested(path, value), _Style("", "\n", _USUAL_INDENT)) + "\n"
    root = parsed(text)
    check_single(root, path)
    known = found(root, path)
    if known is not None:
        if known.value == value:
            return text
        style = _style(text, root, known.start)
        return text[: known.start] + _written(value, style) + text[known.end :]
    depth, parent = _deepest(root, path)
    if not isinstance(parent.value, dict):
        where = ".".join(map(str, path[:depth])) or "it"
        raise NotJsonError(f"{where} is not an object")
    return _added(text, root, parent, str(path[depth]), _nested(path[depth + 1 :], value))


def with_element(text: str, path: Path, value: JsonValue) -> str:
    """Return the text with an element at the end of the array at a path, which is made.

    Raises:
        NotJsonError: The text is not JSON with comments, or something else stands at the path.
    """
    root = parsed(text) if text.strip() else None
    array = found(root, path) if root else None
    if root is None or array is None:
        return with_value(text, path, [value])
    check_single(root, path)
    if not isinstance(array.value, list):
        raise NotJsonError(f"{'.'.join(map(str, path))} is not a list")
    return _added(text, root, array, None, value)


def without(text: str, path: Path) -> str:
    """Return the text without the member or element at a path; comments around it stay.

    Raises:
        NotJsonError: The text is not JSON with comments.
    """
    while text.strip():
        parent = found(parsed(text), path[:-1])
        part = part_of(parent, path[-1]) if parent else None
        if parent is None or part is None:
            break
        text = _removed(text, parent, part)
        if isinstance(path[-1], int):
            break
    return text


@dataclass(frozen=True, slots=True)
class _Style:
    """How the file is written around a place: `unit` None stands for all on one line."""

    indent: str
    newline: str
    unit: str | None


def _style(text: str, root: Node, at: int) -> _Style:
    newline = "\r\n" if "\r\n" in text else "\n"
    line = text[text.rfind("\n", 0, at) + 1 :]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return _Style(indent, newline, _unit(text, root))


def _unit(text: str, root: Node) -> str | None:
    """Return by how much the file indents; None if it is all on one line."""
    if not root.parts:
        return _USUAL_INDENT
    between = text[root.start : root.parts[0].start]
    return between[between.rfind("\n") + 1 :] or _USUAL_INDENT if "\n" in between else None


def _written(value: JsonValue, style: _Style) -> str:
    if style.unit is None:
        return json.dumps(value, ensure_ascii=False)
    lines = json.dumps(value, ensure_ascii=False, indent=style.unit).split("\n")
    return (style.newline + style.indent).join(lines)


def _nested(path: Path, value: JsonValue) -> JsonValue:
    for name in reversed(path):
        value = {str(name): value}
    return value


def _deepest(root: Node, path: Path) -> tuple[int, Node]:
    """Return the last value on the way that is there, and how deep it is."""
    depth, node = 0, root
    while (part := part_of(node, path[depth])) is not None:
        depth, node = depth + 1, part.node
    return depth, node


def _added(text: str, root: Node, parent: Node, name: str | None, value: JsonValue) -> str:
    key = "" if name is None else f"{json.dumps(name, ensure_ascii=False)}: "
    if not parent.parts:
        return _added_first(text, root, parent, key, value)
    last = parent.parts[-1]
    if "\n" not in text[parent.start : last.start]:
        style = _Style("", "", None)
        return f"{text[: last.node.end]}, {key}{_written(value, style)}{text[last.node.end :]}"
    style = _style(text, root, last.start)
    added = f"{style.newline}{style.indent}{key}{_written(value, style)}"
    if last.comma is None:
        text = f"{text[: last.node.end]},{text[last.node.end :]}"
        after_comma = last.node.end + 1
    else:
        # A file that ends its lists with commas keeps doing so.
        after_comma, added = last.comma + 1, f"{added},"
    rest = _REST_OF_LINE.match(text, after_comma)
    at = rest.end() if rest else after_comma
    return text[:at] + added + text[at:]


def _added_first(text: str, root: Node, parent: Node, key: str, value: JsonValue) -> str:
    outer = _style(text, root, parent.start)
    closing = parent.end - 1
    inside = text[parent.start + 1 : closing].rstrip()
    if outer.unit is None:
        written = key + _written(value, outer)
        return text[: parent.start + 1] + inside + written + text[closing:]
    inner = _Style(outer.indent + outer.unit, outer.newline, outer.unit)
    written = f"{inner.newline}{inner.indent}{key}{_written(value, inner)}"
    end = f"{outer.newline}{outer.indent}"
    return text[: parent.start + 1] + inside + written + end + text[closing:]


def _removed(text: str, parent: Node, part: Part) -> str:
    before = text[: part.start].rstrip()
    end = part.node.end if part.comma is None else part.comma + 1
    after = text[end:]
    position = parent.parts.index(part)
    if part.comma is None and position > 0:
        comma = parent.parts[position - 1].comma
        if comma is not None:
            before = before[:comma] + before[comma + 1 :]
    opening = text[parent.start]
    if len(parent.parts) == 1 and before.endswith(opening):
        # Nothing is left inside, not even a comment, unless one follows.
        after = after.lstrip() if after.lstrip()[:1] in {"}", "]"} else after
    elif before.endswith(opening) and "\n" not in text[parent.start : part.start]:
        after = after.lstrip(" ")
    elif _ends_in_line_comment(text, before):
        # The line break belongs to the comment: without it the rest would be one too.
        after = after if after.lstrip(" \t")[:1] in {"\n", "\r"} else f"\n{after}"
    return before + after


def _ends_in_line_comment(text: str, before: str) -> bool:
    following = text[len(before) : len(before) + 2]
    return following[:1] in {"\n", "\r"} and "//" in before[before.rfind("\n") + 1 :]
