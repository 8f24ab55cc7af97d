"""Names of spaces. A space is one memory: the unit of sharing and of isolation."""

import re
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.secrets import redact

SPACE_CHARS_MAX = 64
WORDS_FOR_NOTHING: Final = frozenset({"null", "undefined", "none", "nil", "nan", "n/a"})
"""What programs write in place of a name: of JSON, JavaScript, Python, Ruby, and of forms."""

_SPACE = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


def check_space(name: str) -> str:
    """Return the name of a space if it is valid.

    Raises:
        RequestError: It is not 1 to 64 of the characters a-z, 0-9, dot, dash, underscore, or it
            contains a secret.
    """
    if len(name) <= SPACE_CHARS_MAX and _SPACE.fullmatch(name):
        if kinds := redact(name).kinds:
            raise RequestError(
                f"the name of the space contains a secret ({kinds[0]}): names are stored and shown,"
                " so choose another"
            )
        return name
    raise RequestError(
        f"{quote_value(name)} cannot name a space: use 1 to {SPACE_CHARS_MAX} of a-z, 0-9, '.', '-'"
        " and '_', with a letter or digit first and last"
    )


def check_new_space(name: str) -> str:
    """Return the name of a space that may be written to, if it is valid.

    A word for no value names none: a program writes it that had no name to send. A space that got
    such a name before can still be read, forgotten and erased.

    Raises:
        RequestError: As `check_space`, or it is a word for no value.
    """
    if name in WORDS_FOR_NOTHING:
        raise RequestError(
            f"{quote_value(name)} cannot name a space to write to, because programs send it for no"
            " name: leave the space out for the usual one, or choose another name"
        )
    return check_space(name)
