"""Where things stand in a JSON file with comments: each value with the place of its text.

The grammar is JSON, and what VS Code, Zed and others allow beyond it: comments, and a comma
after the last member or element.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from pydantic import JsonValue

from mcp_mem0.domain.errors import quoted

DEPTH_MAX: Final = 100

Path: TypeAlias = tuple[str | int, ...]


class NotJsonError(ValueError):
    """The text is not JSON with comments; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value, its text from `start` to `end`, and what it holds, if it is a container."""

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
        start: Where its text begins: at its key, or at its value.
        node: Its value.
        comma: Where the comma after it stands, or None.
    """

    name: str | int
    start: int
    node: Node
    comma: int | None


def parsed(text: str) -> Node:
    """Return the value that a text consists of.

    Raises:
        NotJsonError: It is something else.
    """
    reader = _Reader(text)
    reader.skip()
    node = reader.value(depth=0)
    reader.skip()
    if reader.at < len(text):
        raise reader.error("the end of the file")
    return node


def found(root: Node, path: Path) -> Node | None:
    """Return the value at a path, or None; of two members of one name the last counts."""
    node = root
    for name in path:
        part = part_of(node, name)
        if part is None:
            return None
        node = part.node
    return node


def part_of(node: Node, name: str | int) -> Part | None:
    """Return the member or element by a name, or None."""
    return next((part for part in reversed(node.parts) if part.name == name), None)


def check_single(root: Node, path: Path) -> None:
    """Check that each name on the way to a value stands only once where it stands.

    Of two members of one name clients may take the one or the other.

    Raises:
        NotJsonError: One stands twice.
    """
    node: Node | None = root
    for name in path:
        if node is None:
            return
        if sum(part.name == name for part in node.parts) > 1:
            raise NotJsonError(f"{quoted(str(name))} stands in it twice")
        part = part_of(node, name)
        node = part.node if part else None


_GAP: Final = re.compile(r"(?:[ \t\r\n]|//[^\r\n]*|/\*[\s\S]*?\*/)*+")
_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*+"')
_PLAIN: Final = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def skip(self) -> None:
        """Go past white space and comments."""
        gap = _GAP.match(self._text, self.at)
        self.at = gap.end() if gap else self.at

    def value(self, *, depth: int) -> Node:
        """Read one value."""
        if depth > DEPTH_MAX:
            raise NotJsonError(f"it is nested more than {DEPTH_MAX} deep")
        match self._text[self.at : self.at + 1]:
            case "{":
                return self._object(depth)
            case "[":
                return self._array(depth)
            case _:
                return self._scalar()

    def error(self, expected: str) -> NotJsonError:
        """Return the error that something else stands here."""
        line = self._text.count("\n", 0, self.at) + 1
        met = self._text[self.at : self.at + 20].split("\n")[0]
        return NotJsonError(
            f"line {line} has {quoted(met) if met else 'nothing'} where {expected} should be"
        )

    def _object(self, depth: int) -> Node:
        start = self.at
        parts = tuple(self._parts("}", depth))
        value: dict[str, JsonValue] = {str(part.name): part.node.value for part in parts}
        return Node(start, self.at, value, parts, is_container=True)

    def _array(self, depth: int) -> Node:
        start = self.at
        parts = tuple(self._parts("]", depth))
        value: list[JsonValue] = [part.node.value for part in parts]
        return Node(start, self.at, value, parts, is_container=True)

    def _parts(self, closing: str, depth: int) -> Iterator[Part]:
        self.at += 1
        self.skip()
        count = 0
        while not self._takes(closing):
            start = self.at
            name = self._key() if closing == "}" else count
            node = self.value(depth=depth + 1)
            self.skip()
            after = self.at
            has_comma = self._takes(",")
            yield Part(name, start, node, after if has_comma else None)
            count += 1
            self.skip()
            if not has_comma and self._text[self.at : self.at + 1] != closing:
                raise self.error(f"',' or {closing!r}")

    def _key(self) -> str:
        node = self._string()
        self.skip()
        if not self._takes(":"):
            raise self.error("':'")
        self.skip()
        return str(node.value)

    def _scalar(self) -> Node:
        plain = _PLAIN.match(self._text, self.at)
        if plain is None:
            return self._string()
        start, self.at = self.at, plain.end()
        return Node(start, self.at, json.loads(plain[0]))

    def _string(self) -> Node:
        string = _STRING.match(self._text, self.at)
        if string is None:
            raise self.error("a value or a name in double quotes")
        start = self.at
        try:
            value: JsonValue = json.loads(string[0])
        except ValueError as error:
            raise self.error("a string with valid escapes") from error
        self.at = string.end()
        return Node(start, self.at, value)

    def _takes(self, sign: str) -> bool:
        if not self._text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True
