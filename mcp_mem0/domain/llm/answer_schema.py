"""The JSON schema of an answer in its simplest form, and the notation that a prompt shows of it."""

import json

from pydantic import JsonValue


def simplify_schema(node: JsonValue, shared: dict[str, JsonValue]) -> JsonValue:
    """Return a schema without references, titles, defaults or extra fields."""
    match node:
        case {"$ref": str(reference)}:
            return simplify_schema(shared[reference.rpartition("/")[2]], shared)
        case {"type": "object", "properties": {**properties}, **rest}:
            fields: dict[str, JsonValue] = {
                name: simplify_schema(field, shared) for name, field in properties.items()
            }
            required = rest.get("required", [])
            return {
                "type": "object",
                "properties": fields,
                "required": required,
                "additionalProperties": False,
            }
        case {**fields}:
            return {
                name: simplify_schema(value, shared)
                for name, value in fields.items()
                if name not in {"title", "default", "description"}
            }
        case list():
            return [simplify_schema(item, shared) for item in node]
        case _:
            return node


def render_shape(schema: JsonValue) -> str:
    """Return a simplified schema in a short notation; "?" marks what may be left out."""
    match schema:
        case {"properties": {**properties}, "required": [*required]}:
            fields = (
                f'"{name}"{"" if name in required else "?"}: {render_shape(field)}'
                for name, field in properties.items()
            )
            return f"{{{', '.join(fields)}}}"
        case {"items": items}:
            return f"[{render_shape(items)}]"
        case {"enum": [*values]}:
            return " | ".join(json.dumps(value) for value in values)
        case {"const": value}:
            return json.dumps(value)
        case {"type": str(kind)}:
            return kind
        case _:
            raise TypeError(f"no notation for the schema {schema!r}")


def require_object(node: JsonValue) -> dict[str, JsonValue]:
    """Return a node that is an object.

    Raises:
        TypeError: It is not one.
    """
    if not isinstance(node, dict):
        raise TypeError(f"a JSON object was expected, not {node!r}")
    return node
