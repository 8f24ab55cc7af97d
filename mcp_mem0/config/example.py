"""Rendering `config.example.toml` from the settings, so that it is never out of date."""

import json
import textwrap
from collections.abc import Iterator
from typing import Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo

from mcp_mem0.config.keys import format_flag, format_variable, get_nested_table, is_free_table
from mcp_mem0.config.sections.table import Table
from mcp_mem0.config.settings import Settings

_LINE_CHARS_MAX = 100
_HEAD = (
    "Settings of mcp-mem0. Each line shows a default: remove its '#' and change it. The"
    " environment wins over this file, and flags win over both: limit under [recall] is also"
    f" {format_variable('recall.limit')} and {format_flag('recall.limit')}."
)
_WRITTEN = " Written by scripts/write-example-config; do not edit."


def render_example_toml() -> str:
    """Return the text of `config.example.toml`: every setting, its default, bounds and reason."""
    return _render(_HEAD + _WRITTEN)


def render_own_toml() -> str:
    """Return the same as a person's own file, to begin with: nothing is set in it yet."""
    return _render(_HEAD)


def _render(head: str) -> str:
    return "\n".join([*_format_comment(head), *_render_table(Settings, prefix="")]) + "\n"


def describe_setting(field: FieldInfo) -> str:
    """Return what a setting is for, and its bounds."""
    return f"{field.description}{_describe_bounds(field)}"


def _render_table(table: type[Table], *, prefix: str) -> Iterator[str]:
    for name, field in table.model_fields.items():
        if is_free_table(field):
            yield from _render_free_table(prefix + name, field)
        elif get_nested_table(field) is None:
            yield from _render_setting(name, field)
    # TOML wants a table's own values before the tables below it.
    for name, field in table.model_fields.items():
        below = get_nested_table(field)
        if below is not None:
            yield from ("", "", *_format_comment(below.__doc__ or name), f"[{prefix}{name}]")
            yield from _render_table(below, prefix=f"{prefix}{name}.")


def _render_setting(name: str, field: FieldInfo) -> Iterator[str]:
    # A default that depends on the machine is shown by its example.
    value: object = field.examples[0] if field.default_factory and field.examples else field.default
    yield ""
    yield from _format_comment(describe_setting(field))
    yield f"# {name} = {_format_toml(value)}"


def _render_free_table(key: str, field: FieldInfo) -> Iterator[str]:
    yield ""
    yield from _format_comment(f"{field.description} For example:")
    yield f"# [{key}]"
    for example in field.examples or ():
        for option, value in example.items():
            yield f"# {option} = {_format_toml(value)}"


def _describe_bounds(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return f" One of {', '.join(get_args(field.annotation))}."
    words: list[str] = []
    for bound in field.metadata:
        match bound:
            case Ge(ge=least):
                words.append(f"from {least}")
            case Gt(gt=below):
                words.append(f"above {below}")
            case Le(le=most):
                words.append(f"up to {most}")
            case _:
                pass
    return f" ({' '.join(words)})" if words else ""


def _format_comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, width=_LINE_CHARS_MAX - len("# "))]


def _format_toml(value: object) -> str:
    # JSON's strings, numbers, true and false are TOML's as well.
    return json.dumps(value)
