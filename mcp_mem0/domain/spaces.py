"""Names of spaces. A space is one memory: the unit of sharing and of isolation."""

import re

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.secrets import redact

SPACE_CHARS_MAX = 64
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
