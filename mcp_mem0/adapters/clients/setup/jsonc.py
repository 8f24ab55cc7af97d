"""Changes one member of a JSON file with comments; every other character stays.

What is added follows the style of the file: its line ends and indentation, and one line where the
text around it is on one line.
"""

import json
import re
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from mcp_mem0.adapters.clients.setup.jsonc_tree import (
    JsonPath,
    Node,
    NotJsonError,
    Part,
    check_single,
    find_node,
    find_part,
    parse_jsonc,
)

_USUAL_INDENT: Final = "  "
_REST_OF_LINE: Final = re.compile(r"[ \t]*(?:/\*[^\r\n]*?\*/[ \t]*)*(?://[^\r\n]*)?(?=\r?\n|\Z)")


def read_value(text: str, path: JsonPath = ()) -> JsonValue:
    """Return the value at a path, or None if there is none. An empty text is an empty object.

    Raises:
        NotJsonError: The text is not JSON with comments.
    """
    node = find_node(parse_jsonc(text), path) if text.strip() else None
    return node.value if node else None


def set_value(text: str, path: JsonPath, value: JsonValue) -> str:
    """Return the text with the value at a path added or replaced; missing parents are created.

    Raises:
        NotJsonError: The text is not JSON with comments, a parent is not an object, or a name on
            the path is duplicated.
    """
    if not text.strip():
        return _format_value(_nest_value(path, value), _Style("", "\n", _USUAL_INDENT)) + "\n"
    root = parse_jsonc(text)
    check_single(root, path)
    node = find_node(root, path)
    if node is not None:
        if node.value == value:
            return text
        style = _detect_style(text, root, node.start)
        return text[: node.start] + _format_value(value, style) + text[node.end :]
    depth, parent = _find_deepest(root, path)
    if not isinstance(parent.value, dict):
        where = ".".join(map(str, path[:depth])) or "it"
        raise NotJsonError(f"{where} is not an object")
    return _add_value(text, root, parent, str(path[depth]), _nest_value(path[depth + 1 :], value))


def append_element(text: str, path: JsonPath, value: JsonValue) -> str:
    """Return the text with an element added to the array at a path; a missing array is created.

    Raises:
        NotJsonError: The text is not JSON with comments, or the path has a value of another type.
    """
    root = parse_jsonc(text) if text.strip() else None
    array = find_node(root, path) if root else None
    if root is None or array is None:
        return set_value(text, path, [value])
    check_single(root, path)
    if not isinstance(array.value, list):
        raise NotJsonError(f"{'.'.join(map(str, path))} is not a list")
    return _add_value(text, root, array, None, value)


def remove_value(text: str, path: JsonPath) -> str:
    """Return the text without the member or element at a path; comments around it stay.

    Raises:
        NotJsonError: The text is not JSON with comments.
    """
    while text.strip():
        parent = find_node(parse_jsonc(text), path[:-1])
        part = find_part(parent, path[-1]) if parent else None
        if parent is None or part is None:
            break
        text = _remove_part(text, parent, part)
        if isinstance(path[-1], int):
            break
    return text


@dataclass(frozen=True, slots=True)
class _Style:
    """The style of the file around a place; `unit` is None if it is all on one line."""

    indent: str
    newline: str
    unit: str | None


def _detect_style(text: str, root: Node, position: int) -> _Style:
    newline = "\r\n" if "\r\n" in text else "\n"
    line = text[text.rfind("\n", 0, position) + 1 :]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return _Style(indent, newline, _detect_indent(text, root))


def _detect_indent(text: str, root: Node) -> str | None:
    """Return by how much the file indents; None if it is all on one line."""
    if not root.parts:
        return _USUAL_INDENT
    gap = text[root.start : root.parts[0].start]
    return gap[gap.rfind("\n") + 1 :] or _USUAL_INDENT if "\n" in gap else None


def _format_value(value: JsonValue, style: _Style) -> str:
    if style.unit is None:
        return json.dumps(value, ensure_ascii=False)
    lines = json.dumps(value, ensure_ascii=False, indent=style.unit).split("\n")
    return (style.newline + style.indent).join(lines)


def _nest_value(path: JsonPath, value: JsonValue) -> JsonValue:
    for name in reversed(path):
        value = {str(name): value}
    return value


def _find_deepest(root: Node, path: JsonPath) -> tuple[int, Node]:
    """Return the last value on the path that exists, and its depth."""
    depth, node = 0, root
    while (part := find_part(node, path[depth])) is not None:
        depth, node = depth + 1, part.node
    return depth, node


def _add_value(text: str, root: Node, parent: Node, name: str | None, value: JsonValue) -> str:
    key = "" if name is None else f"{json.dumps(name, ensure_ascii=False)}: "
    if not parent.parts:
        return _add_first_value(text, root, parent, key, value)
    last = parent.parts[-1]
    if "\n" not in text[parent.start : last.start]:
        style = _Style("", "", None)
        return f"{text[: last.node.end]}, {key}{_format_value(value, style)}{text[last.node.end :]}"
    style = _detect_style(text, root, last.start)
    addition = f"{style.newline}{style.indent}{key}{_format_value(value, style)}"
    if last.comma is None:
        text = f"{text[: last.node.end]},{text[last.node.end :]}"
        after_comma = last.node.end + 1
    else:
        # A file with trailing commas keeps that style.
        after_comma, addition = last.comma + 1, f"{addition},"
    rest = _REST_OF_LINE.match(text, after_comma)
    position = rest.end() if rest else after_comma
    return text[:position] + addition + text[position:]


def _add_first_value(text: str, root: Node, parent: Node, key: str, value: JsonValue) -> str:
    outer = _detect_style(text, root, parent.start)
    bracket = parent.end - 1
    inside = text[parent.start + 1 : bracket].rstrip()
    if outer.unit is None:
        addition = key + _format_value(value, outer)
        return text[: parent.start + 1] + inside + addition + text[bracket:]
    inner = _Style(outer.indent + outer.unit, outer.newline, outer.unit)
    addition = f"{inner.newline}{inner.indent}{key}{_format_value(value, inner)}"
    end = f"{outer.newline}{outer.indent}"
    return text[: parent.start + 1] + inside + addition + end + text[bracket:]


def _remove_part(text: str, parent: Node, part: Part) -> str:
    head = text[: part.start].rstrip()
    end = part.node.end if part.comma is None else part.comma + 1
    tail = text[end:]
    position = parent.parts.index(part)
    if part.comma is None and position > 0:
        comma = parent.parts[position - 1].comma
        if comma is not None:
            head = head[:comma] + head[comma + 1 :]
    bracket = text[parent.start]
    if len(parent.parts) == 1 and head.endswith(bracket):
        # Nothing is left inside, not even a comment, unless one follows.
        tail = tail.lstrip() if tail.lstrip()[:1] in {"}", "]"} else tail
    elif head.endswith(bracket) and "\n" not in text[parent.start : part.start]:
        tail = tail.lstrip(" ")
    elif _has_trailing_comment(text, head):
        # The line break ends the comment: without it the rest would become one, too.
        tail = tail if tail.lstrip(" \t")[:1] in {"\n", "\r"} else f"\n{tail}"
    return head + tail


def _has_trailing_comment(text: str, head: str) -> bool:
    tail = text[len(head) : len(head) + 2]
    return tail[:1] in {"\n", "\r"} and "//" in head[head.rfind("\n") + 1 :]
