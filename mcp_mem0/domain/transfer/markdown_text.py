"""Words of others in Markdown: they stand there as they are, and make nothing of it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from mcp_mem0.domain.visible_text import strip_invisible

_MARKS: Final = re.compile(r"([\\`*_\[\]<>#|~$^=%&])")
_FIRST: Final = re.compile(r"^([-+]|\d+[.)])(?=\s|$)")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def escape_markdown(text: str) -> str:
    """Return a text on one line, in which nothing is a mark of Markdown, HTML or Obsidian."""
    line = " ".join(_CONTROLS.sub(" ", strip_invisible(text)).split())
    return _FIRST.sub(lambda found: _escape_first(found[0]), _MARKS.sub(r"\\\1", line))


def format_link(page: str, label: str) -> str:
    """Return a link of Obsidian to a page, by its path without the ending."""
    return f"[[{page}|{_clean_label(label)}]]"


def link_names(text: str, pages: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Return a text in which names are links, and the names that are not in it.

    Args:
        text: The text.
        pages: The page of each name.
    """
    found: set[str] = set()
    parts = [*_split(text, pages, found)]
    return "".join(parts), frozenset(pages.keys() - found)


def format_front_matter(values: Mapping[str, object]) -> str:
    """Return the front matter of a page; JSON is YAML, and cannot be broken out of."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=True)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---"])


def _split(text: str, pages: Mapping[str, str], found: set[str]) -> Iterator[str]:
    if not pages:
        yield escape_markdown(text)
        return
    # The longest first: "New York City" before "New York".
    names = "|".join(map(re.escape, sorted(pages, key=len, reverse=True)))
    last = 0
    for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text):
        yield _escape_part(text[last : match.start()])
        yield format_link(pages[match[0]], match[0])
        found.add(match[0])
        last = match.end()
    yield _escape_part(text[last:])


def _escape_part(text: str) -> str:
    """Return a part of a line, with the spaces at its ends."""
    before = " " * (text[:1].isspace() and bool(text.strip()))
    after = " " * text[-1:].isspace()
    return f"{before}{escape_markdown(text)}{after}"


def _escape_first(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"


def _clean_label(label: str) -> str:
    line = " ".join(_CONTROLS.sub(" ", strip_invisible(label)).split())
    return re.sub(r"[\[\]|<>\\`]", "-", line) or "-"
