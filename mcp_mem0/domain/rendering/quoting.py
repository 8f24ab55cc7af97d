"""Quoting stored text, so that it cannot pass for our own words."""

import json
from typing import ClassVar, Final, cast

from pydantic import BaseModel, ConfigDict, model_validator

from mcp_mem0.domain.model.rows import ROLES
from mcp_mem0.domain.rendering.plain_words import is_plain_code, is_plain_name, is_plain_term
from mcp_mem0.domain.text.escapes import escape_controls
from mcp_mem0.domain.visible_text import strip_invisible

POINTER_CHARS_MAX = 160
"""How much of a text that is only referred to is quoted, in characters."""

# Made once: `json.dumps` makes one for each text.
_encode_json: Final = json.JSONEncoder(ensure_ascii=False).encode
_BREAKS: Final = str.maketrans({"\n": "\\u000a", "\t": "\\u0009"})


class Output(BaseModel):
    """A part of an answer as JSON; written without nulls and without invisible characters.

    A field that may be null is null by default.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    # Once for all fields, and without the empty ones: those are most, and an answer has fifty
    # memories.
    @model_validator(mode="before")
    @classmethod
    def _strip_invisible(cls, values: object) -> object:
        if not isinstance(values, dict):
            return values
        fields = cast("dict[str, object]", values)
        return {name: _strip_texts(value) for name, value in fields.items() if value is not None}


def _strip_texts(value: object) -> object:
    if isinstance(value, str):
        return strip_invisible(value)
    if isinstance(value, (tuple, list)):
        return tuple(map(_strip_texts, cast("tuple[object, ...]", value)))
    return value


def quote_text(text: str) -> str:
    """Quote a text on one line, as JSON does: quotation marks and line breaks are escaped."""
    return escape_controls(strip_invisible(_encode_json(strip_invisible(text))))


def escape_line_breaks(text: str) -> str:
    """Format a text of our own on one line, with line breaks escaped."""
    return escape_controls(strip_invisible(text)).translate(_BREAKS)


def format_name(name: str) -> str:
    """Format a name as it is, or quoted if it could be taken for more than a name."""
    visible = strip_invisible(name)
    return visible if is_plain_name(visible) else quote_text(visible)


def format_term(term: str) -> str:
    """Format a predicate or a type as it is, or quoted if it could be taken for more."""
    visible = strip_invisible(term)
    return visible if is_plain_term(visible) else quote_text(visible)


def format_code(code: str) -> str:
    """Format the name of a model as it is, or quoted if it could be taken for more."""
    visible = strip_invisible(code)
    return visible if is_plain_code(visible) else quote_text(visible)


def format_speaker(speaker: str) -> str:
    """Format a speaker: a role as it is, and a name as a name (see `label_speaker`)."""
    if speaker in ROLES:
        return speaker
    inner = speaker[1:-1] if speaker[:1] == '"' == speaker[-1:] else speaker
    return format_name(inner)
