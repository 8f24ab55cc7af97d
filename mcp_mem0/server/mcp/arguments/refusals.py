"""Parses a call's arguments, and says in one sentence what is wrong with them."""

import difflib
from collections.abc import Collection, Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.server.mcp.arguments.coercion import coerce_arguments
from mcp_mem0.server.mcp.arguments.packed import unwrap_arguments
from mcp_mem0.server.mcp.inputs import Input

InputT = TypeVar("InputT", bound=Input)

_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
}


def parse_arguments(model: type[InputT], arguments: Mapping[str, object], *, tool: str) -> InputT:
    """Return the arguments as typed values, read as models send them; null counts as absent.

    Raises:
        RequestError: A name is unknown or missing, or a value has another type or two meanings.
    """
    names = model.model_fields
    given = unwrap_arguments(arguments)
    if given is None:
        [value] = arguments.values()
        raise RequestError(
            f"the arguments of {tool} are {quote_value(value)}: send an object with its parameters"
            f" ({', '.join(names)})"
        )
    arguments = given
    unknown = next((name for name in arguments if name not in names), None)
    if unknown is not None:
        raise RequestError(_describe_unknown(unknown, names, owner=tool))
    values = coerce_arguments(model, arguments, has_words_for_nothing=model.has_words_for_nothing)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=True)[0]
        raise RequestError(_describe_error(first, tool)) from error


def _describe_unknown(name: str, names: Collection[str], *, owner: str) -> str:
    if not names:
        return f"{owner} has no parameter {quote_value(name)}: it takes none"
    known = ", ".join(names)
    nearest = difflib.get_close_matches(name, names, n=1)
    meant = f"the nearest one is {nearest[0]!r} (all: {known})" if nearest else f"it has {known}"
    return f"{owner} has no parameter {quote_value(name)}: {meant}"


def _describe_error(error: ErrorDetails, tool: str) -> str:
    place = _format_location(error["loc"])
    match error["type"]:
        case "missing":
            return f"{tool} needs {place}: say what it is"
        case "extra_forbidden":
            # Names of arguments were checked before, so it is in an object among them.
            outer, name = _format_location(error["loc"][:-1]), str(error["loc"][-1])
            return f"{outer} has no part {quote_value(name)}: leave it out"
        case "literal_error":
            expectation = f"one of {error.get('ctx', {})['expected']}"
        case "greater_than_equal":
            expectation = f"at least {error.get('ctx', {})['ge']}"
        case "less_than_equal":
            expectation = f"at most {error.get('ctx', {})['le']}"
        case kind:
            expectation = _WANTED.get(kind, error["msg"])
    return f"{place} is {quote_value(error['input'])}: it should be {expectation}"


def _format_location(location: tuple[int | str, ...]) -> str:
    """Return a place in the arguments, such as messages[2].role."""
    place = ""
    for part in location:
        place += f"[{part}]" if isinstance(part, int) else f".{part}"
    return place.removeprefix(".")
