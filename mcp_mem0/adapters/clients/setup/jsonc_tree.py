"""Parses JSON with comments into values with the positions of their text.

The grammar is JSON, and what VS Code, Zed and others allow beyond it: comments, and a comma
after the last member or element.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from pydantic import JsonValue

from mcp_mem0.domain.errors import quote_value

DEPTH_MAX: Final = 100

JsonPath: TypeAlias = tuple[str | int, ...]


class NotJsonError(ValueError):
    """The text is not JSON with comments; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value, its text from `start` to `end`, and its parts, if it is a container."""

    start: int
    end: int
    value: JsonValue
    parts: "tuple[Part, ...]" = ()
    is_container: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A member of an object or an element of an array.

    Attributes:
        name: Its key, or its index.
        start: Where its text begins: at its key or, in an array, at its value.
        node: Its value.
        comma: The position of the comma after it, or None.
    """

    name: str | int
    start: int
    node: Node
    comma: int | None


def parse_jsonc(text: str) -> Node:
    """Parse a text.

    Raises:
        NotJsonError: It is something else.
    """
    reader = _JsonParser(text)
    reader.skip()
    node = reader.parse_value(depth=0)
    reader.skip()
    if reader.at < len(text):
        raise reader.build_error("the end of the file")
    return node


def find_node(root: Node, path: JsonPath) -> Node | None:
    """Return the value at a path, or None; of two members with the same name the last counts."""
    node = root
    for name in path:
        part = find_part(node, name)
        if part is None:
            return None
        node = part.node
    return node


def find_part(node: Node, name: str | int) -> Part | None:
    """Return the member or element with a name, or None."""
    return next((part for part in reversed(node.parts) if part.name == name), None)


def check_single(root: Node, path: JsonPath) -> None:
    """Check that no name on the path to a value is duplicated.

    Of two members with the same name, clients may take either.

    Raises:
        NotJsonError: A name is duplicated.
    """
    node: Node | None = root
    for name in path:
        if node is None:
            return
        if sum(part.name == name for part in node.parts) > 1:
            raise NotJsonError(f"it has {quote_value(str(name))} twice")
        part = find_part(node, name)
        node = part.node if part else None


_GAP: Final = re.compile(r"(?:[ \t\r\n]|//[^\r\n]*|/\*[\s\S]*?\*/)*+")
_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*+"')
_PLAIN: Final = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


class _JsonParser:
    """Parses one text from beginning to end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def skip(self) -> None:
        """Skip white space and comments."""
        gap = _GAP.match(self._text, self.at)
        self.at = gap.end() if gap else self.at

    def parse_value(self, *, depth: int) -> Node:
        """Read one value."""
        if depth > DEPTH_MAX:
            raise NotJsonError(f"it is nested more than {DEPTH_MAX} deep")
        match self._text[self.at : self.at + 1]:
            case "{":
                return self._parse_object(depth)
            case "[":
                return self._parse_array(depth)
            case _:
                return self._parse_scalar()

    def build_error(self, expected: str) -> NotJsonError:
        """Return the error that something else was expected here."""
        line = self._text.count("\n", 0, self.at) + 1
        found_text = self._text[self.at : self.at + 20].split("\n")[0]
        return NotJsonError(
            f"line {line} has {quote_value(found_text) if found_text else 'nothing'} where"
            f" {expected} should be"
        )

    def _parse_object(self, depth: int) -> Node:
        start = self.at
        parts = tuple(self._parse_parts("}", depth))
        value: dict[str, JsonValue] = {str(part.name): part.node.value for part in parts}
        return Node(start, self.at, value, parts, is_container=True)

    def _parse_array(self, depth: int) -> Node:
        start = self.at
        parts = tuple(self._parse_parts("]", depth))
        value: list[JsonValue] = [part.node.value for part in parts]
        return Node(start, self.at, value, parts, is_container=True)

    def _parse_parts(self, bracket: str, depth: int) -> Iterator[Part]:
        self.at += 1
        self.skip()
        count = 0
        while not self._accept(bracket):
            start = self.at
            name = self._parse_key() if bracket == "}" else count
            node = self.parse_value(depth=depth + 1)
            self.skip()
            end = self.at
            has_comma = self._accept(",")
            yield Part(name, start, node, end if has_comma else None)
            count += 1
            self.skip()
            if not has_comma and self._text[self.at : self.at + 1] != bracket:
                raise self.build_error(f"',' or {bracket!r}")

    def _parse_key(self) -> str:
        node = self._parse_string()
        self.skip()
        if not self._accept(":"):
            raise self.build_error("':'")
        self.skip()
        return str(node.value)

    def _parse_scalar(self) -> Node:
        plain = _PLAIN.match(self._text, self.at)
        if plain is None:
            return self._parse_string()
        start, self.at = self.at, plain.end()
        return Node(start, self.at, json.loads(plain[0]))

    def _parse_string(self) -> Node:
        string = _STRING.match(self._text, self.at)
        if string is None:
            raise self.build_error("a value or a name in double quotes")
        start = self.at
        try:
            value: JsonValue = json.loads(string[0])
        except ValueError as error:
            raise self.build_error("a string with valid escapes") from error
        self.at = string.end()
        return Node(start, self.at, value)

    def _accept(self, sign: str) -> bool:
        if not self._text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True
