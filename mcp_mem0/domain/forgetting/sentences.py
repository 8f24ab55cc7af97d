"""Splitting a text into sentences without losing a character, so that one can be taken out.

A line break that ends no sentence may be one of a text that was wrapped, or of a list of words. So
a text is split there, and what stands on successive lines is read together, too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS

LINES_MAX: Final = 4
"""On so many successive lines one sentence may stand, if it was wrapped."""

_END: Final = re.compile(
    r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\b\w\.)"
    r"(?:(?<=[.!?…。！？؟।])[\"'”’»)\]]*\s+|(?<=[。！？])[」』”’）]*|\s*\n+\s*)"
)
_COMPLETE: Final = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』]*$")
_LIST_MARK: Final = re.compile(r"\s*(?:[-*+•·–—#]|\(?(?:\d{1,3}|[a-z])[.)])\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A sentence, and what separates it from the next one."""

    text: str
    gap: str


def split_sentences(text: str) -> list[SentencePart]:
    """Return the sentences of a text; joined with their gaps they are the text."""
    parts: list[SentencePart] = []
    start = 0
    for match in _END.finditer(text):
        if match.end() == start:
            continue
        parts.append(SentencePart(text[start : match.start()], match[0]))
        start = match.end()
    if start < len(text):
        parts.append(SentencePart(text[start:], ""))
    return parts


def list_statements(text: str) -> list[str]:
    """Return the sentences of a text, and after them what stands on successive lines."""
    parts = split_sentences(text)
    return [part.text for part in parts] + [
        join_lines(parts[place] for place in lines) for lines in find_wrapped_lines(parts)
    ]


def find_wrapped_lines(parts: Sequence[SentencePart]) -> list[range]:
    """Return the places of successive lines that may be one sentence, fewer lines first.

    A blank line, a mark of a list and the end of a sentence are between none.
    """
    goes_on = [_is_wrapped(part, parts[place + 1]) for place, part in enumerate(parts[:-1])]
    return [
        range(start, start + lines)
        for lines in range(2, LINES_MAX + 1)
        for start in range(len(parts) - lines + 1)
        if all(goes_on[start : start + lines - 1])
    ]


def join_lines(parts: Iterable[SentencePart]) -> str:
    """Return lines as one; scripts without spaces need none between them."""
    joined = ""
    for part in parts:
        is_run = bool(joined) and SPACELESS.search(joined[-1]) and SPACELESS.search(part.text[:1])
        joined += part.text if is_run or not joined else f" {part.text}"
    return joined


def _is_wrapped(part: SentencePart, after: SentencePart) -> bool:
    return (
        part.gap.replace("\r\n", "\n").count("\n") == 1
        and _COMPLETE.search(part.text) is None
        and _LIST_MARK.match(after.text) is None
    )
