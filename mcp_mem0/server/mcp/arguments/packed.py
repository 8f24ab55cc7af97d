"""Values that came packed: in the JSON of a text, in quotation marks, in an object around them."""

import json
from collections.abc import Mapping
from typing import Final, cast

JSON_DEPTH_MAX: Final = 3
"""How often a text may be the JSON of a text."""

_ITEM_KEYS: Final = ("item", "items")
"""What programs that turn XML into JSON call what a list has."""

_WRAPPERS: Final = frozenset({"arguments", "args", "kwargs", "params", "parameters", "input"})


def unpack_text(text: str) -> object:
    """Return the list or object that a text is the JSON of, else the text."""
    value: object = text
    for _ in range(JSON_DEPTH_MAX):
        if not isinstance(value, str) or not value.lstrip().startswith(("[", "{", '"[', '"{')):
            break
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return text
    return cast("list[object] | dict[str, object] | str", value)


def unquote_text(text: str) -> str:
    """Return the text that a text is the JSON of, else the text itself."""
    plain = text.strip()
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        try:
            value: object = json.loads(plain)
        except ValueError:
            return text
        return value if isinstance(value, str) else text
    return text


def unpack_list(fields: Mapping[str, object], name: str) -> object:
    """Return the list that an object stands for, else the object.

    It may be numbered, as languages write it whose lists are objects, or stand under the name of
    its parameter.
    """
    if all(key == str(place) for place, key in enumerate(fields)):
        return [*fields.values()]
    if len(fields) == 1:
        [(key, inner)] = fields.items()
        if key in {name, *_ITEM_KEYS}:
            return cast("list[object]", inner) if isinstance(inner, list) else [inner]
    return fields


def unwrap_arguments(arguments: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return the arguments of a call, which may stand in an object of their own inside.

    None if they do, and are no object.
    """
    if len(arguments) != 1 or not _WRAPPERS.issuperset(arguments):
        return arguments
    [inner] = arguments.values()
    plain = unpack_text(inner) if isinstance(inner, str) else inner
    return cast("dict[str, object]", plain) if isinstance(plain, dict) else None
