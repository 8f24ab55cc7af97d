"""Compact JSON schemas: every assistant reads those of the tools in each conversation.

They use only what every provider's converter takes: a type everywhere, and no references, nulls,
defaults or `additionalProperties`, for which some refuse the whole catalogue. The server refuses
unknown arguments itself.
"""

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, JsonValue

_LEFT_OUT: Final = frozenset({"title", "default", "additionalProperties"})


def compact_schema(
    model: type[BaseModel], *, defaults: Mapping[str, JsonValue] | None = None
) -> dict[str, JsonValue]:
    """Return the schema of a model without what some clients refuse.

    Args:
        model: The model.
        defaults: Defaults of fields that the model does not set: their descriptions say them.
    """
    whole: dict[str, JsonValue] = model.model_json_schema()
    definitions = whole.pop("$defs", {})
    schema = _require_object(_compact_node(whole, _require_object(definitions)))
    for name, default in (defaults or {}).items():
        field = _require_object(_require_object(schema["properties"])[name])
        said = str(field["description"]).removesuffix(".")
        usual = f"{default:g}" if isinstance(default, float) else default
        field["description"] = f"{said}; usually {usual}."
    # A class's docstring is for programmers, not for assistants.
    schema.pop("description", None)
    return schema


def _compact_node(node: JsonValue, definitions: Mapping[str, JsonValue]) -> JsonValue:
    match node:
        case {"$ref": str(reference), **rest}:
            definition = _require_object(definitions[reference.rpartition("/")[2]])
            return _compact_node({**_drop_key(definition, "description"), **rest}, definitions)
        case {"anyOf": [{**only}, {"type": "null"}], **rest}:
            return _compact_node({**only, **rest}, definitions)
        case {"properties": {**properties}, **rest}:
            # The names of properties are data: one may be called "title".
            small = {name: _compact_node(value, definitions) for name, value in properties.items()}
            return {**_require_object(_compact_node(rest, definitions)), "properties": small}
        case {**fields}:
            return {
                name: _compact_node(value, definitions)
                for name, value in fields.items()
                if name not in _LEFT_OUT
            }
        case list():
            return [_compact_node(item, definitions) for item in node]
        case _:
            return node


def _drop_key(node: Mapping[str, JsonValue], name: str) -> dict[str, JsonValue]:
    return {key: value for key, value in node.items() if key != name}


def _require_object(node: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(node, dict):
        raise TypeError(f"a JSON object was expected, not {node!r}")
    return node
