"""What to write instead of a value that cannot be read, for settings and options alike."""

from typing import Final

from pydantic_core import ErrorDetails

_REMEDIES: Final = {
    "int_parsing": "write a whole number",
    "float_parsing": "write a number",
    "bool_parsing": "write true or false",
    "greater_than_equal": "write at least {ge}",
    "less_than_equal": "write at most {le}",
    "greater_than": "write more than {gt}",
    # No text is required to be longer than one character.
    "string_too_short": "it is empty: write something, or leave it out",
}
"""By how a value is wrong."""


def find_remedy(details: ErrorDetails) -> str | None:
    """Return what to write instead of a wrong value; None if the error itself says it best."""
    remedy = _REMEDIES.get(details["type"])
    return remedy and remedy.format(**details.get("ctx", {}))
