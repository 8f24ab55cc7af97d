"""Reads JSON as models write it, where strict reading fails.

Comments, commas too many or too few, raw line breaks, quotation marks of other kinds or unescaped
ones inside a text, keys and words without quotes: all of it says plainly what was meant. What would
have to be guessed is not read: a text that breaks off, brackets that do not match.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pydantic import JsonValue

DEPTH_MAX: Final = 40
"""How deep values may be nested; an answer has five levels, with its wrapping ten."""

STEPS_MAX: Final = 100_000
"""Most values, marks and breaks that are read of one text, however often it is begun anew."""

_QUOTES: Final = {
    '"': '"',
    "'": "'",
    "`": "`",
    "“": '”“"',
    "”": '”"',
    "„": '“”"',
    "‘": "’‘'",
    "’": "’'",
    "«": "»",
}
"""The marks that open a text, each with those that may close it."""

_GAP: Final = re.compile(r"(?:[\s\ufeff]++|//[^\n]*+|\#[^\n]*+|/\*(?s:.*?)\*/)*+")
_WORD: Final = re.compile(r"[\w.+-][\w.:+-]*+")
_NUMBER: Final = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?")
_ESCAPE: Final = re.compile(r"\\(?:(?:u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*)|(?s:.))")
_LITERALS: Final[dict[str, JsonValue]] = {
    "true": True,
    "false": False,
    "null": None,
    "none": None,
    "undefined": None,
    "nan": None,
}
_SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": "\n"}

# What follows the mark that ends a text, where it is a key (anything: it has no marks in it), a
# member's value or an item of a list.
_AFTER_KEY: Final = re.compile("")
_KEY: Final = r"""["'`“”„‘’«]?[^\W\d][\w -]{0,40}["'`“”‘’»]?\s*+:"""
_AFTER_VALUE: Final = re.compile(
    rf"\s*+(?:[}}]|\Z|//|/\*|\#|,\s*+(?:[}},]|\Z|//|/\*|\#|{_KEY})|(?<=\s){_KEY})"
)
_AFTER_ITEM: Final = re.compile(
    r"\s*+(?:\]|\Z|//|/\*|\#|,\s*+(?:[\[\]{\"'`“”„‘’«\d,-]|\Z|//|/\*|\#|true|false|null))"
)
_INNER_KEY: Final = re.compile(r"[\"“„]\w[\w -]{0,40}[\"“”]\s*+:")


class BrokenJsonError(ValueError):
    """What stands there is no JSON, not even tolerantly read."""


class TruncatedJsonError(ValueError):
    """It breaks off in the middle of a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonReading:
    """A value that was read.

    Attributes:
        value: The value.
        end: Where the text goes on after it.
        is_closed: Whether its last brackets are there; if not, all of its items are whole.
    """

    value: JsonValue
    end: int
    is_closed: bool = True


@dataclass
class _OpenValue:
    """An object or a list that is not closed yet, and the key whose value comes next."""

    value: dict[str, JsonValue] | list[JsonValue]
    key: str | None = None

    def put(self, value: JsonValue) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is not None:
            self.value[self.key] = value
            self.key = None


_Stack: TypeAlias = list[_OpenValue]


@dataclass
class TolerantReader:
    """Reads values of one text; all readings together take a bounded number of steps."""

    text: str
    steps_left: int = STEPS_MAX
    _place: int = 0
    _stack: _Stack = field(default_factory=list[_OpenValue])

    def read(self, start: int) -> JsonReading:
        """Return the object or list that begins at a place.

        Raises:
            BrokenJsonError: There is none, or it took too many steps.
            TruncatedJsonError: The text breaks off inside it.
        """
        self._place, self._stack = start, []
        last: JsonValue = None
        while True:
            self._skip_gap()
            char = self.text[self._place : self._place + 1]
            if not char:
                return self._read_unclosed(last)
            if char in "}]":
                last = self._close(char)
                if not self._stack:
                    return JsonReading(value=last, end=self._place)
            elif char in "{[":
                self._open(char)
            elif not self._stack:
                raise self._build_error()
            elif isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None:
                self._stack[-1].key = self._read_key()
            else:
                last = self._read_scalar()
                self._stack[-1].put(last)

    def _skip_gap(self) -> None:
        """Pass over white space, comments and commas."""
        while True:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise self._build_error()
            gap = _GAP.match(self.text, self._place)
            self._place = gap.end() if gap else self._place
            if not self._stack or self.text[self._place : self._place + 1] != ",":
                return
            self._place += 1

    def _open(self, char: str) -> None:
        """Begin an object or a list, as an item or a member's value."""
        if len(self._stack) == DEPTH_MAX:
            raise self._build_error()
        inner: dict[str, JsonValue] | list[JsonValue] = {} if char == "{" else []
        if self._stack:
            if isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None:
                raise self._build_error()
            self._stack[-1].put(inner)
        self._stack.append(_OpenValue(inner))
        self._place += 1

    def _close(self, char: str) -> JsonValue:
        closed = self._stack.pop() if self._stack else None
        if closed is None or closed.key is not None:
            raise self._build_error()
        if isinstance(closed.value, list) == (char == "}"):
            raise self._build_error()
        self._place += 1
        return closed.value

    def _read_key(self) -> str:
        opener = self.text[self._place]
        if opener in _QUOTES:
            key = self._read_text(_QUOTES[opener], _AFTER_KEY)
        else:
            # A word may hold a colon, as a time does; the first one ends a key.
            key, colon, rest = self._read_word().partition(":")
            self._place -= len(colon) + len(rest)
        self._skip_gap()
        if self._place >= len(self.text):
            raise TruncatedJsonError("its JSON is cut off")
        if self.text[self._place] != ":":
            raise self._build_error()
        self._place += 1
        return key

    def _read_scalar(self) -> JsonValue:
        opener = self.text[self._place]
        if opener in _QUOTES:
            is_item = isinstance(self._stack[-1].value, list)
            return self._read_text(_QUOTES[opener], _AFTER_ITEM if is_item else _AFTER_VALUE)
        word = self._read_word()
        if word.lower() in _LITERALS:
            return _LITERALS[word.lower()]
        if _NUMBER.fullmatch(word):
            number = float(word)
            return int(word) if word.lstrip("+-").isdecimal() else number
        return word

    def _read_word(self) -> str:
        word = _WORD.match(self.text, self._place)
        if word is None:
            raise self._build_error()
        self._place = word.end()
        return word[0]

    def _read_text(self, closers: str, after: re.Pattern[str]) -> str:
        """Return a quoted text; a mark that nothing fitting follows belongs to it."""
        parts: list[str] = []
        marks = re.compile(f"[{closers}\\\\]")
        first = start = place = self._place + 1
        has_marks = False
        while (mark := marks.search(self.text, place)) is not None:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise self._build_error()
            if mark[0] == "\\":
                parts += [self.text[start : mark.start()], self._read_escape(mark.start())]
                start = place = self._place
            elif after.match(self.text, mark.end()):
                if has_marks and _INNER_KEY.search(self.text, first, mark.start()):
                    # It is no text with marks in it, but one whose own mark is missing.
                    raise self._build_error()
                parts.append(self.text[start : mark.start()])
                self._place = mark.end()
                return "".join(parts)
            else:
                place, has_marks = mark.end(), True
        raise TruncatedJsonError("its JSON is cut off")

    def _read_escape(self, place: int) -> str:
        escape = _ESCAPE.match(self.text, place)
        if escape is None:
            raise TruncatedJsonError("its JSON is cut off")
        self._place = escape.end()
        if len(escape[0]) > len("\\u"):
            return json.loads(f'"{escape[0]}"')
        return _SIGNS.get(escape[0][1], escape[0][1])

    def _read_unclosed(self, last: JsonValue) -> JsonReading:
        """Return what breaks off after a whole item or list, so that only brackets are missing."""
        lists = [each for each in self._stack if isinstance(each.value, list)]
        is_whole = lists[-1] is self._stack[-1] if lists else isinstance(last, list)
        is_part = any(each.key is not None for each in self._stack[-1:])
        is_pending = self.text[: self._place].rstrip()[-1:] not in {"}", "]"}
        if len(lists) > 1 or not self._stack or not is_whole or is_part or is_pending:
            raise TruncatedJsonError("its JSON is cut off")
        return JsonReading(value=self._stack[0].value, end=self._place, is_closed=False)

    def _build_error(self) -> BrokenJsonError:
        return BrokenJsonError(f"its JSON is broken at character {self._place:,}")
