"""What no provider refuses in a tool's schema, as a small check.

It is the common part of these rules, where they are written down:

- Kimi: "Moonshot Flavored JSON Schema Spec" and the validator `walle` in the repository
  MoonshotAI/walle (docs/mfjs-spec.md, validator.go, keyword_validators.go). It is published as a
  Go module alone, so its rules stand here: a type beside each enum and none beside anyOf, one type,
  enums of texts that are not empty, required names that are properties, items that are one schema,
  no annotations or bounds, at most ten objects in each other.
- OpenAI, structured outputs: every object closed by the client, which `additionalProperties` of
  ours would contradict; Azure refuses `default`.
- Gemini: `Schema` of the API has no `additionalProperties`, `$ref`, `const` or list of types.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

DEPTH_MAX: Final = 10

_KEYWORDS: Final[Mapping[str, set[str]]] = {
    "object": {"type", "description", "properties", "required"},
    "array": {"type", "description", "items"},
    "string": {"type", "description", "enum"},
    "integer": {"type", "description"},
    "number": {"type", "description"},
    "boolean": {"type", "description"},
}


def find_problems(schema: Mapping[str, Any], place: str, depth: int = 0) -> Iterator[str]:
    """Yield what some client refuses in a schema, with its place."""
    kind = schema.get("type")
    if not isinstance(kind, str) or kind not in _KEYWORDS:
        yield f"{place}: its type is {kind!r}"
        return
    if depth > DEPTH_MAX:
        yield f"{place}: more than {DEPTH_MAX} objects in each other"
        return
    unknown = set(schema) - _KEYWORDS[kind]
    if unknown:
        yield f"{place}: {sorted(unknown)}"
    words = schema.get("enum")
    if words is not None and not (words and all(isinstance(word, str) and word for word in words)):
        yield f"{place}: the enum {words!r}"
    properties = schema.get("properties", {})
    if set(schema.get("required", ())) - set(properties):
        yield f"{place}: it requires what it does not have"
    for name, part in properties.items():
        yield from find_problems(part, f"{place}.{name}", depth + 1)
    if kind == "array" and not isinstance(schema.get("items"), dict):
        yield f"{place}: a list of anything"
    elif kind == "array":
        yield from find_problems(schema["items"], f"{place}[]", depth)
