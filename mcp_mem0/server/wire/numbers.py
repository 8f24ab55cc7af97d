"""Ids that are numbers with a fraction, like 2.0: JSON-RPC allows them, the library does not.

Inside, such an id is a text that only this process can have made. On the way out, wherever it
stands in a message, it becomes the number again that the client sent.
"""

import math
import re
import secrets
from typing import Final

_MARK: Final = f"number-{secrets.token_hex(16)}:"
_MARK_BYTES: Final = _MARK.encode()
_MARKED: Final = re.compile(rb'"' + _MARK_BYTES + rb'([0-9.e+-]+)"')


def mark_number(number: float) -> str | float:
    """Return the text that stands for a number; one that JSON cannot write stays as it is."""
    return f"{_MARK}{number!r}" if math.isfinite(number) else number


def restore_numbers(message: bytes) -> bytes:
    """Return JSON with the numbers that texts stand for."""
    return _MARKED.sub(rb"\1", message) if _MARK_BYTES in message else message
