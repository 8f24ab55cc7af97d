"""Marking words as somebody's, so that nobody takes them for ours."""

import json
import re
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

POINTER_CHARS_MAX = 160
"""How much is quoted of a text that is only pointed at, in characters."""

# Control characters, all ends of line, and what turns the direction of writing.
_TURNS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_PLAIN_NAME = re.compile(r"\w[\w .'’@+-]{0,79}")


class Output(BaseModel):
    """A part of an answer as structure; what is None is not written."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


def quotation(text: str) -> str:
    """Quote a text on one line, as JSON does: quotation marks and line breaks are escaped."""
    return one_line(json.dumps(text, ensure_ascii=False))


def one_line(text: str) -> str:
    """Write a text of our own on one line, its line breaks escaped."""
    return _TURNS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def plain_name(name: str) -> str:
    """Write a name as it is, or quoted if it could be taken for more than a name."""
    return name if _PLAIN_NAME.fullmatch(name) else quotation(name)
