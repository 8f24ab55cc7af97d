"""Markdown taken apart into its list items and paragraphs, each with the headings above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

PartKind: TypeAlias = Literal["item", "text"]

_HEADING: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD_HEADING: Final = re.compile(r"\*\*([^*]+?):?\*\*:?$")
_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_FENCE: Final = re.compile(r"\s*(```+|~~~+)")
_RULE: Final = re.compile(r"\s*([-*_])(\s*\1){2,}\s*")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_BOLD_LEVEL: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownPart:
    """A list item or a paragraph; `line` is where it begins, from 1."""

    kind: PartKind
    text: str
    line: int
    headings: tuple[str, ...] = ()


@dataclass(slots=True)
class _MarkdownState:
    """What has been read so far of a text."""

    headings: dict[int, str] = field(default_factory=dict[int, str])
    kind: PartKind = "text"
    lines: list[str] = field(default_factory=list[str])
    begin: int = 1
    fence: str | None = None

    def add_heading(self, level: int, text: str) -> None:
        self.headings = {each: name for each, name in self.headings.items() if each < level}
        self.headings[level] = text

    def take_part(self) -> Iterator[MarkdownPart]:
        text = "\n".join(self.lines).strip()
        self.lines = []
        if text:
            headings = tuple(self.headings[level] for level in sorted(self.headings))
            yield MarkdownPart(kind=self.kind, text=text, line=self.begin, headings=headings)

    def begin_part(self, kind: PartKind, text: str, line: int) -> None:
        self.kind, self.lines, self.begin = kind, [text], line


def split_markdown(text: str, *, first_line: int = 1) -> Iterator[MarkdownPart]:
    """Return the list items and paragraphs of a text; code stays with what comes before it."""
    plain = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    state = _MarkdownState()
    for number, line in enumerate(plain.split("\n"), start=first_line):
        fence = _FENCE.match(line)
        if state.fence is not None:
            state.lines.append(line)
            if fence and fence[1].startswith(state.fence):
                state.fence = None
            continue
        if fence:
            state.fence = fence[1]
            if not state.lines:
                state.begin_part("text", line, number)
            else:
                state.lines.append(line)
            continue
        yield from _read_line(state, line, number)
    yield from state.take_part()


def _read_line(state: _MarkdownState, line: str, number: int) -> Iterator[MarkdownPart]:
    heading, bold = _HEADING.match(line), _BOLD_HEADING.fullmatch(line.strip())
    if heading or (bold and not state.lines):
        yield from state.take_part()
        level = len(heading[1]) if heading else _BOLD_LEVEL
        state.add_heading(level, (heading[2] if heading else bold[1] if bold else "").strip())
        return
    if not line.strip() or _RULE.fullmatch(line):
        yield from state.take_part()
        return
    item = _ITEM.match(line)
    if item:
        yield from state.take_part()
        state.begin_part("item", item[1], number)
    elif state.lines:
        # Lines of a paragraph or an item that goes on.
        state.lines.append(line.strip())
    else:
        state.begin_part("text", line.strip(), number)
