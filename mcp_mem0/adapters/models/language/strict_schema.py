"""Rewrites an answer's schema into the subset that chat/completions enforces strictly.

There every property is required and no other is allowed, so a field that may be left out may be
null instead: answers read null as left out. Bounds are dropped, as some servers refuse them; the
answer's own type holds it to them.
"""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

_NULL: Final[JsonValue] = {"type": "null"}
_KEPT: Final = ("type", "enum")


def build_strict_schema(schema: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the strict form of a schema that has no references."""
    match schema:
        case {"properties": {**properties}, "required": [*required]}:
            return _build_object(properties, required)
        case {"items": {**items}}:
            return {"type": "array", "items": build_strict_schema(items)}
        case {"anyOf": [*options]}:
            return {
                "anyOf": [build_strict_schema(each) for each in options if isinstance(each, dict)]
            }
        case {"const": value, **rest}:
            return {**_keep_known(rest), "enum": [value]}
        case _:
            return _keep_known(schema)


def _build_object(
    properties: Mapping[str, JsonValue], required: list[JsonValue]
) -> dict[str, JsonValue]:
    strict = {
        name: build_strict_schema(field)
        for name, field in properties.items()
        if isinstance(field, dict)
    }
    fields: dict[str, JsonValue] = {
        name: field if name in required else _allow_null(field) for name, field in strict.items()
    }
    return {
        "type": "object",
        "properties": fields,
        "required": [*fields],
        "additionalProperties": False,
    }


def _allow_null(schema: dict[str, JsonValue]) -> dict[str, JsonValue]:
    match schema:
        case {"anyOf": [*options]}:
            return {"anyOf": options if _NULL in options else [*options, _NULL]}
        case _:
            return {"anyOf": [schema, _NULL]}


def _keep_known(schema: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return {name: schema[name] for name in _KEPT if name in schema}
