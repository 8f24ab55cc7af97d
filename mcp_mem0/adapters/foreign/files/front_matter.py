"""The front matter of notes: the fields at their beginning, as far as programs write them.

It is the part of YAML that notes use: texts, lists on one line, and lists of one item a line.
"""

import re
from dataclasses import dataclass, field
from typing import Final

_FIELD: Final = re.compile(r"([\w .-]{1,60}?)\s*:(?:\s+(.*))?$")
_ITEM: Final = re.compile(r"\s*-\s+(.*)")
_LINES_MAX: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The fields of a note, and the text below them.

    `first_line` is the number of the line at which the text begins.
    """

    fields: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    text: str
    first_line: int = 1

    def get_first(self, *names: str) -> str | None:
        """Return the first value of the first of some fields that has one."""
        return next((value for name in names for value in self.fields.get(name, ())[:1]), None)


def split_front_matter(text: str) -> FrontMatter:
    """Return the front matter and the text of a note; what has no end is no front matter."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return FrontMatter(text=text)
    ends = (place for place, line in enumerate(lines[1:_LINES_MAX], 1) if _is_end(line))
    end = next(ends, None)
    if end is None:
        return FrontMatter(text=text)
    fields = _read_fields(lines[1:end])
    return FrontMatter(fields=fields, text="\n".join(lines[end + 1 :]), first_line=end + 2)


def _is_end(line: str) -> bool:
    return line.strip() in {"---", "..."}


def _read_fields(lines: list[str]) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in lines:
        item, found = _ITEM.match(line), _FIELD.match(line)
        if item and name:
            fields[name] = (*fields.get(name, ()), _strip_quotes(item[1]))
        elif found:
            name = found[1].strip().casefold()
            fields[name] = tuple(filter(None, _split_value((found[2] or "").strip())))
    return fields


def _split_value(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
        return [_strip_quotes(part.strip()) for part in value[1:-1].split(",")]
    return [_strip_quotes(value)]


def _strip_quotes(value: str) -> str:
    text = value.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text
